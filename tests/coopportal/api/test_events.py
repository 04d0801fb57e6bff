"""Events in the API: the list with its filters, one event, its agenda and its figures."""

import datetime as dt

import pytest

from events.models import Document, VersionKind
from participants.services import indexing
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    ProgrammeFactory,
    ProvinceFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db


def event_on(day: dt.date, **fields):
    return EventDayFactory(event=EventFactory(**fields), date=day).event


def titles(answer) -> list[str]:
    return [row["title"] for row in answer[1]["results"]]


# -- the list ----------------------------------------------------------------------------------------------------------


def test_latest_event_stands_first_and_undated_last(ask):
    EventFactory(title="ไม่มีวัน")
    event_on(dt.date(2022, 4, 26), title="ก่อน")
    event_on(dt.date(2026, 8, 18), title="หลัง")
    assert titles(ask("/api/v1/events")) == ["หลัง", "ก่อน", "ไม่มีวัน"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "เดินรถ"}, ["ศึกษาดูงานเดินรถ"]),
        ({"year": 2565}, ["สัมมนาออนไลน์"]),
        ({"year": 2570}, ["ศึกษาดูงานเดินรถ"]),
        ({"year": 2600}, []),
        ({"programme": "two"}, ["ศึกษาดูงานเดินรถ"]),
        ({"kind": "seminar"}, ["สัมมนาออนไลน์"]),
        ({"format": "online"}, ["สัมมนาออนไลน์"]),
        ({"province": "90"}, ["ศึกษาดูงานเดินรถ"]),
        ({"kind": "seminar", "year": 2570}, []),
        ({"q": "\0"}, ["ศึกษาดูงานเดินรถ", "สัมมนาออนไลน์"]),
        ({"q": ""}, ["ศึกษาดูงานเดินรถ", "สัมมนาออนไลน์"]),
    ],
)
def test_filters_find_what_the_page_finds(query, found, ask, client, read):
    seminar = {"title": "สัมมนาออนไลน์", "kind": "seminar", "format": "online"}
    event_on(dt.date(2022, 4, 26), programme=ProgrammeFactory(slug="one"), **seminar)
    visit = {"title": "ศึกษาดูงานเดินรถ", "kind": "study_visit", "province": ProvinceFactory(code="90")}
    event_on(dt.date(2026, 10, 1), programme=ProgrammeFactory(slug="two"), **visit)
    indexing.rebuild_all()
    assert titles(ask("/api/v1/events", **query)) == found
    if query != {"year": 2600}:  # the page offers no year without events
        page = read(client.get("/events/", query, follow=True))
        assert [heading.get_text(strip=True) for heading in page.select(".event-row h3")] == found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"year": "abc"}, ["year"]),
        ({"year": 2026}, ["year"]),
        ({"year": "9" * 5000}, ["year"]),
        ({"kind": "party", "format": "x"}, ["kind", "format"]),
        ({"province": "zz"}, ["province"]),
        ({"province": "กรุงเทพ"}, ["province"]),
        ({"programme": "' OR 1=1"}, ["programme"]),
        ({"programme": "hidden"}, ["programme"]),
        ({"q": "ก" * 10_000}, ["q"]),
        ({"page": 0}, ["page"]),
        ({"page": "\0"}, ["page"]),
        ({"page_size": 10**9}, ["page_size"]),
        ({"page_size": -1}, ["page_size"]),
        ({"yeer": 2565}, ["yeer"]),
        ({"year": [2565, 2566]}, ["year"]),
    ],
)
def test_what_means_nothing_is_refused_and_named(query, names, ask):
    ProgrammeFactory(slug="hidden", is_public=False)
    status, answer = ask("/api/v1/events", **query)
    assert (status, [error["name"] for error in answer["errors"]]) == (400, names)


def test_a_refusal_says_in_thai_how_to_mend_it(ask):
    assert ask("/api/v1/events", kind="party") == (
        400,
        {
            "type": "about:blank",
            "title": "คำขอไม่ถูกต้อง",
            "status": 400,
            "detail": "โปรดตรวจตัวแปรในที่อยู่เว็บ",
            "errors": [
                {
                    "name": "kind",
                    "detail": "ใช้ค่าใดค่าหนึ่งต่อไปนี้: panel, seminar, training, workshop, briefing, study_visit",
                }
            ],
        },
    )


def test_long_list_is_cut_into_pages_that_lead_to_each_other(ask, settings):
    settings.SITE_URL = "https://portal.example.org"
    EventFactory.create_batch(5, kind="seminar")
    _, first = ask("/api/v1/events", kind="seminar", page_size=2)
    assert (first["count"], first["page"], first["pages"], len(first["results"])) == (5, 1, 3, 2)
    assert first["previous"] is None
    assert first["next"] == "https://portal.example.org/api/v1/events?kind=seminar&page_size=2&page=2"
    _, second = ask("/api/v1/events", kind="seminar", page_size=2, page=2)
    assert second["previous"].endswith("page=1")
    assert ask("/api/v1/events", page=4, page_size=2)[0] == 404
    assert ask("/api/v1/events", page=10**30)[0] == 404


def test_row_shows_headline_and_figure_of_a_published_report_only(ask, reported):
    ReportFactory(event=event_on(dt.date(2026, 4, 26)), headline="ร่าง")
    event = reported(people=1129)
    _, answer = ask("/api/v1/events")
    draft, row = answer["results"]
    assert (draft["has_report"], draft["headline"], draft["figure"]) == (False, "", None)
    assert (row["has_report"], row["headline"]) == (True, event.report.headline)
    assert row["figure"] == {"people": 1134, "kind": "preliminary"}  # and 5 named people without an office


def test_dates_are_of_the_christian_era_and_the_fiscal_year_is_not(ask):
    event_on(dt.date(2026, 10, 1))
    [row] = ask("/api/v1/events")[1]["results"]
    assert (row["first_day"], row["last_day"], row["fiscal_year"]) == ("2026-10-01", "2026-10-01", 2570)


def test_demonstration_says_so(ask):
    EventFactory(programme__demonstration=True)
    assert ask("/api/v1/events")[1]["results"][0]["demonstration"] is True


@pytest.mark.parametrize("items", [1, 3])
def test_list_costs_3_queries_and_1_for_each_name_to_look_up(items, ask, reported, django_assert_num_queries):
    programme, province = ProgrammeFactory(slug="one"), ProvinceFactory(code="10")
    for _ in range(items):
        reported(programme=programme, province=province)
    indexing.rebuild_all()
    with django_assert_num_queries(3):
        ask("/api/v1/events")
    with django_assert_num_queries(6):
        ask("/api/v1/events", programme="one", province="10", q="กิจกรรม")


# -- who sees what (design §5) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "/sessions", "/attendance"])
@pytest.mark.parametrize(
    ("fields", "versions", "status"),
    [
        ({"is_public": False}, [VersionKind.FIRST], 404),
        ({"programme__is_public": False}, [VersionKind.FIRST], 404),
        ({}, [VersionKind.FIRST, VersionKind.WITHDRAWAL], 410),
        ({}, [VersionKind.FIRST, VersionKind.WITHDRAWAL, VersionKind.CORRECTION], 200),
        ({}, [VersionKind.FIRST], 200),
    ],
)
def test_public_gets(fields, versions, status, address, ask, publish):
    event = EventFactory(announced_total=7, announced_source="ข่าว", **fields)
    for kind in versions:
        publish(event, kind, note="ตัวเลขผิด")
    got, answer = ask(f"/api/v1/events/{event.pk}{address}")
    assert got == status
    if status == 410:
        assert answer["detail"] == "ตัวเลขผิด"
    assert (len(ask("/api/v1/events")[1]["results"]) == 1) is (status == 200)


@pytest.mark.parametrize("number", ["0", "999999", "9223372036854775807", "9223372036854775808", "9" * 100])
def test_unknown_event_is_404(number, ask, db):
    assert ask(f"/api/v1/events/{number}")[0] == 404


def test_event_without_report_says_nothing_of_the_draft(ask):
    event = EventFactory(not_stated="ยังไม่ระบุ", announced_total=777, announced_source="ข่าว")
    ReportFactory(event=event, headline="พาดหัวลับ", lead="ความนำลับ")
    _, answer = ask(f"/api/v1/events/{event.pk}")
    assert (answer["report"], answer["attendance"]) == (None, None)
    for secret in ("ลับ", "777", "ยังไม่ระบุ"):
        assert secret not in str(answer)
    assert ask(f"/api/v1/events/{event.pk}/attendance")[0] == 404


def test_event_is_what_was_published_not_what_staff_type(ask, reported):
    event = reported(title="ชื่อที่เผยแพร่")
    event.title = "ชื่อที่กำลังแก้"
    event.save()
    assert ask(f"/api/v1/events/{event.pk}")[1]["title"] == "ชื่อที่เผยแพร่"


# -- one event ---------------------------------------------------------------------------------------------------------


def test_event_holds_report_agenda_and_speakers(ask, reported):
    event = reported()
    _, answer = ask(f"/api/v1/events/{event.pk}")
    assert answer["report"]["body"] == "<p>เนื้อข่าว</p>"
    assert [one["kind"] for one in answer["report"]["publications"]] == ["first"]
    assert [(day["date"], day["starts_at"], day["ends_at"]) for day in answer["days"]] == [
        ("2022-04-26", "09:00", "16:00")
    ]
    [session], [appearance] = answer["sessions"], answer["appearances"]
    assert session["key_points"] == "<p>สาระของหัวข้อ</p>"
    assert (appearance["session_id"], appearance["position"]) == (session["id"], "ผู้จัดการ")
    assert ask(f"/api/v1/events/{event.pk}/sessions")[1]["results"] == [session]


def test_photos_and_documents_have_public_addresses_only(ask, publish, settings):
    settings.SITE_URL = "https://portal.example.org"
    event = EventFactory()
    Document.objects.create(event=event, title="ลิงก์", link="https://example.org/a.pdf", is_public=True)
    Document.objects.create(event=event, title="ร้าย", link="javascript:alert(1)", is_public=True, sort_no=1)
    Document.objects.create(event=event, title="ภายใน", link="https://example.org/b.pdf", sort_no=2)
    version = publish(event)
    photo = {"id": 1, "width": 900, "height": 600, "caption": "", "alternative_text": "ภาพ", "credit": ""}
    version.content["photos"] = [{**photo, "renditions": {"960": "events/1/a-960.webp", "480": "events/1/a-480.webp"}}]
    version.save()
    _, answer = ask(f"/api/v1/events/{event.pk}")
    assert [document["url"] for document in answer["documents"]] == ["https://example.org/a.pdf", ""]
    assert answer["photos"][0]["files"] == [
        {"width": 480, "url": "https://portal.example.org/media/events/1/a-480.webp"},
        {"width": 960, "url": "https://portal.example.org/media/events/1/a-960.webp"},
    ]


@pytest.mark.parametrize(("address", "queries"), [("", 5), ("/sessions", 4), ("/attendance", 5)])
@pytest.mark.parametrize("items", [1, 3])
def test_event_costs_4_queries_and_1_for_its_figures(items, address, queries, ask, reported, django_assert_num_queries):
    programme = ProgrammeFactory()
    for _ in range(items):
        event = reported(programme=programme)
    with django_assert_num_queries(queries):
        ask(f"/api/v1/events/{event.pk}{address}")


# -- figures -----------------------------------------------------------------------------------------------------------


def test_figures_are_those_of_the_page(ask, reported):
    event = reported(people=20, figures="certified")
    _, found = ask(f"/api/v1/events/{event.pk}/attendance")
    assert (found["kind"], found["people"]) == ("certified", 25)
    assert [(one["role"], one["people"]) for one in found["roles"]] == [("participant", 25)]
    assert [(one["mode"], one["people"]) for one in found["modes"]] == [("room", 20), ("online", 5)]
    assert [(one["status"], one["people"]) for one in found["offices"]] == [("counted", 20)]
    assert found == ask(f"/api/v1/events/{event.pk}")[1]["attendance"]


def test_announced_figure_is_not_said_to_be_a_count(ask, publish):
    event = EventFactory(announced_total=1129, announced_source="ข่าว")
    AttendingOfficeFactory(event=event)
    publish(event)
    _, found = ask(f"/api/v1/events/{event.pk}/attendance")
    assert (found["kind"], found["announced"]["people"]) == ("announced", 1129)
    left_out = ("people", "taken_at", "offices_attending", "roles", "modes", "kinds", "regions", "offices")
    assert [key for key in left_out if found[key] is not None] == []


def test_small_parts_keep_a_table_back(ask, reported):
    event = reported(people=4)
    _, found = ask(f"/api/v1/events/{event.pk}/attendance")
    assert (found["modes"], found["people"]) == (None, 9)


def test_office_figures_can_be_switched_off(ask, reported, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    event = reported()
    _, found = ask(f"/api/v1/events/{event.pk}/attendance")
    assert (found["offices"], found["kinds"], found["people"]) == (None, None, 15)
