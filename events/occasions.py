"""What a calendar says of the public events: of a published report the facts of its version, else those of the tables."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone
from pydantic import TypeAdapter

from events.content import DayFacts
from events.models import Event, EventDay, EventFormat, EventKind, EventState, ReportVersion
from events.selectors import listed_events

DAYS = TypeAdapter(tuple[DayFacts, ...])
TEXTS = ("title", "kind", "format", "broadcast_channels", "province", "programme", "lead")
"""What a version says of the event in words; the rest of its content is not read."""

KEPT = dt.timedelta(days=2 * 365)
"""How long an event stays in the calendar of all: whoever subscribes asks for all of it each time."""


@dataclass(frozen=True)
class Occasion:
    """One event with its days.

    ``revision`` counts changes and never goes down; ``changed_at`` is when the public last got another text of it.
    """

    event_id: int
    code: str
    title: str
    kind: EventKind
    state: EventState
    state_note: str
    format: EventFormat
    broadcast_channels: str
    province: str
    programme: str
    demonstration: bool
    lead: str
    days: tuple[DayFacts, ...]
    revision: int
    changed_at: dt.datetime


def occasions(only: int | None = None) -> list[Occasion]:
    """Return the listed events that have a day since ``KEPT`` ago, the latest first, or the one event ``only``; 3 queries."""
    since = timezone.localdate() - KEPT
    changes = Event.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
    versions = ReportVersion.objects.filter(event=OuterRef("pk")).order_by("-number").values("number")[:1]
    rows = (
        listed_events()
        .annotate(  # type: ignore[no-redef]  # named there too
            changed_at=Subquery(changes), versions_made=Coalesce(Subquery(versions), 0)
        )
        .newest_first()
    )
    # A report is published after its event, and keeps the days that it was published with.
    told = Q(last_day__gte=since) | Q(pk__in=ReportVersion.objects.filter(at__date__gte=since).values("event"))
    events = list(rows.filter(told if only is None else Q(pk=only)))
    published = _published([event.pk for event in events if event.shows_report])
    events = [event for event in events if event.pk in published or not event.shows_report]
    days = _days([event.pk for event in events if event.pk not in published])
    found = [replace(_of_tables(event, days.get(event.pk, ())), **published.get(event.pk, {})) for event in events]
    return [one for one in found if one.days and (only is not None or one.days[-1].date >= since)]


def _of_tables(event: Event, days: tuple[DayFacts, ...]) -> Occasion:
    first = days[0].date if days else timezone.localdate()
    return Occasion(
        event_id=event.pk,
        code=event.code,
        title=event.title,
        kind=EventKind(event.kind),
        state=EventState(event.state),
        state_note=event.state_note,
        format=EventFormat(event.format),
        broadcast_channels=event.broadcast_channels,
        province=event.province.name if event.province else "",
        programme=event.programme.title,
        demonstration=event.demonstration or event.programme.demonstration,
        lead="",
        days=days,
        revision=event.version + event.versions_made,
        changed_at=event.changed_at or timezone.make_aware(dt.datetime.combine(first, dt.time.min)),
    )


def _days(event_ids: list[int]) -> dict[int, tuple[DayFacts, ...]]:
    """Return the days of events by event; 1 query."""
    days: dict[int, tuple[DayFacts, ...]] = {}
    for day in EventDay.objects.filter(event__in=event_ids).order_by("date"):
        facts = DayFacts(day.date, day.starts_at, day.ends_at, day.room, day.venue)
        days[day.event_id] = (*days.get(day.event_id, ()), facts)
    return days


def _published(event_ids: list[int]) -> dict[int, dict[str, Any]]:
    """Return what the latest versions of events say, by event; 1 query, which leaves the long texts where they are."""
    rows = (
        ReportVersion.objects.filter(event__in=event_ids)
        .shown()
        .annotate(**{f"shown_{name}": KT(f"content__{name}") for name in TEXTS})
        .values("event", "at", "content__days", *(f"shown_{name}" for name in TEXTS))
    )
    return {
        row["event"]: {
            **{name: row[f"shown_{name}"] for name in TEXTS},
            "kind": EventKind(row["shown_kind"]),
            "format": EventFormat(row["shown_format"]),
            "days": DAYS.validate_python(row["content__days"]),
            "changed_at": row["at"],
        }
        for row in rows
    }
