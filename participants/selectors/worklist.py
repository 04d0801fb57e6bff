"""What staff have to do: events with the state of their report and count, and the lists behind "my tasks"."""

import datetime as dt

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.models import Event, EventState, Report, ReportState, ReportStep, ReportVersion, StepKind, VersionKind
from events.models.event import EventQuerySet
from participants.models import AttendingOffice, CountPhase, OfficeState
from participants.services.publishing import PUBLISHABLE
from programmes.models import User


def office_count(**filters: object) -> Coalesce:
    """Return the number of offices of an event (those counted under another left out), as a subquery."""
    offices = AttendingOffice.objects.filter(event=OuterRef("pk"), counted_under__isnull=True, **filters)
    counted = offices.order_by().values("event").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def latest_kind() -> Subquery:
    """Return the kind of an event's latest version (``None`` before the first), as a subquery."""
    versions = ReportVersion.objects.filter(event=OuterRef("pk")).order_by("-number")
    return Subquery(versions.values("kind")[:1])


def with_progress(events: QuerySet[Event]) -> QuerySet[Event]:
    """Add to each event ``version_kind`` (of the latest version), ``offices_invited`` and ``offices_missing``.

    Report and state of the count are loaded with it.
    """
    return events.annotate(
        version_kind=latest_kind(),
        offices_invited=office_count(),
        offices_missing=office_count(state=OfficeState.PENDING),
    ).select_related("programme", "report", "count_state")


def not_published(events: EventQuerySet) -> EventQuerySet:
    """Return the events that were held and whose report the public does not see (it may be there as a draft)."""
    held = events.filter(state=EventState.HELD).annotate(latest_kind=latest_kind())
    return held.filter(Q(latest_kind__isnull=True) | Q(latest_kind=VersionKind.WITHDRAWAL))


def without_report(events: EventQuerySet) -> EventQuerySet:
    """Return the events that were held and have no report yet."""
    return events.filter(state=EventState.HELD, report__isnull=True)


def count_open(events: EventQuerySet) -> EventQuerySet:
    """Return the events whose count is open; one without a state of the count is."""
    return events.filter(Q(count_state__isnull=True) | Q(count_state__phase=CountPhase.OPEN))


def sent_back_to(user: User) -> QuerySet[Report]:
    """Return the reports that were sent back and that ``user`` edited last or handed in."""
    handed_in = ReportStep.objects.filter(report=OuterRef("pk"), kind=StepKind.SUBMITTED, by=user)
    return Report.objects.filter(Q(edited_by=user) | Exists(handed_in), state=ReportState.SENT_BACK)


def waiting_for_check(user: User) -> QuerySet[Report]:
    """Return the reports that ``user`` may check now; nobody checks what they edited last."""
    if settings.APPROVAL_LEVELS == 1:
        return Report.objects.none()
    return Report.objects.filter(state=ReportState.IN_REVIEW).exclude(edited_by=user)


def waiting_for_publication(user: User) -> QuerySet[Report]:
    """Return the reports that ``user`` may publish now; nobody publishes what they edited last."""
    return Report.objects.filter(state__in=PUBLISHABLE[settings.APPROVAL_LEVELS]).exclude(edited_by=user)


def unfinished() -> QuerySet[Event]:
    """Return the events whose report is begun, but not public, the latest first."""
    return not_published(Event.objects.filter(report__isnull=False)).newest_first()


def overdue_counts(now: dt.datetime) -> QuerySet[Event]:
    """Return the events whose count is still open after the day by which offices report, the longest overdue first."""
    overdue = count_open(Event.objects.filter(reports_due_at__lt=now)).exclude(state=EventState.CANCELLED)
    return overdue.annotate(offices_missing=office_count(state=OfficeState.PENDING)).order_by("reports_due_at")
