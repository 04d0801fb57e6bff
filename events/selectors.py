"""What the public pages say of events; every one starts from ``EventQuerySet.public()``.

The latest ``ReportVersion`` decides whether an event shows its report, none yet, or that it was withdrawn (design §5);
the draft (``Report``) decides nothing here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import ExpressionWrapper
from django.db.models.fields import BooleanField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, TruncMonth

from coopportal.thai.dates import fiscal_year, fiscal_year_bounds
from events import content
from events.models import Event, EventState, ReportVersion, VersionKind
from events.models.event import EventQuerySet
from programmes.models import Programme, Province, SearchKind
from programmes.models.organisation import ProvinceQuerySet
from programmes.search import index
from programmes.search.entries import facet
from programmes.search.query import parse

Status = Literal["report", "no_report", "withdrawn", "not_held"]
"""What the public gets of a public event."""

RELATED = 4
"""How many other events of the programme stand below an event."""

READ = 20
"""How many of them are read at once: where there are no more, those before and after are among them."""


def status_of(event: Event, version: ReportVersion | None) -> Status:
    """Return what the public gets of a public event with this latest version."""
    if event.state != EventState.HELD:
        return "not_held"
    if version is None:
        return "no_report"
    return "withdrawn" if version.kind == VersionKind.WITHDRAWAL else "report"


def listed() -> EventQuerySet:
    """Return the events that lists, feeds and search may show: public, and not those whose report was withdrawn."""
    latest = ReportVersion.objects.filter(event=OuterRef("pk")).order_by("-number").values("kind")[:1]
    return (
        Event.objects.public()
        .alias(version_kind=Coalesce(Subquery(latest), Value(""), output_field=CharField()))
        .exclude(state=EventState.HELD, version_kind=VersionKind.WITHDRAWAL)
    )


def listed_events() -> EventQuerySet:
    """Return the ``listed`` events with ``shows_report``, and ``headline`` and ``lead`` of their latest version.

    These texts are only to be shown with the report.
    """
    latest = ReportVersion.objects.filter(event=OuterRef("pk")).order_by("-number")
    return (
        listed()
        .annotate(  # type: ignore[no-redef]  # the model names the annotation, for readers and type checkers
            headline=Subquery(latest.annotate(text=KT("content__headline")).values("text")[:1]),
            lead=Subquery(latest.annotate(text=KT("content__lead")).values("text")[:1]),
            shows_report=ExpressionWrapper(
                Q(state=EventState.HELD, version_kind__in=[VersionKind.FIRST, VersionKind.CORRECTION]),
                output_field=BooleanField(),
            ),
        )
        .select_related("programme", "province")
    )


def latest_reports(limit: int) -> list[Event]:
    """Return the events with a report, the last one published or corrected first, demonstrations last; 1 query.

    Each has ``published_at`` and ``updated_at``: when its first and its latest version came out.
    """
    is_demonstration = ExpressionWrapper(
        Q(demonstration=True) | Q(programme__demonstration=True), output_field=BooleanField()
    )
    versions = ReportVersion.objects.filter(event=OuterRef("pk")).values("at")
    reports = listed_events().filter(Q(shows_report=True)).with_dates()
    dated = reports.annotate(  # type: ignore[no-redef]  # the model names the annotations
        published_at=Subquery(versions.order_by("number")[:1]),
        updated_at=Subquery(versions.order_by("-number")[:1]),
    )
    return list(dated.order_by(is_demonstration, F("updated_at").desc(), "-id")[:limit])


def upcoming_events(today: dt.date, limit: int) -> list[Event]:
    """Return the public events to come, the nearest first; 1 query."""
    return list(listed_events().upcoming(today)[:limit])


@dataclass(frozen=True)
class YearOfEvents:
    """The listed events held in one fiscal year (Buddhist era).

    ``with_report`` are the ids of those whose report, and so whose figures, are public. ``is_demonstration``: the year has
    invented events only; beside a real one they are left out.
    """

    fiscal_year: int
    held: int
    with_report: tuple[int, ...]
    is_demonstration: bool


def latest_year(today: dt.date) -> YearOfEvents | None:
    """Return this fiscal year's events, or the last one's if nothing was held yet; 1 query that reads ids, two years' at most."""
    this_year = fiscal_year(today)
    span = (fiscal_year_bounds(this_year - 1)[0], today)
    return next(iter(years_of(listed_events().with_dates().filter(Q(first_day__range=span)))), None)


def years_of(events: EventQuerySet) -> list[YearOfEvents]:
    """Return the fiscal years in which some of ``events`` (listed, with dates) were held, the latest first; 1 query."""
    held = events.filter(Q(first_day__isnull=False), state=EventState.HELD).order_by()
    years: dict[int, list[tuple[int, bool, bool]]] = {}
    for pk, day, shown, *invented in held.values_list(
        "pk", F("first_day"), F("shows_report"), "demonstration", "programme__demonstration"
    ):
        years.setdefault(fiscal_year(day), []).append((pk, shown, any(invented)))
    return [_year(year, years[year]) for year in sorted(years, reverse=True)]


def _year(year: int, events: list[tuple[int, bool, bool]]) -> YearOfEvents:
    real = [event for event in events if not event[2]]
    counted = real or events
    return YearOfEvents(year, len(counted), tuple(pk for pk, shown, _ in counted if shown), not real)


def published_content(event: Event) -> content.ReportContent | None:
    """Return the report as the public sees it, or ``None`` if the public sees none; 1 query."""
    version = _latest(event)
    if version is None or status_of(event, version) != "report":
        return None
    return content.from_json(version.content)


def _latest(event: Event) -> ReportVersion | None:
    return ReportVersion.objects.filter(event=event).order_by("-number").first()


def programme_events(programme: Programme) -> list[Event]:
    """Return the listed events of a programme, the latest first; 1 query."""
    return list(listed_events().filter(programme=programme).newest_first())


# -- the list and its filters ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the list; what is empty is not asked. A text that ``is_unfinished`` may go on in what is found."""

    text: str = ""
    is_unfinished: bool = False
    fiscal_year: int | None = None
    programme: str = ""
    kind: str = ""
    format: str = ""
    province: str = ""


def filtered_events(filters: Filters) -> EventQuerySet:
    """Return the listed events that fit, the latest first; 1 or 2 queries to read the text."""
    events = _with_text(filters)
    if filters.fiscal_year:
        events = events.in_fiscal_year(filters.fiscal_year)
    asked = {
        "programme__slug": filters.programme,
        "kind": filters.kind,
        "format": filters.format,
        "province": filters.province,
    }
    return events.filter(**{field: value for field, value in asked.items() if value}).newest_first()


def _with_text(filters: Filters) -> EventQuerySet:
    events = listed_events()
    if not filters.text:
        return events
    query = parse(filters.text, is_unfinished=filters.is_unfinished)
    return events.filter(pk__in=index.matching(query, SearchKind.EVENT, is_public=True))


FacetCounts = dict[str, Counter[Any]]
"""By filter (as the address names it) and value, how many events a reader would find; ``ALL_VALUES`` is the filter left out."""

ALL_VALUES = ""


def facet_counts(filters: Filters) -> FacetCounts:
    """Return how many listed events each value of each filter has while the other filters stay as they are asked.

    One query, and 1 or 2 more to read a text; it returns a row for each combination of values that occurs.
    """
    asked = {
        "year": filters.fiscal_year,
        "programme": filters.programme,
        "kind": filters.kind,
        "format": filters.format,
        "province": filters.province,
    }
    counts: FacetCounts = {name: Counter() for name in asked}
    events = _with_text(filters).with_dates().annotate(month=TruncMonth("first_day")).order_by()
    rows = events.values_list("month", "programme__slug", "kind", "format", "province").annotate(events=Count("pk"))
    for month, *values, number in rows:
        found = dict(zip(asked, [fiscal_year(month) if month else None, *values], strict=True))
        misses = [name for name, value in asked.items() if value and value != found[name]]
        for name in asked:
            if misses in ([], [name]):
                counts[name][ALL_VALUES] += number
                counts[name][found[name]] += number
    return counts


def fiscal_years() -> list[int]:
    """Return the fiscal years (Buddhist era) to which listed events belong, the latest first; 1 query."""
    dated = listed().with_dates().filter(Q(first_day__isnull=False)).order_by()
    months = dated.values_list(TruncMonth("first_day"), flat=True).distinct()
    return sorted({fiscal_year(month) for month in months}, reverse=True)


def programmes_with_events() -> QuerySet[Programme]:
    """Return the programmes that have listed events."""
    return Programme.objects.filter(pk__in=listed().values("programme"))


def provinces_with_events() -> ProvinceQuerySet:
    """Return the provinces where listed events are held."""
    return Province.objects.filter(pk__in=listed().values("province"))


def organised_by(organisation_ids: Iterable[int], limit: int) -> list[Event]:
    """Return the latest listed events, at most ``limit``, that one of these bodies organised; 1 query.

    As the public knows it: a published report names its own organisers, whatever its draft says. They are read from the
    search, where they are kept up to date: finding them out anew would read every report.
    """
    facets = [facet("organiser", pk) for pk in organisation_ids]
    return list(listed_events().filter(pk__in=index.having(SearchKind.EVENT, facets)).newest_first()[:limit])


def counts_by_programme() -> dict[int, int]:
    """Return how many listed events each programme has; 1 query."""
    rows = listed_events().order_by().values("programme_id").annotate(events=Count("pk"))
    return {row["programme_id"]: row["events"] for row in rows}


# -- what a search found -----------------------------------------------------------------------------------------------


def found_events(ids: Iterable[int]) -> dict[int, Event]:
    """Return the listed events among ``ids`` with their first day, by id; 1 query."""
    return {event.pk: event for event in listed_events().with_dates().filter(pk__in=list(ids))}


# -- one event ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionNote:
    """One publication, as the foot of the page lists it."""

    number: int
    kind: VersionKind
    at: dt.datetime
    note: str


@dataclass(frozen=True)
class Beside:
    """What stands beside an event in its programme: those just before and after, and a few others, the latest first."""

    related: tuple[Event, ...] = ()
    previous: Event | None = None
    next: Event | None = None


@dataclass(frozen=True)
class EventPage:
    """What the page of one event says, except the figures of attendance.

    ``notes`` are all publications, the first one first.
    """

    event: Event
    status: Status
    content: content.ReportContent
    notes: tuple[VersionNote, ...] = ()
    beside: Beside = Beside()

    @property
    def number(self) -> int | None:
        """The number of the version that is shown, or ``None`` before the first."""
        return self.notes[-1].number if self.notes else None

    @property
    def published_at(self) -> dt.datetime | None:
        """When the report was first published."""
        return self.notes[0].at if self.notes else None

    @property
    def updated_at(self) -> dt.datetime | None:
        """When the latest version was published."""
        return self.notes[-1].at if self.notes else None


def without_report(facts: content.ReportContent) -> content.ReportContent:
    """Return the facts that an event shows before its report is published: no text, picture or paper of the draft."""
    return replace(
        facts,
        headline="",
        lead="",
        body="",
        key_points="",
        recommendations="",
        not_stated="",
        sessions=tuple(replace(session, key_points="") for session in facts.sessions),
        appearances=tuple(replace(appearance, said="") for appearance in facts.appearances),
        photos=(),
        documents=(),
    )


def _event(events: EventQuerySet, event_id: int) -> Event | None:
    found = events.with_dates().select_related("programme", "province", "contact_organisation")
    return found.filter(pk=event_id).first()


def _notes(versions: QuerySet[ReportVersion]) -> tuple[VersionNote, ...]:
    rows = versions.order_by("number")
    return tuple(
        VersionNote(number, VersionKind(kind), at, note)
        for number, kind, at, note in rows.values_list("number", "kind", "at", "public_note")
    )


def _notes_until(version: ReportVersion) -> tuple[VersionNote, ...]:
    """Return the publications up to the one that is shown, not those that came out while the page was read.

    The last note says which version a page shows, and so under which key its article is kept.
    """
    return _notes(ReportVersion.objects.filter(event=version.event_id, number__lte=version.number))


def others_in_programme(event: Event) -> EventQuerySet:
    """Return the other listed events of an event's programme, with what a link to them says."""
    others = listed().filter(programme=event.programme_id).exclude(pk=event.pk)
    return others.only("title", "kind", "state")


def beside(event: Event) -> Beside:
    """Return what stands beside an event; 1 query, in a programme of more than ``READ`` other events 3.

    An event without a day stands nowhere in the row; on the same day the id decides.
    """
    others = others_in_programme(event)
    read = list(others.newest_first()[: READ + 1])
    previous, following = _neighbours(event, others, read)
    shown = {neighbour.pk for neighbour in (previous, following) if neighbour}
    related = [other for other in read if other.pk not in shown]
    return Beside(tuple(related[:RELATED]), previous, following)


def _neighbours(event: Event, others: EventQuerySet, read: list[Event]) -> tuple[Event | None, Event | None]:
    if event.first_day is None:
        return None, None
    if len(read) > READ:
        before = Q(first_day__lt=event.first_day) | Q(first_day=event.first_day, pk__lt=event.pk)
        after = Q(first_day__gt=event.first_day) | Q(first_day=event.first_day, pk__gt=event.pk)
        dated = others.with_dates()
        previous = dated.filter(before).order_by("-first_day", "-pk").first()  # type: ignore[misc]  # with_dates
        following = dated.filter(after).order_by("first_day", "pk").first()  # type: ignore[misc]  # with_dates
        return previous, following
    here = (event.first_day, event.pk)
    placed = {(other.first_day, other.pk): other for other in read if other.first_day}
    earlier, later = [place for place in placed if place < here], [place for place in placed if place > here]
    return placed[max(earlier)] if earlier else None, placed[min(later)] if later else None


def event_page(event_id: int) -> EventPage | None:
    """Return the page of a public event as the public sees it, or ``None`` if there is none.

    4 queries for a published or a withdrawn report, at most 11 for an event without one. Of a withdrawn report the content
    is what the public saw last, without its texts: the page must not show more than the title and whom to ask.
    """
    event = _event(Event.objects.public(), event_id)
    if event is None:
        return None
    version = _latest(event)
    status = status_of(event, version)
    if version is not None and status == "report":
        return EventPage(event, status, content.from_json(version.content), _notes_until(version), beside(event))
    if version is not None and status == "withdrawn":
        last = ReportVersion.objects.filter(event=event).exclude(kind=VersionKind.WITHDRAWAL).latest("number")
        return EventPage(event, status, without_report(content.from_json(last.content)), _notes_until(version))
    return EventPage(event, status, without_report(content.build(event)), beside=beside(event))


def preview_page(event_id: int) -> EventPage | None:
    """Return the page of any event as the draft would show it: for staff only."""
    event = _event(Event.objects.all(), event_id)
    if event is None:
        return None
    return EventPage(event, "report", content.build(event), _notes(event.versions.all()), beside(event))
