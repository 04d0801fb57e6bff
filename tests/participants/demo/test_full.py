"""The invented events: plainly invented, complete, and of the real one's size."""

import datetime as dt
from collections import Counter
from itertools import combinations

import pytest

from events.content import from_json
from events.models import Capacity, Document, Event, EventState, SessionKind, Speaker, VersionKind
from participants.demo.texts import read
from participants.models import (
    AcceptedFigure,
    AcceptedReason,
    Attendance,
    AttendingOffice,
    CountPhase,
    HeadCount,
    Mode,
    OfficeState,
    Participant,
    PersonGroup,
    PersonRole,
    Reply,
)
from participants.selectors import totals
from programmes.models import CooperativeType, Organisation

from .conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture
def event() -> Event:
    """The full demonstration event."""
    return Event.objects.get(code="demo-01")


@pytest.fixture
def upcoming() -> Event:
    """The event to come."""
    return Event.objects.get(code="demo-02")


@pytest.fixture
def published(event):
    """What the public sees of the full event."""
    return from_json(event.versions.last().content)


@pytest.fixture
def figures(event):
    """Its certified totals."""
    return totals.published(event)


def test_demonstration_says_so_everywhere():
    invented = Event.objects.exclude(code="bus-2565-01")

    assert {(event.demonstration, event.programme.demonstration) for event in invented} == {(True, True)}
    assert {"ข้อมูลสมมติ" in title for event in invented for title in (event.title, event.programme.title)} == {True}
    assert {from_json(version.content).demonstration for event in invented for version in event.versions.all()} == {
        True
    }


def test_demonstration_has_no_real_person():
    real = {(row["first_name"], row["last_name"]) for row in read("seed.toml")["appearances"]}
    surnames = {last for _first, last in real}
    speakers = Speaker.objects.filter(appearances__event__demonstration=True)

    assert not surnames & set(Participant.objects.values_list("last_name", flat=True))
    assert not surnames & set(speakers.values_list("last_name", flat=True))
    assert not speakers.filter(appearances__event__demonstration=False).exists()


def test_people_have_addresses_that_reach_nobody():
    assert not Participant.objects.exclude(email__endswith="@example.org").exists()
    assert not Participant.objects.exclude(phone="").exclude(phone__startswith="000-").exists()
    assert set(Participant.objects.values_list("source", flat=True)) == {"ข้อมูลสมมติเพื่อสาธิต"}


def test_invented_bodies_are_plainly_invented():
    invented = Organisation.objects.filter(source="ข้อมูลสมมติเพื่อสาธิต")

    assert invented.count() == 18
    assert all("สาธิต" in body.name for body in invented)
    assert not invented.filter(confirmed=True).exists()
    assert set(invented.exclude(cooperative_type="").values_list("cooperative_type", flat=True)) == set(
        CooperativeType.values
    )


def test_full_event_shows_every_capacity_and_nature_of_agenda_item(published):
    assert {a.capacity for a in published.appearances} == set(Capacity)
    assert {s.kind for s in published.sessions} == set(SessionKind)
    assert any(a.acting_for for a in published.appearances)
    assert all(s.starts_at < s.ends_at for s in published.sessions)


def test_full_event_has_every_section(published):
    assert all(
        (
            published.headline,
            published.lead,
            published.body,
            published.key_points,
            published.recommendations,
            published.objectives,
            published.attending_bodies,
        )
    )
    assert len(published.photos) == 4
    assert all(photo.alternative_text and photo.caption for photo in published.photos)
    assert {d.link for d in published.documents} == {"", "https://example.org/demo-01/recording"}


def test_full_event_keeps_letters_and_sign_in_sheets_internal(event, published):
    internal = Document.objects.filter(event=event, is_public=False)

    assert sorted(internal.values_list("kind", flat=True)) == ["invitation", "sign_in_sheet", "sign_in_sheet"]
    assert not {d.id for d in published.documents} & set(internal.values_list("pk", flat=True))


def test_full_event_is_of_the_real_one_s_size_and_adds_up(figures):
    assert figures.people == figures.split.total == sum(figures.by_mode.values()) == 1142
    assert sum(line.people for line in figures.by_kind() if line.people) == 1142
    assert all(sum(g.people or 0 for g in figures.by_region(code)) == 1142 for code in figures.schemes)


def test_full_event_differs_from_what_was_announced(figures):
    assert (figures.announced.people, figures.difference) == (1150, -8)


def test_full_event_has_a_hundred_offices(figures):
    kinds = Counter(line.kind for line in figures.offices)

    assert len(figures.offices) == 100
    assert kinds["provincial"] + kinds["area_office"] == 78
    assert kinds["centre"] == 5


def test_full_event_has_one_office_that_never_reported(event, figures):
    (line,) = [line for line in figures.offices if not line.has_reported]

    assert (line.name, line.people, line.reply) == ("สหกรณ์บริการสาธิตที่ 5 จำกัด", None, Reply.YES)
    assert AttendingOffice.objects.not_reported().filter(event=event).count() == 1


def test_full_event_has_offices_in_every_state(event):
    offices = event.offices.all()

    assert set(offices.values_list("state", flat=True)) == set(OfficeState.values)
    assert set(offices.values_list("reply", flat=True)) == set(Reply.values)
    absent = offices.get(state=OfficeState.ABSENT)
    assert (absent.organisation.kind, absent.absence_reason != "") == ("farmer_group", True)


def test_full_event_counts_two_bodies_under_another_and_not_twice(figures):
    lines = {line.office_id: line for line in figures.offices}
    under = [line for line in figures.offices if line.counted_under]

    assert sorted(lines[line.counted_under].name for line in under) == [
        "สำนักงานสหกรณ์จังหวัดขอนแก่น",
        "สำนักงานสหกรณ์จังหวัดเพชรบุรี",
    ]
    assert sum(line.people or 0 for line in figures.offices if not line.counted_under) + 25 == 1142


def test_full_event_has_differences_of_every_reason_and_none_left_to_explain(event):
    assert set(AcceptedFigure.objects.values_list("reason", flat=True)) == set(AcceptedReason.values)
    assert totals.gaps(event) == ()
    assert {cell.difference for line in totals.live(event).offices for cell in line.cells} > {0, 1, -1, -2}


def test_full_event_keeps_a_figure_that_was_replaced(event):
    replaced = HeadCount.objects.filter(office__event=event, replaced_at__isnull=False)

    assert replaced.count() == 1


def test_full_event_names_as_many_people_in_every_role_mode_and_group(event):
    people = Participant.objects.filter(event=event)

    assert people.count() == 1129
    assert set(people.values_list("mode", flat=True)) == set(Mode.values)
    assert set(people.values_list("role", flat=True)) == set(PersonRole.values) - {PersonRole.NOT_STATED}
    assert set(people.values_list("group", flat=True)) == set(PersonGroup.values)


def test_full_event_has_two_people_of_one_name_and_not_more(event):
    names = Counter(Participant.objects.filter(event=event).values_list("first_name", "last_name"))
    twins = Participant.objects.filter(event=event, first_name=max(names, key=names.get)[0])

    assert sorted(names.values())[-2:] == [1, 2]
    assert len(set(twins.values_list("email", flat=True))) == twins.count()


def test_full_event_has_somebody_present_for_everybody_and_some_who_joined_twice(event):
    attended = Counter(Attendance.objects.filter(participant__event=event).values_list("participant", flat=True))

    assert len(attended) == 1129
    assert set(attended.values()) == {1, 2}


def test_full_event_has_no_small_part_and_none_can_be_found_by_subtraction(event):
    snapshots = [totals.from_json(snapshot.content) for snapshot in event.snapshots.order_by("number")]
    roles = [Counter({part.code: part.people for part in s.public_roles()}) for s in snapshots]
    modes = [Counter({part.code: part.people for part in s.public_modes()}) for s in snapshots]

    assert [s.kind for s in snapshots] == ["preliminary", "certified"]
    for tables in (roles, modes):
        for before, after in combinations(tables, 2):
            assert {abs(before[code] - after[code]) for code in before | after}.isdisjoint({1, 2, 3, 4})


def test_full_event_was_corrected_with_a_note_and_certified(event):
    assert [version.kind for version in event.versions.all()] == [VersionKind.FIRST, VersionKind.CORRECTION]
    assert "ตำแหน่ง" in event.versions.last().public_note
    assert event.count_state.phase == CountPhase.CERTIFIED
    assert len(event.snapshots.last().files) == 2
    assert event.snapshots.last().taken_by.email == "approver@example.org"


def test_full_event_was_held_on_a_wednesday_some_weeks_ago(event):
    (day,) = event.days.all()

    assert (day.date, day.date.weekday()) == (dt.date(2026, 10, 14), 2)
    assert event.state == EventState.HELD


def test_upcoming_event_is_public_planned_and_ahead(upcoming):
    first, second = upcoming.days.values_list("date", flat=True)

    assert (upcoming.state, upcoming.is_public) == (EventState.PLANNED, True)
    assert 45 <= (first - TODAY).days <= 52
    assert second - first == dt.timedelta(days=1)
    assert set(upcoming.sessions.values_list("date", flat=True)) == {first, second}


def test_upcoming_event_has_invited_offices_and_no_report(upcoming):
    assert upcoming.offices.filter(organisation__kind__in=["provincial", "area_office"]).count() == 78
    assert set(upcoming.offices.values_list("reply", flat=True)) == set(Reply.values)
    assert set(upcoming.offices.values_list("state", flat=True)) == {OfficeState.PENDING}
    assert not hasattr(upcoming, "report")
    assert not upcoming.versions.exists()


def test_upcoming_event_has_the_same_speakers_as_the_one_before(upcoming, event):
    before = set(event.appearances.values_list("speaker", flat=True))

    assert set(upcoming.appearances.values_list("speaker", flat=True)) < before
