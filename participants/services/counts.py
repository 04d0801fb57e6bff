"""What offices report and staff accept. Nothing is overwritten: a new figure replaces the one before, which stays.

Every function is one transaction and raises ``PermissionDenied`` or ``ValidationError`` with a sentence.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event, EventDay
from participants.models import (
    AcceptedFigure,
    AcceptedReason,
    AttendingOffice,
    ChangeLog,
    CountPhase,
    CountState,
    HeadCount,
    Mode,
    OfficeState,
    PersonRole,
)
from participants.services.publishing import locked_state, require, require_text
from programmes.models import User

Figures = Mapping[tuple[Mode, PersonRole], int]


def require_open(event: Event, by: User) -> CountState:
    """Return the locked state of the count if ``by`` may change figures now.

    A closed count is changed only by those who may certify it; a certified one must be opened again first.
    """
    state = locked_state(event)
    if state.phase == CountPhase.CERTIFIED:
        raise ValidationError(_("The count is certified; it must be opened again before it can change."), code="state")
    if state.phase == CountPhase.CLOSED and not by.has_perm("events.certify_event"):
        raise ValidationError(
            _("The count is closed; only those who certify it can still change figures."), code="closed"
        )
    return state


def require_people(people: int) -> None:
    """Raise ``ValidationError`` for a number of people below 0."""
    if people < 0:
        raise ValidationError(_("A number of people cannot be below 0."), code="negative")


def require_day(office: AttendingOffice, day: EventDay | None) -> None:
    """Raise ``ValidationError`` for a day of another event than the office's."""
    if day is not None and day.event_id != office.event_id:
        raise ValidationError(_("This day belongs to another event."), code="day")


@transaction.atomic
def report_head_counts(
    *, office: AttendingOffice, by: User, figures: Figures, day: EventDay | None = None, reported_by: str = ""
) -> None:
    """Record what an office reports for one day, or for the whole event (``day=None``).

    ``figures`` is the whole statement: a cell that it leaves out is taken back, a cell with the same number stays as
    it is. The office then counts as reported; 0 people is a report too.
    """
    require(by, "participants.add_headcount")
    require_open(office.event, by)
    for people in figures.values():
        require_people(people)
    require_day(office, day)
    current = {(Mode(c.mode), PersonRole(c.role)): c for c in office.head_counts.current().filter(day=day)}
    now = timezone.now()
    replaced = [c.pk for cell, c in current.items() if figures.get(cell) != c.people]
    HeadCount.objects.filter(pk__in=replaced).update(replaced_at=now)
    HeadCount.objects.bulk_create(
        HeadCount(office=office, day=day, mode=mode, role=role, people=people, by=by, at=now)
        for (mode, role), people in figures.items()
        if (mode, role) not in current or current[mode, role].people != people
    )
    office.state, office.reported_at = OfficeState.REPORTED, now
    office.reported_by = reported_by or office.reported_by
    office.version += 1
    office.save(update_fields=["state", "reported_at", "reported_by", "version"])
    log(office, by, "report_head_counts")


@transaction.atomic
def accept_figure(
    *,
    office: AttendingOffice,
    by: User,
    mode: Mode,
    people: int,
    reason: AcceptedReason,
    note: str = "",
    day: EventDay | None = None,
) -> AcceptedFigure:
    """Accept a figure for one cell of an office, with the reason why it differs from the reported one."""
    require(by, "participants.add_acceptedfigure")
    require_open(office.event, by)
    require_people(people)
    require_day(office, day)
    if reason == AcceptedReason.OTHER:
        note = require_text(note, _("Say the reason in the note."))
    office.accepted_figures.current().filter(day=day, mode=mode).update(replaced_at=timezone.now())
    log(office, by, "accept_figure")
    return AcceptedFigure.objects.create(
        office=office, day=day, mode=mode, people=people, reason=reason, note=note.strip(), by=by
    )


@transaction.atomic
def close_count(*, event: Event, by: User) -> CountState:
    """Close the count: from now on only those who certify it change figures."""
    require(by, "participants.change_attendingoffice")
    state = locked_state(event)
    if state.phase != CountPhase.OPEN:
        raise ValidationError(_("The count is closed already."), code="state")
    state.phase, state.closed_by, state.closed_at = CountPhase.CLOSED, by, timezone.now()
    state.save()
    ChangeLog.objects.create(event=event, by=by, action="close_count", subject=f"event {event.pk}")
    return state


@transaction.atomic
def reopen_count(*, event: Event, by: User, reason: str) -> CountState:
    """Open a closed or certified count again; what is published stays until the next snapshot."""
    require(by, "events.certify_event")
    reason = require_text(reason, _("Say why the count is opened again."))
    state = locked_state(event)
    if state.phase == CountPhase.OPEN:
        raise ValidationError(_("The count is open already."), code="state")
    state.phase = CountPhase.OPEN
    state.closed_by = state.closed_at = state.certified_by = state.certified_at = None
    state.save()
    ChangeLog.objects.create(
        event=event, by=by, action="reopen_count", subject=f"event {event.pk}", fields=[{"reason": reason}]
    )
    return state


def log(office: AttendingOffice, by: User, action: str) -> None:
    """Write one line of the change log about an office."""
    ChangeLog.objects.create(event_id=office.event_id, by=by, action=action, subject=f"office {office.pk}")
