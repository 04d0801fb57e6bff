"""The rows behind the totals of an event, counted by the database: offices, head-counts, names, regions.

Nothing here reads a row for each participant.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

from django.db.models import Count, Exists, OuterRef, Q

from events.models import Event, EventDay
from participants.models import (
    AcceptedFigure,
    AcceptedReason,
    Attendance,
    AttendingOffice,
    HeadCount,
    Mode,
    OfficeState,
    Participant,
    PersonGroup,
    PersonRole,
)
from participants.selectors.cells import Accepted, Board, Day, Key
from participants.selectors.figures import Split, counted_roles
from programmes.models import CooperativeType, OrganisationKind, RegionPlace, seat


class Body(NamedTuple):
    """An organisation with its labels of today."""

    id: int
    name: str
    kind: OrganisationKind
    cooperative_type: CooperativeType | Literal[""]
    service_form: str
    registration_number: str
    province_code: str
    province: str
    sort_no: int


BODY_COLUMNS = (
    "organisation_id",
    "organisation__name",
    "organisation__kind",
    "organisation__cooperative_type",
    "organisation__service_form__name",
    "organisation__registration_number",
    "organisation__province_id",
    "organisation__province__name",
    "organisation__sort_no",
)
OFFICE_COLUMNS = (
    "id",
    "name",
    "counted_under_id",
    "target",
    "reply",
    "reply_people",
    "state",
    "reported_at",
)


class Office(NamedTuple):
    """An attending office as it stands on the board, with its organisation."""

    id: int
    name: str
    counted_under: int | None
    target: int | None
    reply: str
    reply_people: int | None
    state: OfficeState
    reported_at: dt.datetime | None
    body: Body


class People(NamedTuple):
    """How many named people have everything in common that matters here; ``undated``: those without any day."""

    room: int | None
    body: Body | None
    mode: Mode
    role: PersonRole
    group: PersonGroup | None
    people: int
    undated: int


@dataclass(frozen=True)
class Geography:
    """The region schemes that hold on a date, the official one first, and who stands where."""

    schemes: dict[str, str] = field(default_factory=dict)
    region_order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str | int, dict[str, str]] = field(default_factory=dict)
    """Code of a province, or id of an organisation -> code of a scheme -> name of the region."""

    def regions(self, body: Body) -> dict[str, str]:
        """Return the region of a body in each scheme; its own place goes before that of its seat."""
        return self.places.get(seat(body.kind, body.province_code), {}) | self.places.get(body.id, {})


@dataclass(frozen=True)
class Loaded:
    """Everything that the totals of an event are made from."""

    board: Board
    offices: list[Office]
    people: list[People]
    geography: Geography


def load(event: Event, today: dt.date) -> Loaded:
    """Read the rows of an event: 7 queries, or 6 for an event of one day."""
    dates = list(EventDay.objects.filter(event=event).order_by("date").values_list("date", flat=True))
    several_days = len(dates) > 1
    roles = counted_roles(speakers=event.counts_speakers, guests=event.counts_guests)
    offices = office_rows(event)
    people = named_people(event, roles)
    cell_of = cell_finder(offices)
    reported, accepted = head_counts(event, roles), accepted_figures(event)
    day_names: dict[Key, Split] = {}
    if several_days:
        day_names = names_of_days(event, roles, cell_of)
        add_people(day_names, ((cell_of(row.room, row.body), row.mode, None, row.role, row.undated) for row in people))
    else:
        reported, accepted = without_days(reported), without_days(accepted)
    names: dict[Key, Split] = {}
    add_people(names, ((cell_of(row.room, row.body), row.mode, None, row.role, row.people) for row in people))
    board = Board(
        states={office.id: office.state for office in offices},
        counted_under={office.id: office.counted_under for office in offices},
        reported=reported,
        accepted=accepted,
        names=names,
        day_names=day_names,
    )
    return Loaded(board, offices, people, geography(dates[-1] if dates else today))


def office_rows(event: Event) -> list[Office]:
    """Return the offices of an event in official order; 1 query."""
    rows = AttendingOffice.objects.filter(event=event).in_official_order()
    return [office_of(row) for row in rows.values_list(*OFFICE_COLUMNS, *BODY_COLUMNS)]


def office_of(row: tuple[Any, ...]) -> Office:
    """Return the office of ``OFFICE_COLUMNS`` and ``BODY_COLUMNS``; without a name of its own it has its organisation's."""
    body = body_of(row[len(OFFICE_COLUMNS) :])
    office = Office._make((*row[: len(OFFICE_COLUMNS)], body))
    return office._replace(name=office.name or body.name, state=OfficeState(office.state))


def body_of(row: tuple[Any, ...]) -> Body:
    """Return the organisation of ``BODY_COLUMNS``."""
    body = Body(*row)
    return body._replace(
        kind=OrganisationKind(body.kind),
        cooperative_type=CooperativeType(body.cooperative_type) if body.cooperative_type else "",
        service_form=body.service_form or "",
        province_code=body.province_code or "",
        province=body.province or "",
    )


def head_counts(event: Event, roles: list[PersonRole]) -> dict[Key, Split]:
    """Return the head-counts that hold now; 1 query.

    A cell with nothing but roles that do not count is reported with 0 people.
    """
    rows = (
        HeadCount.objects.current()
        .filter(office__event=event)
        .order_by()
        .values_list("office_id", "mode", "day__date", "role", "people")
    )
    reported: dict[Key, Split] = {}
    add_people(
        reported,
        ((office, mode, day, role, people if role in roles else 0) for office, mode, day, role, people in rows),
        zero_too=True,
    )
    return reported


def accepted_figures(event: Event) -> dict[Key, Accepted]:
    """Return the accepted figures that hold now; 1 query."""
    rows = (
        AcceptedFigure.objects.current()
        .filter(office__event=event)
        .order_by()
        .values_list("office_id", "mode", "day__date", "people", "reason", "note", "by__display_name")
    )
    return {
        (office, Mode(mode), day): Accepted(people, AcceptedReason(reason), note, by or "")
        for office, mode, day, people, reason, note, by in rows
    }


def named_people(event: Event, roles: list[PersonRole]) -> list[People]:
    """Return the named people of counted roles, each once for the whole event; 1 query."""
    rows = (
        Participant.objects.filter(event=event, role__in=roles)
        .order_by()
        .values_list("room_id", "mode", "role", "group", *BODY_COLUMNS)
        .annotate(
            people=Count("id"),
            undated=Count("id", filter=~Exists(Attendance.objects.filter(participant=OuterRef("pk")))),
        )
    )
    found = []
    for room, mode, role, group, *body, people, undated in rows:
        found.append(
            People(
                room=room,
                body=None if body[0] is None else body_of(tuple(body)),
                mode=Mode(mode),
                role=PersonRole(role),
                group=PersonGroup(group) if group else None,
                people=people,
                undated=undated,
            )
        )
    return found


Figures = TypeVar("Figures", Split, Accepted)
CellFinder = Callable[[int | None, Body | None], int | None]


def cell_finder(offices: Iterable[Office]) -> CellFinder:
    """Return the function that finds the office in whose cell people fall: by room, else by organisation, else none."""
    by_organisation = {office.body.id: office.id for office in offices}
    known = set(by_organisation.values())

    def cell_of(room: int | None, body: Body | None) -> int | None:
        if room in known:
            return room
        return by_organisation.get(body.id) if body else None

    return cell_of


def names_of_days(event: Event, roles: list[PersonRole], cell_of: CellFinder) -> dict[Key, Split]:
    """Return the named people of each day, each once a day whatever the number of intervals; 1 query."""
    rows = (
        Attendance.objects.filter(participant__event=event, participant__role__in=roles)
        .order_by()
        .values_list(
            "participant__room_id",
            "participant__mode",
            "day__date",
            "participant__role",
            *(f"participant__{column}" for column in BODY_COLUMNS),
        )
        .annotate(people=Count("participant", distinct=True))
    )
    names: dict[Key, Split] = {}
    for room, mode, day, role, *body, people in rows:
        office = cell_of(room, None if body[0] is None else body_of(tuple(body)))
        add_people(names, [(office, mode, day, role, people)])
    return names


def add_people(
    cells: dict[Key, Split], rows: Iterable[tuple[int | None, str, Day, str, int]], *, zero_too: bool = False
) -> None:
    """Add rows of office, mode, day, role and people to ``cells``; with ``zero_too`` a cell of 0 people exists too."""
    for office, mode, day, role, people in rows:
        if people or zero_too:
            key = (office, Mode(mode), day)
            cells[key] = cells.get(key, Split()) + Split(**{role: people})


def without_days(figures: dict[Key, Figures]) -> dict[Key, Figures]:
    """Return the figures of an event of one day as figures of the whole event, which stand first where both are there."""
    whole = {(office, mode, None): figure for (office, mode, day), figure in figures.items() if day is not None}
    return whole | {key: figure for key, figure in figures.items() if key[2] is None}


def geography(on: dt.date) -> Geography:
    """Return the region schemes that hold on a date; 1 query."""
    rows = (
        RegionPlace.objects.filter(
            Q(region__scheme__valid_from__isnull=True) | Q(region__scheme__valid_from__lte=on),
            Q(region__scheme__valid_to__isnull=True) | Q(region__scheme__valid_to__gte=on),
        )
        .order_by(
            "-region__scheme__is_default", "region__scheme__sort_no", "region__scheme_id", "region__sort_no", "sort_no"
        )
        .values_list(
            "region__scheme__code",
            "region__scheme__name",
            "region__name",
            "province_id",
            "organisation_id",
        )
    )
    schemes: dict[str, str] = {}
    region_order: dict[str, dict[str, None]] = defaultdict(dict)
    places: dict[str | int, dict[str, str]] = defaultdict(dict)
    for code, name, region, province, organisation in rows:
        schemes[code] = name
        region_order[code][region] = None
        places[province or organisation].setdefault(code, region)
    return Geography(schemes, {code: tuple(names) for code, names in region_order.items()}, dict(places))
