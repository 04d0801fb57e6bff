"""Words and links that several pages of the staff area share."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Report, ReportState, VersionKind
from participants.models import CountPhase


def event_trail(event: Event) -> list[tuple[Any, str]]:
    """Return the links from the list of events to this one."""
    return [
        (_("events"), reverse("admin:events_event_changelist")),
        (event.title, reverse("admin:events_event_change", args=[event.pk])),
    ]


def report_words(version_kind: str | None, report: Report | None) -> tuple[str, Any]:
    """Return a colour and words for what the public sees of a report, and for what is in work."""
    in_work = report is not None and report.state != ReportState.DONE
    if version_kind in {VersionKind.FIRST, VersionKind.CORRECTION}:
        return ("waiting", _("published, correction in work")) if in_work else ("good", _("published"))
    if version_kind == VersionKind.WITHDRAWAL:
        return "bad", _("withdrawn")
    if report is None:
        return "", _("no report written yet")
    return "waiting", report.get_state_display()


def phase_words(event: Event) -> str:
    """Return the state of a count in words; an event without one is open."""
    state = getattr(event, "count_state", None)
    return str(state.get_phase_display() if state else CountPhase.OPEN.label)
