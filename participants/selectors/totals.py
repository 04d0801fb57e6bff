"""Every number of attendance is computed here (design rule 4.1): ``published`` reads what was frozen, ``live`` computes.

Counts only, no names: the one module of this app that public pages may use. The result type is in ``figures``.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from pydantic import TypeAdapter

from coopportal.thai.collate import sort_key
from events.models import Event
from participants.models import Mode, PersonGroup, Reply, SnapshotKind, TotalsSnapshot
from participants.selectors.board import Body, Loaded, Office, People, load
from participants.selectors.cells import Day, Figure
from participants.selectors.figures import (
    COOPERATIVES,
    Announced,
    BodyLine,
    Cell,
    Gap,
    GroupLine,
    NamedGroup,
    OfficeLine,
    Part,
    Source,
    Split,
    Totals,
    known_sum,
    share,
    tables_to_withhold,
)
from programmes.models import CooperativeType, OrganisationKind

__all__ = [
    "COOPERATIVES",
    "Announced",
    "BodyLine",
    "Cell",
    "Frozen",
    "Gap",
    "GroupLine",
    "Headline",
    "NamedGroup",
    "OfficeLine",
    "Part",
    "Source",
    "Split",
    "Totals",
    "from_json",
    "gaps",
    "known_sum",
    "latest",
    "live",
    "published",
    "published_headlines",
    "published_of",
    "share",
    "snapshots",
    "tables_to_withhold",
    "to_json",
]

TOTALS = TypeAdapter(Totals)


def to_json(totals: Totals) -> dict[str, Any]:
    """Return the totals as JSON values (dates in ISO 8601, CE): for the snapshot, not for the public (design rule 5)."""
    return TOTALS.dump_python(totals, mode="json")


def from_json(data: dict[str, Any]) -> Totals:
    """Return the totals that ``to_json`` wrote."""
    return TOTALS.validate_python(data)


@dataclass(frozen=True)
class Frozen:
    """The totals as they were frozen, not read yet."""

    number: int
    taken_at: dt.datetime
    content: str

    @cached_property
    def totals(self) -> Totals:
        """The totals; reading them takes a millisecond or two."""
        return TOTALS.validate_json(self.content)


def latest(event: Event) -> Frozen | None:
    """Return the last snapshot, or ``None`` before the first one; 1 query."""
    rows = TotalsSnapshot.objects.filter(event=event).order_by("-number")
    # As text: reading it is the parser's work, and only where somebody wants the totals.
    row = rows.values_list("number", "taken_at", Cast("content", TextField())).first()
    return Frozen(*row) if row else None


def published(event: Event) -> Totals | None:
    """Return the totals as last frozen, or ``None`` before the first snapshot; 1 query."""
    frozen = latest(event)
    return frozen.totals if frozen else None


def published_of(event_ids: Iterable[int]) -> dict[int, Totals]:
    """Return the totals of each event as last frozen, by id; events without any are left out; 1 query.

    All of them stand in memory at once: ask for a bundle of events at a time.
    """
    rows = TotalsSnapshot.objects.filter(event__in=list(event_ids)).latest_of_each_event().order_by()
    return {event_id: from_json(content) for event_id, content in rows.values_list("event", "content")}


def snapshots(event: Event) -> QuerySet[TotalsSnapshot]:
    """Return all that was frozen, the latest first; 1 query.

    Each has its ``people`` and the public tables that it has ``withheld`` (``None`` where it is older than the rule), and
    not its ``content``.
    """
    rows = TotalsSnapshot.objects.filter(event=event).select_related("taken_by").order_by("-number")
    return rows.annotate(people=F("content__people"), withheld=F("content__withheld")).defer("content")


@dataclass(frozen=True)
class Headline:
    """The one figure of an event that lists show: ``kind`` says what it is."""

    people: int
    kind: Literal["preliminary", "certified", "announced"]


def published_headlines(event_ids: Iterable[int]) -> dict[int, Headline]:
    """Return the figure of each event as last frozen; events without one are left out; 1 query."""
    rows = (
        TotalsSnapshot.objects.filter(event__in=list(event_ids))
        .latest_of_each_event()
        .values_list("event", "kind", "content__people", "content__announced__people")
    )
    headlines = {}
    for event_id, kind, people, announced in rows:
        if people is not None:
            headlines[event_id] = Headline(people, "certified" if kind == SnapshotKind.CERTIFIED else "preliminary")
        elif announced is not None:
            headlines[event_id] = Headline(announced, "announced")
    return headlines


def gaps(event: Event) -> tuple[Gap, ...]:
    """Return the cells whose difference between names and reported figure must be explained before certifying."""
    return live(event).gaps


def live(event: Event) -> Totals:
    """Compute the totals as they are now, by the rules in ``cells``.

    Costs 7 queries (6 for an event of one day) whatever the number of offices and people, who are counted by the database.
    """
    now = timezone.now()
    return assemble(event, load(event, timezone.localdate(now)), now)


def assemble(event: Event, loaded: Loaded, now: dt.datetime) -> Totals:
    """Return the totals that follow from the loaded rows; no query."""
    board, places = loaded.board, loaded.geography
    day = board.busiest_day
    total, without_office = board.total(day), board.without_office(day)
    lines = tuple(office_line(loaded, office, day) for office in loaded.offices)
    return Totals(
        event_id=event.pk,
        kind="live",
        taken_at=now,
        people=total.people,
        split=total.split,
        by_mode=people_by_mode(total),
        offices=lines,
        without_office=without_office.split,
        without_office_by_mode=people_by_mode(without_office),
        counts_speakers=event.counts_speakers,
        counts_guests=event.counts_guests,
        busiest_day=day,
        announced=announced(event),
        schemes=places.schemes,
        region_order=places.region_order,
        event_target=event.target_people,
        named_groups=named_groups(loaded.people),
        bodies=bodies(loaded.people, loaded.offices, lines),
    )


def office_line(loaded: Loaded, office: Office, day: Day) -> OfficeLine:
    """Return one office with what stands for it on the day."""
    board, body = loaded.board, office.body
    figure = board.office(office.id, day)
    return OfficeLine(
        office_id=office.id,
        organisation_id=body.id,
        name=office.name,
        kind=body.kind,
        province_code=body.province_code,
        province=body.province,
        regions=loaded.geography.regions(body),
        counted_under=board.counted_under[office.id],
        target=office.target,
        reply=Reply(office.reply),
        reply_people=office.reply_people,
        state=office.state,
        reported_at=office.reported_at,
        people=figure.people,
        split=figure.split,
        by_mode=people_by_mode(figure),
        source=figure.source,
        attended=board.attended(office.id),
        cooperative_type=body.cooperative_type,
        service_form=body.service_form,
        registration_number=body.registration_number,
        cells=tuple(board.cells(office.id)),
    )


def people_by_mode(figure: Figure) -> dict[Mode, int]:
    """Return how many people a figure has in each mode; modes without people are left out."""
    return {mode: split.total for mode, split in figure.by_mode.items() if split.total}


def announced(event: Event) -> Announced | None:
    """Return what was announced, if anything."""
    if event.announced_total is None:
        return None
    return Announced(
        people=event.announced_total,
        source=event.announced_source,
        url=event.announced_url,
        on=event.announced_on,
        includes=event.announced_includes,
    )


def named_groups(people: list[People]) -> tuple[NamedGroup, ...]:
    """Return the named people by group and mode, in the order of the groups, people without a group last."""
    counts: Counter[tuple[PersonGroup | None, Mode]] = Counter()
    for row in people:
        counts[row.group, row.mode] += row.people
    return tuple(
        NamedGroup(group or "", mode, counts[group, mode])
        for group in (*PersonGroup, None)
        for mode in Mode
        if counts[group, mode]
    )


def bodies(people: list[People], offices: list[Office], lines: tuple[OfficeLine, ...]) -> tuple[BodyLine, ...]:
    """Return the cooperatives and federations that somebody came from: by kind, type, official order, then name."""
    own_offices = {line.organisation_id: line for line in lines}
    found = {office.body.id: office.body for office in offices if own_offices[office.body.id].attended}
    found |= {row.body.id: row.body for row in people if row.body}
    groups: Counter[tuple[int, str]] = Counter()
    for row in people:
        if row.body:
            groups[row.body.id, OF_BODIES.get(row.group, "others")] += row.people
    return tuple(
        body_line(body, groups, own_offices.get(body.id))
        for body in sorted(found.values(), key=place_of_body)
        if body.kind in COOPERATIVES
    )


OF_BODIES: dict[PersonGroup | None, str] = {
    PersonGroup.BOARD: "board",
    PersonGroup.MANAGEMENT: "management",
    PersonGroup.MEMBERS: "members",
}
"""The groups of people that the table of cooperatives tells apart."""


def place_of_body(body: Body) -> tuple[Any, ...]:
    """Return the key that puts cooperatives in their order."""
    types = list(CooperativeType.values)
    type_no = types.index(body.cooperative_type) if body.cooperative_type else len(types)
    return list(OrganisationKind).index(body.kind), type_no, body.sort_no, sort_key(body.name)


def body_line(body: Body, groups: Counter[tuple[int, str]], office: OfficeLine | None) -> BodyLine:
    """Return one cooperative with its people by group."""
    return BodyLine(
        organisation_id=body.id,
        name=body.name,
        kind=body.kind,
        registration_number=body.registration_number,
        cooperative_type=body.cooperative_type,
        service_form=body.service_form,
        province=body.province,
        board=groups[body.id, "board"],
        management=groups[body.id, "management"],
        members=groups[body.id, "members"],
        others=groups[body.id, "others"],
        office_people=office.people if office else None,
    )
