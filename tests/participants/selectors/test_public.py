"""What of the totals is public: the tables that design rule 5 allows, and no split of an office."""

from dataclasses import fields, replace

import pytest

from events.models import Event
from participants.models import Mode, OfficeState, PersonRole
from participants.selectors import totals
from participants.selectors.public import PublicOffice, PublicTotals, public_totals
from programmes.models import OrganisationKind
from tests.factories import AttendingOfficeFactory, EventDayFactory, HeadCountFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """An event of one day."""
    return EventDayFactory().event


def shown(event, office_counts=True):
    return public_totals(totals.live(event), office_counts=office_counts)


def counted(event, people=10, **office):
    return HeadCountFactory(office__event=event, people=people, **office).office


def test_nothing_is_public_before_anything_was_counted_or_announced(event):
    AttendingOfficeFactory(event=event)
    assert public_totals(None, office_counts=True) is None
    assert shown(event) is None


def test_announced_figure_is_public_where_nothing_was_counted(event):
    Event.objects.filter(pk=event.pk).update(announced_total=1129, announced_source="ข่าว")
    event.refresh_from_db()
    AttendingOfficeFactory(event=event)
    found = shown(event)
    assert found == PublicTotals("announced", found.announced)
    assert found.announced.people == 1129


def test_an_office_shows_its_figure_or_why_there_is_none(event):
    first = counted(event)
    AttendingOfficeFactory(event=event, state=OfficeState.ABSENT)
    AttendingOfficeFactory(event=event, state=OfficeState.REPLAY)
    AttendingOfficeFactory(event=event, counted_under=first)
    offices = shown(event).offices
    assert [(office.status, office.people, office.counted_under) for office in offices] == [
        ("counted", 10, None),
        ("absent", None, None),
        ("replay", None, None),
        ("no_report", None, first.organisation_id),
    ]
    assert offices[3].counted_under_name == first.name


def test_offices_that_are_added_and_people_without_one_sum_to_the_figure(event):
    first = counted(event)
    counted(event, 4, office__counted_under=first)
    AttendingOfficeFactory(event=event)
    ParticipantFactory.create_batch(3, event=event)
    found = shown(event)
    assert [(office.people, office.is_added) for office in found.offices] == [(10, True), (4, False), (None, False)]
    assert (found.without_office, found.people) == (3, 13)
    assert shown(event, office_counts=False).without_office is None


def test_an_office_has_no_split_by_role_or_mode():
    assert [field.name for field in fields(PublicOffice)] == [
        "organisation_id",
        "name",
        "kind",
        "province_code",
        "province",
        "region",
        "counted_under",
        "counted_under_name",
        "is_added",
        "status",
        "people",
    ]


def test_a_table_with_a_part_of_1_to_4_is_left_out(event):
    counted(event, 10)
    counted(event, 4, role=PersonRole.STAFF)
    assert shown(event).roles is None
    assert [part.people for part in shown(event).modes] == [14]


def test_without_office_counts_no_office_shows_and_no_group_of_one(event):
    counted(event)
    counted(event, office__organisation__kind=OrganisationKind.CENTRE)
    found = shown(event, office_counts=False)
    assert (found.people, found.kinds, found.regions, found.offices) == (20, None, None, None)
    assert len(shown(event).kinds) == 2


def test_named_people_count_and_are_not_named(event):
    ParticipantFactory.create_batch(5, event=event, mode=Mode.ONLINE, last_name="ความลับ")
    found = shown(event)
    assert found.people == 5
    assert "ความลับ" not in repr(found)


def test_frozen_figures_say_what_they_are(event):
    counted(event)
    frozen = replace(totals.live(event), kind="certified")
    assert public_totals(frozen, office_counts=True).kind == "certified"
