"""A new event made from an earlier one (คัดลอกจากกิจกรรมก่อน)."""

import datetime as dt

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from events.models import Appearance, Event, EventDay, EventOrganiser, Session
from participants.models import AttendingOffice
from participants.services.indexing import touch
from participants.services.publishing import require
from programmes.models import User

COPIED = (
    "programme",
    "kind",
    "format",
    "broadcast_channels",
    "province",
    "objectives",
    "attending_bodies",
    "target_people",
    "target_offices",
    "demonstration",
    "counts_speakers",
    "counts_guests",
    "contact_organisation",
    "contact_phone",
)
"""The fields of an event that its copy starts with; everything else belongs to the one event."""


@transaction.atomic
def copy_event(*, source: Event, code: str, title: str, by: User, first_day: dt.date | None = None) -> Event:
    """Return a new planned event that is not public, with the frame of ``source``.

    Copied are organisers, agenda, who speaks in which capacity, and the offices with their targets and what is counted
    under what. Left behind is what happened: key points, what was said, replies, figures, names, report, photos,
    documents, budget and announced total. With ``first_day`` the days and the dates of the agenda move by the same
    distance; without it the copy has no days, and its agenda no dates. The demonstration's copy is demonstration too.

    Raises ``ValidationError`` if code or title cannot be used. The number of queries does not depend on the size.
    """
    require(by, "events.add_event")
    event = Event(code=code, title=title, **{name: getattr(source, name) for name in COPIED})
    event.full_clean()
    event.save()
    EventOrganiser.objects.bulk_create(
        EventOrganiser(event=event, organisation_id=o.organisation_id, part=o.part, sort_no=o.sort_no)
        for o in source.organisers.all()
    )
    days = list(source.days.all())
    shift = first_day - days[0].date if first_day and days else None
    if shift is not None:
        copy_days(days, event, shift)
    elif first_day:
        EventDay.objects.create(event=event, date=first_day)
    copy_appearances(source, event, by, copy_sessions(source, event, shift))
    copy_offices(source, event, by)
    touch(event)
    return event


def copy_days(days: list[EventDay], event: Event, shift: dt.timedelta) -> None:
    """Give ``event`` the same days, times and places, later by ``shift``."""
    EventDay.objects.bulk_create(
        EventDay(
            event=event,
            date=day.date + shift,
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            room=day.room,
            venue=day.venue,
        )
        for day in days
    )


def copy_sessions(source: Event, event: Event, shift: dt.timedelta | None) -> dict[int, Session]:
    """Give ``event`` the agenda of ``source``; return the new items by the id of the old ones."""
    old = list(source.sessions.all())
    new = Session.objects.bulk_create(
        Session(
            event=event,
            date=session.date + shift if session.date and shift is not None else None,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            title=session.title,
            kind=session.kind,
            responsible=session.responsible,
            room=session.room,
            sort_no=number,
        )
        for number, session in enumerate(old, 1)
    )
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def copy_appearances(source: Event, event: Event, by: User, sessions: dict[int, Session]) -> None:
    """Give ``event`` the same speakers, by today's name; their positions are a first text, to be checked."""
    bulk_create_with_history(
        [
            Appearance(
                event=event,
                session=sessions.get(old.session_id) if old.session_id else None,
                speaker_id=old.speaker_id,
                name=old.speaker.full_name,
                capacity=old.capacity,
                position=old.position,
                organisation_id=old.organisation_id,
                topic=old.topic,
                sort_no=old.sort_no,
            )
            for old in source.appearances.select_related("speaker__prefix")
        ],
        Appearance,
        default_user=by,
    )


def copy_offices(source: Event, event: Event, by: User) -> None:
    """Invite to ``event`` the bodies that were invited to ``source``, by today's name.

    A body that was merged into another since is left out if the other is invited too, else replaced by it.
    """
    old = list(source.offices.select_related("organisation__merged_into"))
    bodies = {office.pk: office.organisation.merged_into or office.organisation for office in old}
    targets = {bodies[office.pk].pk: office.target for office in old}
    targets |= {office.organisation_id: office.target for office in old}  # a body's own target before a merged one's
    made = bulk_create_with_history(
        [
            AttendingOffice(event=event, organisation=body, name=body.name, target=targets[body.pk])
            for body in dict.fromkeys(bodies.values())
        ],
        AttendingOffice,
        default_user=by,
    )
    by_body = {office.organisation_id: office for office in made}
    under = []
    for office in old:
        child, parent = by_body[bodies[office.pk].pk], office.counted_under_id
        if parent and by_body[bodies[parent].pk] != child:
            child.counted_under = by_body[bodies[parent].pk]
            under.append(child)
    bulk_update_with_history(under, AttendingOffice, ["counted_under"], default_user=by)
