"""Sums and tables of attendance figures: they add up, and the public ones hide small parts."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from events.models import Event
from participants.models import Mode, OfficeState, PersonRole
from participants.selectors import totals
from participants.selectors.board import Body, Geography, Loaded, Office
from participants.selectors.cells import Board
from participants.selectors.figures import Part, Split, Totals
from programmes.models import OrganisationKind

NOW = dt.datetime(2022, 4, 27, tzinfo=dt.UTC)


def loaded(*, lines=(), people=None) -> Totals:
    """Return the totals of offices (kind, province code, reported split or None) and of people without an office."""
    bodies = [
        Body(n, f"หน่วยงาน {n}", OrganisationKind(kind), "", "", "", code, code and f"จังหวัด {code}", n)
        for n, (kind, code, _) in enumerate(lines)
    ]
    offices = [
        Office(body.id, body.name, None, None, "none", None, OfficeState.REPORTED, None, body) for body in bodies
    ]
    board = Board(
        states=dict.fromkeys(range(len(lines)), OfficeState.PENDING),
        counted_under=dict.fromkeys(range(len(lines))),
        reported={(n, Mode.ROOM, None): split for n, (_, _, split) in enumerate(lines) if split is not None},
        names={(None, Mode.ONLINE, None): people} if people else {},
    )
    places = {"1": {"zones": "เขต 1"}, "2": {"zones": "เขต 2"}}
    geography = Geography({"zones": "เขตตรวจราชการ"}, {"zones": ("เขต 2", "เขต 1")}, places)
    return totals.assemble(Event(pk=1), Loaded(board, offices, [], geography), NOW)


splits = st.builds(Split, **{role.value: st.integers(0, 30) for role in PersonRole})
lines = st.tuples(st.sampled_from(OrganisationKind), st.sampled_from(["1", "2", "3", ""]), splits | st.none())


@given(st.lists(lines, max_size=8), splits)
def test_every_table_adds_up_to_the_total(lines, people):
    found = loaded(lines=lines, people=people if people.total else None)
    for table in (found.by_kind(), found.by_region("zones"), found.by_region("unknown")):
        assert sum((group.split for group in table), Split()) == found.split
        assert sum(group.people or 0 for group in table) == (found.people or 0)
        assert sum(group.invited for group in table) == found.invited
        assert sum(group.reported for group in table) == found.reported
        assert sum(group.attending for group in table) == found.attending
        assert all(group.people is None or group.people == group.split.total for group in table)
        if found.people:
            assert sum(group.share or 0 for group in table) == pytest.approx(100)
    assert sum(found.by_mode.values()) == (found.people or 0)
    assert (found.people_in_offices or 0) + found.without_office.total == (found.people or 0)


@given(st.lists(lines, max_size=8), splits)
def test_totals_survive_the_way_through_json(lines, people):
    found = loaded(lines=lines, people=people if people.total else None)
    frozen = totals.to_json(found)
    assert totals.from_json(frozen) == totals.from_json(frozen | {"province_order": ["1"]}) == found


def test_what_is_not_stated_is_a_group_of_its_own():
    found = loaded(
        lines=[("provincial", "1", Split(5)), ("central", "", Split(2)), ("provincial", "2", None)], people=Split(3)
    )
    assert [(g.code, g.people, g.invited) for g in found.by_region("zones")] == [
        ("เขต 2", None, 1),
        ("เขต 1", 5, 1),
        ("", 5, 1),
    ]
    assert [(g.code, g.people, g.share) for g in found.by_kind()] == [
        ("central", 2, 20),
        ("provincial", 5, 50),
        ("", 3, 30),
    ]
    with translation.override("en"):
        assert found.by_kind()[-1].label == "not stated"


# -- public tables (design rule 5) -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["participant", "staff", "observer", "not_stated"])
@pytest.mark.parametrize(("people", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_public_role_table_with_a_part_of_1_to_4_is_left_out(role, people, shown):
    parts = {"participant": 50, "staff": 50, "observer": 50} | {role: people}
    found = loaded(lines=[("provincial", "1", Split(**parts))])
    assert (found.public_roles() is not None) == shown


def test_speakers_and_guests_stand_outside_the_public_role_table():
    found = loaded(lines=[("provincial", "1", Split(participant=30, staff=10, speaker=3, guest=1))])
    with translation.override("en"):
        roles = found.public_roles()
    assert roles == (
        Part("participant", "participant", 30, Decimal(75)),
        Part("staff", "project staff", 10, Decimal(25)),
    )


def test_the_public_mode_table_hides_small_parts_too():
    assert loaded(lines=[("provincial", "1", Split(30))], people=Split(4)).public_modes() is None
    shown = loaded(lines=[("provincial", "1", Split(30))], people=Split(10)).public_modes()
    assert [(part.code, part.people, part.share) for part in shown] == [("room", 30, 75), ("online", 10, 25)]
