"""The calendar by month: its days, the way from month to month, and the filters it shares with the list."""

import datetime as dt
import json
import re

import pytest

from events.models import VersionKind
from tests.factories import EventDayFactory, EventFactory, ProgrammeFactory, ProvinceFactory

APRIL = "/events/month/2565-04/"


def text_of(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


def event_on(*days: dt.date, **fields):
    """Return a public event of these days."""
    event = EventFactory(**fields)
    for day in days:
        EventDayFactory(event=event, date=day)
    return event


@pytest.fixture
def page(client, read):
    """Read a page that is there."""

    def page(address: str):
        response = client.get(address)
        assert response.status_code == 200
        return read(response)

    return page


def grid(page) -> dict[int, list[str]]:
    """Return what the table has on each day that has something."""
    days = {int(cell.time.string): [text_of(link) for link in cell.select("a")] for cell in page.select("td:has(time)")}
    return {day: titles for day, titles in days.items() if titles}


def listed(page) -> dict[int, list[str]]:
    """Return what the list for narrow screens has."""
    return {int(row.b.string): [text_of(link) for link in row.select("a")] for row in page.select(".month-days > li")}


def ways(page) -> dict[str, str]:
    """Return where the pager leads, by what it says."""
    return {text_of(link): link["href"] for link in page.select(".month-pager a")}


def robots(page) -> str | None:
    tag = page.find("meta", attrs={"name": "robots"})
    return tag["content"] if tag else None


# -- the days ----------------------------------------------------------------------------------------------------------


def test_weeks_begin_with_sunday_and_days_of_other_months_are_empty(page, db):
    event_on(dt.date(2022, 4, 26))
    table = page(APRIL).select_one(".month-grid")
    assert [text_of(head) for head in table.select("thead th")] == [
        "สัปดาห์", "อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์",
    ]  # fmt: skip
    assert [[text_of(cell) for cell in row.select("td")] for row in table.select("tbody tr")[:2]] == [
        ["", "", "", "", "", "1", "2"],
        ["3", "4", "5", "6", "7", "8", "9"],
    ]
    assert [text_of(head) for head in table.select("tbody th")] == [
        "1 - 2 เมษายน 2565",
        "3 - 9 เมษายน 2565",
        "10 - 16 เมษายน 2565",
        "17 - 23 เมษายน 2565",
        "24 - 30 เมษายน 2565",
    ]
    assert text_of(table.caption) == "กิจกรรมในเดือนเมษายน 2565 เรียงตามสัปดาห์"


def test_every_day_is_said_to_machines_in_the_christian_era(page, db):
    event_on(dt.date(2022, 4, 26))
    days = [time["datetime"] for time in page(APRIL).select("td > time")]
    assert days == [f"2022-04-{day:02}" for day in range(1, 31)]


def test_event_of_several_days_stands_on_each_of_them_in_grid_and_list(page, db):
    event_on(dt.date(2022, 4, 26), dt.date(2022, 4, 28), dt.date(2022, 5, 2), title="อบรม")
    event_on(dt.date(2022, 4, 28), title="เสวนา")
    april = page(APRIL)
    assert grid(april) == listed(april) == {26: ["อบรม"], 28: ["อบรม", "เสวนา"]}
    assert text_of(april.select_one(".part-head h2")) == "2 กิจกรรม"
    assert grid(page("/events/month/2565-05/")) == {2: ["อบรม"]}


def test_earlier_hour_stands_first_and_a_day_without_hours_before_all(page, db):
    for title, hour in (("บ่าย", 13), ("เช้า", 9), ("ไม่ระบุเวลา", None)):
        starts_at = dt.time(hour) if hour else None
        EventDayFactory(event__title=title, starts_at=starts_at)
    assert grid(page(APRIL)) == {26: ["ไม่ระบุเวลา", "เช้า", "บ่าย"]}


def test_event_leads_to_its_page_and_says_its_kind(page, db):
    event = event_on(dt.date(2022, 4, 26), title="อบรมผู้จัดการ", kind="training")
    cell = page(APRIL).select_one("td:has(a)")
    assert (cell.a["href"], text_of(cell)) == (f"/events/{event.pk}/", "26 อบรมผู้จัดการ อบรม")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "planned"}, []),
        ({"state": "postponed"}, ["เลื่อน"]),
        ({"state": "cancelled"}, ["ยกเลิก"]),
        ({"demonstration": True}, ["ข้อมูลสมมติเพื่อสาธิต"]),
        ({"programme__demonstration": True}, ["ข้อมูลสมมติเพื่อสาธิต"]),
    ],
)
def test_what_is_not_as_it_should_be_is_said(fields, said, page, db):
    event_on(dt.date(2022, 4, 25))
    event_on(dt.date(2022, 4, 26), **fields)
    april = page(APRIL)
    assert [text_of(tag) for tag in april.select("td .tag:not(:first-child)")] == said
    assert april.select(".banner") == []


def test_month_of_invented_events_says_so_once(page, db):
    event_on(dt.date(2022, 4, 25), demonstration=True)
    event_on(dt.date(2022, 4, 26), programme__demonstration=True)
    april = page(APRIL)
    assert [text_of(banner) for banner in april.select(".banner")] == [
        "ข้อมูลสมมติเพื่อสาธิต · กิจกรรมทุกรายการของเดือนนี้เป็นข้อมูลสมมติ"
    ]
    assert april.select(".tag:not(:first-child)") == []


def test_only_listed_events_are_there(page, publish):
    withdrawn = event_on(dt.date(2022, 4, 1), title="ถอน")
    publish(withdrawn)
    publish(withdrawn, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    event_on(dt.date(2022, 4, 2), title="ร่าง", is_public=False)
    event_on(dt.date(2022, 4, 3), title="โครงการปิด", programme__is_public=False)
    event_on(dt.date(2022, 4, 4), title="เปิด")
    april = page(APRIL)
    assert grid(april) == listed(april) == {4: ["เปิด"]}
    assert [text_of(month) for month in april.select("nav.months a")] == ["เมษายน 2565 (1)"]


def test_today_is_marked(page, db):
    event_on(dt.date(2026, 11, 24))
    event_on(dt.date(2022, 4, 24))
    marked = page("/events/month/2569-11/").select("[aria-current=date]")
    assert [time["datetime"] for time in marked] == ["2026-11-24", "2026-11-24"]
    assert page(APRIL).select("[aria-current=date]") == []


# -- from month to month -----------------------------------------------------------------------------------------------


def test_calendar_begins_with_the_month_of_bangkok(client, db, time_machine):
    time_machine.move_to("2026-11-30T18:00:00Z")
    response = client.get("/events/month/")
    assert (response.status_code, response["Location"]) == (302, "/events/month/2569-12/")
    assert client.get("/en/events/month/")["Location"] == "/en/events/month/2569-12/"


def test_month_without_an_event_says_so_and_leads_to_the_nearest_ones(page, db):
    event_on(dt.date(2022, 4, 26))
    event_on(dt.date(2026, 8, 18))
    event_on(dt.date(2027, 1, 5))
    event_on(dt.date(2027, 1, 6))
    november = page("/events/month/2569-11/")
    assert text_of(november.select_one(".part-head h2")) == "ไม่มีกิจกรรมในเดือนนี้"
    assert november.select("table, .month-days") == []
    assert ways(november) == {
        "‹ สิงหาคม 2569": "/events/month/2569-08/",
        "มกราคม 2570 ›": "/events/month/2570-01/",
    }


def test_calendar_of_a_portal_without_events_leads_nowhere(page, db):
    november = page("/events/month/2569-11/")
    assert text_of(november.select_one(".empty-line")) == "เดือนอื่นก็ไม่มีเช่นกัน"
    assert (ways(november), november.select("nav.months")) == ({}, [])


def test_months_lead_to_months_with_events_and_to_this_one_alone(page, db):
    """So that a robot that follows every link comes to an end."""
    event_on(dt.date(2022, 4, 26))
    event_on(dt.date(2026, 8, 18))
    april = page(APRIL)
    assert text_of(april.select_one(".month-pager p")) == "เดือนใกล้ที่สุดที่มีกิจกรรม:"
    assert ways(april) == {
        "เดือนปัจจุบัน": "/events/month/2569-11/",
        "สิงหาคม 2569 ›": "/events/month/2569-08/",
    }
    assert ways(page("/events/month/2569-08/")) == {
        "‹ เมษายน 2565": "/events/month/2565-04/",
        "เดือนปัจจุบัน": "/events/month/2569-11/",
    }


def test_fiscal_year_shows_its_months_and_the_way_to_the_others(page, db):
    for day in (dt.date(2025, 9, 30), dt.date(2025, 10, 1), dt.date(2026, 9, 30), dt.date(2026, 10, 1)):
        event_on(day)
    event_on(dt.date(2026, 9, 29), dt.date(2026, 9, 30))
    months = page("/events/month/2569-09/").select_one("nav.months")
    assert [(text_of(link), link["href"]) for link in months.select("a")] == [
        ("ตุลาคม 2568 (1)", "/events/month/2568-10/"),
        ("กันยายน 2569 (2)", "/events/month/2569-09/"),
        ("2568", "/events/month/2568-09/"),
        ("2570", "/events/month/2569-10/"),
    ]
    assert [text_of(link) for link in months.select("[aria-current=page]")] == ["กันยายน 2569 (2)"]


@pytest.mark.parametrize(
    "month", ["2442-12", "2694-01", "2565-00", "2565-13", "1899-12", "2151-01", "2565-4", "๒๕๖๕-๐๔", "9999-12"]
)
def test_month_that_cannot_be_is_404(month, client, db):
    assert client.get(f"/events/month/{month}/").status_code == 404


@pytest.mark.parametrize(("asked", "month"), [("2022-04", "2565-04"), ("1900-01", "2443-01"), ("2150-12", "2693-12")])
def test_year_of_the_common_era_leads_to_the_same_month(asked, month, client, db):
    for prefix in ("", "/en"):
        response = client.get(f"{prefix}/events/month/{asked}/?kind=seminar&page=2")
        assert response.status_code == 301
        assert response["Location"] == f"{prefix}/events/month/{month}/?kind=seminar"


@pytest.mark.parametrize("month", ["2443-01", "2693-12"])
def test_months_at_the_ends_of_the_eras_are_pages(month, page, db):
    assert page(f"/events/month/{month}/").h1


def test_search_engines_list_months_with_events_and_no_selection_of_them(page, db):
    event_on(dt.date(2022, 4, 26), kind="seminar")
    found = [robots(page(address)) for address in (APRIL, f"{APRIL}?kind=seminar", "/events/month/2565-05/")]
    assert found == [None, "noindex", "noindex"]


# -- filters, and the list ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("programme=two", ["ศึกษาดูงาน"]),
        ("kind=seminar", ["สัมมนา"]),
        ("format=online", ["สัมมนา"]),
        ("province=90", ["ศึกษาดูงาน"]),
        ("kind=seminar&format=onsite", []),
        ("q=ไม่มีคำนี้&year=2570", ["สัมมนา", "ศึกษาดูงาน"]),
    ],
)
def test_filters_of_the_list_choose_here_too(query, found, page, db):
    day = dt.date(2022, 4, 26)
    event_on(day, title="สัมมนา", kind="seminar", format="online")
    programme, province = ProgrammeFactory(slug="two"), ProvinceFactory(code="90")
    event_on(day, title="ศึกษาดูงาน", kind="study_visit", format="onsite", programme=programme, province=province)
    assert grid(page(f"{APRIL}?{query}")).get(26, []) == found


def test_list_and_calendar_hand_their_filters_to_each_other(client, page, db):
    event_on(dt.date(2022, 4, 26), kind="seminar", province=ProvinceFactory(code="90"))
    event_on(dt.date(2022, 5, 26), kind="seminar", province=ProvinceFactory(code="90"))
    event_on(dt.date(2022, 6, 26), kind="training")
    query = "?kind=seminar&province=90"
    link = page(f"/events/{query}&year=2565&page=1").select_one(".part-head a")
    assert (text_of(link), link["href"]) == ("ปฏิทินรายเดือน", f"/events/month/{query}")
    assert client.get(link["href"])["Location"] == f"/events/month/2569-11/{query}"
    april = page(APRIL + query)
    assert april.select_one(".part-head a")["href"] == f"/events/{query}"
    assert [(text_of(tag), tag["href"]) for tag in april.select("ul.asked")[0].select("a")] == [
        ("ตัดเงื่อนไข ประเภท: สัมมนา", f"{APRIL}?province=90"),
        ("ตัดเงื่อนไข จังหวัดที่จัด: จังหวัดสมมติ 90", f"{APRIL}?kind=seminar"),
    ]
    assert ways(april) == {
        "เดือนปัจจุบัน": f"/events/month/2569-11/{query}",
        "พฤษภาคม 2565 ›": f"/events/month/2565-05/{query}",
    }
    assert [text_of(link) for link in april.select("nav.months a")] == ["เมษายน 2565 (1)", "พฤษภาคม 2565 (1)"]


def test_filters_that_leave_nothing_of_the_month_say_so(page, db):
    event_on(dt.date(2022, 4, 26), kind="seminar")
    april = page(f"{APRIL}?kind=training")
    assert text_of(april.select_one(".part-head h2")) == "ไม่มีกิจกรรมในเดือนนี้ที่ตรงกับเงื่อนไข"
    assert april.select_one("ul.asked a")["href"] == APRIL


def test_unknown_filter_is_left_out_and_named(page, db):
    event_on(dt.date(2022, 4, 26), title="กิจกรรม")
    april = page(f"{APRIL}?kind=party&programme=no-such")
    assert grid(april) == {26: ["กิจกรรม"]}
    assert text_of(april.select_one(".notice")).endswith("โครงการ, ประเภท")
    assert april.select_one(".part-head a")["href"] == "/events/"


# -- the head of the page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "title", "description"),
    [
        (
            APRIL,
            "ปฏิทินกิจกรรม เมษายน 2565",
            "การสัมมนา เสวนา และอบรมด้านสหกรณ์บริการในเดือนเมษายน 2565 เรียงตามวัน รวม 1 กิจกรรม",
        ),
        (
            f"/en{APRIL}",
            "Calendar of events, April 2022",
            "Seminars, panel discussions and training of the service cooperatives in April 2022, day by day: 1 event.",
        ),
    ],
)
def test_page_names_its_month_in_the_era_of_the_reader(address, title, description, page, db):
    event_on(dt.date(2022, 4, 26))
    april = page(address)
    assert text_of(april.h1) == title
    assert text_of(april.title).startswith(f"{title} ·")
    assert april.find("meta", attrs={"name": "description"})["content"] == description


def test_page_says_to_machines_which_events_it_has_and_how_to_come_to_it(page, db, settings):
    settings.SITE_URL = "https://portal.example.org"
    second = event_on(dt.date(2022, 4, 26))
    first = event_on(dt.date(2022, 4, 25), dt.date(2022, 4, 27))
    data = json.loads(page(APRIL).find("script", type="application/ld+json").string)
    events, trail = data["@graph"]
    assert [item["url"] for item in events["itemListElement"]] == [
        f"https://portal.example.org/events/{event.pk}/" for event in (first, second)
    ]
    assert [(step["name"], step["item"]) for step in trail["itemListElement"]] == [
        ("หน้าแรก", "https://portal.example.org/"),
        ("กิจกรรม", "https://portal.example.org/events/"),
        ("เมษายน 2565", f"https://portal.example.org{APRIL}"),
    ]


@pytest.mark.parametrize("items", [1, 3])
def test_month_costs_4_queries(items, client, publish, django_assert_num_queries):
    for _ in range(items):
        publish(event_on(dt.date(2022, 4, 26), dt.date(2022, 5, 3)))
    for kind in ("seminar", "unknown"):
        with django_assert_num_queries(4):
            client.get(f"{APRIL}?kind={kind}")
