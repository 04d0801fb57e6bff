"""The count of an event: whether it is open, and the totals that were frozen from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.models.report import NumberedQuerySet


class CountPhase(models.TextChoices):
    """How far the count has come; an event without a ``CountState`` is open."""

    OPEN = "open", _("open for reports")
    CLOSED = "closed", _("closed")
    CERTIFIED = "certified", _("certified")


class CountState(models.Model):
    """Whether offices may still report, and who closed and certified the count."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="count_state", verbose_name=_("event"))
    phase = models.CharField(_("state of the count"), max_length=10, choices=CountPhase, default=CountPhase.OPEN)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("certified by")
    )
    certified_at = models.DateTimeField(_("certified at"), null=True)

    class Meta:
        verbose_name = _("state of a count")
        verbose_name_plural = _("states of counts")
        constraints = [
            models.CheckConstraint(name="count_phase_known", condition=Q(phase__in=CountPhase.values)),
            models.CheckConstraint(
                name="closed_counts_have_a_time", condition=Q(phase=CountPhase.OPEN) | Q(closed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="certified_counts_have_a_time",
                condition=~Q(phase=CountPhase.CERTIFIED) | Q(certified_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_phase_display()


class SnapshotKind(models.TextChoices):
    """What a frozen total is."""

    PRELIMINARY = "preliminary", _("preliminary total")
    CERTIFIED = "certified", _("certified total")


class TotalsSnapshot(models.Model):
    """The totals of an event as they stood at a moment; append-only.

    ``content`` is ``participants.selectors.totals.Totals`` as JSON, with the labels of that day: it outlives the
    personal data and every rename. ``files`` names the files it rests on: ``[{"name": ..., "sha256": ...}]``.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="snapshots", verbose_name=_("event"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=SnapshotKind)
    content = models.JSONField(_("content"))
    files = models.JSONField(_("files"), default=list, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("taken by")
    )
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)

    objects = NumberedQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen totals")
        verbose_name_plural = _("frozen totals")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="totals_snapshot_number_once"),
            models.CheckConstraint(name="totals_snapshot_kind_known", condition=Q(kind__in=SnapshotKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.number})"


class ChangeAction(models.TextChoices):
    """What a line of the change log says was done."""

    INVITE_OFFICES = "invite_offices", _("offices added")
    REMOVE_OFFICE = "remove_office", _("office removed")
    REPORT = "report_head_counts", _("head-counts entered")
    ACCEPT = "accept_figure", _("another figure accepted")
    CLOSE = "close_count", _("count closed")
    REOPEN = "reopen_count", _("count opened again")
    CERTIFY = "certify_count", _("count certified")
    ADD_PARTICIPANT = "add_participant", _("participant added")
    CHANGE_PARTICIPANT = "change_participant", _("participant changed")
    DELETE_PARTICIPANT = "delete_participant", _("participant deleted")


class ChangeLog(models.Model):
    """What was changed in attendance data, without personal values; append-only."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes", verbose_name=_("event"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    action = models.CharField(_("action"), max_length=60, choices=ChangeAction)
    subject = models.CharField(_("subject"), max_length=120, help_text=_("Which row, by kind and number; no name."))
    fields = models.JSONField(_("fields"), default=list, blank=True)

    class Meta:
        verbose_name = _("change of attendance data")
        verbose_name_plural = _("changes of attendance data")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.get_action_display()
