"""Calendars, read back by the rules of RFC 5545 itself and by two libraries."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopportal.tables.cells import clean
from events.ical import calendar
from events.models import EventFormat, EventKind, EventState
from events.occasions import DayFacts, Occasion
from tests.calendars import entries, entries_elsewhere, lines, value

BANGKOK = ZoneInfo("Asia/Bangkok")
SITE = "https://portal.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


def day(date=dt.date(2027, 1, 21), starts_at=dt.time(9), ends_at=dt.time(16), room="", venue="") -> DayFacts:
    return DayFacts(date, starts_at, ends_at, room, venue)


def occasion(**fields) -> Occasion:
    """Return a seminar on site and online on 21 January 2570."""
    facts = {
        "event_id": 5,
        "code": "bus-2570-01",
        "title": "เสวนา",
        "kind": EventKind.SEMINAR,
        "state": EventState.PLANNED,
        "state_note": "",
        "format": EventFormat.MIXED,
        "broadcast_channels": "Zoom, Facebook Live",
        "province": "กรุงเทพมหานคร",
        "programme": "โครงการยกระดับ",
        "demonstration": False,
        "lead": "",
        "days": (day(room="ห้องประชุม 126", venue="กรมส่งเสริมสหกรณ์; เทเวศร์"),),
        "revision": 3,
        "changed_at": dt.datetime(2026, 11, 24, 10, 0, tzinfo=BANGKOK),
    }
    return Occasion(**{**facts, **fields})


def file_of(*occasions: Occasion) -> bytes:
    return calendar(occasions, "ปฏิทินกิจกรรม")


def test_calendar_is_this_line_by_line():
    assert lines(file_of(occasion())) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//coopportal//0.1.0//TH",
        "CALSCALE:GREGORIAN",
        "NAME:ปฏิทินกิจกรรม",
        "X-WR-CALNAME:ปฏิทินกิจกรรม",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "X-WR-TIMEZONE:Asia/Bangkok",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Bangkok",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:+07",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:เสวนา",
        "DTSTART;TZID=Asia/Bangkok:20270121T090000",
        "DTEND;TZID=Asia/Bangkok:20270121T160000",
        "DTSTAMP:20261124T030000Z",
        "UID:event-5-day-1@portal.example.org",
        "SEQUENCE:3",
        "CATEGORIES:สัมมนา",
        "DESCRIPTION:สัมมนา: โครงการยกระดับ\\nวันพฤหัสบดีที่ 21 มกราคม 2570 เวลา 09.00 - 16.00 น.\\nผสม (ณ สถานที่และออนไลน์) ผ่าน Zoom\\, Facebook Live\\nhttps://portal.example.org/events/5/",
        "LAST-MODIFIED:20261124T030000Z",
        "LOCATION:ห้องประชุม 126 กรมส่งเสริมสหกรณ์\\; เทเวศร์",
        "STATUS:CONFIRMED",
        "URL:https://portal.example.org/events/5/",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize(
    ("state", "status", "summary"),
    [
        (EventState.PLANNED, "CONFIRMED", "เสวนา"),
        (EventState.HELD, "CONFIRMED", "เสวนา"),
        (EventState.POSTPONED, "TENTATIVE", "เลื่อน: เสวนา"),
        (EventState.CANCELLED, "CANCELLED", "ยกเลิก: เสวนา"),
    ],
)
def test_state_is_a_status_and_stands_before_the_title(state, status, summary):
    (entry,) = entries(file_of(occasion(state=state)))
    assert (entry["STATUS"], entry["SUMMARY"]) == (status, summary)


def test_why_it_was_postponed_is_said():
    (entry,) = entries(file_of(occasion(state=EventState.POSTPONED, state_note="เพราะน้ำท่วม")))
    assert entry["DESCRIPTION"].split("\n")[0] == "เพราะน้ำท่วม"


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "begin", "end"),
    [
        (dt.time(9), dt.time(16), dt.datetime(2027, 1, 21, 9, tzinfo=BANGKOK), dt.datetime(2027, 1, 21, 16, tzinfo=BANGKOK)),
        (dt.time(9), None, dt.datetime(2027, 1, 21, 9, tzinfo=BANGKOK), None),
        (None, None, dt.date(2027, 1, 21), dt.date(2027, 1, 22)),
        (None, dt.time(16), dt.date(2027, 1, 21), dt.date(2027, 1, 22)),
    ],
)  # fmt: skip
def test_hours_that_are_not_known_are_not_invented(starts_at, ends_at, begin, end):
    (entry,) = entries(file_of(occasion(days=(day(starts_at=starts_at, ends_at=ends_at),))))
    assert entry["DTSTART"].dt == begin
    assert (entry["DTEND"].dt if "DTEND" in entry else None) == end


def test_each_day_is_an_entry_of_its_own():
    days = (day(room="ห้อง 1"), day(dt.date(2027, 1, 28), dt.time(13), dt.time(15), room="ห้อง 2"))
    found = [(entry["UID"], entry["DTSTART"].dt.isoformat(), entry["LOCATION"]) for entry in entries(file_of(occasion(days=days)))]  # fmt: skip
    assert found == [
        ("event-5-day-1@portal.example.org", "2027-01-21T09:00:00+07:00", "ห้อง 1"),
        ("event-5-day-2@portal.example.org", "2027-01-28T13:00:00+07:00", "ห้อง 2"),
    ]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"format": EventFormat.ONLINE}, "Zoom, Facebook Live"),
        ({"format": EventFormat.ONLINE, "broadcast_channels": ""}, "ออนไลน์"),
        ({"days": (day(),)}, "กรุงเทพมหานคร"),
        ({"days": (day(),), "province": ""}, None),
    ],
)
def test_location_says_where_to_go_or_what_to_follow(fields, place):
    (entry,) = entries(file_of(occasion(**fields)))
    assert entry.get("LOCATION") == place


def test_independent_program_reads_what_we_wrote():
    later = occasion(event_id=6, title="เสวนา 2", state=EventState.POSTPONED, days=(day(starts_at=None, ends_at=None),))
    first, second = entries_elsewhere(file_of(occasion(), later))
    assert (first.uid, first.sequence, first.summary) == ("event-5-day-1@portal.example.org", 3, "เสวนา")
    assert first.dtstart == dt.datetime(2027, 1, 21, 9, tzinfo=BANGKOK)
    assert (first.dtstart.utcoffset(), first.dtend) == (
        dt.timedelta(hours=7),
        dt.datetime(2027, 1, 21, 16, tzinfo=BANGKOK),
    )
    assert first.location == "ห้องประชุม 126 กรมส่งเสริมสหกรณ์; เทเวศร์"
    assert (first.status, str(first.url)) == ("CONFIRMED", f"{SITE}/events/5/")
    assert (second.uid, second.dtstart, second.status) == (
        "event-6-day-1@portal.example.org",
        dt.date(2027, 1, 21),
        "TENTATIVE",
    )


def test_demonstration_says_so():
    (entry,) = entries(file_of(occasion(demonstration=True)))
    assert entry["DESCRIPTION"].startswith("ข้อมูลสมมติเพื่อสาธิต\n")


TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('\r\n\t\\;,:"กำ้😀')), max_size=300)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, venue=TEXTS, note=TEXTS)
def test_any_text_comes_back_as_it_was(title, venue, note):
    file = file_of(occasion(title=title, state_note=note, state=EventState.CANCELLED, days=(day(venue=venue),)))
    (entry,), (other,) = entries(file), entries_elsewhere(file)
    assert value(file, "SUMMARY") == entry["SUMMARY"] == other.summary == clean(f"ยกเลิก: {title}")
    assert value(file, "LOCATION") == (clean(venue).strip() or "กรุงเทพมหานคร")
    assert [line for line in lines(file) if line == "BEGIN:VEVENT"] == ["BEGIN:VEVENT"]
