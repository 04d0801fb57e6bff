"""What the public may know of each office, kept beside the snapshots."""

from io import StringIO

import pytest
from django.core.management import call_command

from participants.models import CountState, PublishedOffice, TotalsSnapshot
from participants.selectors import totals
from participants.services import projecting
from participants.services.publishing import take_snapshot
from programmes.models import Role
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event with an office of 12 people, one counted under it, one that did not report, and somebody without an office."""
    event = EventDayFactory().event
    parent = HeadCountFactory(office__event=event, people=12).office
    HeadCountFactory(office__event=event, office__counted_under=parent, people=4)
    AttendingOfficeFactory(event=event)
    ParticipantFactory(event=event)
    CountState.objects.create(event=event)
    return event


def rows(event) -> list[tuple]:
    return [
        (row.is_added, row.attended, row.status, row.people, row.organisation_id is None)
        for row in PublishedOffice.objects.filter(event=event)
    ]


FROZEN = [
    (True, True, "counted", 12, False),
    (False, True, "counted", 4, False),
    (True, False, "no_report", None, False),
    (True, False, "counted", 1, True),
]


def test_snapshot_writes_a_row_for_each_office_and_one_for_people_without(event, roles):
    take_snapshot(event, user_with_role(Role.EDITOR))
    assert rows(event) == FROZEN


def test_rows_that_are_added_sum_to_the_total(event, roles):
    take_snapshot(event, user_with_role(Role.EDITOR))
    added = PublishedOffice.objects.filter(event=event, is_added=True, people__isnull=False)
    assert sum(added.values_list("people", flat=True)) == totals.published(event).people == 13


def test_everything_can_be_made_again_from_the_latest_snapshots(event, roles):
    editor = user_with_role(Role.EDITOR)
    HeadCountFactory(office__event=event, people=100).office.delete()
    take_snapshot(event, editor)
    PublishedOffice.objects.all().delete()
    assert projecting.is_stale()
    said = StringIO()
    call_command("rebuild_figures", if_needed=True, stdout=said)
    assert (rows(event), said.getvalue()) == (FROZEN, "figures of 1 events\n")
    assert not projecting.is_stale()


def test_figure_stays_when_the_body_is_deleted(event, roles):
    office = AttendingOfficeFactory(event=event, organisation=OrganisationFactory(sort_no=1))
    HeadCountFactory(office=office, people=5)
    take_snapshot(event, user_with_role(Role.EDITOR))
    office.head_counts.all().delete()
    office.delete()
    office.organisation.delete()
    assert rows(event)[0] == (True, True, "counted", 5, True)
    assert projecting.rebuild() == TotalsSnapshot.objects.count()
    assert rows(event)[0] == (True, True, "counted", 5, True)
