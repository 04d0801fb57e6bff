"""Who is invited to an event."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from events.models import Event
from participants.models import AttendingOffice, ChangeLog
from participants.services.counts import log, require_open
from participants.services.publishing import require
from programmes.models import Organisation, User


@transaction.atomic
def invite_offices(*, event: Event, organisations: Iterable[Organisation], by: User) -> list[AttendingOffice]:
    """Put organisations on the board of an event, by today's name; those that stand there already are left alone.

    Returns the new ones. The number of queries does not depend on how many they are.
    """
    require(by, "participants.add_attendingoffice")
    require_open(event, by)
    there = set(event.offices.values_list("organisation", flat=True))
    new = [
        AttendingOffice(event=event, organisation=organisation, name=organisation.name)
        for organisation in organisations
        if organisation.pk not in there
    ]
    made = bulk_create_with_history(new, AttendingOffice, default_user=by)
    ChangeLog.objects.create(
        event=event, by=by, action="invite_offices", subject=f"event {event.pk}", fields=[{"offices": len(made)}]
    )
    return made


@transaction.atomic
def remove_office(*, office: AttendingOffice, by: User) -> None:
    """Take an office off the board; refused once it has figures or named people, which would go with it."""
    require(by, "participants.delete_attendingoffice")
    require_open(office.event, by)
    if has_figures(office):
        raise ValidationError(
            _("This office has figures or named people, so it cannot be taken off the board."), code="figures"
        )
    log(office, by, "remove_office")
    office.delete()


def has_figures(office: AttendingOffice) -> bool:
    """Return whether anything was reported, accepted or entered for an office; up to 4 queries."""
    return (
        office.head_counts.exists()
        or office.accepted_figures.exists()
        or office.people_in_room.exists()
        or office.contains.exists()
    )
