"""Speakers, and what each did at which event."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coopportal.thai.names import join_name
from events.models.event import Event, Session
from programmes.models import Organisation
from programmes.models.base import ThaiCharField, Versioned


class Prefix(models.Model):
    """A form of address, academic title or rank before a name; whether a space follows belongs to it (design rule 9)."""

    text = ThaiCharField(_("prefix"), max_length=60, unique=True)
    space_after = models.BooleanField(
        _("space after the prefix"), default=False, help_text=_("Full-word academic titles and ranks take a space.")
    )
    sort_no = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("prefix of names")
        verbose_name_plural = _("prefixes of names")
        ordering = ["sort_no", "text"]

    def __str__(self) -> str:
        return self.text


class Speaker(Versioned):
    """A person who speaks or presides at events; public by name."""

    prefix = models.ForeignKey(
        Prefix,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("prefix"),
        help_text=_("Choose from the list, as in the letter of invitation."),
    )
    first_name = ThaiCharField(_("first name"), max_length=100)
    last_name = ThaiCharField(_("surname"), max_length=100, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["first_name", "last_name", "id"]
        constraints = [
            models.CheckConstraint(
                name="speaker_not_merged_into_itself", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return prefix, name and surname with the spacing of the prefix; reads ``prefix`` (a query if not loaded)."""
        prefix = self.prefix
        return join_name(
            prefix.text if prefix else "",
            self.first_name,
            self.last_name,
            space_after_prefix=bool(prefix and prefix.space_after),
        )


class Capacity(models.TextChoices):
    """What a person does at an event, in the usual order of a report."""

    PRESIDES = "presides", _("presides over the ceremony")
    REPORTS = "reports", _("gives the report")
    WELCOMES = "welcomes", _("gives the welcome")
    KEYNOTE = "keynote", _("keynote speaker")
    LECTURER = "lecturer", _("lecturer")
    PANELLIST = "panellist", _("panellist")
    MODERATOR = "moderator", _("moderator")
    GROUP_FACILITATOR = "group_facilitator", _("group facilitator")
    GUEST = "guest", _("guest of honour")
    CLOSES = "closes", _("closes the event")


class Appearance(models.Model):
    """One person doing one thing at one event; name, position and organisation are those of that day (design rule 9)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="appearances", verbose_name=_("event"))
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("agenda item"),
        help_text=_("Empty: the whole event."),
    )
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="appearances", verbose_name=_("speaker"))
    name = models.CharField(
        _("name on that day"),
        max_length=250,
        blank=True,
        help_text=_("Left empty, it is filled with today's name of the speaker."),
    )
    capacity = models.CharField(_("acts as"), max_length=20, choices=Capacity, default=Capacity.LECTURER)
    acting_for = models.CharField(
        _("on behalf of"), max_length=250, blank=True, help_text=_("When somebody was assigned to stand in.")
    )
    position = models.CharField(
        _("position on that day"),
        max_length=300,
        blank=True,
        help_text=_("In full, as in the agenda. It is not changed later."),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("organisation on that day"),
    )
    topic = models.CharField(_("topic"), max_length=300, blank=True)
    said = models.TextField(
        _("what was said"), blank=True, help_text=_("Written in the style of a report; only what was really said.")
    )
    staff_note = models.CharField(
        _("note for staff"),
        max_length=300,
        blank=True,
        help_text=_("For example a wording kept from the source. Not shown to the public."),
    )
    sort_no = models.PositiveIntegerField(_("order"), default=0, help_text=_("By seniority or agenda."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker at the event")
        verbose_name_plural = _("presiding persons and speakers")
        ordering = ["sort_no", "id"]
        constraints = [
            models.CheckConstraint(name="appearance_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.UniqueConstraint(
                fields=["event", "speaker", "capacity", "topic"],
                name="appearance_once",
                violation_error_message=_("This speaker is entered twice in the same capacity and topic."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
