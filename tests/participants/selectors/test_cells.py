"""Which figure stands in a cell (design rule 4.2), as a table of cases and as laws."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.models import AcceptedReason, Mode, OfficeState, PersonRole
from participants.selectors.cells import Accepted, Board
from participants.selectors.figures import Cell, Split, known_sum

ROOM, ONLINE = Mode.ROOM, Mode.ONLINE
FIRST, SECOND = dt.date(2022, 4, 26), dt.date(2022, 4, 27)
OFFICE, PARENT, CHILD, GRANDCHILD = 1, 1, 2, 3
REPORTED, ABSENT = OfficeState.REPORTED, OfficeState.ABSENT


def accepted(people: int) -> Accepted:
    return Accepted(people, AcceptedReason.INCOMPLETE, "", "ผู้รับรอง")


def board(*, states=None, counted_under=None, **rows) -> Board:
    """Return a board on which every office has reported, unless ``states`` says otherwise."""
    counted_under = counted_under or {}
    offices = {OFFICE, *counted_under, *(states or {})}
    return Board(
        states=dict.fromkeys(offices, REPORTED) | (states or {}),
        counted_under={office: counted_under.get(office) for office in offices},
        **rows,
    )


def family(**rows) -> Board:
    """Return a parent, a child counted under it and a grandchild counted under the child."""
    return board(counted_under={PARENT: None, CHILD: PARENT, GRANDCHILD: CHILD}, **rows)


@pytest.mark.parametrize(
    ("case", "rows", "people", "split", "source"),
    [
        ("nothing is known", {"states": {OFFICE: OfficeState.PENDING}}, None, Split(), "none"),
        (
            "names stand where nothing was reported",
            {"states": {OFFICE: OfficeState.PENDING}, "names": {(OFFICE, ROOM, None): Split(3, 1)}},
            4,
            Split(3, 1),
            "names",
        ),
        (
            "a head-count stands before the names, with its own split, also when it is the smaller figure",
            {"reported": {(OFFICE, ROOM, None): Split(2)}, "names": {(OFFICE, ROOM, None): Split(3, 1)}},
            2,
            Split(2),
            "reported",
        ),
        (
            "a head-count of 0 is a report",
            {"reported": {(OFFICE, ROOM, None): Split()}, "names": {(OFFICE, ROOM, None): Split(3)}},
            0,
            Split(),
            "reported",
        ),
        (
            "an accepted figure stands before the head-count; another sum has no known roles",
            {"accepted": {(OFFICE, ROOM, None): accepted(7)}, "reported": {(OFFICE, ROOM, None): Split(5, 1)}},
            7,
            Split(not_stated=7),
            "accepted",
        ),
        (
            "an accepted figure that confirms the head-count keeps its split",
            {"accepted": {(OFFICE, ROOM, None): accepted(6)}, "reported": {(OFFICE, ROOM, None): Split(5, 1)}},
            6,
            Split(5, 1),
            "accepted",
        ),
        (
            "an accepted figure never takes the split of the names",
            {"accepted": {(OFFICE, ROOM, None): accepted(4)}, "names": {(OFFICE, ROOM, None): Split(3, 1)}},
            4,
            Split(not_stated=4),
            "accepted",
        ),
        (
            "each mode is a cell of its own",
            {"reported": {(OFFICE, ROOM, None): Split(5)}, "names": {(OFFICE, ONLINE, None): Split(2)}},
            7,
            Split(7),
            "mixed",
        ),
        ("a report without any figure says nobody", {"states": {OFFICE: REPORTED}}, 0, Split(), "reported"),
        (
            "who reported no figure but has names is counted by them",
            {"names": {(OFFICE, ROOM, None): Split(3)}},
            3,
            Split(3),
            "names",
        ),
        (
            "an office that did not attend has 0, whatever it reported before and whatever names it has",
            {
                "states": {OFFICE: ABSENT},
                "reported": {(OFFICE, ROOM, None): Split(5)},
                "names": {(OFFICE, ROOM, None): Split(3)},
            },
            0,
            Split(),
            "reported",
        ),
        (
            "who watched the recording is not counted",
            {"states": {OFFICE: OfficeState.REPLAY}, "names": {(OFFICE, ROOM, None): Split(3)}},
            0,
            Split(),
            "reported",
        ),
        (
            "staff may accept a figure for an office that said it did not attend",
            {"states": {OFFICE: ABSENT}, "accepted": {(OFFICE, ROOM, None): accepted(3)}},
            3,
            Split(not_stated=3),
            "accepted",
        ),
    ],
)
def test_an_office_counts(case, rows, people, split, source):
    figure = board(**rows).office(OFFICE, None)
    assert (figure.people, figure.split, figure.source) == (people, split, source), case


@pytest.mark.parametrize(
    ("case", "rows", "people"),
    [
        (
            "a child's figure is contained in the parent's",
            {"reported": {(PARENT, ROOM, None): Split(20), (CHILD, ROOM, None): Split(8)}},
            20,
        ),
        (
            "where the parent reported nothing, the child's counts as the parent's, beside the parent's own names",
            {"reported": {(CHILD, ROOM, None): Split(8)}, "names": {(PARENT, ROOM, None): Split(2)}},
            10,
        ),
        (
            "an accepted figure of the parent contains the child's too",
            {"accepted": {(PARENT, ROOM, None): accepted(9)}, "reported": {(CHILD, ROOM, None): Split(8)}},
            9,
        ),
        (
            "that holds cell by cell: the parent's room does not contain who took part elsewhere",
            {"reported": {(PARENT, ROOM, None): Split(20), (CHILD, ONLINE, None): Split(8)}},
            28,
        ),
        ("a grandchild counts through its parent", {"names": {(GRANDCHILD, ROOM, None): Split(4)}}, 4),
        (
            "that a parent did not attend contains nobody who did",
            {"states": {PARENT: ABSENT}, "reported": {(CHILD, ROOM, None): Split(8)}},
            8,
        ),
    ],
)
def test_an_office_counted_under_another(case, rows, people):
    assert family(**rows).total(None).people == people, case


def test_a_child_is_shown_with_its_own_figure():
    rows = {"reported": {(PARENT, ROOM, None): Split(20), (CHILD, ROOM, None): Split(8)}}
    assert family(**rows).office(CHILD, None).people == 8
    assert family(**rows).roots == [PARENT]


def test_offices_counted_under_each_other_count_themselves():
    circle = board(
        counted_under={1: 2, 2: 1, 3: 1},
        reported={(n, ROOM, None): Split(n) for n in (1, 2)},
        names={(3, ROOM, None): Split(5)},
    )
    assert circle.roots == [1, 2]
    assert circle.total(None).people == 3


def test_an_office_counted_under_one_of_another_event_counts_itself():
    assert board(counted_under={1: 99}, reported={(1, ROOM, None): Split(4)}).total(None).people == 4


def test_people_without_an_office_are_added():
    rows = {"reported": {(OFFICE, ROOM, None): Split(5)}, "names": {(None, ONLINE, None): Split(1, observer=2)}}
    total = board(**rows).total(None)
    assert total.split == Split(6, observer=2)
    assert {mode: split.total for mode, split in total.by_mode.items()} == {ROOM: 5, ONLINE: 3}


def test_nothing_known_is_not_zero():
    assert board(states={OFFICE: OfficeState.PENDING}).total(None).people is None


# -- several days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "rows", "day", "people"),
    [
        (
            "the day with most people stands, days are never summed",
            {"reported": {(1, ROOM, FIRST): Split(5), (1, ROOM, SECOND): Split(7)}},
            SECOND,
            7,
        ),
        (
            "it is one day for all offices",
            {
                "states": {1: REPORTED, 2: REPORTED},
                "reported": {
                    (1, ROOM, FIRST): Split(5),
                    (1, ROOM, SECOND): Split(7),
                    (2, ROOM, FIRST): Split(9),
                    (2, ROOM, SECOND): Split(1),
                },
            },
            FIRST,
            14,
        ),
        (
            "of equal days the first",
            {"reported": {(1, ROOM, FIRST): Split(5), (1, ROOM, SECOND): Split(5)}},
            FIRST,
            5,
        ),
        (
            "a head-count for the whole event stands on every day",
            {"reported": {(1, ROOM, None): Split(6), (1, ROOM, FIRST): Split(5), (1, ROOM, SECOND): Split(7)}},
            None,
            6,
        ),
        (
            "and another cell of the same office may still depend on the day",
            {"reported": {(1, ROOM, None): Split(6), (1, ONLINE, FIRST): Split(5), (1, ONLINE, SECOND): Split(7)}},
            SECOND,
            13,
        ),
        (
            "a figure accepted for a day stands before that day's head-count",
            {
                "reported": {(1, ROOM, FIRST): Split(5), (1, ROOM, SECOND): Split(7)},
                "accepted": {(1, ROOM, SECOND): accepted(4)},
            },
            FIRST,
            5,
        ),
        (
            "a figure accepted for the whole event stands before all",
            {
                "reported": {(1, ROOM, FIRST): Split(5), (1, ROOM, SECOND): Split(7)},
                "accepted": {(1, ROOM, None): accepted(4)},
            },
            None,
            4,
        ),
        (
            "names are those of the day, and people without any day are there on each",
            {
                "names": {(1, ROOM, None): Split(9)},
                "day_names": {
                    (1, ROOM, None): Split(1),
                    (1, ROOM, FIRST): Split(3),
                    (1, ROOM, SECOND): Split(5),
                },
            },
            SECOND,
            6,
        ),
        (
            "names without any day count once",
            {"names": {(1, ROOM, None): Split(9)}, "day_names": {(1, ROOM, None): Split(9)}},
            None,
            9,
        ),
    ],
)
def test_several_days(case, rows, day, people):
    several = board(**rows)
    assert (several.busiest_day, several.total(several.busiest_day).people) == (day, people), case


def test_an_office_that_came_on_another_day_attended():
    rows = {
        "states": {1: REPORTED, 2: REPORTED},
        "reported": {(1, ROOM, FIRST): Split(9), (2, ROOM, SECOND): Split(2)},
    }
    several = board(**rows)
    assert several.busiest_day == FIRST
    assert several.office(2, FIRST).people is None
    assert several.attended(2)


# -- where names and head-count differ ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reported", "names", "needs_reason"),
    [
        (30, 36, False),  # 6 people are 20 %
        (29, 35, True),  # 6 people are more than 20 %
        (20, 25, False),  # 5 people
        (36, 29, False),  # 7 people are less than 20 %
        (30, 20, True),
        (30, 0, False),  # no list of names is no second source
        (0, 6, True),
        (0, 5, False),
    ],
)
def test_a_difference_of_more_than_5_people_and_20_percent_needs_a_reason(reported, names, needs_reason):
    rows = {"reported": {(1, ROOM, None): Split(reported)}, "names": {(1, ROOM, None): Split(names)}}
    (cell,) = board(**rows).cells(1)
    assert cell.needs_reason == needs_reason


def test_an_accepted_figure_explains_a_difference():
    rows = {"reported": {(1, ROOM, None): Split(30)}, "names": {(1, ROOM, None): Split(20)}}
    (cell,) = board(**rows, accepted={(1, ROOM, None): accepted(30)}).cells(1)
    assert cell == Cell(ROOM, None, 20, 30, 30, 30, AcceptedReason.INCOMPLETE, "", "ผู้รับรอง")
    assert (cell.difference, cell.needs_reason) == (-10, False)


def test_the_names_of_a_child_belong_to_the_parents_figure():
    rows = {
        "reported": {(PARENT, ROOM, None): Split(20)},
        "names": {(PARENT, ROOM, None): Split(12), (GRANDCHILD, ROOM, None): Split(8)},
    }
    (cell,) = family(**rows).cells(PARENT)
    assert (cell.names, cell.reported, cell.difference) == (20, 20, 0)


def test_a_cell_within_the_parents_figure_is_contained():
    rows = {"reported": {(PARENT, ROOM, None): Split(20), (CHILD, ROOM, None): Split(8)}}
    assert [cell.contained for cell in family(**rows).cells(CHILD)] == [True]
    assert [cell.contained for cell in family(**rows).cells(PARENT)] == [False]
    alone = {"reported": {(CHILD, ROOM, None): Split(8)}}
    assert [cell.contained for cell in family(**alone).cells(CHILD)] == [False]


def test_an_office_that_did_not_attend_but_has_names_shows_both():
    rows = {"states": {1: ABSENT}, "names": {(1, ROOM, None): Split(9)}}
    (cell,) = board(**rows).cells(1)
    assert (cell.names, cell.reported, cell.people, cell.needs_reason) == (9, 0, 0, True)


# -- laws --------------------------------------------------------------------------------------------------------------

offices = st.integers(min_value=1, max_value=6)
modes, days = st.sampled_from(Mode), st.sampled_from([None, FIRST, SECOND])
keys = st.tuples(offices, modes, days)
splits = st.builds(Split, **{role.value: st.integers(0, 30) for role in PersonRole})
people = st.tuples(offices | st.none(), modes, st.sampled_from(PersonRole), st.sets(st.sampled_from([FIRST, SECOND])))


@st.composite
def boards(draw) -> Board:
    every = range(1, 7)
    names, day_names = {}, {}
    for office, mode, role, on in draw(st.lists(people, max_size=20)):
        one = Split(**{role.value: 1})
        names[office, mode, None] = names.get((office, mode, None), Split()) + one
        for day in on or [None]:
            day_names[office, mode, day] = day_names.get((office, mode, day), Split()) + one
    return Board(
        states={office: draw(st.sampled_from(OfficeState)) for office in every},
        counted_under={office: draw(st.none() | offices.filter(lambda o, me=office: o != me)) for office in every},
        reported=draw(st.dictionaries(keys, splits, max_size=12)),
        accepted=draw(st.dictionaries(keys, st.integers(0, 60).map(accepted), max_size=6)),
        names=names,
        day_names=day_names,
    )


@given(boards())
def test_the_total_is_the_sum_of_its_offices_and_of_people_without_one(board):
    day = board.busiest_day
    parts = [board.without_office(day), *(board.office(office, day) for office in board.roots)]
    total = board.total(day)
    assert total.split == sum((part.split for part in parts), Split())
    assert total.people == known_sum(part.people for part in parts)


@given(boards())
def test_every_office_is_added_once_or_stands_under_one_that_is(board):
    def root_of(office):
        while board.counted_under[office] is not None:
            office = board.counted_under[office]
        return office

    assert {root_of(office) for office in board.states} == set(board.roots)


@given(boards())
def test_no_other_day_has_more_people(board):
    best = board.total(board.busiest_day).people or 0
    assert all((board.total(day).people or 0) <= best for day in board.days)


@given(boards())
def test_the_cells_of_an_office_make_its_figure(board):
    day = board.busiest_day
    for office in board.states:
        standing = [cell.people for cell in board.cells(office) if cell.day in {None, day} and cell.people is not None]
        assert sum(standing) == (board.office(office, day).people or 0)
