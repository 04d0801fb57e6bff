"""Named people: who may see them, what is masked, and in which order they come."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from coopportal.roles import ROLE_PERMISSIONS
from participants.models import Attendance, PersonGroup
from participants.selectors import rosters
from programmes.models import Role
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    OrganisationFactory,
    ParticipantFactory,
)

pytestmark = pytest.mark.django_db

NINE = dt.datetime(2022, 4, 26, 2, tzinfo=dt.UTC)


class Viewer:
    """Somebody with the permissions of a role; the rows behind them have their own tests."""

    def __init__(self, role: Role | None) -> None:
        self.role = role

    def has_perm(self, permission: str) -> bool:
        return permission in ROLE_PERMISSIONS.get(self.role, set())


EDITOR, REVIEWER, VIEWER = Viewer(Role.EDITOR), Viewer(Role.REVIEWER), Viewer(Role.VIEWER)


@pytest.fixture
def person():
    return ParticipantFactory(phone="0812345678", email="somchai@example.org")


@pytest.mark.parametrize("function", [rosters.people, rosters.named_people, rosters.office_contacts])
@pytest.mark.parametrize("viewer", [VIEWER, Viewer(None)], ids=["viewer", "no role"])
def test_who_may_not_see_names_is_refused_at_once(function, viewer, person):
    with pytest.raises(PermissionDenied):
        function(person.event, viewer=viewer)


@pytest.mark.parametrize(
    ("viewer", "phone", "email"),
    [
        (EDITOR, "081-234-5678", "somchai@example.org"),
        (REVIEWER, "08x-xxx-x678", "s•••@example.org"),
        (None, "08x-xxx-x678", "s•••@example.org"),
    ],
    ids=["editor", "reviewer", "command line"],
)
def test_contacts_are_masked_without_the_right(viewer, phone, email, person):
    (found,) = rosters.people(person.event, viewer=viewer)
    assert (found.phone, found.email) == (phone, email)


@pytest.mark.parametrize(("viewer", "phone"), [(EDITOR, "02-123-4567"), (REVIEWER, "02-xxx-x567")])
def test_who_answers_for_an_office(viewer, phone):
    office = AttendingOfficeFactory(coordinator="สมหญิง สมมติ", coordinator_phone="021234567", note="ส่งทาง LINE")
    AttendingOfficeFactory()
    contacts = rosters.office_contacts(office.event, viewer=viewer)
    assert contacts == {office.pk: rosters.OfficeContact("สมหญิง สมมติ", phone, "", "ส่งทาง LINE")}


def test_people_stand_in_thai_order_with_where_they_belong_and_sat():
    event = EventFactory()
    room = AttendingOfficeFactory(event=event)
    own = OrganisationFactory()
    ParticipantFactory(event=event, first_name="เกษม", organisation_text="สหกรณ์ที่ไม่อยู่ในทะเบียน")
    ParticipantFactory(event=event, first_name="กานดา", organisation=own, room=room, group=PersonGroup.BOARD)
    ParticipantFactory(event=event, first_name="ขวัญ")
    ParticipantFactory()
    found = list(rosters.people(event, viewer=EDITOR))
    assert [person.first_name for person in found] == ["กานดา", "เกษม", "ขวัญ"]
    assert [(person.organisation, person.room, person.group) for person in found] == [
        (own.name, room.name, PersonGroup.BOARD),
        ("สหกรณ์ที่ไม่อยู่ในทะเบียน", "", None),
        ("", "", None),
    ]


def interval(start: int, end: int) -> dict:
    return {
        "basis": "intervals",
        "joined_at": NINE + dt.timedelta(minutes=start),
        "left_at": NINE + dt.timedelta(minutes=end),
    }


@pytest.mark.parametrize(
    ("attendances", "minutes"),
    [
        ([], None),
        ([{}], None),
        ([interval(0, 60)], 60),
        ([interval(0, 60), interval(90, 120)], 90),
        ([interval(0, 60), interval(30, 120), interval(40, 50)], 120),  # two devices at once
        ([{"basis": "duration", "minutes": 75}], 75),
    ],
)
def test_minutes_are_the_union_of_intervals_or_the_stated_duration(attendances, minutes):
    day = EventDayFactory()
    person = ParticipantFactory(event=day.event)
    for fields in attendances:
        Attendance.objects.create(participant=person, day=day, **fields)
    (found,) = rosters.people(day.event, viewer=EDITOR)
    joined = [fields["joined_at"] for fields in attendances if "joined_at" in fields]
    assert (found.minutes, found.joined_at) == (minutes, min(joined, default=None))


@pytest.mark.parametrize("number", [1, 3])
def test_people_cost_two_queries_for_a_chunk(number, django_assert_num_queries):
    day = EventDayFactory()
    for person in ParticipantFactory.create_batch(number, event=day.event, organisation=OrganisationFactory()):
        Attendance.objects.create(participant=person, day=day)
    with django_assert_num_queries(2):
        assert len(list(rosters.people(day.event, viewer=EDITOR))) == number
