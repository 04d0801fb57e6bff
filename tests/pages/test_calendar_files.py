"""The calendars that readers subscribe to: who gets what of which event."""

import datetime as dt

import pytest

from events.models import VersionKind
from tests.calendars import entries
from tests.factories import EventDayFactory, EventFactory, ProvinceFactory, ReportFactory


def held_day(**fields):
    """A day that the calendar of all still has."""
    return EventDayFactory(**{"date": dt.date(2026, 4, 26), **fields})


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://portal.example.org"


def test_file_of_an_event_has_its_type_and_name(client, db):
    event = held_day(event__code="bus-2565-01").event
    response = client.get(f"/events/{event.pk}/event.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="bus-2565-01.ics"'
    assert [entry["SUMMARY"] for entry in entries(response.content)] == [event.title]


def test_name_of_the_whole_calendar_is_thai(client, db):
    assert client.get("/calendar.ics")["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E0%B8%9B%E0%B8%8F%E0%B8%B4%E0%B8%97%E0%B8%B4%E0%B8%99"
        "%E0%B8%81%E0%B8%B4%E0%B8%88%E0%B8%81%E0%B8%A3%E0%B8%A3%E0%B8%A1.ics"
    )


@pytest.mark.parametrize("path", ["/events/", "/events/month/2565-04/", "/en/events/"])
def test_lists_offer_the_calendar_to_subscribe_to_and_its_address_to_copy(client, read, db, path):
    shown = read(client.get(path)).select_one("#subscribe")
    assert shown.a["href"] == "webcal://portal.example.org/calendar.ics"
    assert shown.select_one(".address").get_text() == "https://portal.example.org/calendar.ics"
    assert shown.select_one("[hidden] > button")["data-copy"] == "https://portal.example.org/calendar.ics"


def test_foot_of_every_page_leads_there(client, read, db):
    assert len(read(client.get("/about/")).select(".site-foot a[href='/events/#subscribe']")) == 1


def test_calendar_goes_two_years_back_by_the_days_that_the_public_knows(client, publish):
    """The clock stands at 24 November 2026."""
    held_day(event__title="เก่า", date=dt.date(2024, 11, 23))
    held_day(event__title="พอดี", date=dt.date(2024, 11, 24))
    held_day(event__title="จะมา", event__state="planned", date=dt.date(2036, 1, 1))
    for title, published, draft in (("เลื่อนในร่าง", 2026, 2020), ("ยังเก่า", 2020, 2026)):
        day = held_day(event__title=title, date=dt.date(published, 5, 1))
        publish(day.event)
        type(day).objects.filter(pk=day.pk).update(date=dt.date(draft, 5, 1))
    titles = [entry["SUMMARY"] for entry in entries(client.get("/calendar.ics").content)]
    assert sorted(titles) == sorted(["พอดี", "จะมา", "เลื่อนในร่าง"])


NOTHING: list[VersionKind] = []
FIRST = [VersionKind.FIRST]
WITHDRAWN = [VersionKind.FIRST, VersionKind.WITHDRAWAL]


@pytest.mark.parametrize(
    ("is_public", "state", "versions", "status"),
    [
        (False, "planned", NOTHING, 404),
        (True, "planned", NOTHING, 200),
        (True, "postponed", NOTHING, 200),
        (True, "cancelled", NOTHING, 200),
        (True, "held", NOTHING, 200),
        (True, "held", FIRST, 200),
        (True, "held", WITHDRAWN, 410),
    ],
)
def test_public_gets_the_file_by_the_table_of_who_sees_what(is_public, state, versions, status, client, publish):
    event = held_day(event__is_public=is_public, event__state=state).event
    for kind in versions:
        publish(event, kind, note="ตัวเลขผิด")
    response = client.get(f"/events/{event.pk}/event.ics")
    assert response.status_code == status
    assert (status == 410) is ("ตัวเลขผิด" in response.content.decode())
    assert len(entries(client.get("/calendar.ics").content)) == int(status == 200)


def test_event_without_a_day_has_no_file(client, db):
    event = EventFactory(state="planned")
    assert client.get(f"/events/{event.pk}/event.ics").status_code == 404
    assert entries(client.get("/calendar.ics").content) == []


@pytest.mark.parametrize(("state", "links"), [("planned", 1), ("postponed", 1), ("held", 0)])
def test_page_of_an_event_to_come_leads_to_its_file(state, links, client, read, db):
    event = held_day(event__state=state).event
    assert (
        len(read(client.get(f"/en/events/{event.pk}/")).select(f'main a[href="/events/{event.pk}/event.ics"]')) == links
    )


def test_draft_of_a_correction_does_not_show_and_of_a_report_neither(client, publish):
    event = held_day(event__title="ชื่อที่เผยแพร่").event
    ReportFactory(event=event, lead="ความนำ")
    assert "ความนำ" not in str(entries(client.get("/calendar.ics").content))
    publish(event)
    event.title = "ชื่อที่กำลังแก้"
    event.save()
    event.days.update(date=dt.date(2023, 1, 1))
    (entry,) = entries(client.get("/calendar.ics").content)
    assert (entry["SUMMARY"], entry["DTSTART"].dt.date()) == ("ชื่อที่เผยแพร่", dt.date(2026, 4, 26))
    assert "ความนำ" in entry["DESCRIPTION"]


def test_entry_keeps_its_uid_and_counts_up_as_the_event_changes(client, publish):
    event = held_day(event__state="planned", event__province=ProvinceFactory(code="10")).event
    address = f"/events/{event.pk}/event.ics"
    seen = [entries(client.get(address).content)[0]]
    event.version, event.state = 2, "held"
    event.save()
    seen.append(entries(client.get(address).content)[0])
    for kind in (VersionKind.FIRST, VersionKind.CORRECTION):
        publish(event, kind, note="แก้ชื่อ")
        seen.append(entries(client.get(address).content)[0])
    event.version, event.state = 3, "cancelled"
    event.save()
    seen.append(entries(client.get(address).content)[0])
    assert {entry["UID"] for entry in seen} == {f"event-{event.pk}-day-1@portal.example.org"}
    assert [entry["SEQUENCE"] for entry in seen] == [1, 2, 3, 4, 5]


def test_file_that_did_not_change_is_not_sent_again(client, db):
    event = held_day(event__state="planned").event
    first = client.get("/calendar.ics")
    again = {"if-none-match": first["ETag"]}
    assert client.get("/calendar.ics", headers=again).status_code == 304
    event.title = "ชื่อใหม่"
    event.save()
    assert client.get("/calendar.ics", headers=again).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_calendar_costs_the_same_queries_whatever_its_length(number, client, publish, django_assert_num_queries):
    for _ in range(number):
        held_day(event__state="planned")
        publish(held_day().event)
    with django_assert_num_queries(3):
        client.get("/calendar.ics")
