"""Offices at an event and what they report: replies, head-counts, accepted figures."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models import Event, EventDay
from programmes.models import Organisation
from programmes.models.base import ThaiCharField, Versioned


class Mode(models.TextChoices):
    """How somebody took part."""

    ONSITE = "onsite", _("at the venue")
    ROOM = "room", _("broadcast room of the office")
    ONLINE = "online", _("online individually")


class PersonRole(models.TextChoices):
    """In which role somebody took part; the five of the Finance regulation, and "not stated"."""

    PARTICIPANT = "participant", _("participant")
    STAFF = "staff", _("project staff")
    OBSERVER = "observer", _("observer")
    SPEAKER = "speaker", _("speaker")
    GUEST = "guest", _("guest of honour")
    NOT_STATED = "not_stated", _("role not stated")


class Reply(models.TextChoices):
    """What an office answered before the day."""

    NONE = "none", _("no reply yet")
    YES = "yes", _("will attend")
    NO = "no", _("will not attend")


class OfficeState(models.TextChoices):
    """What an office said after the day; ``REPORTED`` goes with head-counts (0 people is a report too)."""

    PENDING = "pending", _("not reported yet")
    REPORTED = "reported", _("reported")
    ABSENT = "absent", _("did not attend")
    REPLAY = "replay", _("watched the recording (not counted)")


class AttendingOfficeQuerySet(models.QuerySet["AttendingOffice"]):
    """Small filters over the offices of events."""

    def in_official_order(self) -> "AttendingOfficeQuerySet":
        """Order as the register does: official order, then name."""
        return self.order_by("organisation__sort_no", "name", "id")

    def not_reported(self) -> "AttendingOfficeQuerySet":
        """Return those that still owe an answer; an office counted under another owes none."""
        return self.filter(state=OfficeState.PENDING, counted_under__isnull=True)


class AttendingOffice(Versioned):
    """One organisation invited to, or present at, one event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="offices", verbose_name=_("event"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="attendances",
        verbose_name=_("office"),
        help_text=_("Type a province or a short name, for example ตรัง or สสพ.1."),
    )
    name = ThaiCharField(
        _("name on that day"),
        max_length=250,
        blank=True,
        help_text=_("Left empty, it is filled with today's official name."),
    )
    counted_under = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contains",
        verbose_name=_("counted under"),
        help_text=_("The office whose figure contains this one; then this one is shown but not added."),
    )
    target = models.PositiveIntegerField(_("target (people)"), null=True, blank=True)
    reply = models.CharField(_("reply"), max_length=4, choices=Reply, default=Reply.NONE)
    reply_people = models.PositiveIntegerField(_("people announced in the reply"), null=True, blank=True)
    state = models.CharField(_("state of the report"), max_length=10, choices=OfficeState, default=OfficeState.PENDING)
    absence_reason = models.CharField(_("reason for not attending"), max_length=300, blank=True)
    coordinator = models.CharField(_("coordinator"), max_length=150, blank=True)
    coordinator_phone = models.CharField(_("telephone of the coordinator"), max_length=60, blank=True)
    reported_by = models.CharField(_("reported by"), max_length=150, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = AttendingOfficeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["coordinator", "coordinator_phone", "reported_by"])

    class Meta:
        verbose_name = _("attending office")
        verbose_name_plural = _("attending offices")
        ordering = ["event", "organisation__sort_no", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="office_once_per_event",
                violation_error_message=_("This organisation is on the board of this event already."),
            ),
            models.CheckConstraint(name="office_reply_known", condition=Q(reply__in=Reply.values)),
            models.CheckConstraint(name="office_state_known", condition=Q(state__in=OfficeState.values)),
            models.CheckConstraint(
                name="office_not_counted_under_itself",
                condition=Q(counted_under__isnull=True) | ~Q(counted_under=F("id")),
                violation_error_message=_("An office cannot be counted under itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.organisation)


class CurrentQuerySet(models.QuerySet):
    """Figures of which a newer row replaces an older one, and none is overwritten."""

    def current(self) -> "CurrentQuerySet":
        """Return the rows that hold now."""
        return self.filter(replaced_at__isnull=True)


class HeadCount(models.Model):
    """How many people an office reports in one cell (mode, and day or the whole event) and one role.

    Written by ``participants.services.counts.report_head_counts``: a new row replaces the one before, which stays.
    """

    office = models.ForeignKey(
        AttendingOffice, models.CASCADE, related_name="head_counts", verbose_name=_("attending office")
    )
    day = models.ForeignKey(
        EventDay,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="head_counts",
        verbose_name=_("day"),
        help_text=_("Empty: the whole event."),
    )
    mode = models.CharField(_("mode"), max_length=8, choices=Mode)
    role = models.CharField(_("role of people"), max_length=12, choices=PersonRole)
    people = models.PositiveIntegerField(_("people"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        ordering = ["office", "id"]
        constraints = [
            models.CheckConstraint(name="head_count_not_negative", condition=Q(people__gte=0)),
            models.CheckConstraint(name="head_count_mode_known", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(name="head_count_role_known", condition=Q(role__in=PersonRole.values)),
            models.UniqueConstraint(
                fields=["office", "day", "mode", "role"],
                condition=Q(replaced_at__isnull=True, day__isnull=False),
                name="one_current_head_count_of_a_day",
            ),
            models.UniqueConstraint(
                fields=["office", "mode", "role"],
                condition=Q(replaced_at__isnull=True, day__isnull=True),
                name="one_current_head_count_of_the_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.get_mode_display()}, {self.get_role_display()}, {self.people}"


class AcceptedReason(models.TextChoices):
    """Why another figure than the reported one is accepted."""

    INCOMPLETE = "incomplete", _("not everybody signed in")
    DOUBLE = "double", _("counted twice")
    PARTLY = "partly", _("attended only in part")
    MISTAKE = "mistake", _("mistake of the office, put right with it")
    OTHER = "other", _("other reason (say it in the note)")


class AcceptedFigure(models.Model):
    """The figure that staff accept for one cell, with a reason; a newer row replaces the one before, which stays."""

    office = models.ForeignKey(
        AttendingOffice, models.CASCADE, related_name="accepted_figures", verbose_name=_("attending office")
    )
    day = models.ForeignKey(
        EventDay,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accepted_figures",
        verbose_name=_("day"),
        help_text=_("Empty: the whole event."),
    )
    mode = models.CharField(_("mode"), max_length=8, choices=Mode)
    people = models.PositiveIntegerField(_("people"))
    reason = models.CharField(_("reason"), max_length=12, choices=AcceptedReason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = _("accepted figure")
        verbose_name_plural = _("accepted figures")
        ordering = ["office", "id"]
        constraints = [
            models.CheckConstraint(name="accepted_figure_not_negative", condition=Q(people__gte=0)),
            models.CheckConstraint(name="accepted_figure_mode_known", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(name="accepted_figure_reason_known", condition=Q(reason__in=AcceptedReason.values)),
            models.CheckConstraint(
                name="other_reasons_have_a_note",
                condition=~Q(reason=AcceptedReason.OTHER) | ~Q(note=""),
                violation_error_message=_("Say the reason in the note."),
            ),
            models.UniqueConstraint(
                fields=["office", "day", "mode"],
                condition=Q(replaced_at__isnull=True, day__isnull=False),
                name="one_current_accepted_figure_of_a_day",
            ),
            models.UniqueConstraint(
                fields=["office", "mode"],
                condition=Q(replaced_at__isnull=True, day__isnull=True),
                name="one_current_accepted_figure_of_the_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.get_mode_display()}, {self.people}"
