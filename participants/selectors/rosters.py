"""Named people, for staff only: nothing public imports this module.

Every function takes ``viewer``, raises ``PermissionDenied`` at once unless that user may see names, and masks telephone
and e-mail unless that user may see contacts. ``None`` is the command line, whose user has the database anyway: it gets
names, with contacts masked, since files travel.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet

from coopportal.tables.cells import format_phone
from events.models import Event
from participants.models import Attendance, AttendingOffice, Mode, Participant, PersonGroup, PersonRole
from participants.privacy import mask_email, mask_phone
from programmes.models import User

CHUNK = 500
"""Participants in memory at a time."""


@dataclass(frozen=True)
class Person:
    """A named participant as staff see it; times are those of the first joining and the last leaving."""

    prefix: str
    first_name: str
    last_name: str
    position: str
    organisation: str
    room: str
    group: PersonGroup | None
    role: PersonRole
    mode: Mode
    joined_at: dt.datetime | None
    left_at: dt.datetime | None
    minutes: int | None
    phone: str
    email: str
    source: str


@dataclass(frozen=True)
class OfficeContact:
    """Who answers for an office at an event, and what staff noted about it."""

    coordinator: str
    coordinator_phone: str
    reported_by: str
    note: str


def may_see_names(viewer: User | None) -> bool:
    """Return whether the viewer may see who took part."""
    return viewer is None or viewer.has_perm("participants.view_participant")


def may_see_contacts(viewer: User | None) -> bool:
    """Return whether the viewer may see telephone numbers and e-mail addresses unmasked."""
    return viewer is not None and viewer.has_perm("participants.view_contact")


def require_names(viewer: User | None) -> None:
    """Raise ``PermissionDenied`` unless the viewer may see who took part."""
    if not may_see_names(viewer):
        raise PermissionDenied("participants.view_participant")


def named_people(event: Event, *, viewer: User | None) -> QuerySet[Participant]:
    """Return the participants of an event, in Thai order of first name and surname."""
    require_names(viewer)
    return Participant.objects.filter(event=event).order_by("first_name", "last_name", "id")


def people(event: Event, *, viewer: User | None) -> Iterator[Person]:
    """Return the participants of an event one by one; 2 queries for every 500 of them."""
    rows = named_people(event, viewer=viewer).select_related("organisation", "room__organisation")
    attendances = Prefetch("attendances", Attendance.objects.all(), to_attr="loaded_attendances")
    unmasked = may_see_contacts(viewer)
    return (
        person_of(row, row.loaded_attendances, unmasked=unmasked)
        for row in rows.prefetch_related(attendances).iterator(chunk_size=CHUNK)
    )


def person_of(row: Participant, attendances: list[Attendance], *, unmasked: bool) -> Person:
    """Return what is shown of a participant; ``organisation`` and ``room__organisation`` are loaded."""
    phone = format_phone(row.phone)
    return Person(
        prefix=row.prefix,
        first_name=row.first_name,
        last_name=row.last_name,
        position=row.position,
        organisation=row.organisation.name if row.organisation else row.organisation_text,
        room=str(row.room) if row.room else "",
        group=PersonGroup(row.group) if row.group else None,
        role=PersonRole(row.role),
        mode=Mode(row.mode),
        joined_at=min((one.joined_at for one in attendances if one.joined_at), default=None),
        left_at=max((one.left_at for one in attendances if one.left_at), default=None),
        minutes=minutes_present(attendances),
        phone=phone if unmasked else mask_phone(phone),
        email=row.email if unmasked else mask_email(row.email),
        source=row.source,
    )


def minutes_present(attendances: Iterable[Attendance]) -> int | None:
    """Return for how many minutes somebody was there: the union of the intervals, and what is stated for other days.

    ``None`` where nothing says how long.
    """
    spans: list[tuple[dt.datetime, dt.datetime]] = []
    stated: list[int] = []
    for one in attendances:
        if one.joined_at and one.left_at:
            spans.append((one.joined_at, one.left_at))
        elif one.minutes is not None:
            stated.append(one.minutes)
    if not spans and not stated:
        return None
    total, end = dt.timedelta(), dt.datetime.min.replace(tzinfo=dt.UTC)
    for joined, left in sorted(spans):
        total += max(left - max(joined, end), dt.timedelta())
        end = max(end, left)
    return int(total.total_seconds() // 60) + sum(stated)


def office_contacts(event: Event, *, viewer: User | None) -> dict[int, OfficeContact]:
    """Return who answers for each office of an event, by its id; 1 query."""
    require_names(viewer)
    unmasked = may_see_contacts(viewer)
    rows = AttendingOffice.objects.filter(event=event).values_list(
        "id", "coordinator", "coordinator_phone", "reported_by", "note"
    )
    contacts = {}
    for office, coordinator, telephone, reported_by, note in rows:
        phone = format_phone(telephone)
        contacts[office] = OfficeContact(coordinator, phone if unmasked else mask_phone(phone), reported_by, note)
    return contacts
