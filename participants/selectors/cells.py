"""Which figure stands in which cell of an event's board (design rule 4.2), from rows that are already loaded.

A cell is office x mode, for a day or the whole event. What stands in it, the first that exists:

1. the accepted figure for the whole event; 2. the head-count for the whole event; 3. the accepted figure of the day;
4. the head-count of the day; 5. the names, and with them what the offices counted under this one count.

So a statement (1-4) contains the offices counted under it, and they are added to it only where it is missing. An accepted
figure has the split of the head-count beside it if that sums to it, else its roles are not stated. An office that did
not attend, or watched the recording, has 0 people whatever names it has, until staff accept another figure; what is
counted under it still counts. An event of one day has no days here: a figure of its day is one of the whole event,
which stands before it where both were given. Of several days, somebody without any day is counted on each.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from participants.models import AcceptedReason, Mode, OfficeState
from participants.selectors.figures import Cell, Source, Split, known_sum

Day = dt.date | None
Key = tuple[int | None, Mode, Day]
"""Office (``None``: no office), mode, and day (``None``: the whole event; of names: people without any day)."""


@dataclass(frozen=True)
class Accepted:
    """A figure that staff accepted, with its reason."""

    people: int
    reason: AcceptedReason
    note: str
    by: str


@dataclass(frozen=True)
class Figure:
    """What stands somewhere: its split by role and mode, and which sources it rests on."""

    by_mode: dict[Mode, Split] = field(default_factory=dict)
    sources: frozenset[Source] = frozenset()

    @property
    def split(self) -> Split:
        """All modes together."""
        return sum(self.by_mode.values(), Split())

    @property
    def people(self) -> int | None:
        """Everybody; ``None`` where nothing is known."""
        return self.split.total if self.sources else None

    @property
    def source(self) -> Source:
        """The one source, ``mixed``, or ``none``."""
        return "mixed" if len(self.sources) > 1 else next(iter(self.sources), "none")


@dataclass
class Board:
    """The offices of an event with everything that was said about their cells.

    ``names`` are distinct people of the whole event, ``day_names`` those of each day (empty for an event of one day).
    """

    states: dict[int, OfficeState]
    counted_under: dict[int, int | None]
    reported: dict[Key, Split] = field(default_factory=dict)
    accepted: dict[Key, Accepted] = field(default_factory=dict)
    names: dict[Key, Split] = field(default_factory=dict)
    day_names: dict[Key, Split] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counted_under = {office: self._parent(office) for office in self.states}
        self.children: dict[int, list[int]] = defaultdict(list)
        for office, parent in self.counted_under.items():
            if parent is not None:
                self.children[parent].append(office)

    def _parent(self, office: int) -> int | None:
        """The office that contains this one; ``None`` for one of another event, and in a circle (each counts itself)."""
        parent = self.counted_under[office]
        above, seen = parent, {office}
        while above in self.states and above not in seen:
            seen.add(above)
            above = self.counted_under[above]
        return None if parent not in self.states or above == office else parent

    # -- days --------------------------------------------------------------------------------------------------------

    @cached_property
    def days(self) -> list[dt.date]:
        """The days for which there is anything."""
        keys = (*self.reported, *self.accepted, *self.day_names)
        return sorted({day for _office, _mode, day in keys if day is not None})

    @cached_property
    def busiest_day(self) -> Day:
        """The day with most people (of equal ones the first), or ``None`` where no figure depends on the day."""
        if not any(self._depends_on_day(office, mode) for office in (None, *self.roots) for mode in Mode):
            return None
        return max(self.days, key=lambda day: (self.total(day).people or 0, -day.toordinal()))

    @property
    def roots(self) -> list[int]:
        """The offices whose figures are added."""
        return [office for office, parent in self.counted_under.items() if parent is None]

    def _depends_on_day(self, office: int | None, mode: Mode) -> bool:
        if self.for_whole_event(office, mode):
            return False
        if (office, mode) in self._dated:
            return True
        return office is not None and any(self._depends_on_day(child, mode) for child in self.children[office])

    @cached_property
    def _dated(self) -> set[tuple[int | None, Mode]]:
        """Office and mode of every cell of a day that can stand."""
        keys = (*self.accepted, *(key for key in (*self.reported, *self.day_names) if not self.is_closed(key[0])))
        return {(office, mode) for office, mode, day in keys if day is not None}

    # -- one cell ----------------------------------------------------------------------------------------------------

    def for_whole_event(self, office: int | None, mode: Mode) -> bool:
        """Whether a figure was stated for the whole event, which then stands on every day."""
        key = (office, mode, None)
        return key in self.accepted or (key in self.reported and not self.is_closed(office))

    def statement(self, office: int | None, mode: Mode, day: Day) -> tuple[Accepted | None, Split | None]:
        """Return what was accepted and what was reported for the cell: for the whole event, or else for the day."""
        key = (office, mode, None if self.for_whole_event(office, mode) else day)
        return self.accepted.get(key), None if self.is_closed(office) else self.reported.get(key)

    def is_closed(self, office: int | None) -> bool:
        """Whether the office said that nobody is to be counted."""
        return office is not None and self.states[office] in {OfficeState.ABSENT, OfficeState.REPLAY}

    def named(self, office: int | None, mode: Mode, day: Day) -> Split:
        """Return the named people of the cell alone: on the day, or of the whole event where there is no day."""
        if day is None:
            return self.names.get((office, mode, None), Split())
        nowhere = Split()
        return self.day_names.get((office, mode, day), nowhere) + self.day_names.get((office, mode, None), nowhere)

    def all_named(self, office: int, mode: Mode, day: Day) -> int:
        """Return how many named people the cell contains, with those of the offices counted under it."""
        whole = None if self.for_whole_event(office, mode) else day
        below = sum(self.all_named(child, mode, whole) for child in self.children[office])
        return self.named(office, mode, whole).total + below

    def figure(self, office: int, mode: Mode, day: Day) -> tuple[Split, frozenset[Source]]:
        """Return what stands in the cell, and the sources it rests on (none where nothing is known)."""
        accepted, reported = self.statement(office, mode, day)
        if accepted:
            fits = reported and reported.total == accepted.people
            return reported if reported and fits else Split(not_stated=accepted.people), frozenset({"accepted"})
        if reported is not None:
            return reported, frozenset({"reported"})
        own, sources = self._without_statement(office, mode, day)
        for child in self.children[office]:
            split, more = self.figure(child, mode, day)
            own, sources = own + split, sources | more
        return own, sources

    def _without_statement(self, office: int, mode: Mode, day: Day) -> tuple[Split, frozenset[Source]]:
        if self.is_closed(office):
            return Split(), frozenset()
        names = self.named(office, mode, day)
        return names, frozenset({"names"} if names.total else ())

    # -- an office, and the event ------------------------------------------------------------------------------------

    def office(self, office: int, day: Day) -> Figure:
        """Return what stands for an office on a day; an office that answered without a figure has 0 people."""
        by_mode: dict[Mode, Split] = {}
        sources: frozenset[Source] = frozenset()
        for mode in Mode:
            split, more = self.figure(office, mode, day)
            if more:
                by_mode[mode] = split
                sources |= more
        if not sources and self._answered_nobody(office):
            sources = frozenset({"reported"})
        return Figure(by_mode, sources)

    def _answered_nobody(self, office: int) -> bool:
        if self.is_closed(office):
            return True
        return self.states[office] == OfficeState.REPORTED and office not in self._stated

    @cached_property
    def _stated(self) -> set[int | None]:
        """The offices with any figure of their own, of whatever day."""
        return {office for office, _mode, _day in (*self.reported, *self.accepted)}

    def attended(self, office: int) -> bool:
        """Whether anybody was there on any day."""
        return any(self.office(office, day).people for day in [None, *self.days])

    def without_office(self, day: Day) -> Figure:
        """Return the named people who fall in no office's cell."""
        by_mode = {mode: self.named(None, mode, day) for mode in Mode}
        found = {mode: split for mode, split in by_mode.items() if split.total}
        return Figure(found, frozenset({"names"} if found else ()))

    def total(self, day: Day) -> Figure:
        """Return the whole event on a day."""
        parts = [self.without_office(day), *(self.office(office, day) for office in self.roots)]
        by_mode = {mode: sum((p.by_mode.get(mode, Split()) for p in parts), Split()) for mode in Mode}
        return Figure(
            {mode: split for mode, split in by_mode.items() if split.total},
            frozenset().union(*(part.sources for part in parts)),
        )

    # -- the cells one by one ----------------------------------------------------------------------------------------

    def cells(self, office: int) -> Iterator[Cell]:
        """Yield every cell of an office about which anything is known."""
        for mode in Mode:
            whole = self.for_whole_event(office, mode) or not self._depends_on_day(office, mode)
            days: list[Day] = [None] if whole else [*self.days]
            for day in days:
                cell = self._cell(office, mode, day)
                if cell.names or known_sum([cell.reported, cell.accepted, cell.people]) is not None:
                    yield cell

    def _cell(self, office: int, mode: Mode, day: Day) -> Cell:
        accepted, reported = self.statement(office, mode, day)
        split, sources = self.figure(office, mode, day)
        names = self.all_named(office, mode, day)
        stated = 0 if self.is_closed(office) and names else None
        return Cell(
            mode=mode,
            day=day,
            names=names,
            reported=stated if reported is None else reported.total,
            accepted=accepted.people if accepted else None,
            people=split.total if sources else stated,
            reason=accepted.reason if accepted else None,
            note=accepted.note if accepted else "",
            accepted_by=accepted.by if accepted else "",
            contained=any(self._has_statement(above, mode, day) for above in self._above(office)),
        )

    def _above(self, office: int) -> Iterable[int]:
        parent = self.counted_under[office]
        while parent is not None:
            yield parent
            parent = self.counted_under[parent]

    def _has_statement(self, office: int, mode: Mode, day: Day) -> bool:
        days = [day] if day else [None, *self.days]
        return any(self.statement(office, mode, one) != (None, None) for one in days)
