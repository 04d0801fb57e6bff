"""What the database refuses to hold about offices, figures and people."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from participants.models import (
    AcceptedFigure,
    AcceptedReason,
    Attendance,
    AttendingOffice,
    CountPhase,
    CountState,
    HeadCount,
    Mode,
    OfficeState,
    PublishedOffice,
)
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
)

pytestmark = pytest.mark.django_db


def refused(make) -> str:
    """Return the message with which the database refuses what ``make`` does."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


@pytest.mark.parametrize(
    ("constraint", "fields"), [("office_reply_known", {"reply": "huh"}), ("office_state_known", {"state": "gone"})]
)
def test_office_refuses(constraint, fields):
    assert constraint in refused(lambda: AttendingOfficeFactory(**fields))


def test_an_office_stands_once_on_the_board_of_an_event():
    office = AttendingOfficeFactory()
    refused(lambda: AttendingOfficeFactory(event=office.event, organisation=office.organisation))


def test_an_office_is_not_counted_under_itself():
    office = AttendingOfficeFactory()
    message = refused(lambda: AttendingOffice.objects.filter(pk=office.pk).update(counted_under=office))
    assert "office_not_counted_under_itself" in message


def test_a_head_count_is_not_negative():
    refused(lambda: HeadCountFactory(people=-1))


@pytest.mark.parametrize(
    ("constraint", "fields"), [("head_count_mode_known", {"mode": "tv"}), ("head_count_role_known", {"role": "fan"})]
)
def test_head_count_refuses(constraint, fields):
    assert constraint in refused(lambda: HeadCountFactory(**fields))


def test_one_current_head_count_for_a_cell_of_the_whole_event():
    count = HeadCountFactory()
    refused(lambda: HeadCountFactory(office=count.office))
    HeadCountFactory(office=count.office, replaced_at=timezone.now())
    assert HeadCount.objects.current().get() == count


def test_one_current_head_count_for_a_cell_of_a_day():
    day = EventDayFactory()
    count = HeadCountFactory(office__event=day.event, day=day)
    refused(lambda: HeadCountFactory(office=count.office, day=day))


def test_another_reason_has_a_note():
    office = AttendingOfficeFactory()
    message = refused(
        lambda: AcceptedFigure.objects.create(office=office, mode=Mode.ROOM, people=1, reason=AcceptedReason.OTHER)
    )
    assert "other_reasons_have_a_note" in message


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("participant_role_known", {"role": "fan"}),
        ("participant_mode_known", {"mode": "tv"}),
        ("participant_group_known", {"group": "club"}),
    ],
)
def test_participant_refuses(constraint, fields):
    assert constraint in refused(lambda: ParticipantFactory(**fields))


@pytest.mark.parametrize(
    ("joined", "left"), [(9, None), (None, 10), (10, 9)], ids=["only joined", "only left", "left before joined"]
)
def test_attendance_has_both_times_in_order_or_neither(joined, left):
    day = EventDayFactory()
    moment = {hour: dt.datetime(2022, 4, 26, hour, tzinfo=dt.UTC) for hour in (9, 10)}
    person = ParticipantFactory(event=day.event)
    message = refused(
        lambda: Attendance.objects.create(
            participant=person, day=day, joined_at=moment.get(joined), left_at=moment.get(left)
        )
    )
    assert "attendance_joined_and_left_both_or_neither" in message


def test_attendance_refuses_an_unknown_basis():
    day = EventDayFactory()
    person = ParticipantFactory(event=day.event)
    assert "attendance_basis_known" in refused(
        lambda: Attendance.objects.create(participant=person, day=day, basis="rumour")
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("published_office_kind_known", {"kind": "club"}),
        ("published_office_kind_known", {"kind": ""}),
        ("published_office_status_known", {"status": "asleep"}),
    ],
)
def test_published_office_refuses(constraint, fields):
    row = {"place": 1, "name": "สำนักงาน", "kind": "provincial", "is_added": True, "attended": True, "status": "counted"}
    event = EventFactory()
    assert constraint in refused(lambda: PublishedOffice.objects.create(event=event, **row | fields))


def test_an_event_has_one_count():
    event = EventFactory()
    CountState.objects.create(event=event)
    refused(lambda: CountState.objects.create(event=event))


def test_a_certified_count_has_a_time():
    event = EventFactory()
    message = refused(
        lambda: CountState.objects.create(event=event, phase=CountPhase.CERTIFIED, closed_at=timezone.now())
    )
    assert "certified_counts_have_a_time" in message


def test_offices_that_owe_an_answer_are_those_that_said_nothing_and_count_for_themselves():
    owing = AttendingOfficeFactory()
    AttendingOfficeFactory(event=owing.event, counted_under=owing)
    AttendingOfficeFactory(event=owing.event, state=OfficeState.ABSENT)
    assert list(AttendingOffice.objects.not_reported()) == [owing]


def test_offices_stand_in_official_order():
    event = EventFactory()
    second = AttendingOfficeFactory(event=event, organisation=OrganisationFactory(sort_no=2))
    first = AttendingOfficeFactory(event=event, organisation=OrganisationFactory(sort_no=1))
    assert list(event.offices.in_official_order()) == [first, second]
