"""What the database refuses to hold about events, and the filters that pages share."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import Document, DocumentKind, Event, EventState, Prefix, ReportVersion, Speaker, VersionKind
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def refused(make) -> str:
    """Return the message with which the database refuses what ``make`` does."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("event_kind_known", {"kind": "party"}),
        ("event_format_known", {"format": "radio"}),
        ("event_state_known", {"state": "lost"}),
        ("event_budget_not_negative", {"budget_spent": -1}),
        ("announced_total_has_a_source", {"announced_total": 1129}),
        ("event_announced_on_plausible", {"announced_on": dt.date(2565, 4, 26)}),
        ("event_summary_due_plausible", {"summary_due_on": dt.date(1949, 12, 31)}),
    ],
)
def test_event_refuses(constraint, fields):
    assert constraint in refused(lambda: EventFactory(**fields))


@pytest.mark.parametrize("total", [-1, -1129])
def test_event_refuses_a_negative_announced_total(total):
    refused(lambda: EventFactory(announced_total=total, announced_source="ข่าว"))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("event_day_times_in_order", {"starts_at": dt.time(16, 0), "ends_at": dt.time(9, 0)}),
        ("event_day_times_in_order", {"starts_at": dt.time(9, 0), "ends_at": dt.time(9, 0)}),
        ("event_day_plausible", {"date": dt.date(2565, 4, 26)}),
    ],
)
def test_day_refuses(constraint, fields):
    assert constraint in refused(lambda: EventDayFactory(**fields))


def test_a_day_stands_once_in_an_event():
    day = EventDayFactory()
    refused(lambda: EventDayFactory(event=day.event, date=day.date))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("session_kind_known", {"kind": "nap"}),
        ("session_times_in_order", {"starts_at": dt.time(10, 0), "ends_at": dt.time(9, 0)}),
        ("session_date_plausible", {"date": dt.date(2565, 4, 26)}),
    ],
)
def test_session_refuses(constraint, fields):
    assert constraint in refused(lambda: SessionFactory(**fields))


def test_organiser_refuses_an_unknown_part():
    event, body = EventFactory(), OrganisationFactory()
    assert "organiser_part_known" in refused(lambda: event.organisers.create(organisation=body, part="nonsense"))


def test_an_event_has_one_report():
    report = ReportFactory()
    refused(lambda: ReportFactory(event=report.event))


def test_an_appearance_stands_once():
    appearance = AppearanceFactory()
    refused(lambda: AppearanceFactory(event=appearance.event, speaker=appearance.speaker))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("document_file_or_link", {}),
        ("document_file_or_link", {"file": "a.pdf", "link": "https://example.org/a.pdf"}),
        ("sign_in_sheets_internal", {"file": "a.pdf", "kind": DocumentKind.SIGN_IN_SHEET, "is_public": True}),
        ("document_kind_known", {"file": "a.pdf", "kind": "poem"}),
    ],
)
def test_document_refuses(constraint, fields):
    event = EventFactory()
    assert constraint in refused(lambda: Document.objects.create(event=event, title="เอกสาร", **fields))


def test_a_link_of_another_scheme_is_refused():
    document = Document(event=EventFactory(), title="ลิงก์", link="javascript:alert(1)")
    with pytest.raises(ValidationError) as error:
        document.full_clean()
    assert list(error.value.message_dict) == ["link"]


def test_a_correction_without_a_note_is_refused():
    event = EventFactory()
    message = refused(
        lambda: ReportVersion.objects.create(event=event, number=2, kind=VersionKind.CORRECTION, public_note="")
    )
    assert "later_versions_have_a_note" in message


@pytest.mark.parametrize(
    ("prefix", "space", "name"),
    [
        ("ผู้ช่วยศาสตราจารย์", True, "ผู้ช่วยศาสตราจารย์ อาภากร มินวงษ์"),
        ("ดร.", False, "ดร.อาภากร มินวงษ์"),
        ("นาย", False, "นายอาภากร มินวงษ์"),
    ],
)
def test_the_space_after_a_prefix_belongs_to_the_prefix(prefix, space, name):
    speaker = SpeakerFactory(
        prefix=Prefix.objects.create(text=prefix, space_after=space), first_name="อาภากร", last_name="มินวงษ์"
    )
    assert speaker.full_name == name


def test_speakers_stand_in_thai_dictionary_order():
    for name in ["แก้ว", "กมล", "เอก", "เกรียงไกร"]:
        SpeakerFactory(first_name=name)
    assert list(Speaker.objects.values_list("first_name", flat=True)) == ["กมล", "เกรียงไกร", "แก้ว", "เอก"]


def test_an_event_is_public_only_under_a_public_programme():
    public = EventFactory()
    EventFactory(is_public=False)
    EventFactory(programme=ProgrammeFactory(is_public=False))
    assert list(Event.objects.public()) == [public]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2021, 9, 30), 2564),
        (dt.date(2021, 10, 1), 2565),
        (dt.date(2022, 9, 30), 2565),
        (dt.date(2022, 10, 1), 2566),
    ],
)
def test_an_event_belongs_to_the_fiscal_year_of_its_first_day(day, year):
    event = EventDayFactory(date=day).event
    EventDayFactory(event=event, date=day + dt.timedelta(days=1))
    assert [y for y in (2564, 2565, 2566) if Event.objects.in_fiscal_year(y).exists()] == [year]


def test_upcoming_lists_the_nearest_first_and_the_undated_last():
    today = dt.date(2026, 11, 24)
    undated = EventFactory(state=EventState.PLANNED)
    later = EventDayFactory(event__state=EventState.PLANNED, date=dt.date(2027, 1, 5)).event
    now = EventDayFactory(event__state=EventState.PLANNED, date=today).event
    EventDayFactory(event__state=EventState.PLANNED, date=dt.date(2026, 11, 23))
    EventDayFactory(event__state=EventState.CANCELLED, date=dt.date(2027, 1, 6))
    assert list(Event.objects.upcoming(today)) == [now, later, undated]


def test_newest_first_puts_undated_events_last():
    undated = EventFactory()
    old = EventDayFactory(date=dt.date(2021, 1, 1)).event
    new = EventDayFactory(date=dt.date(2022, 1, 1)).event
    assert list(Event.objects.newest_first()) == [new, old, undated]
