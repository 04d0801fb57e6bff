"""The totals of an event, from the rows in the database (design rules 4.1, 4.2)."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Event
from participants.models import AcceptedFigure, Attendance, Mode, PersonGroup, PersonRole, TotalsSnapshot
from participants.selectors import totals
from participants.selectors.figures import BodyLine, NamedGroup, Split
from programmes.models import OrganisationKind, Region, RegionPlace, RegionScheme
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProvinceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """An event of one day."""
    return EventDayFactory().event


# -- which rows count --------------------------------------------------------------------------------------------------


def test_replaced_figures_do_not_count(event):
    office = AttendingOfficeFactory(event=event)
    HeadCountFactory(office=office, people=99, replaced_at=timezone.now())
    HeadCountFactory(office=office, people=5)
    AcceptedFigure.objects.create(office=office, mode=Mode.ROOM, people=77, reason="double", replaced_at=timezone.now())
    assert totals.live(event).people == 5


@pytest.mark.parametrize(
    ("counts", "people"),
    [
        ({}, 0),
        ({"counts_speakers": True}, 2),
        ({"counts_guests": True}, 1),
        ({"counts_speakers": True, "counts_guests": True}, 3),
    ],
)
def test_speakers_and_guests_count_only_if_the_event_says_so(event, counts, people):
    Event.objects.filter(pk=event.pk).update(**counts)
    event.refresh_from_db()
    office = AttendingOfficeFactory(event=event)
    HeadCountFactory(office=office, role=PersonRole.PARTICIPANT, people=10)
    HeadCountFactory(office=office, role=PersonRole.SPEAKER, people=2)
    HeadCountFactory(office=office, role=PersonRole.GUEST, people=1)
    ParticipantFactory(event=event)
    ParticipantFactory.create_batch(2, event=event, role=PersonRole.SPEAKER)
    ParticipantFactory(event=event, role=PersonRole.GUEST)
    found = totals.live(event)
    assert (found.people_in_offices, found.without_office.total) == (10 + people, 1 + people)
    assert found.split.speakers_and_guests == 2 * people


def test_a_person_falls_into_the_cell_of_the_room_else_of_the_own_office_else_of_none(event):
    room, own = AttendingOfficeFactory.create_batch(2, event=event)
    ParticipantFactory(event=event, mode=Mode.ROOM, room=room, organisation=own.organisation)
    ParticipantFactory(event=event, mode=Mode.ONLINE, organisation=own.organisation)
    ParticipantFactory(event=event, mode=Mode.ONLINE, organisation=OrganisationFactory(), role=PersonRole.OBSERVER)
    found = totals.live(event)
    assert [line.by_mode for line in found.offices] == [{Mode.ROOM: 1}, {Mode.ONLINE: 1}]
    assert (found.without_office, found.without_office_by_mode) == (Split(observer=1), {Mode.ONLINE: 1})
    assert (found.people, found.by_mode) == (3, {Mode.ROOM: 1, Mode.ONLINE: 2})


def test_two_people_of_one_name_are_two(event):
    ParticipantFactory.create_batch(2, event=event, first_name="สมชาย", last_name="สมมติ")
    assert totals.live(event).people == 2


def test_a_figure_of_the_only_day_is_one_of_the_whole_event(event):
    office = AttendingOfficeFactory(event=event)
    day = event.days.get()
    HeadCountFactory(office=office, day=day, people=5)
    assert totals.live(event).people == 5
    AcceptedFigure.objects.create(office=office, day=day, mode=Mode.ROOM, people=4, reason="double")
    found = totals.live(event)
    assert (found.people, found.busiest_day) == (4, None)
    HeadCountFactory(office=office, people=6)
    AcceptedFigure.objects.create(office=office, mode=Mode.ROOM, people=3, reason="double")
    assert totals.live(event).people == 3


def test_names_of_several_days_are_counted_day_by_day():
    first = EventDayFactory()
    second = EventDayFactory(event=first.event, date=dt.date(2022, 4, 27))
    office = AttendingOfficeFactory(event=first.event)
    both, late, _undated, elsewhere = ParticipantFactory.create_batch(
        4, event=first.event, organisation=office.organisation
    )
    elsewhere.organisation = None
    elsewhere.save()
    nine, noon = (dt.datetime(2022, 4, 26, hour, tzinfo=dt.UTC) for hour in (2, 5))
    for joined in (nine, noon):  # two intervals of one day are one person
        Attendance.objects.create(
            participant=both, day=first, basis="intervals", joined_at=joined, left_at=joined + dt.timedelta(hours=1)
        )
    for person in (both, late, elsewhere):
        Attendance.objects.create(participant=person, day=second)
    found = totals.live(first.event)
    assert (found.people, found.busiest_day) == (4, second.date)
    assert [(cell.day, cell.people) for cell in found.offices[0].cells] == [(first.date, 2), (second.date, 3)]
    assert found.without_office.total == 1


def test_an_event_without_any_row_has_no_total_but_what_was_announced():
    event = EventFactory(
        announced_total=1129, announced_source="ข่าว", announced_includes="ผู้เข้าร่วม เจ้าหน้าที่โครงการ และผู้สังเกตการณ์"
    )
    found = totals.live(event)
    assert (found.people, found.headline, found.difference) == (None, 1129, None)
    assert found.announced == totals.Announced(1129, "ข่าว", "", None, "ผู้เข้าร่วม เจ้าหน้าที่โครงการ และผู้สังเกตการณ์")
    assert (found.by_kind(), found.public_roles(), found.public_modes()) == ((), None, None)


def test_the_difference_to_what_was_announced(event):
    event.announced_total, event.announced_source = 12, "ข่าว"
    HeadCountFactory(office=AttendingOfficeFactory(event=event), people=10)
    found = totals.live(event)
    assert (found.people, found.headline, found.difference) == (10, 10, -2)


# -- labels and order --------------------------------------------------------------------------------------------------


@pytest.fixture
def country(db):
    """Two schemes over three provinces: the official one, and one that ended before the event."""
    north, south, bangkok = (
        ProvinceFactory(code=c, name=n) for c, n in (("50", "เชียงใหม่"), ("90", "สงขลา"), ("10", "กรุงเทพมหานคร"))
    )
    zones = RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True, sort_no=2)
    rows = RegionScheme.objects.create(code="rows", name="ภาค 5 ภาค", sort_no=1)
    old = RegionScheme.objects.create(code="old", name="แบบเดิม", valid_to=dt.date(2000, 1, 1))
    area = OrganisationFactory(name="สสพ.1", kind=OrganisationKind.AREA_OFFICE, province=bangkok, sort_no=1)
    for scheme, places in ((zones, (area, south, north)), (rows, (bangkok, north, south)), (old, (north,))):
        for number, place in enumerate(places, start=1):
            region = Region.objects.create(scheme=scheme, name=f"{scheme.code} {number}", sort_no=number)
            field = "organisation" if place is area else "province"
            RegionPlace.objects.create(region=region, sort_no=1, **{field: place})
    return {"north": north, "south": south, "area": area}


def test_offices_and_groups_stand_in_official_order(event, country):
    for sort_no, name in ((30, "north"), (20, "south")):
        office = AttendingOfficeFactory(
            event=event, organisation__province=country[name], organisation__sort_no=sort_no
        )
        HeadCountFactory(office=office, people=sort_no)
    HeadCountFactory(office=AttendingOfficeFactory(event=event, organisation=country["area"]), people=10)
    found = totals.live(event)
    assert [line.people for line in found.offices] == [10, 20, 30]
    assert found.schemes == {"zones": "เขตตรวจราชการ", "rows": "ภาค 5 ภาค"}
    assert [(g.label, g.people) for g in found.by_region("zones")] == [
        ("zones 1", 10),
        ("zones 2", 20),
        ("zones 3", 30),
    ]
    assert [(g.label, g.people) for g in found.by_region("rows")] == [("rows 1", 10), ("rows 2", 30), ("rows 3", 20)]
    assert [(g.code, g.people) for g in found.by_kind()] == [("area_office", 10), ("provincial", 50)]


def test_central_unit_without_a_province_stands_where_the_capital_does(event, country):
    for kind in (OrganisationKind.CENTRAL, OrganisationKind.LEAGUE):
        HeadCountFactory(office__event=event, office__organisation__kind=kind, people=10)
    found = totals.live(event)
    assert [(line.kind, line.province_code, line.regions) for line in found.offices] == [
        ("central", "", {"rows": "rows 1"}),
        ("league", "", {}),
    ]


def test_cooperatives_are_listed_with_their_people_by_group(event):
    office = AttendingOfficeFactory(event=event)
    bus = OrganisationFactory(
        name="สหกรณ์เดินรถสมมติ",
        kind=OrganisationKind.COOPERATIVE,
        cooperative_type="service",
        registration_number="กพธ 1",
    )
    farm = OrganisationFactory(name="สหกรณ์การเกษตรสมมติ", kind="cooperative", cooperative_type="agricultural")
    HeadCountFactory(office=AttendingOfficeFactory(event=event, organisation=farm), people=4)
    AttendingOfficeFactory(event=event, organisation__kind="cooperative", state="absent")
    for group in (PersonGroup.BOARD, PersonGroup.BOARD, PersonGroup.INSPECTORS, ""):
        ParticipantFactory(event=event, room=office, organisation=bus, group=group)
    found = totals.live(event)
    assert found.bodies == (
        BodyLine(farm.pk, farm.name, farm.kind, "", "agricultural", "", "", 0, 0, 0, 0, 4),
        BodyLine(bus.pk, bus.name, bus.kind, "กพธ 1", "service", "", "", 2, 0, 0, 2, None),
    )
    assert (found.cooperatives, found.represented_cooperatives) == (1, 2)
    assert found.named_groups == (
        NamedGroup(PersonGroup.BOARD, Mode.ONLINE, 2),
        NamedGroup(PersonGroup.INSPECTORS, Mode.ONLINE, 1),
        NamedGroup("", Mode.ONLINE, 1),
    )


def test_counts_of_offices(event):
    province = ProvinceFactory()
    came = AttendingOfficeFactory(
        event=event, state="reported", reply="yes", reply_people=3, organisation__province=province
    )
    HeadCountFactory(office=came)
    AttendingOfficeFactory(event=event, state="absent", reply="no", reply_people=9)
    AttendingOfficeFactory(event=event, target=8)
    AttendingOfficeFactory(event=event, counted_under=came, state="reported", reply="yes", target=5)
    found = totals.live(event)
    assert (found.invited, found.replied_yes, found.reported, found.attending) == (3, 1, 2, 1)
    assert (found.provinces, found.reply_people, found.target) == (1, 3, 8)
    assert (found.target_share, found.offices[0].target_share) == (125, None)
    event.target_people = 40
    assert totals.live(event).target == 40


# -- cost --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "queries"), [(1, 6), (2, 7)])
@pytest.mark.parametrize("offices", [1, 3, 30])
def test_live_costs_the_same_whatever_the_number_of_offices(django_assert_num_queries, country, offices, days, queries):
    event = EventFactory(state="held")
    for number in range(days):
        day = EventDayFactory(event=event, date=dt.date(2022, 4, 26 + number))
    for office in AttendingOfficeFactory.create_batch(offices, event=event, organisation__province=country["north"]):
        HeadCountFactory(office=office)
        AcceptedFigure.objects.create(office=office, mode=Mode.ROOM, people=3, reason="double", by=UserFactory())
        person = ParticipantFactory(event=event, organisation=office.organisation)
        Attendance.objects.create(participant=person, day=day)
    with django_assert_num_queries(queries):
        found = totals.live(event)
    assert found.people == 4 * offices


# -- frozen ------------------------------------------------------------------------------------------------------------


def freeze(event: Event, number: int) -> totals.Totals:
    found = totals.live(event)
    TotalsSnapshot.objects.create(event=event, number=number, kind="preliminary", content=totals.to_json(found))
    return found


def test_published_is_the_latest_snapshot_and_outlives_people_and_names(event, country, django_assert_num_queries):
    assert totals.published(event) is None
    office = AttendingOfficeFactory(event=event, organisation=country["area"])
    freeze(event, 1)
    HeadCountFactory(office=office)
    ParticipantFactory(event=event, group=PersonGroup.BOARD)
    frozen = freeze(event, 2)
    event.participants.all().delete()
    RegionScheme.objects.filter(code="zones").update(code="renamed", name="ชื่อใหม่")
    office.organisation.name = office.name = "ชื่อใหม่"
    office.organisation.save()
    office.save()
    with django_assert_num_queries(1):
        found = totals.published(event)
    assert found == frozen
    assert found.offices[0].regions == {"zones": "zones 1", "rows": "rows 1"}


def test_gaps_name_the_offices_that_must_explain_themselves(event):
    fine, odd = (AttendingOfficeFactory(event=event) for _ in range(2))
    for office, named in ((fine, 9), (odd, 17)):
        HeadCountFactory(office=office, people=10)
        ParticipantFactory.create_batch(named, event=event, room=office, mode=Mode.ROOM)
    (gap,) = totals.gaps(event)
    assert (gap.office_id, gap.name, gap.cell.names, gap.cell.reported) == (odd.pk, odd.name, 17, 10)
    AcceptedFigure.objects.create(office=odd, mode=Mode.ROOM, people=17, reason="incomplete")
    assert totals.gaps(event) == ()
