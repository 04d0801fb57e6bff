"""The search page, and the list of events that is searched."""

import datetime as dt
import time
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.utils import translation

from events.models import VersionKind
from participants.services import indexing
from programmes.models import SearchEntry
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProvinceFactory,
    ReportFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, read):
    """Return the page that answers a query."""

    def ask(query: str = "", path: str = "/search/", **asked: object) -> BeautifulSoup:
        response = client.get(path, {"q": query, **asked}, follow=True)
        assert response.status_code == 200
        return read(response)

    return ask


def headings(page: BeautifulSoup) -> list[str]:
    return [" ".join(heading.get_text().split()) for heading in page.select(".event-row h3")]


@pytest.fixture
def report(publish):
    """A published report with a speaker."""
    event = EventFactory(
        title="เสวนาเดินรถ", province=ProvinceFactory(code="50"), programme__title="โครงการรถ", programme__slug="buses"
    )
    EventDayFactory(event=event)
    AppearanceFactory(
        event=event, speaker=SpeakerFactory(first_name="อาภากร", last_name="มินวงษ์"), position="ที่ปรึกษาการเดินรถ"
    )
    ReportFactory(event=event, lead="<p>ความนำ & การเดินรถ <b>ไทย</b></p>")
    publish(event)
    return event


def test_page_without_a_query_says_how_to_search(ask):
    page = ask()
    assert page.h1.get_text(strip=True) == "ค้นหา"
    assert len(page.select(".empty")) == 1
    assert headings(page) == []


def test_all_kinds_are_found_on_one_page(ask, report):
    OrganisationFactory(name="สหกรณ์เดินรถ")
    ProgrammeFactory(title="โครงการเดินรถ")
    indexing.rebuild_all()
    assert headings(ask("เดินรถ")) == ["เสวนาเดินรถ", "โครงการเดินรถ", "สหกรณ์เดินรถ", "อาภากร มินวงษ์"]


def test_results_lead_to_their_pages(ask, report):
    ProgrammeFactory(title="โครงการเดินรถ", slug="bus-2")
    indexing.rebuild_all()
    links = [link["href"] for link in ask("เดินรถ").select(".event-row a")]
    here, speaker = f"/events/{report.pk}/", f"/speakers/{report.appearances.get().speaker_id}/"
    assert links == [here, "/programmes/bus-2/", speaker, here]  # the last one beside the speaker


def test_passage_has_the_match_marked_and_nothing_else_as_html(ask, report):
    indexing.rebuild_all()
    row = ask("เดินรถ").select(".event-row")[0]
    assert [mark.get_text() for mark in row.select("mark")] == ["เดินรถ", "เดินรถ"]
    assert row.select_one(".excerpt").get_text() == "ความนำ & การเดินรถ ไทย"
    assert row.select("b") == row.select(".date-block b")


@pytest.mark.parametrize("typed", ["rides-1", "seminar", "เสวนา seminar", "เทเวศร์", "โครงการรถ"])
def test_match_in_what_is_no_text_to_read_on_in_shows_the_lead(ask, publish, typed):
    event = EventFactory(title="เสวนาเดินรถ", code="rides-1", kind="seminar", programme__title="โครงการรถ")
    EventDayFactory(event=event, venue="เทเวศร์")
    ReportFactory(event=event, lead="<p>ความนำของรายงาน</p>", body="<p>เนื้อข่าว</p>")
    publish(event)
    indexing.rebuild_all()
    assert [one.get_text() for one in ask(typed, what="event").select(".excerpt")] == ["ความนำของรายงาน"]


@pytest.mark.parametrize(("path", "place"), [("/search/", "เชียงใหม่"), ("/en/search/", "Chiang Mai")])
def test_province_is_found_in_the_languages_of_the_pages(ask, path, place):
    province = ProvinceFactory(code="50", name="เชียงใหม่", name_en="Chiang Mai")
    EventFactory(title="เสวนาเดินรถ", province=province, programme__title="โครงการรถ")
    OrganisationFactory(name="นิคมสหกรณ์", province=province, parent=OrganisationFactory(name="กรม"), kind="settlement")
    indexing.rebuild_all()
    for typed in ("Chiang Mai", "เชียงใหม่"):
        page = ask(typed, path)
        assert headings(page) == ["เสวนาเดินรถ", "นิคมสหกรณ์"]
        assert page.select(".excerpt") == []
        metas = [" ".join(meta.get_text().split()) for meta in page.select(".meta")]
        assert metas[0] == f"{place} · โครงการรถ"
        assert metas[1].split(" · ")[1:] == [place, "กรม"]


def test_text_of_a_reader_is_escaped(ask):
    page = ask('<script>alert("x")</script> ไม่มี')
    assert page.find_all("script", src=False) == []
    assert "<script>" in page.select_one(".empty h2").get_text()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": 2565}, ["เสวนาเดินรถ"]),
        ({"year": 2570}, ["อบรมเดินรถ"]),
        ({"kind": "training"}, ["อบรมเดินรถ"]),
        ({"province": "50"}, ["เสวนาเดินรถ"]),
        ({"programme": "buses"}, ["เสวนาเดินรถ"]),
        ({"what": "event"}, ["อบรมเดินรถ", "เสวนาเดินรถ"]),
        ({"what": "organisation"}, ["สหกรณ์เดินรถ"]),
        ({"what": "organisation", "year": 2565}, []),
    ],
)
def test_filters(ask, asked, found):
    event = EventFactory(title="เสวนาเดินรถ", province=ProvinceFactory(code="50"), programme__slug="buses")
    EventDayFactory(event=event)
    EventDayFactory(event=EventFactory(title="อบรมเดินรถ", kind="training"), date=dt.date(2026, 10, 1))
    OrganisationFactory(name="สหกรณ์เดินรถ")
    indexing.rebuild_all()
    assert headings(ask("เดินรถ", **asked)) == found


@pytest.mark.parametrize("typed", ["อาภาก", "มินวง", "นายอาภาก มินวง"])
def test_part_of_a_name_finds_the_speaker_and_the_event(ask, report, typed):
    indexing.rebuild_all()
    assert headings(ask(typed)) == ["อาภากร มินวงษ์", "เสวนาเดินรถ"]
    assert headings(ask(typed, "/events/")) == ["เสวนาเดินรถ"]


@pytest.mark.parametrize(
    "typed", ["26 เม.ย. 65", "26/4/2565", "๒๖ เมษายน ๒๕๖๕", "26 April 2022", "เมษายน 2565", "เดินรถ เม.ย. 65"]
)
@pytest.mark.parametrize("path", ["/search/", "/events/"])
def test_day_finds_its_events_and_no_others(ask, report, typed, path):
    other = EventDayFactory(event__title="เสวนาเดินรถอีกวัน", date=dt.date(2022, 5, 26)).event
    EventDayFactory(event=other, date=dt.date(2022, 6, 4))
    indexing.rebuild_all()
    assert headings(ask(typed, path)) == ["เสวนาเดินรถ"]


def test_kind_of_an_event_finds_it_whatever_the_language_of_whom_entered_it(ask):
    with translation.override("en"):
        EventFactory(title="บัญชีสหกรณ์", kind="training")
        indexing.rebuild_all()
    EventFactory(title="บัญชีร้านค้า", kind="panel")
    assert headings(ask("อบรม บัญชี")) == ["บัญชีสหกรณ์"]


def test_every_day_of_an_event_finds_it(ask):
    event = EventDayFactory(event__title="อบรมสองวัน", date=dt.date(2027, 1, 12)).event
    EventDayFactory(event=event, date=dt.date(2027, 1, 13))
    indexing.rebuild_all()
    asked = ["12/1/2570", "13 ม.ค. 70", "12 - 13 ม.ค. 70", "10 - 12 มกราคม 2570", "14 ม.ค. 70"]
    assert [headings(ask(typed)) for typed in asked] == [["อบรมสองวัน"]] * 4 + [[]]


def test_event_that_was_moved_in_a_draft_is_found_by_its_published_day(ask, report):
    report.days.update(date=dt.date(2022, 5, 3))
    indexing.rebuild_all()
    assert (headings(ask("26/4/2565")), headings(ask("3/5/2565"))) == (["เสวนาเดินรถ"], [])


@pytest.mark.parametrize("path", ["/search/", "/events/", "/speakers/"])
def test_nothing_found_says_what_else_to_type(ask, path):
    lines = [" ".join(line.get_text().split()) for line in ask("ไม่มีคำนี้", path).select(".empty p")]
    assert lines[:2] == [
        "ตรวจตัวสะกด หรือลองค้นด้วยคำที่สั้นลงหรือน้อยคำลง",
        "ชื่อหรือนามสกุลพิมพ์เพียงบางส่วนก็ได้ ตั้งแต่ 3 ตัวอักษรที่ติดกัน จะมีคำนำหน้าหรือไม่ก็ได้",
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ก", "พิมพ์คำตั้งแต่ 2 ตัวอักษรขึ้นไป"),
        ("กำ", "ไม่พบข้อมูลที่ตรงกับ “กำ”"),
        ("32/13/2565", "ไม่พบข้อมูลที่ตรงกับ “32/13/2565” ไม่มีวันที่ “32/13/2565” ในปฏิทิน"),
        ("เดินรถ ๓๑ ก.พ. ๖๕", "ไม่พบข้อมูลที่ตรงกับ “เดินรถ ๓๑ ก.พ. ๖๕” ไม่มีวันที่ “๓๑ ก.พ. ๖๕” ในปฏิทิน"),
        ("28 ก.พ. 65", "ไม่พบข้อมูลที่ตรงกับ “28 ก.พ. 65”"),
    ],
)
def test_nothing_found_says_what_is_too_short_and_what_is_no_day(ask, typed, first):
    empty = " ".join(ask(typed).select_one(".empty").get_text().split())
    advice = "ชื่อหรือนามสกุล" if typed == "ก" else "ตรวจตัวสะกด"  # who typed too little is not told to type less
    assert empty.startswith(f"{first} {advice}")


def test_letter_that_is_a_word_of_a_text_is_found(ask):
    EventFactory(title="อบรมกลุ่ม ก")
    indexing.rebuild_all()
    assert headings(ask("ก")) == ["อบรมกลุ่ม ก"]


def test_words_that_find_nothing_together_are_offered_alone(ask, report):
    indexing.rebuild_all()
    links = ask("เดินรถ ไม่มีคำนี้ 26/4/65").select(".empty a")
    assert [(link["href"], link.get_text()) for link in links] == [
        (f"?q={quote('เดินรถ')}", "เดินรถ"),
        ("?q=26/4/65", "26/4/65"),
    ]
    assert [link.find_parent("li").get_text(" ", strip=True) for link in links] == [
        "เดินรถ (2 รายการ)",
        "26/4/65 (1 รายการ)",
    ]
    assert ask("เดินรถ ไม่มี คำ นี้ เลย").select(".empty a") == []


@pytest.mark.parametrize("path", ["/search/", "/events/"])
def test_unfinished_word_is_found_where_nothing_else_is_and_the_page_says_so(ask, report, path):
    indexing.rebuild_all()
    begun, whole = ask("การเดินร", path), ask("การเดินรถ", path)
    assert headings(begun) == headings(whole)
    assert [[" ".join(notice.get_text().split()) for notice in page.select(".notice")] for page in (begun, whole)] == [
        ["ไม่พบคำที่ตรงกับที่พิมพ์ทุกตัวอักษร จึงแสดงรายการที่มีคำขึ้นต้นเหมือนคำสุดท้ายที่พิมพ์"],
        [],
    ]


def test_unfinished_word_is_marked_to_its_end(ask, report):
    indexing.rebuild_all()
    assert [mark.get_text() for mark in ask("การเดินร", what="event").select("mark")] == ["การเดินรถ"]


def test_unfinished_word_is_looked_for_within_the_filters(ask, report):
    indexing.rebuild_all()
    assert headings(ask("เสวนาเดินร", year=2565, what="event")) == ["เสวนาเดินรถ"]
    page = ask("เสวนาเดินร", kind="training")
    assert (headings(page), page.select(".notice")) == ([], [])
    facets = ask("เสวนาเดินร", "/events/").select("#id_year option")
    assert [option.get_text() for option in facets] == ["ทั้งหมด (1)", "2565 (1)"]


def test_pages_of_unfinished_words(ask, client):
    for number in range(23):
        EventFactory(title=f"เสวนาเดินรถ {number}")
    indexing.rebuild_all()
    for path in ("/search/", "/events/"):
        first, second = ask("เสวนาเดินร", path), ask("เสวนาเดินร", path, page=2)
        assert [len(headings(first)), len(headings(second))] == [20, 3]
        assert client.get(path, {"q": "เสวนาเดินร", "page": 3}).status_code == 404


def test_nothing_found_offers_the_search_without_filters(ask, report):
    indexing.rebuild_all()
    assert ask("เดินรถ", year=2565, what="programme").select_one(".empty a")["href"] == f"?q={quote('เดินรถ')}"
    assert ask("ไม่มีคำนี้").select(".empty a") == []


def test_filter_that_means_nothing_is_left_out_and_named(ask, report):
    indexing.rebuild_all()
    page = ask("เสวนา", year="2565x", programme="no-such")
    assert len(page.select(".notice")) == 1
    assert headings(page) == ["เสวนาเดินรถ", "อาภากร มินวงษ์"]


def test_pages_have_twenty_results(ask, client):
    for number in range(23):
        EventFactory(title=f"เสวนาเดินรถ {number}")
    indexing.rebuild_all()
    first, second = ask("เดินรถ"), ask("เดินรถ", page=2)
    assert [len(headings(first)), len(headings(second))] == [20, 3]
    assert len({*headings(first), *headings(second)}) == 23
    assert "page=2" in first.select_one(".pager a")["href"]
    assert client.get("/search/", {"q": "เดินรถ", "page": 3}).status_code == 404


@pytest.mark.parametrize("page", ["x", "02", "๒", "+2", " 2", "2.0", "9" * 5000])
def test_page_has_one_address(page, client):
    for number in range(23):
        EventDayFactory(event=EventFactory(title=f"เดินรถ {number}"))
    indexing.rebuild_all()
    assert client.get("/search/", {"q": "เดินรถ", "page": page}).status_code == 404
    assert client.get("/events/", {"page": page}).status_code == 404


@pytest.mark.parametrize("path", ["/search/", "/events/", "/en/search/"])
@pytest.mark.parametrize("letters", ["ก", "เดินรถ", "นํ้า ", "a ", "\u200b", "์"])
def test_very_long_query_is_answered_at_once_and_says_it_was_cut(ask, path, letters):
    ask("อุ่นเครื่อง", path)
    start = time.process_time()
    page = ask((letters * 100_000)[:100_000], path)
    assert time.process_time() - start < 20  # half a second; what grows with the square takes minutes
    assert len(page.select(".notice")) == (0 if letters in "\u200b์" else 1)  # nothing is left of those to read


def events_beside(page: BeautifulSoup) -> list[list[str]]:
    return [[link.get_text() for link in row.select(".meta a")] for row in page.select(".result")]


def test_speaker_who_was_merged_into_another_is_found_with_all_events(ask):
    kept = AppearanceFactory(speaker__first_name="กมล", event=EventDayFactory(event__title="หนึ่ง").event).speaker
    AppearanceFactory(speaker=SpeakerFactory(first_name="กมล", merged_into=kept), event=EventFactory(title="สอง"))
    alone = SpeakerFactory(first_name="กมล")
    AppearanceFactory(speaker=SpeakerFactory(first_name="กมล", merged_into=alone), event=EventFactory(title="สาม"))
    indexing.rebuild_all()
    assert events_beside(ask("กมล", what="speaker")) == [["หนึ่ง", "สอง"], ["สาม"]]


def test_speaker_is_found_with_the_events_of_the_published_reports(ask, report):
    appearance = report.appearances.get()
    appearance.delete()
    indexing.rebuild_all()
    assert events_beside(ask("อาภากร", what="speaker")) == [["เสวนาเดินรถ"]]


def test_speaker_is_not_found_with_an_event_that_only_a_draft_says(ask, report):
    speaker = AppearanceFactory(event=EventFactory(title="อื่น"), speaker__first_name="กมล").speaker
    AppearanceFactory(event=report, speaker=speaker)
    indexing.rebuild_all()
    assert events_beside(ask("กมล", what="speaker")) == [["อื่น"]]


def test_event_that_is_no_longer_public_is_not_shown_whatever_the_index_says(ask, report):
    indexing.rebuild_all()
    type(report).objects.update(is_public=False)
    assert headings(ask("เดินรถ")) == []
    assert headings(ask("เดินรถ", "/events/")) == []


def test_withdrawn_report_is_not_shown(ask, report, publish):
    publish(report, VersionKind.WITHDRAWAL, "ถอน")
    indexing.rebuild_all()
    assert headings(ask("เดินรถ")) == []


def test_index_entry_of_nothing_is_not_shown(ask, report):
    indexing.rebuild_all()
    SearchEntry.objects.update(object_id=999)
    assert headings(ask("เดินรถ")) == []


def test_search_engines_leave_results_alone(ask):
    assert ask("เดินรถ").select_one("meta[name=robots]")["content"] == "noindex"


def world(size: int, publish) -> None:
    """Make ``size`` things of every kind."""
    for number in range(size):
        event = EventFactory(title=f"เสวนาเดินรถ {number}")
        EventDayFactory(event=event)
        AppearanceFactory(event=event, topic="เดินรถ")
        ReportFactory(event=event)
        publish(event)
        OrganisationFactory(name=f"สหกรณ์เดินรถ {number}")
        ProgrammeFactory(title=f"โครงการเดินรถ {number}")
    indexing.rebuild_all()


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_a_search_do_not_grow(size, client, publish, django_assert_num_queries):
    world(size, publish)
    index = {"sqlite": 4, "postgresql": 1}[connection.vendor]
    with django_assert_num_queries(3 + 1 + index + 5):  # form, names of bodies, what the things are
        assert client.get("/search/?q=เดินรถ").status_code == 200


def test_queries_where_nothing_is_found(client, db, django_assert_num_queries):
    with django_assert_num_queries(3 + 4 + 2 * 4):  # form, all words, each word: as they are, and unfinished
        client.get("/search/?q=ไม่มี คำเหล่านี้")
    with django_assert_num_queries(3 + 4):
        client.get("/search/?q=ไม่มี คำ นี้ อยู่ เลย")
    with django_assert_num_queries(3 + 2):  # too short to be the beginning of a word
        client.get("/search/?q=ปู")


def test_queries_where_unfinished_words_are_found(client, publish, django_assert_num_queries):
    world(3, publish)
    index = {"sqlite": 4, "postgresql": 1}[connection.vendor]
    with django_assert_num_queries(3 + 2 + 1 + index + 5):  # form, as they are, unfinished, what the things are
        assert client.get("/search/?q=เดินร").status_code == 200


@pytest.mark.parametrize("query", ["", "?kind=unknown"])
def test_queries_of_the_empty_page(client, query, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(f"/search/{query}")


# -- the list of events ------------------------------------------------------------------------------------------------


def test_list_of_events_is_searched_by_words_of_the_report(ask, report):
    EventDayFactory(event=EventFactory(title="การเดินรถ"), date=dt.date(2026, 10, 1))
    indexing.rebuild_all()
    assert headings(ask("เดินรถ", "/events/")) == ["การเดินรถ", "เสวนาเดินรถ"]
    assert headings(ask("ความนำ", "/events/")) == ["เสวนาเดินรถ"]
    assert headings(ask("อาภากร", "/events/", year=2565)) == ["เสวนาเดินรถ"]


def test_address_of_the_form_loses_what_is_empty(client, db):
    response = client.get("/search/?q=รถ&what=&programme=&year=&kind=&province=")
    assert (response.status_code, response["location"]) == (302, f"/search/?q={quote('รถ')}")
    assert client.get("/search/?q=")["location"] == "/search/"
