"""The first page, the list of events with its filters, and the programmes."""

import datetime as dt
import re

import pytest

from events.models import VersionKind
from participants.services import indexing
from tests.factories import (
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    ObjectiveFactory,
    ProgrammeFactory,
    ProvinceFactory,
    ReportFactory,
)
from tests.markup import without_marks


def text_of(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


@pytest.fixture
def titles(client, read):
    """Return the titles that an address lists, in their order."""

    def titles(address: str) -> list[str]:
        indexing.rebuild_all()
        return [text_of(heading) for heading in read(client.get(address)).select(".event-row h3")]

    return titles


def event_on(day: dt.date, **fields):
    return EventDayFactory(event=EventFactory(**fields), date=day).event


def report_of(publish, people: int = 10, **fields):
    """Return an event with a published report and that many people."""
    event = event_on(dt.date(2022, 4, 26), **fields)
    ReportFactory(event=event, lead="ความนำของรายงาน")
    HeadCountFactory(office__event=event, people=people)
    publish(event)
    return event


# -- the list of events ------------------------------------------------------------------------------------------------


def test_latest_event_stands_first_and_undated_last(titles, db):
    EventFactory(title="ไม่มีวัน")
    event_on(dt.date(2022, 4, 26), title="ก่อน")
    event_on(dt.date(2026, 8, 18), title="หลัง")
    assert titles("/events/") == ["หลัง", "ก่อน", "ไม่มีวัน"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=เดินรถ", ["ศึกษาดูงานเดินรถ"]),
        ("q=%20เดินรถ%E2%80%8B", ["ศึกษาดูงานเดินรถ"]),  # a space before, a zero-width space behind
        ("year=2565", ["สัมมนาออนไลน์"]),
        ("year=2570", ["ศึกษาดูงานเดินรถ"]),
        ("programme=two", ["ศึกษาดูงานเดินรถ"]),
        ("kind=seminar", ["สัมมนาออนไลน์"]),
        ("format=online", ["สัมมนาออนไลน์"]),
        ("province=90", ["ศึกษาดูงานเดินรถ"]),
        ("kind=seminar&format=online&year=2565&programme=one", ["สัมมนาออนไลน์"]),
        ("kind=seminar&year=2570", []),
        ("q=%00", ["ศึกษาดูงานเดินรถ", "สัมมนาออนไลน์"]),
        ("", ["ศึกษาดูงานเดินรถ", "สัมมนาออนไลน์"]),
    ],
)
def test_filters_of_the_address(query, found, titles, db):
    event_on(
        dt.date(2022, 4, 26),
        title="สัมมนาออนไลน์",
        kind="seminar",
        format="online",
        programme=ProgrammeFactory(slug="one"),
    )
    event_on(
        dt.date(2026, 10, 1),
        title="ศึกษาดูงานเดินรถ",
        kind="study_visit",
        programme=ProgrammeFactory(slug="two"),
        province=ProvinceFactory(code="90"),
    )
    assert titles(f"/events/?{query}") == found


def test_search_finds_the_published_headline_but_not_the_draft(titles, publish):
    event = EventFactory(title="กิจกรรม")
    report = ReportFactory(event=event, headline="พาดหัวเก่า")
    publish(event)
    report.headline = "พาดหัวใหม่"
    report.save()
    assert titles("/events/?q=พาดหัวเก่า") == ["กิจกรรม"]
    assert titles("/events/?q=พาดหัวใหม่") == []


def test_fiscal_year_begins_in_october(titles, db):
    event_on(dt.date(2026, 9, 30), title="กันยายน")
    event_on(dt.date(2026, 10, 1), title="ตุลาคม")
    assert titles("/events/?year=2569") == ["กันยายน"]
    assert titles("/events/?year=2570") == ["ตุลาคม"]


def test_filters_offer_only_what_public_events_have(client, read, db):
    event_on(dt.date(2022, 4, 26), programme=ProgrammeFactory(title="โครงการเปิด"), province=ProvinceFactory(code="10"))
    event_on(dt.date(2026, 4, 26), is_public=False, programme=ProgrammeFactory(title="โครงการปิด"))
    form = read(client.get("/events/")).find("form", role="search")
    assert [text_of(option) for option in form.select("[name=year] option")] == ["ทั้งหมด (1)", "2565 (1)"]
    assert [text_of(option) for option in form.select("[name=programme] option")] == [
        "ทั้งหมด (1)",
        "โครงการเปิด (1)",
    ]
    assert len(form.select("[name=province] option")) == 2


def test_filters_offer_no_more_than_the_list_has(client, read, publish):
    EventDayFactory(event=event_on(dt.date(2026, 9, 30)), date=dt.date(2026, 10, 1))
    withdrawn = event_on(dt.date(2024, 4, 26), province=ProvinceFactory(), programme__title="โครงการที่ถอน")
    publish(withdrawn)
    publish(withdrawn, VersionKind.WITHDRAWAL, "ถอน")
    form = read(client.get("/events/")).select_one("form")
    assert [text_of(option) for option in form.select("[name=year] option")] == ["ทั้งหมด (1)", "2569 (1)"]
    assert [len(form.select(f"[name={name}] option")) for name in ("programme", "province")] == [2, 1]


def test_english_names_fiscal_years_in_both_eras_and_begins_labels_with_a_capital(client, read, publish):
    held_on(publish, dt.date(2022, 4, 26), kind="panel")
    page = read(client.get("/en/events/"))
    choices = {name: [text_of(one) for one in page.select(f"form [name={name}] option")] for name in ("year", "kind")}
    assert choices["year"] == ["All (1)", "2022 (B.E. 2565) (1)"]
    assert {label[0].isupper() for label in choices["kind"]} == {True}
    assert [text_of(tag) for tag in page.select(".event-row .tag")] == ["Panel discussion"]
    assert text_of(read(client.get("/en/statistics/")).select_one("#year-heading")) == "Fiscal year 2022 (B.E. 2565)"


def test_provinces_stand_in_the_language_of_the_page_and_its_order(client, read, db):
    for code, name, name_en in (("84", "สุราษฎร์ธานี", "Surat Thani"), ("10", "กรุงเทพมหานคร", "Bangkok"), ("81", "กระบี่", "Krabi")):  # fmt: skip
        event_on(dt.date(2022, 4, 26), province=ProvinceFactory(code=code, name=name, name_en=name_en))
    offered = {
        prefix: [text_of(option) for option in read(client.get(f"{prefix}/events/")).select("[name=province] option")]
        for prefix in ("", "/en")
    }
    assert offered == {
        "": ["ทั้งหมด (3)", "กระบี่ (1)", "กรุงเทพมหานคร (1)", "สุราษฎร์ธานี (1)"],
        "/en": ["All (3)", "Bangkok (1)", "Krabi (1)", "Surat Thani (1)"],
    }
    rows = {
        prefix: without_marks(client.get(f"{prefix}/events/?province=81").content.decode()) for prefix in ("", "/en")
    }
    assert {prefix: ("· กระบี่" in page, "· Krabi" in page) for prefix, page in rows.items()} == {
        "": (True, False),
        "/en": (False, True),
    }


def test_form_shows_what_was_asked(client, read, db):
    event_on(dt.date(2022, 4, 26))
    form = read(client.get("/events/?q=รถ&year=2565&kind=seminar")).find("form", role="search")
    assert form.select_one("[name=q]")["value"] == "รถ"
    assert [option["value"] for option in form.select("option[selected]")] == ["", "2565", "seminar", "", ""]


def test_unknown_filter_values_are_left_out_and_named(client, read, titles, db):
    event_on(dt.date(2022, 4, 26), title="กิจกรรม")
    address = "/events/?year=abc&kind=party&province=zz&programme='--&q=กิจ"
    assert titles(address) == ["กิจกรรม"]
    assert text_of(read(client.get(address)).select_one(".notice")) == (
        "ไม่ได้ใช้เงื่อนไขต่อไปนี้ เพราะค่าในที่อยู่เว็บไม่ถูกต้อง: ปีงบประมาณ (พ.ศ.), โครงการ, ประเภท, จังหวัดที่จัด"
    )


def test_choices_say_how_many_events_they_find_with_the_other_filters(client, read, db):
    first, second = ProgrammeFactory(title="หนึ่ง"), ProgrammeFactory(title="สอง")
    event_on(
        dt.date(2022, 4, 26), programme=first, kind="seminar", format="online", province=ProvinceFactory(code="10")
    )
    event_on(dt.date(2022, 4, 27), programme=second, kind="seminar")
    event_on(dt.date(2026, 10, 1), programme=second, kind="training")
    EventFactory(programme=second, kind="seminar")
    event_on(dt.date(2022, 4, 26), is_public=False, kind="seminar")
    form = read(client.get("/events/?kind=seminar&year=2565")).find("form", role="search")

    def found(name: str) -> list[str]:
        return [text_of(option) for option in form.select(f"[name={name}] option") if "(0)" not in text_of(option)]

    assert found("year") == ["ทั้งหมด (3)", "2565 (2)"]
    assert found("kind") == ["ทั้งหมด (2)", "สัมมนา (2)"]
    assert found("programme") == ["ทั้งหมด (2)", "สอง (1)", "หนึ่ง (1)"]
    assert found("format") == ["ทั้งหมด (2)", "ณ สถานที่จัด (1)", "ออนไลน์ (1)"]
    assert found("province")[0] == "ทั้งหมด (2)"


def test_choices_count_what_the_words_find(client, read, titles, db):
    event_on(dt.date(2022, 4, 26), title="เดินรถ")
    event_on(dt.date(2022, 4, 27), title="เครดิตยูเนี่ยน")
    assert titles("/events/?q=เดินรถ") == ["เดินรถ"]
    form = read(client.get("/events/?q=เดินรถ")).find("form", role="search")
    assert [text_of(option) for option in form.select("[name=year] option")] == ["ทั้งหมด (1)", "2565 (1)"]


@pytest.mark.parametrize("start", ["/events/", "/en/events/", "/search/", "/speakers/", "/offices/", "/statistics/"])
@pytest.mark.parametrize(
    ("sent", "shared"),
    [
        ("?q=&programme=&year=2565&kind=&format=&province=", "?year=2565"),
        ("?q=&year=", ""),
        ("?q=&kind=seminar&page=3", "?kind=seminar"),
    ],
)
def test_address_of_the_form_loses_what_is_empty(start, sent, shared, client, db):
    response = client.get(start + sent)
    assert (response.status_code, response["location"]) == (302, start + shared)


def test_filters_in_use_can_be_taken_away(client, read, db):
    event_on(dt.date(2022, 4, 26))
    links = read(client.get("/events/?kind=seminar&year=2565")).select(".asked a")
    assert [(text_of(link), link["href"]) for link in links] == [
        ("ตัดเงื่อนไข ปีงบประมาณ (พ.ศ.): 2565", "/events/?kind=seminar"),
        ("ตัดเงื่อนไข ประเภท: สัมมนา", "/events/?year=2565"),
    ]


def test_filters_that_exclude_each_other_say_which_to_take_away(client, read, db):
    event_on(dt.date(2022, 4, 26), kind="seminar")
    event_on(dt.date(2022, 4, 27), kind="seminar")
    event_on(dt.date(2026, 10, 1), kind="training")
    empty = read(client.get("/events/?kind=seminar&year=2570")).select_one(".empty")
    assert text_of(empty.h2) == "ไม่มีกิจกรรมที่ตรงกับทุกเงื่อนไขพร้อมกัน"
    assert [(text_of(item), item.a["href"]) for item in empty.select("li")] == [
        ("ไม่กำหนดปีงบประมาณ (พ.ศ.) (2570) (2 กิจกรรม)", "/events/?kind=seminar"),
        ("ไม่กำหนดประเภท (สัมมนา) (1 กิจกรรม)", "/events/?year=2570"),
    ]


def test_what_would_find_nothing_either_is_no_way_out(client, read, db):
    event_on(dt.date(2022, 4, 26), kind="seminar", format="online")
    empty = read(client.get("/events/?kind=training&format=online")).select_one(".empty")
    assert [text_of(item) for item in empty.select("li")] == ["ไม่กำหนดประเภท (อบรม) (1 กิจกรรม)"]
    assert len(read(client.get("/events/?kind=training&format=mixed&year=2570")).select(".empty li")) == 0


def test_words_that_find_nothing_can_be_taken_away(client, read, db):
    event_on(dt.date(2022, 4, 26))
    empty = read(client.get("/events/?q=ไม่มีคำนี้")).select_one(".empty")
    assert [(text_of(item), item.a["href"]) for item in empty.select("li")] == [
        ("ไม่กำหนดคำที่ต้องการค้นหา (“ไม่มีคำนี้”)", "/events/"),
    ]
    assert empty.select_one(".btn")["href"] == "/events/"


def test_list_says_how_many(client, read, db):
    EventFactory.create_batch(3)
    assert text_of(read(client.get("/events/")).select_one(".result-count")) == "ทั้งหมด 3 กิจกรรม"
    assert text_of(read(client.get("/events/?kind=seminar")).select_one(".result-count")) == "พบ 3 กิจกรรม"


def test_long_list_has_pages_that_keep_the_filters(client, read, titles, db):
    EventFactory.create_batch(21)
    assert len(titles("/events/?kind=seminar")) == 20
    assert len(titles("/events/?kind=seminar&page=2")) == 1
    first = read(client.get("/events/?kind=seminar")).select_one(".pager")
    assert text_of(first) == "หน้า 1 จาก 2 หน้าถัดไป"
    assert first.a["href"] == "?kind=seminar&page=2"
    assert read(client.get("/events/?kind=seminar&page=2")).select_one(".pager a")["href"] == "?kind=seminar"
    assert read(client.get("/events/?page=2")).select_one(".pager a")["href"] == "/events/"


@pytest.mark.parametrize("page", ["2", "0", "-1", "abc", "1e3", "9" * 50])
def test_page_that_is_not_there_is_404(page, client, db):
    EventFactory()
    assert client.get("/events/", {"page": page}).status_code == 404


@pytest.mark.parametrize(("figures", "label"), [("preliminary", "ยอดเบื้องต้น"), ("certified", "ยอดรับรอง")])
def test_row_of_a_report_shows_lead_and_figure(figures, label, client, read, publish):
    event = report_of(publish, people=1129)
    publish(event, kind="correction", note="ปรับยอด", figures=figures)
    row = read(client.get("/events/")).select_one(".event-row")
    assert text_of(row.select_one(".row-figure")) == f"1,129 คน ({label})"
    assert text_of(row.select_one(".excerpt")) == "ความนำของรายงาน"


def test_row_shows_the_announced_figure_where_nothing_was_counted(client, read, publish):
    event = EventFactory(announced_total=1129, announced_source="ข่าว")
    publish(event)
    assert text_of(read(client.get("/events/")).select_one(".row-figure")) == "1,129 คน (ยอดที่แถลง)"


@pytest.mark.parametrize("items", [1, 3])
def test_list_costs_7_queries_and_2_to_read_a_text(items, client, publish, django_assert_num_queries):
    for _ in range(items):
        report_of(publish)
    indexing.rebuild_all()
    for kind in ("seminar", "unknown"):
        with django_assert_num_queries(7):
            client.get(f"/events/?year=2565&kind={kind}&page=1")
    with django_assert_num_queries(9):
        client.get("/events/?q=กิจกรรม&year=2565&kind=seminar&page=1")


# -- the first page ----------------------------------------------------------------------------------------------------


def test_home_shows_the_latest_report_large_and_what_is_coming(client, read, publish):
    report_of(publish, title="รายงานแรก", people=1129)
    event_on(dt.date(2026, 12, 1), title="เร็ว ๆ นี้", state="planned")
    event_on(dt.date(2026, 11, 1), title="ผ่านไปแล้ว", state="planned")
    page = read(client.get("/"))
    assert text_of(page.select_one(".lead-story h3")) == "รายงานแรก"
    assert text_of(page.select_one(".lead-story .figure-number")) == "1,129 คน"
    assert [text_of(heading) for heading in page.select(".event-row h3")] == ["เร็ว ๆ นี้"]


def test_report_published_last_leads_the_first_page(client, read, publish):
    later = event_on(dt.date(2026, 8, 18), title="จัดทีหลัง")
    ReportFactory(event=later)
    publish(later)
    report_of(publish, title="เผยแพร่ทีหลัง")
    invented = event_on(dt.date(2026, 8, 19), title="สมมติ", demonstration=True)
    ReportFactory(event=invented)
    publish(invented)
    page = read(client.get("/"))
    titles = [text_of(heading) for heading in page.select(".lead-story h3, .event-row h3")]
    assert titles == ["เผยแพร่ทีหลัง", "จัดทีหลัง", "สมมติ"]


def test_demonstration_never_leads_the_first_page(client, read, publish):
    report_of(publish, title="จริง")
    later = EventDayFactory(event__title="สมมติ", event__demonstration=True, date=dt.date(2026, 8, 18)).event
    publish(later)
    page = read(client.get("/"))
    assert text_of(page.select_one(".lead-story h3")) == "จริง"
    assert [text_of(heading) for heading in page.select(".event-row h3")] == ["สมมติ"]


def test_home_without_anything_says_so(client, read, db):
    assert text_of(read(client.get("/")).select_one(".empty h2")) == "ยังไม่มีข้อมูลที่เผยแพร่"


def held_on(publish, day: dt.date, people: int = 10, **fields):
    """Return a held event of a day with a published report and the people of one office."""
    event = event_on(day, **fields)
    ReportFactory(event=event)
    HeadCountFactory(office__event=event, people=people)
    publish(event)
    return event


def year_of(page) -> list[str]:
    """Return the heading, the numbers and the remark of the year on the first page."""
    return [text_of(tag) for tag in page.select(".year h2, .year dl > div, .year > p")]


def test_home_adds_up_the_fiscal_year_from_published_reports(client, read, publish):
    first = held_on(publish, dt.date(2026, 10, 1), people=1000)
    second = held_on(publish, dt.date(2026, 11, 23), people=129)
    HeadCountFactory(office__event=second, office__organisation=first.offices.get().organisation, people=5)
    publish(second, kind="correction", note="เพิ่มหน่วยงาน")
    held_on(publish, dt.date(2026, 9, 30), people=7000, title="ปีก่อน")
    held_on(publish, dt.date(2026, 10, 2), people=8000, demonstration=True)
    assert year_of(read(client.get("/"))) == [
        "ปีงบประมาณ 2570",
        "จัดแล้ว 2 กิจกรรม",
        "ผู้เข้าร่วมรวม 1,134 คน-ครั้ง",
        "หน่วยงานที่เข้าร่วม 2 แห่ง",
    ]


def test_home_says_how_many_events_are_not_in_the_sums(client, read, publish):
    held_on(publish, dt.date(2026, 10, 1), people=50)
    event_on(dt.date(2026, 10, 2), title="ยังไม่มีรายงาน")
    announced = event_on(dt.date(2026, 10, 3), announced_total=1129, announced_source="ข่าว")
    publish(announced)
    event_on(dt.date(2026, 10, 4), is_public=False)
    assert year_of(read(client.get("/")))[1:] == [
        "จัดแล้ว 3 กิจกรรม",
        "ผู้เข้าร่วมรวม 50 คน-ครั้ง",
        "หน่วยงานที่เข้าร่วม 1 แห่ง",
        "มี 2 กิจกรรมที่ยังไม่มียอดที่นับและเผยแพร่ จึงไม่รวมในตัวเลขนี้",
    ]


def test_home_shows_last_years_numbers_until_something_was_held(client, read, publish):
    held_on(publish, dt.date(2026, 9, 30))
    event_on(dt.date(2026, 12, 1), state="planned")
    assert year_of(read(client.get("/")))[0] == "ปีงบประมาณ 2569"


def test_year_of_demonstrations_says_so(client, read, publish):
    held_on(publish, dt.date(2026, 10, 1), programme__demonstration=True)
    assert year_of(read(client.get("/")))[0] == "ปีงบประมาณ 2570 ข้อมูลสมมติเพื่อสาธิต"


def test_years_without_events_show_no_numbers(client, read, publish):
    held_on(publish, dt.date(2022, 4, 26))
    assert year_of(read(client.get("/"))) == []


def test_programme_in_focus_is_one_that_runs_and_no_demonstration(client, read, db):
    ProgrammeFactory(title="เสร็จแล้ว", status="finished", first_fiscal_year=2572, last_fiscal_year=2572)
    ProgrammeFactory(title="สาธิต", demonstration=True, first_fiscal_year=2571, last_fiscal_year=2571)
    ProgrammeFactory(title="กำลังดำเนินการ", first_fiscal_year=2569, last_fiscal_year=2569)
    page = read(client.get("/"))
    assert text_of(page.select_one(".focus h3")) == "กำลังดำเนินการ"
    assert [text_of(title) for title in page.select(".programme-list h3")] == ["เสร็จแล้ว", "สาธิต"]


@pytest.mark.parametrize("items", [1, 3])
def test_home_costs_8_queries(items, client, publish, django_assert_num_queries):
    for _ in range(items):
        held_on(publish, dt.date(2026, 10, 1))
        EventFactory(state="planned")
    with django_assert_num_queries(8):
        client.get("/")


# -- programmes --------------------------------------------------------------------------------------------------------


def test_programmes_show_their_years_and_listed_events(client, read, db):
    programme = ProgrammeFactory(title="โครงการเปิด", first_fiscal_year=2569, last_fiscal_year=2570)
    EventFactory(programme=programme)
    EventFactory(programme=programme, is_public=False)
    ProgrammeFactory(title="โครงการปิด", is_public=False)
    rows = [text_of(row) for row in read(client.get("/programmes/")).select(".programme-list li")]
    assert rows == ["โครงการเปิด ปีงบประมาณ 2569 - 2570 · 1 กิจกรรม"]


def test_programme_shows_objectives_and_events(client, read, db):
    programme = ProgrammeFactory(slug="up", rationale="เหตุผล<b>", target_group="สหกรณ์ 100 แห่ง")
    ObjectiveFactory(programme=programme, text="เพื่อหนึ่ง")
    EventFactory(programme=programme, title="กิจกรรมหนึ่ง")
    page = read(client.get("/programmes/up/"))
    assert text_of(page.h1) == programme.title
    assert [text_of(part) for part in page.select("section p.prose, section .prose p")] == ["เหตุผล<b>", "เพื่อหนึ่ง"]
    assert [text_of(heading) for heading in page.select(".event-row h3")] == ["กิจกรรมหนึ่ง"]
    assert "สหกรณ์ 100 แห่ง" in text_of(page.select_one(".fact-list"))


@pytest.mark.parametrize("address", ["/programmes/nothing/", "/programmes/hidden/"])
def test_programme_that_is_not_public_is_404(address, client, db):
    ProgrammeFactory(slug="hidden", is_public=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_programme_list_costs_2_queries(items, client, django_assert_num_queries, db):
    for _ in range(items):
        EventFactory()
    with django_assert_num_queries(2):
        client.get("/programmes/")


@pytest.mark.parametrize("items", [1, 3])
def test_programme_costs_5_queries(items, client, publish, django_assert_num_queries):
    programme = ProgrammeFactory(slug="up")
    for _ in range(items):
        ObjectiveFactory(programme=programme)
        report_of(publish, programme=programme)
    with django_assert_num_queries(5):
        client.get("/programmes/up/")


# -- how far a programme has come, and where it went -------------------------------------------------------------------


def facts(page) -> list[str]:
    return [text_of(fact) for fact in page.select(".statistics-facts div")]


def test_programme_shows_how_far_it_has_come(client, read, publish):
    programme = ProgrammeFactory(slug="up", target_people=300, target_organisations=100)
    report_of(publish, people=10, programme=programme)
    report_of(publish, people=20, programme=programme)
    report_of(publish, people=70, programme=programme, demonstration=True)
    EventFactory(programme=programme)
    EventFactory(programme=programme, state="planned")
    EventFactory(programme=programme, state="cancelled")
    page = read(client.get("/programmes/up/"))
    assert facts(page) == [
        "กิจกรรมที่จัด 3 กิจกรรม",
        "กิจกรรมที่กำหนดจัด 1 กิจกรรม",
        "ผู้เข้าร่วมรวม 30 คน-ครั้ง เป้าหมาย 300 คน",
        "หน่วยงานที่เข้าร่วม 2 แห่ง เป้าหมาย 100 แห่ง",
    ]
    assert [text_of(note) for note in page.select(".table-note")] == [
        "คน-ครั้งนับผู้ที่เข้าร่วมหลายกิจกรรมทุกครั้ง ส่วนเป้าหมายเป็นจำนวนคน",
        "มี 1 กิจกรรมที่ยังไม่มียอดที่นับและเผยแพร่ จึงไม่รวมในตัวเลขนี้",
    ]


def test_programme_of_one_counted_event_counts_people_and_one_of_none_shows_its_target(client, read, publish):
    programme = ProgrammeFactory(slug="up", target_people=300)
    event = report_of(publish, people=10, programme=programme)
    assert facts(read(client.get("/programmes/up/")))[1:] == [
        "ผู้เข้าร่วมรวม 10 คน เป้าหมาย 300 คน",
        "หน่วยงานที่เข้าร่วม 1 แห่ง",
    ]
    publish(event, VersionKind.WITHDRAWAL, "ถอน", figures="none")
    EventFactory(programme=programme)
    assert facts(read(client.get("/programmes/up/")))[1:] == ["ผู้เข้าร่วมรวม เป้าหมาย 300 คน"]


def rename(programme, slug: str) -> None:
    programme.slug = slug
    programme.save()


def test_old_address_of_a_programme_leads_to_the_new_one(client, db):
    programme = ProgrammeFactory(slug="first")
    rename(programme, "second")
    rename(programme, "third")
    for old in ("first", "second"):
        response = client.get(f"/programmes/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/programmes/third/")
    response = client.get("/en/programmes/first/")
    assert (response.status_code, response["Location"]) == (301, "/en/programmes/third/")


def test_old_address_that_another_programme_has_now_is_that_programme(client, read, db):
    rename(ProgrammeFactory(slug="here"), "gone")
    other = ProgrammeFactory(slug="here")
    assert text_of(read(client.get("/programmes/here/")).h1) == other.title
    other.is_public = False
    other.save()
    assert client.get("/programmes/here/").status_code == 404


def test_old_address_of_a_hidden_programme_is_404(client, db):
    rename(ProgrammeFactory(slug="old", is_public=False), "new")
    assert client.get("/programmes/old/").status_code == 404
