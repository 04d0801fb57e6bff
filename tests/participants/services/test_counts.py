"""What offices report and staff accept."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participants.models import AcceptedReason, AttendingOffice, ChangeLog, HeadCount, Mode, OfficeState, PersonRole
from participants.services.counts import accept_figure, close_count, report_head_counts
from programmes.models import Role, User
from tests.factories import AttendingOfficeFactory, EventDayFactory, user_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

PARTICIPANTS = (Mode.ROOM, PersonRole.PARTICIPANT)
STAFF = (Mode.ROOM, PersonRole.STAFF)


@pytest.fixture
def editor() -> User:
    """Who types what offices report."""
    return user_with_role(Role.EDITOR)


@pytest.fixture
def office() -> AttendingOffice:
    """An office that has not reported."""
    return AttendingOfficeFactory()


def current(office: AttendingOffice) -> dict[tuple[str, str], int]:
    """Return the figures that hold now."""
    return {(c.mode, c.role): c.people for c in office.head_counts.current()}


def test_head_counts_are_recorded_and_the_office_counts_as_reported(office, editor):
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 12, STAFF: 2})
    office.refresh_from_db()
    assert current(office) == {PARTICIPANTS: 12, STAFF: 2}
    assert office.state == OfficeState.REPORTED


def test_a_second_statement_replaces_the_first_and_overwrites_nothing(office, editor):
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 12, STAFF: 2})
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 15})
    assert current(office) == {PARTICIPANTS: 15}
    assert sorted(HeadCount.objects.values_list("people", flat=True)) == [2, 12, 15]


def test_the_same_statement_twice_changes_no_row(office, editor):
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 12})
    before = list(HeadCount.objects.values())
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 12})
    assert list(HeadCount.objects.values()) == before


def test_nobody_came_is_a_report_too(office, editor):
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 0})
    office.refresh_from_db()
    assert office.state == OfficeState.REPORTED


def test_a_negative_number_is_refused_and_nothing_is_kept(office, editor):
    with pytest.raises(ValidationError):
        report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 12, STAFF: -1})
    assert current(office) == {}


def test_a_day_of_another_event_is_refused(office, editor):
    with pytest.raises(ValidationError):
        report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 1}, day=EventDayFactory())


def test_figures_of_a_day_and_of_the_event_stand_side_by_side(office, editor):
    day = EventDayFactory(event=office.event)
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 5}, day=day)
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 7})
    assert sorted(office.head_counts.current().values_list("day", "people"), key=str) == [(day.pk, 5), (None, 7)]


def test_a_closed_count_is_changed_only_by_who_certifies_it(office, editor):
    close_count(event=office.event, by=editor)
    with pytest.raises(ValidationError) as refused:
        report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 1})
    assert refused.value.code == "closed"
    report_head_counts(office=office, by=user_with_role(Role.APPROVER), figures={PARTICIPANTS: 1})
    assert current(office) == {PARTICIPANTS: 1}


def test_viewers_report_nothing(office):
    with pytest.raises(PermissionDenied):
        report_head_counts(office=office, by=user_with_role(Role.VIEWER), figures={PARTICIPANTS: 1})


def test_an_accepted_figure_replaces_the_one_before(office, editor):
    accept_figure(office=office, by=editor, mode=Mode.ROOM, people=9, reason=AcceptedReason.DOUBLE)
    accept_figure(office=office, by=editor, mode=Mode.ROOM, people=8, reason=AcceptedReason.DOUBLE)
    assert list(office.accepted_figures.current().values_list("people", flat=True)) == [8]
    assert office.accepted_figures.count() == 2


def test_a_figure_for_a_day_of_another_event_is_not_accepted(office, editor):
    with pytest.raises(ValidationError) as refused:
        accept_figure(
            office=office, by=editor, mode=Mode.ROOM, people=9, reason=AcceptedReason.DOUBLE, day=EventDayFactory()
        )
    assert (refused.value.code, office.accepted_figures.count()) == ("day", 0)


def test_another_reason_must_be_said(office, editor):
    with pytest.raises(ValidationError):
        accept_figure(office=office, by=editor, mode=Mode.ROOM, people=9, reason=AcceptedReason.OTHER, note=" ")


def test_every_change_leaves_a_line_without_names(office, editor):
    report_head_counts(office=office, by=editor, figures={PARTICIPANTS: 1}, reported_by="สมหญิง สมมติ")
    assert list(ChangeLog.objects.values_list("action", "subject", "fields")) == [
        ("report_head_counts", f"office {office.pk}", [])
    ]
