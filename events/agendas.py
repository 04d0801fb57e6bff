"""Agendas and speakers of many events at once, as their pages show them: for the open data.

Of a published report its own words stand, of an event without one what its tables say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from events import content
from events.content import AppearanceFacts, SessionFacts
from events.models import Event, ReportVersion, Session
from events.speakers import as_entered, as_published


def agendas(events: Sequence[Event]) -> dict[int, tuple[SessionFacts, ...]]:
    """Return the agenda of each of these listed events, by id; 2 queries."""
    versions = ReportVersion.objects.filter(event__in=_with_report(events)).shown().order_by()
    published = {
        event: content.sessions_from_json(data) for event, data in versions.values_list("event", "content__sessions")
    }
    rows = Session.objects.filter(event__in=_without_report(events))
    entered = groupby(rows.order_by("event", *(Session._meta.ordering or ())), key=lambda row: row.event_id)
    return published | {
        event: tuple(replace(content.session_facts(row), key_points="") for row in found) for event, found in entered
    }


def appearances_at(events: Sequence[Event]) -> dict[int, tuple[AppearanceFacts, ...]]:
    """Return who did what at each of these listed events, by id; 2 queries."""
    return as_published(_with_report(events)) | as_entered(_without_report(events))


def _with_report(events: Iterable[Event]) -> list[int]:
    return [event.pk for event in events if event.shows_report]


def _without_report(events: Iterable[Event]) -> list[int]:
    return [event.pk for event in events if not event.shows_report]
