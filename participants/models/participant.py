"""Named people at an event. Personal data: never on a public page, in open data or in an address (design rule 5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from participants.models.office import AttendingOffice, Mode, PersonRole
from programmes.models import Organisation
from programmes.models.base import ThaiCharField, Versioned


class PersonGroup(models.TextChoices):
    """To which group somebody belongs (practice: กลุ่มผู้เข้าร่วม)."""

    OFFICIALS = "officials", _("officials and government employees")
    BOARD = "board", _("board members of cooperatives")
    MANAGEMENT = "management", _("managers and staff of cooperatives")
    INSPECTORS = "inspectors", _("inspectors of cooperatives")
    MEMBERS = "members", _("members of cooperatives")
    PARTNERS = "partners", _("partner organisations")
    PUBLIC = "public", _("press and public")


class Participant(Versioned):
    """A named person at one event.

    ``organisation`` is whom the person belongs to, ``room`` in whose room the person sat: two facts (design rule 4.2).
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="participants", verbose_name=_("event"))
    prefix = models.CharField(_("prefix"), max_length=60, blank=True)
    first_name = ThaiCharField(_("first name"), max_length=100)
    last_name = ThaiCharField(_("surname"), max_length=100, blank=True)
    name_as_came = models.CharField(
        _("name as in the source file"), max_length=250, blank=True, editable=False, help_text=_("Cannot be changed.")
    )
    position = ThaiCharField(_("position"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("office or cooperative the person belongs to"),
    )
    organisation_text = models.CharField(
        _("organisation as in the source"), max_length=250, blank=True, help_text=_("When it is not in the register.")
    )
    room = models.ForeignKey(
        AttendingOffice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people_in_room",
        verbose_name=_("sat in the room of"),
    )
    group = models.CharField(_("group of participants"), max_length=12, choices=PersonGroup, blank=True)
    role = models.CharField(_("role of people"), max_length=12, choices=PersonRole, default=PersonRole.PARTICIPANT)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode)
    phone = models.CharField(
        _("telephone"),
        max_length=40,
        blank=True,
        help_text=_("Seen only by those with the right; never shown to the public."),
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Seen only by those with the right; never shown to the public.")
    )
    informed = models.BooleanField(_("has been told the privacy notice"), default=False)
    source = models.CharField(_("source of the entry"), max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["first_name", "last_name", "id"]
        permissions = [
            ("view_contact", "Can see telephone numbers and e-mail addresses unmasked"),
            ("export_names", "Can export named lists"),
        ]
        constraints = [
            models.CheckConstraint(name="participant_role_known", condition=Q(role__in=PersonRole.values)),
            models.CheckConstraint(name="participant_mode_known", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(
                name="participant_group_known", condition=Q(group="") | Q(group__in=PersonGroup.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class AttendanceBasis(models.TextChoices):
    """What the source gives of somebody's attendance."""

    INTERVALS = "intervals", _("times of joining and leaving")
    DURATION = "duration", _("stated duration")
    PRESENT = "present", _("present")


class Attendance(models.Model):
    """That a person was there on a day, and for how long as far as the source says."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="attendances", verbose_name=_("participant")
    )
    day = models.ForeignKey(EventDay, models.PROTECT, related_name="attendances", verbose_name=_("day"))
    basis = models.CharField(_("basis"), max_length=10, choices=AttendanceBasis, default=AttendanceBasis.PRESENT)
    joined_at = models.DateTimeField(_("joined at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["participant", "day", "joined_at", "id"]
        constraints = [
            models.CheckConstraint(name="attendance_basis_known", condition=Q(basis__in=AttendanceBasis.values)),
            models.CheckConstraint(
                name="attendance_joined_and_left_both_or_neither",
                condition=Q(joined_at__isnull=True, left_at__isnull=True)
                | Q(joined_at__isnull=False, left_at__isnull=False, left_at__gte=models.F("joined_at")),
                violation_error_message=_("Give both times, in order, or neither."),
            ),
            models.UniqueConstraint(fields=["participant", "day", "joined_at"], name="attendance_interval_once"),
        ]

    def __str__(self) -> str:
        # No name: Django shows this text to whoever tries to delete the day.
        return f"{self._meta.verbose_name} {self.pk}"
