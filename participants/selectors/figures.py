"""What attendance figures look like: the result type of ``participants.selectors.totals``, and its sums.

Nothing here reads the database. A field that is added later needs a default, so that frozen totals stay readable; one
that was taken away is passed over.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import AcceptedReason, Mode, OfficeState, PersonGroup, PersonRole, Reply
from programmes.models import CooperativeType, OrganisationKind

Source = Literal["none", "reported", "names", "accepted", "mixed"]
"""Where a figure comes from; ``mixed`` where the cells of an office have different sources."""

FigureKind = Literal["live", "preliminary", "certified", "announced"]
KIND_LABELS = {
    "live": gettext_lazy("Total at this moment"),
    "preliminary": gettext_lazy("Preliminary total"),
    "certified": gettext_lazy("Certified total"),
    "announced": gettext_lazy("Announced total"),
}
"""What the figure of an event is called."""

PUBLIC_ROLES = (PersonRole.PARTICIPANT, PersonRole.STAFF, PersonRole.OBSERVER, PersonRole.NOT_STATED)
"""The roles of the public table; speakers and guests are public by name and stand outside it (design rule 5)."""

SMALL_PART = range(1, 5)
"""Parts of a public table by role or mode that hide the whole table."""

PublicTable = Literal["roles", "modes"]
"""The two one-way tables of an event that the public may get."""

COOPERATIVES = (OrganisationKind.COOPERATIVE, OrganisationKind.FEDERATION)
"""The kinds that count as cooperatives."""


def counted_roles(*, speakers: bool, guests: bool) -> list[PersonRole]:
    """Return the roles that count: speakers and guests of honour only where the event says so."""
    left_out = {role for role, counts in ((PersonRole.SPEAKER, speakers), (PersonRole.GUEST, guests)) if not counts}
    return [role for role in PersonRole if role not in left_out]


def share(part: int | None, base: int | None) -> Decimal | None:
    """Return ``part`` in hundredths of ``base``, not rounded; ``None`` where either is unknown or the base is 0."""
    return Decimal(part * 100) / base if part is not None and base else None


def known_sum(values: Iterable[int | None]) -> int | None:
    """Return the sum of what is known; ``None``, not 0, where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


_ROLES = attrgetter("participant", "staff", "observer", "speaker", "guest", "not_stated")


@dataclass(frozen=True)
class Split:
    """People by role."""

    participant: int = 0
    staff: int = 0
    observer: int = 0
    speaker: int = 0
    guest: int = 0
    not_stated: int = 0

    def __add__(self, other: "Split") -> "Split":
        return Split(
            self.participant + other.participant,
            self.staff + other.staff,
            self.observer + other.observer,
            self.speaker + other.speaker,
            self.guest + other.guest,
            self.not_stated + other.not_stated,
        )

    @classmethod
    def sum(cls, splits: Iterable["Split"]) -> "Split":
        """Return the people of all ``splits`` together."""
        return cls(*map(sum, zip(*map(_ROLES, splits), strict=True)))

    @property
    def total(self) -> int:
        """All roles together."""
        return self.participant + self.staff + self.observer + self.speaker + self.guest + self.not_stated

    @property
    def speakers_and_guests(self) -> int:
        """Speakers and guests of honour together."""
        return self.speaker + self.guest

    def of(self, role: PersonRole) -> int:
        """Return the people in one role."""
        return getattr(self, role.value)


@dataclass(frozen=True)
class Cell:
    """One cell of an office (mode, and a day or the whole event): what each source says, and what stands.

    ``names`` includes those of the offices counted under this one, whom its figure contains. ``reported`` and
    ``accepted`` are ``None`` where nothing was stated; ``people`` is the figure that stands. ``contained``: the figure of
    the office above contains this cell, by its own statement.
    """

    mode: Mode
    day: dt.date | None
    names: int
    reported: int | None
    accepted: int | None
    people: int | None
    reason: AcceptedReason | None = None
    note: str = ""
    accepted_by: str = ""
    contained: bool = False

    @property
    def difference(self) -> int | None:
        """Names less reported; ``None`` where one of the two sources says nothing."""
        return None if self.reported is None or not self.names else self.names - self.reported

    @property
    def needs_reason(self) -> bool:
        """Whether the two sources differ by more than 5 people and 20 % of what was reported, without an accepted figure."""
        if self.difference is None or self.reported is None or self.accepted is not None:
            return False
        gap = abs(self.difference)
        return gap > 5 and gap * 100 > 20 * self.reported


@dataclass(frozen=True)
class OfficeLine:
    """One office at the event, with its figure and the labels of that day.

    ``people`` is ``None`` where nothing is known (nothing reported, no names), which is not 0. An office with
    ``counted_under`` (the id of another line) is shown but not added. ``regions`` maps the code of a region scheme to
    the name of the region. ``split`` and ``by_mode`` each sum to ``people``. ``attended`` says whether anybody was there
    on any day: of several days, ``people`` is the busiest one's. Its split is for staff only (design rule 5).
    """

    office_id: int
    organisation_id: int
    name: str
    kind: OrganisationKind
    province_code: str
    province: str
    regions: dict[str, str]
    counted_under: int | None
    target: int | None
    reply: Reply
    reply_people: int | None
    state: OfficeState
    reported_at: dt.datetime | None
    people: int | None
    split: Split
    by_mode: dict[Mode, int]
    source: Source
    attended: bool = False
    cooperative_type: CooperativeType | Literal[""] = ""
    service_form: str = ""
    registration_number: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def added(self) -> bool:
        """Whether the line's figure is part of the sums."""
        return self.counted_under is None

    @property
    def has_reported(self) -> bool:
        """Whether the office answered after the day; that nobody came is an answer too."""
        return self.state != OfficeState.PENDING

    @property
    def target_share(self) -> Decimal | None:
        """People in hundredths of the target."""
        return share(self.people, self.target)


@dataclass(frozen=True)
class Announced:
    """The figure that was announced in the news or a letter."""

    people: int
    source: str
    url: str
    on: dt.date | None
    includes: str


@dataclass(frozen=True)
class GroupLine:
    """The offices of one kind, province or region together; ``code`` is empty for what is not stated.

    ``people`` is ``None`` where no office of the group is known; ``share`` is its part of the event's people in
    hundredths. ``split`` is for staff only (design rule 5).
    """

    code: str
    label: str
    invited: int
    reported: int
    attending: int
    people: int | None
    split: Split
    share: Decimal | None


@dataclass(frozen=True)
class Part:
    """A part of a public one-way table: people of one role, or in one mode, over the whole event."""

    code: str
    label: str
    people: int
    share: Decimal | None


@dataclass(frozen=True)
class NamedGroup:
    """How many distinct named people of one group took part in one mode (``group`` is empty where it is not stated)."""

    group: PersonGroup | Literal[""]
    mode: Mode
    people: int


@dataclass(frozen=True)
class BodyLine:
    """A cooperative or federation that somebody came from: the named people by group, and its own office's figure.

    ``office_people`` is ``None`` where the body is not on the board of the event, or nothing is known of its office.
    """

    organisation_id: int
    name: str
    kind: OrganisationKind
    registration_number: str
    cooperative_type: CooperativeType | Literal[""]
    service_form: str
    province: str
    board: int
    management: int
    members: int
    others: int
    office_people: int | None

    @property
    def names(self) -> int:
        """Named people of all groups."""
        return self.board + self.management + self.members + self.others


@dataclass(frozen=True)
class Gap:
    """A cell whose difference between names and reported figure nobody has explained yet."""

    office_id: int
    name: str
    cell: Cell


@dataclass(frozen=True)
class Totals:
    """The attendance of one event: live, or as frozen at ``taken_at``.

    ``people`` is ``None`` when there is no cell and no name at all (the announced figure is then the headline).
    ``offices`` stand in official order. ``without_office`` are named people who fall in no office's cell.
    ``busiest_day`` is set where a figure depends on the day: all figures are then those of that day.
    ``schemes`` are the region schemes (code to name) in their order, the official one first;
    ``region_order`` holds the official order of regions (by scheme). ``named_groups`` and ``bodies`` count distinct named
    people over the whole event. Whatever the event does not count (speakers, guests) is in no figure here. ``withheld``
    are the public tables that must not be shown beside those of older snapshots.
    """

    event_id: int
    kind: Literal["live", "preliminary", "certified"]
    taken_at: dt.datetime
    people: int | None
    split: Split
    by_mode: dict[Mode, int]
    offices: tuple[OfficeLine, ...]
    without_office: Split
    without_office_by_mode: dict[Mode, int]
    counts_speakers: bool
    counts_guests: bool
    busiest_day: dt.date | None
    announced: Announced | None
    schemes: dict[str, str]
    region_order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    event_target: int | None = None
    named_groups: tuple[NamedGroup, ...] = ()
    bodies: tuple[BodyLine, ...] = ()
    withheld: tuple[PublicTable, ...] = ()

    # -- the whole event ---------------------------------------------------------------------------------------------

    @property
    def headline(self) -> int | None:
        """The number to show first: people, or what was announced where nothing was counted."""
        if self.people is None and self.announced:
            return self.announced.people
        return self.people

    @property
    def headline_kind(self) -> FigureKind:
        """What the headline is."""
        return "announced" if self.people is None else self.kind

    @property
    def difference(self) -> int | None:
        """People less the announced total; ``None`` where one of the two is missing."""
        return None if self.people is None or self.announced is None else self.people - self.announced.people

    @cached_property
    def added_offices(self) -> tuple[OfficeLine, ...]:
        """The offices whose figures are summed: all but those counted under another."""
        return tuple(line for line in self.offices if line.added)

    @property
    def invited(self) -> int:
        """Offices on the board; one that is counted under another is part of that one, here and below."""
        return len(self.added_offices)

    @property
    def replied_yes(self) -> int:
        """Offices that replied that they would attend."""
        return sum(line.reply == Reply.YES for line in self.added_offices)

    @property
    def reported(self) -> int:
        """Offices that answered after the day."""
        return sum(line.has_reported for line in self.added_offices)

    @cached_property
    def attending(self) -> int:
        """Offices where somebody was there."""
        return sum(line.attended for line in self.added_offices)

    @property
    def cooperatives(self) -> int:
        """Cooperatives and federations among the attending offices."""
        return sum(line.attended and line.kind in COOPERATIVES for line in self.added_offices)

    @property
    def represented_cooperatives(self) -> int:
        """Cooperatives and federations that somebody came from, those in the room of another office included."""
        return sum(bool(body.names or body.office_people) for body in self.bodies)

    @property
    def provinces(self) -> int:
        """Provinces of the attending offices."""
        return len({line.province_code for line in self.added_offices if line.attended and line.province_code})

    @property
    def people_in_offices(self) -> int | None:
        """People in the cells of offices."""
        return known_sum(line.people for line in self.added_offices)

    @property
    def target(self) -> int | None:
        """The target of the event, or else that of its offices together."""
        return known_sum(line.target for line in self.added_offices) if self.event_target is None else self.event_target

    @property
    def reply_people(self) -> int | None:
        """People whom the offices announced in their replies."""
        return known_sum(line.reply_people for line in self.added_offices if line.reply == Reply.YES)

    @property
    def target_share(self) -> Decimal | None:
        """People in hundredths of the target."""
        return share(self.people, self.target)

    # -- tables that add up to ``people`` ----------------------------------------------------------------------------

    def by_kind(self) -> tuple[GroupLine, ...]:
        """Return the kinds of office in their order, then the people without an office."""
        order = [(kind.value, str(kind.label)) for kind in OrganisationKind]
        return self._grouped(lambda line: line.kind.value, order)

    def by_region(self, scheme_code: str) -> tuple[GroupLine, ...]:
        """Return the regions of a scheme in official order, then what stands in none of them."""
        order = self.region_order.get(scheme_code, ())
        found = dict.fromkeys(line.regions.get(scheme_code, "") for line in self.offices)
        names = [name for name in order if name in found] + [name for name in found if name and name not in order]
        return self._grouped(lambda line: line.regions.get(scheme_code, ""), [(name, name) for name in names])

    def _grouped(self, code_of: Callable[[OfficeLine], str], order: list[tuple[str, str]]) -> tuple[GroupLine, ...]:
        lines: dict[str, list[OfficeLine]] = {}
        for line in self.added_offices:
            lines.setdefault(code_of(line), []).append(line)
        groups = [self._group(code, label, lines[code]) for code, label in order if code in lines]
        if self.without_office.total or "" in lines:
            groups.append(self._group("", _("not stated"), lines.get("", []), self.without_office))
        return tuple(groups)

    def _group(self, code: str, label: str, lines: list[OfficeLine], others: Split | None = None) -> GroupLine:
        split = Split.sum(line.split for line in lines) + (others or Split())
        people = known_sum([*(line.people for line in lines), (others.total or None) if others else None])
        return GroupLine(
            code=code,
            label=label,
            invited=len(lines),
            reported=sum(line.has_reported for line in lines),
            attending=sum(line.attended for line in lines),
            people=people,
            split=split,
            share=share(people, self.people),
        )

    # -- what the public may see by role and mode (design rule 5) ----------------------------------------------------

    def public_roles(self) -> tuple[Part, ...] | None:
        """Return the public table by role, or ``None`` where a part of 1 to 4 (or nothing counted) leaves it out."""
        return self._public_table(
            "roles", [(role.value, str(role.label), self.split.of(role)) for role in PUBLIC_ROLES]
        )

    def public_modes(self) -> tuple[Part, ...] | None:
        """Return the public table by mode, or ``None`` where a part of 1 to 4 (or nothing counted) leaves it out."""
        return self._public_table("modes", [(mode.value, str(mode.label), self.by_mode.get(mode, 0)) for mode in Mode])

    def public_table(self, table: PublicTable) -> tuple[Part, ...] | None:
        """Return one of the two tables by its name."""
        return self.public_roles() if table == "roles" else self.public_modes()

    def _public_table(self, table: PublicTable, parts: list[tuple[str, str, int]]) -> tuple[Part, ...] | None:
        if table in self.withheld or any(people in SMALL_PART for _code, _label, people in parts):
            return None
        base = sum(people for _code, _label, people in parts)
        return tuple(Part(code, label, people, share(people, base)) for code, label, people in parts if people) or None

    # -- where the sources differ ------------------------------------------------------------------------------------

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The cells whose names and reported figure differ too much to certify without a reason."""
        return tuple(
            Gap(line.office_id, line.name, cell)
            for line in self.offices
            for cell in line.cells
            if cell.needs_reason and not cell.contained
        )


def tables_to_withhold(totals: Totals, older: Iterable[Totals]) -> tuple[PublicTable, ...]:
    """Return the public tables that, less one that was shown before, would tell of 1 to 4 people (design rule 5).

    Whoever kept an older page could find them by subtraction: two more of the staff, and one office whose figure rose by
    two. ``older`` are all snapshots of the event; a table that one of them withheld was never seen, and counts for nothing.
    """
    seen = list(older)
    tables: tuple[PublicTable, ...] = ("roles", "modes")
    return tuple(
        table
        for table in tables
        if any(_differ_by_few(totals.public_table(table), one.public_table(table)) for one in seen)
    )


def _differ_by_few(table: tuple[Part, ...] | None, other: tuple[Part, ...] | None) -> bool:
    if table is None or other is None:
        return False
    people, before = ({part.code: part.people for part in one} for one in (table, other))
    return any(abs(people.get(code, 0) - before.get(code, 0)) in SMALL_PART for code in people | before)
