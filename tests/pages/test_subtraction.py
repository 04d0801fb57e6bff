"""Nothing by role or mode of 1 to 4 people can be found by subtraction (design rule 5), whatever is subtracted.

How it is tested: every figure of every event made here is a multiple of 10, but for the few people who must not be found.
They are hidden inside figures that are published (an office, a region, the whole event), which stay multiples of 10. Any
sum or difference of multiples of 10 is one, so that a figure which is none, on any page, in any file and any version,
is the only way in which somebody could be found. Every public address of ``tests/architecture/access.py`` is read after
each step; one that is added later is read too.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event
from participants.models import AttendingOffice, HeadCount, Mode, PersonRole
from participants.selectors import totals
from participants.selectors.public import public_totals
from participants.services.publishing import take_snapshot
from tests.architecture.access import EVERYBODY, PAGES, addresses, body
from tests.architecture.world import World, build_world
from tests.factories import AttendingOfficeFactory, EventFactory, UserFactory

UNIT = 100_000
"""Of the figures made here: so large that no date, number of a page or size of a file is taken for one."""

FIGURE = re.compile(r"(?<![\w.:/-])(?:\d{1,3}(?:,\d{3})+|\d{6,9})(?![\w:/-]|\.\d)", re.ASCII)
SMALL = st.integers(1, 4)
Cells = dict[tuple[Mode, PersonRole], int]


def figures(text: str) -> set[int]:
    """Return the figures of a page or file that are as large as those of the events made here."""
    found = {int(match.replace(",", "")) for match in FIGURE.findall(text)}
    return {figure for figure in found if figure >= UNIT - 9}


@dataclass(frozen=True)
class Step:
    """What changes before the next publication: ``people`` move to another role or mode, or nobody does."""

    what: str
    people: int


def office(event: Event, cells: Cells) -> AttendingOffice:
    """Add an office with its figures."""
    new = AttendingOfficeFactory(event=event, state="reported")
    for (mode, role), people in cells.items():
        HeadCount.objects.create(office=new, mode=mode, role=role, people=people)
    return new


def move(of: AttendingOffice, people: int, start: tuple[Mode, PersonRole], end: tuple[Mode, PersonRole]) -> None:
    """Move people of an office to another cell: its figure stays the same."""
    for (mode, role), number in ((start, -people), (end, people)):
        cell, _new = HeadCount.objects.get_or_create(office=of, mode=mode, role=role, defaults={"people": 0})
        HeadCount.objects.filter(pk=cell.pk).update(people=cell.people + number)


MOVES = {
    "role": ((Mode.ROOM, PersonRole.PARTICIPANT), (Mode.ROOM, PersonRole.STAFF)),
    "rare role": ((Mode.ROOM, PersonRole.PARTICIPANT), (Mode.ROOM, PersonRole.OBSERVER)),
    "mode": ((Mode.ROOM, PersonRole.PARTICIPANT), (Mode.ONLINE, PersonRole.PARTICIPANT)),
    "rare mode": ((Mode.ROOM, PersonRole.PARTICIPANT), (Mode.ONSITE, PersonRole.PARTICIPANT)),
}
"""Where the few hide: in a role or mode that has many others, and in one that has nobody else."""

FIRST_OFFICE = {
    (Mode.ROOM, PersonRole.PARTICIPANT): 9 * UNIT,
    (Mode.ROOM, PersonRole.STAFF): 2 * UNIT,
    (Mode.ONLINE, PersonRole.PARTICIPANT): 4 * UNIT,
}


def read_everything(world: World) -> dict[str, str]:
    """Return what a stranger gets at every public address, in both languages."""
    client, texts = Client(), {}
    public = [address for address in addresses() if address.key in PAGES and PAGES[address.key].who == EVERYBODY]
    for language in ("th", "en"):
        with translation.override(language):
            urls = [address.url(world) for address in public]
        for url in urls:
            response = client.get(url)
            texts[url] = body(response).decode(errors="replace")
    return texts


def publish_and_read(world: World, publish, steps: list[Step]) -> dict[tuple[int, str], str]:
    """Publish the event after each step; return all that could be read at any time."""
    event, by = world.event, UserFactory()
    event.participants.all().delete()
    first = office(event, FIRST_OFFICE)
    office(event, {(Mode.ROOM, PersonRole.PARTICIPANT): 3 * UNIT})
    publish(event, figures="none")
    read = {}
    for number, step in enumerate(steps):
        if step.what in MOVES:
            move(first, step.people, *MOVES[step.what])
        elif step.what == "office":
            office(event, {(Mode.ROOM, PersonRole.PARTICIPANT): step.people * UNIT})
        take_snapshot(event, by)
        read |= {(number, url): text for url, text in read_everything(world).items()}
        if step.what in MOVES:
            move(first, -step.people, *MOVES[step.what])  # the next step starts from where this one did
    return read


@contextmanager
def rolled_back() -> Iterator[None]:
    """Leave the database as it was: Hypothesis makes many worlds in one test."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        cache.clear()


def found(read: dict[tuple[int, str], str]) -> set[tuple[int, str, int]]:
    """Return the figures by which somebody could be found, and where they stand."""
    return {(number, url, one) for (number, url), text in read.items() for one in figures(text) if one % 10}


STEPS = [
    [
        ("nothing", 0),
        ("role", 3),
        ("rare role", 1),
        ("mode", 2),
        ("office", 2),
        ("rare mode", 4),
        ("role", 1),
        ("mode", 4),
    ],
    [("rare role", 3), ("nothing", 0), ("role", 2), ("rare mode", 1)],
    [("rare mode", 1), ("office", 3), ("mode", 4)],
]
RUNS = [
    *(pytest.param(steps, True, id=f"{steps[0][0]} first") for steps in STEPS),
    pytest.param(STEPS[0], False, id="without figures of offices"),
]


@pytest.mark.parametrize(("steps", "office_counts"), RUNS)
def test_nobody_is_found_by_subtracting_what_is_public(steps, office_counts, roles, publish, settings):
    settings.PUBLISH_OFFICE_COUNTS = office_counts
    read = publish_and_read(build_world(), publish, [Step(*step) for step in steps])
    assert found(read) == set()
    with_figures = {url for (number, url), text in read.items() if number == 0 and 18 * UNIT in figures(text)}
    assert {url.rpartition(".")[2] for url in with_figures} >= {"csv", "json"}
    assert any(url.startswith("/en/events/") for url in with_figures)


FIRST = st.just(Step("nothing", 0)) | st.builds(Step, st.sampled_from(["rare role", "rare mode"]), SMALL)
LATER = st.builds(Step, st.sampled_from([*MOVES]), SMALL) | st.builds(Step, st.just("office"), st.integers(1, 9))


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(first=FIRST, later=st.lists(LATER, max_size=4))
def test_nobody_is_found_whatever_happens_between_two_publications(first, later, roles, publish):
    with rolled_back():
        # Few are found where they leave or join a table that was seen: the second publication shows both.
        read = publish_and_read(build_world(), publish, [first, Step("nothing", 0), *later])
        assert found(read) == set()


# -- the rule, and that the test would see it broken -------------------------------------------------------------------


@pytest.fixture
def shown(db):
    """Publish the same event several times; return which tables each version shows."""

    def shown(*steps: Step) -> list[tuple[bool, bool]]:
        event, by, tables = EventFactory(), UserFactory(), []
        first = office(event, FIRST_OFFICE)
        for step in [Step("nothing", 0), *steps]:
            if step.what in MOVES:
                move(first, step.people, *MOVES[step.what])
            take_snapshot(event, by)
            version = public_totals(totals.published(event), office_counts=True)
            tables.append((version.roles is not None, version.modes is not None))
        return tables

    return shown


def test_table_that_differs_by_few_from_an_older_one_is_kept_back(shown):
    assert shown(Step("role", 4)) == [(True, True), (False, True)]
    assert shown(Step("mode", 1)) == [(True, True), (True, False)]


def test_table_that_differs_by_five_is_shown(shown):
    assert shown(Step("role", 5)) == [(True, True), (True, True)]


def test_table_is_held_against_all_that_were_shown_and_no_other(shown):
    """3 and 3 more are 6 from the first: it is the second, which nobody saw, that differs by 3."""
    assert shown(Step("role", 3), Step("role", 3)) == [(True, True), (False, True), (True, True)]
    assert shown(Step("role", 6), Step("role", -4)) == [(True, True), (True, True), (False, True)]


def test_figures_are_found_in_every_format():
    assert figures("<td>1,800,003</td> คน 1800004") == {1_800_003, 1_800_004}
    assert figures('{"people": 1800003, "share": 92.123456}\r\nสสจ.,1800001,"1,800,002"') == {
        1_800_001,
        1_800_002,
        1_800_003,
    }
    assert figures("DTSTAMP:20261124T030000Z 0-2000-100003 20,261 2565") == set()
