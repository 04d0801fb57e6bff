"""A new event made from an earlier one."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from events.models import Event, EventDay, EventState, SessionKind
from participants.models import AttendingOffice, HeadCount, OfficeState, Participant, Reply
from participants.services.copying import copy_event
from programmes.models import Role, User
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ReportFactory,
    SessionFactory,
    user_with_role,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def editor() -> User:
    """Who prepares the next event."""
    return user_with_role(Role.EDITOR)


@pytest.fixture
def source() -> Event:
    """An event of two days that was held, with everything that must stay behind."""
    event = EventFactory(
        code="first", kind="panel", objectives="เพื่อทดสอบ", announced_total=99, announced_source="ข่าว", not_stated="x"
    )
    EventDayFactory(event=event, date=dt.date(2022, 4, 26), room="ห้อง 1")
    EventDayFactory(event=event, date=dt.date(2022, 4, 27))
    event.organisers.create(organisation=OrganisationFactory())
    opening = SessionFactory(event=event, date=dt.date(2022, 4, 26), kind=SessionKind.OPENING, key_points="สาระ")
    SessionFactory(event=event, date=dt.date(2022, 4, 27))
    AppearanceFactory(event=event, session=opening, position="ผู้อำนวยการ", said="กล่าวว่า", name="ชื่อในวันนั้น")
    parent = AttendingOfficeFactory(event=event, target=12, reply=Reply.YES, coordinator="สมชาย", state="reported")
    child = AttendingOfficeFactory(event=event, target=3, counted_under=parent)
    HeadCountFactory(office=parent)
    ParticipantFactory(event=event, room=child)
    ReportFactory(event=event)
    return event


def test_copy_event_is_planned_and_not_public(source, editor):
    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor)

    assert (copy.code, copy.title, copy.kind, copy.objectives) == ("second", "ครั้งที่สอง", "panel", "เพื่อทดสอบ")
    assert (copy.state, copy.is_public) == (EventState.PLANNED, False)
    assert (copy.announced_total, copy.announced_source, copy.not_stated) == (None, "", "")
    assert copy.programme == source.programme


def test_copy_event_takes_agenda_and_speakers_and_leaves_what_was_said(source, editor):
    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor)

    assert [(s.title, s.kind, s.date, s.key_points) for s in copy.sessions.all()] == [
        (s.title, s.kind, None, "") for s in source.sessions.all()
    ]
    appearance = copy.appearances.get()
    assert appearance.speaker == source.appearances.get().speaker
    assert appearance.session == copy.sessions.first()
    assert (appearance.name, appearance.position, appearance.said) == (
        appearance.speaker.full_name,
        "ผู้อำนวยการ",
        "",
    )
    assert [o.organisation for o in copy.organisers.all()] == [o.organisation for o in source.organisers.all()]


def test_copy_event_takes_offices_with_targets_and_leaves_what_they_answered(source, editor):
    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor)

    parent, child = copy.offices.order_by("id")
    assert (parent.target, child.target) == (12, 3)
    assert child.counted_under == parent
    assert (parent.reply, parent.state, parent.coordinator) == (Reply.NONE, OfficeState.PENDING, "")
    assert child.history.first().counted_under == parent
    assert not HeadCount.objects.filter(office__event=copy).exists()
    assert not Participant.objects.filter(event=copy).exists()
    assert not hasattr(copy, "report")


def test_copy_event_moves_days_and_agenda_to_a_new_first_day(source, editor):
    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor, first_day=dt.date(2022, 6, 30))

    assert list(copy.days.values_list("date", "room")) == [
        (dt.date(2022, 6, 30), "ห้อง 1"),
        (dt.date(2022, 7, 1), ""),
    ]
    assert [s.date for s in copy.sessions.all()] == [dt.date(2022, 6, 30), dt.date(2022, 7, 1)]


def test_copy_event_without_a_first_day_has_no_days(source, editor):
    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor)

    assert not copy.days.exists()


def test_copy_event_of_an_event_without_days_gets_the_first_day(editor):
    copy = copy_event(source=EventFactory(), code="second", title="ครั้งที่สอง", by=editor, first_day=dt.date(2022, 6, 30))

    assert list(copy.days.values_list("date", flat=True)) == [dt.date(2022, 6, 30)]


def test_copy_event_keeps_the_mark_of_the_demonstration(editor):
    copy = copy_event(source=EventFactory(demonstration=True), code="second", title="สาธิต", by=editor)

    assert copy.demonstration is True


def test_copy_event_invites_the_body_that_another_was_merged_into(source, editor):
    office = source.offices.order_by("id").first()
    office.organisation.merged_into = successor = OrganisationFactory(name="หน่วยงานใหม่")
    office.organisation.save()

    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor)

    assert copy.offices.order_by("id").values_list("organisation", "name", "target").first() == (
        successor.pk,
        "หน่วยงานใหม่",
        12,
    )


def test_copy_event_invites_a_body_once_when_others_were_merged_into_it(source, editor):
    parent, child = source.offices.order_by("id")
    child.organisation.merged_into = parent.organisation
    child.organisation.save()

    copy = copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor)

    assert list(copy.offices.values_list("organisation", "target", "counted_under")) == [
        (parent.organisation_id, 12, None)
    ]


def test_copy_event_leaves_the_source_as_it_was(source, editor):
    before = Event.objects.filter(pk=source.pk).values().get(), list(AttendingOffice.objects.values())

    copy_event(source=source, code="second", title="ครั้งที่สอง", by=editor, first_day=dt.date(2022, 6, 30))

    assert Event.objects.filter(pk=source.pk).values().get() == before[0]
    assert list(AttendingOffice.objects.filter(event=source).values()) == before[1]


@pytest.mark.parametrize(
    "code,title,field", [("first", "ชื่อ", "code"), ("มีภาษาไทย", "ชื่อ", "code"), ("second", "", "title")]
)
def test_copy_event_refuses_what_the_form_would_refuse(source, editor, code, title, field):
    with pytest.raises(ValidationError) as caught:
        copy_event(source=source, code=code, title=title, by=editor)

    assert list(caught.value.message_dict) == [field]
    assert Event.objects.count() == 1


def test_copy_event_needs_the_right_to_add_events(source):
    with pytest.raises(PermissionDenied):
        copy_event(source=source, code="second", title="ครั้งที่สอง", by=user_with_role(Role.VIEWER))

    assert EventDay.objects.count() == 2


@pytest.mark.parametrize("offices", [1, 3])
def test_copy_event_costs_the_same_whatever_the_number_of_offices(editor, offices, django_assert_num_queries):
    event = EventFactory()
    parent = AttendingOfficeFactory(event=event)
    AttendingOfficeFactory.create_batch(offices, event=event, counted_under=parent)
    editor.has_perm("events.add_event")  # kept on the user from here on

    with django_assert_num_queries(36):
        copy_event(source=event, code="second", title="ครั้งที่สอง", by=editor)
