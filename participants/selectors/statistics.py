"""What the published figures add up to, year by year: sums of what ``totals`` froze (design rules 4.2 and 4.5).

Only events whose report is public count, by their latest snapshot (``PublishedOffice``). People over several events are
คน-ครั้ง, offices are แห่ง: one that came twice is one. Nothing here is split by role, mode, group or sex.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from events.selectors import YearOfEvents, listed_events, years_of
from participants.models import PublishedOffice
from participants.selectors.board import geography
from participants.selectors.figures import known_sum
from participants.selectors.totals import published_headlines
from programmes.models import OrganisationKind

CAME = Count("organisation", distinct=True, filter=Q(attended=True))
"""How many bodies (แห่ง) took part: one that came to two events is counted once."""


@dataclass(frozen=True)
class Year:
    """One fiscal year (Buddhist era): events held, how many of them have a published count, and the people of those.

    ``people`` is ``None`` where nothing was counted. ``event_ids`` have a public report, and ``without_count`` are those of
    them that nothing was counted of. ``demonstration``: the year has invented events only; beside a real
    one they are left out.
    """

    fiscal_year: int
    held: int
    counted: int
    people: int | None
    demonstration: bool
    event_ids: tuple[int, ...]
    without_count: tuple[int, ...]

    @property
    def label(self) -> str:
        """The year as a label of the chart."""
        return str(self.fiscal_year)

    @property
    def uncounted(self) -> int:
        """Events that are in no sum."""
        return self.held - self.counted


@dataclass(frozen=True)
class Group:
    """The offices of one kind or region in a year: how many came at least once, and their people at all events."""

    label: str
    offices: int
    people: int | None


@dataclass(frozen=True)
class AnnouncedOnly:
    """An event of which nothing was counted: its announced figure is in no sum (design rule 4.2)."""

    event_id: int
    title: str
    people: int


@dataclass(frozen=True)
class Details:
    """One year by kind of organisation and by region; a table that is kept back or empty is ``None``.

    ``offices`` is ``None`` where nothing was counted: who came is not known then. ``announced`` are in no sum, the latest
    event first.
    """

    offices: int | None
    announced: tuple[AnnouncedOnly, ...]
    scheme: str
    kinds: tuple[Group, ...] | None
    regions: tuple[Group, ...] | None


@dataclass(frozen=True)
class Sums:
    """What some events add up to.

    ``people`` is ``None`` where nothing was counted, and leaves out the ``uncounted`` events, whose announced figure is not
    added (design rule 4.2).
    """

    uncounted: int
    people: int | None
    offices: int


def sums(event_ids: Iterable[int], events: int) -> Sums:
    """Return what the published figures of some events add up to; 1 query, which returns one row.

    ``events`` is how many events the sum is said of, those without a published report included.
    """
    found = PublishedOffice.objects.filter(event__in=list(event_ids), is_added=True).aggregate(
        counted=Count("event", distinct=True, filter=Q(people__isnull=False)),
        total=Sum("people"),
        offices=CAME,
    )
    return Sums(events - found["counted"], found["total"], found["offices"])


def years() -> tuple[Year, ...]:
    """Return every fiscal year with public events held, the latest first; 2 queries that read a few columns of each event."""
    added = PublishedOffice.objects.filter(is_added=True).order_by().values("event").annotate(sum=Sum("people"))
    people = dict(added.values_list("event", "sum"))
    return tuple(_year(year, people) for year in years_of(listed_events().with_dates()))


def _year(year: YearOfEvents, people: dict[int, int | None]) -> Year:
    figures = {pk: people.get(pk) for pk in year.with_report}
    without_count = tuple(pk for pk, figure in figures.items() if figure is None)
    return Year(
        fiscal_year=year.fiscal_year,
        held=year.held,
        counted=len(figures) - len(without_count),
        people=known_sum(figures.values()),
        demonstration=year.is_demonstration,
        event_ids=year.with_report,
        without_count=without_count,
    )


def offices_of(year: Year) -> int | None:
    """Return how many bodies came to an event of a year, each counted once; ``None`` where nothing was counted; 1 query."""
    rows = PublishedOffice.objects.filter(event__in=year.event_ids, is_added=True)
    found: int = rows.aggregate(offices=CAME)["offices"]
    return found if year.counted else None


def announced_in(year: Year) -> tuple[AnnouncedOnly, ...]:
    """Return the events of a year that have an announced figure and no other; 2 queries, none where all were counted."""
    if not year.without_count:
        return ()
    figures = published_headlines(year.without_count)
    events = listed_events().filter(pk__in=figures).newest_first()
    return tuple(AnnouncedOnly(event.pk, event.title, figures[event.pk].people) for event in events)


def details(year: Year, *, office_counts: bool) -> Details:
    """Return one year in detail; 4 queries, and 1 where ``office_counts`` (``PUBLISH_OFFICE_COUNTS``) is off.

    With it off, sums by kind and region are kept back: of several events they would tell what one office had. What
    was announced where nothing was counted costs 2 queries more.
    """
    rows = PublishedOffice.objects.filter(event__in=year.event_ids, is_added=True).order_by()
    offices, announced = offices_of(year), announced_in(year)
    if not office_counts:
        return Details(offices, announced, "", None, None)
    kinds = [(kind.value, str(kind.label)) for kind in OrganisationKind]
    known = geography(timezone.localdate())
    code, scheme = next(iter(known.schemes.items()), ("", ""))
    regions = [(name, name) for name in known.region_order.get(code, ())]
    by_region = _groups(rows, "region", regions)
    by_region = by_region if len(by_region or ()) > 1 else None
    return Details(offices, announced, scheme, _groups(rows, "kind", kinds), by_region)


def _groups(rows: Any, field: str, order: Sequence[tuple[str, str]]) -> tuple[Group, ...] | None:
    """Return the sums by ``field`` in the official order, then names of former days, then what is not stated."""
    found = {
        row[field]: (row["offices"], row["sum"])
        for row in rows.values(field).annotate(offices=CAME, sum=Sum("people"))
        if row["sum"] is not None
    }
    labels = dict(order)
    names = [code for code in labels if code in found]
    names += sorted(code for code in found if code and code not in labels)
    names += [""] if "" in found else []
    return tuple(Group(labels.get(code, code) or _("not stated"), *found[code]) for code in names) or None
