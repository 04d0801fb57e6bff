"""The invented figures of the full demonstration event: who was invited, what each reported, who is named.

Pure and the same at each run. They add up to ``PEOPLE``, and ``NAMES`` people are named; no part by role or mode is small.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from typing import Any

from participants.models import Mode, OfficeState, PersonRole, Reply

PEOPLE = 1142
NAMES = 1129
OUTSIDERS = {PersonRole.PARTICIPANT: 20, PersonRole.OBSERVER: 5}
"""Named people who took part online and belong to no office on the board."""

Cell = tuple[Mode, PersonRole]
ROOM: Cell = (Mode.ROOM, PersonRole.PARTICIPANT)


@dataclass
class Plan:
    """What one body does at the event; ``own_room`` is false where its people sat in the room of ``under``."""

    name: str
    target: int
    reply: Reply = Reply.YES
    state: OfficeState = OfficeState.REPORTED
    absence_reason: str = ""
    note: str = ""
    under: str = ""
    own_room: bool = True
    reported: Counter[Cell] = field(default_factory=Counter)
    named: Counter[Cell] = field(default_factory=Counter)
    accepted: dict[str, Any] | None = None

    @property
    def stands(self) -> int:
        """The people of all its cells: what was accepted, else reported, else named."""
        return sum(self.people(mode) for mode in Mode)

    def people(self, mode: Mode) -> int:
        """The people of one cell."""
        if self.accepted and self.accepted["mode"] == mode:
            return int(self.accepted["people"])
        source = self.reported if any(cell[0] == mode for cell in self.reported) else self.named
        return sum(people for cell, people in source.items() if cell[0] == mode)


def plan_of_invented(body: dict[str, Any]) -> Plan:
    """Return the plan of an invented body, as the texts have it."""
    row = body["attends"]
    return Plan(
        name=body["name"],
        target=row["target"],
        reply=Reply(row.get("reply", "yes")),
        state=OfficeState(row.get("state", "reported")),
        absence_reason=row.get("absence_reason", ""),
        note=row.get("note", ""),
        under=row.get("under", ""),
        own_room=not row.get("sits_there", False),
        reported=cells(row.get("reported", [])),
        named=cells(row.get("named", row.get("reported", []))),
        accepted=row.get("accepted"),
    )


def cells(rows: Iterable[dict[str, Any]]) -> Counter[Cell]:
    """Return the figures of the texts by mode and role; a cell with 0 people stays."""
    return Counter({(Mode(row["mode"]), PersonRole(row["role"])): row["people"] for row in rows})


def plan_of_office(name: str, size: int, random: Random) -> Plan:
    """Return the plan of an office that sat before the screen in its own room, ``size`` people more or less."""
    reported = Counter(
        {
            ROOM: random.randint(size - 3, size + 3),
            (Mode.ROOM, PersonRole.STAFF): random.randint(1, 2),
            (Mode.ROOM, PersonRole.OBSERVER): random.randint(0, 1),
        }
    )
    if random.random() < 0.15:
        reported[Mode.ONLINE, PersonRole.PARTICIPANT] = random.randint(1, 3)
    return Plan(
        name=name,
        target=reported.total() + random.randint(-2, 3),
        reply=Reply.NONE if random.random() < 0.08 else Reply.YES,
        note="รายงานล่าช้า (สมมติ)" if random.random() < 0.05 else "",
        reported=+reported,
        named=+reported,
    )


def plan(offices: list[str], centres: list[str], invented: list[dict[str, Any]], speakers: int) -> list[Plan]:
    """Return the plans of all bodies, in the order given; ``speakers`` is how many of the named are speakers and guests."""
    random = Random(2569)  # noqa: S311 - invented figures, the same each time
    rooms = [plan_of_office(name, 10, random) for name in offices] + [
        plan_of_office(name, 5, random) for name in centres
    ]
    plans = rooms + [plan_of_invented(body) for body in invented if "attends" in body]
    by_name = {each.name: each for each in plans}
    for child in plans:
        if child.under:
            by_name[child.under].reported[ROOM] += child.reported[ROOM]
    movable = [each for each in rooms if each.reported[ROOM] > 2]
    for each in movable:
        each.named[ROOM] += random.choice([0, 0, 0, 0, 0, 1, -1, -2])  # names seldom agree with figures everywhere
    for each, step in spread(PEOPLE - total(plans), movable):
        each.reported[ROOM] += step
        each.named[ROOM] += step
    for each, step in spread(NAMES - names(plans) - speakers, movable):
        each.named[ROOM] += step
    return plans


def total(plans: list[Plan]) -> int:
    """Return the people of the event: all cells that are not part of another, and those without an office."""
    return sum(each.stands for each in plans if not each.under) + sum(OUTSIDERS.values())


def names(plans: list[Plan]) -> int:
    """Return the named people, speakers and guests left out."""
    return sum(each.named.total() for each in plans) + sum(OUTSIDERS.values())


def spread(difference: int, plans: list[Plan]) -> Iterable[tuple[Plan, int]]:
    """Yield whom to give one more, or take one from, until the difference is made up."""
    step = 1 if difference > 0 else -1
    for _number, each in zip(range(abs(difference)), cycle(plans), strict=False):
        yield each, step
