"""The list of offices, and the page of one office."""

import datetime as dt
import re

import pytest

from events.models import Event, VersionKind
from participants.models import OfficeState, PublishedOffice
from participants.services import indexing
from programmes.models import Organisation, OrganisationKind, Region, RegionScheme
from programmes.reference.load import load_reference
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    HeadCountFactory,
    OrganisationFactory,
    ProvinceFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db


def text_of(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


def rows_of(page) -> list[list[str]]:
    return [[text_of(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]


@pytest.fixture
def held(publish):
    """Publish an event at which offices had people (``None``: they did not take part)."""

    def held(people: dict, day: dt.date = dt.date(2022, 4, 26), **fields):
        event = EventDayFactory(date=day, **{f"event__{name}": value for name, value in fields.items()}).event
        ReportFactory(event=event)
        for body, number in people.items():
            if number is None:
                AttendingOfficeFactory(event=event, organisation=body, state=OfficeState.ABSENT)
            else:
                HeadCountFactory(office__event=event, office__organisation=body, people=number)
        publish(event)
        return event

    return held


# -- the list ----------------------------------------------------------------------------------------------------------


def test_offices_stand_in_official_order_with_how_often_they_took_part(client, read, held):
    first, second = OrganisationFactory(sort_no=10, name="ที่หนึ่ง"), OrganisationFactory(sort_no=20, name="ที่สอง")
    held({second: 5, first: None})
    held({second: 7})
    rows = [(row[0], row[-1]) for row in rows_of(read(client.get("/offices/")))]
    assert rows == [("ที่หนึ่ง", "0"), ("ที่สอง", "2")]


def test_cooperatives_are_listed_once_they_took_part_and_what_is_gone_is_not(client, read, held):
    came = OrganisationFactory(name="สหกรณ์ที่มา", kind=OrganisationKind.COOPERATIVE)
    OrganisationFactory(name="สหกรณ์ที่ไม่เคยมา", kind=OrganisationKind.COOPERATIVE)
    OrganisationFactory(name="ยุบแล้ว", active_to=dt.date(2020, 1, 1))
    OrganisationFactory(name="รวมแล้ว", merged_into=came)
    OrganisationFactory(name="สันนิบาต", kind=OrganisationKind.LEAGUE)
    held({came: 5})
    page = read(client.get("/offices/"))
    assert [row[0] for row in rows_of(page)] == ["สหกรณ์ที่มา"]
    assert [option["value"] for option in page.select("#id_kind option")] == ["", "cooperative"]
    assert page.select_one(".table-note a")["href"] == "/data/organisations/"


def test_cooperative_that_came_to_an_event_of_which_nothing_is_public_is_not_listed(client, read, held):
    hidden = held({OrganisationFactory(kind=OrganisationKind.COOPERATIVE): 5})
    withdrawn = held({OrganisationFactory(kind=OrganisationKind.COOPERATIVE): 5})
    assert len(rows_of(read(client.get("/offices/")))) == 2
    Event.objects.filter(pk=hidden.pk).update(is_public=False)
    withdrawn.versions.create(number=2, kind=VersionKind.WITHDRAWAL, public_note="ถอน")
    assert rows_of(read(client.get("/offices/"))) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=centre", ["ศูนย์"]),
        ("province=92", ["ตรัง"]),
        ("region=เขต 2", ["ตรัง"]),
        ("region=ส่วนกลาง", ["พื้นที่ 1"]),
        ("region=เขต 1", ["ศูนย์", "กอง"]),
        ("q=ตรัง", ["ตรัง"]),
        ("kind=centre&province=92", []),
        ("kind=nothing&region=ไม่มี&province=zz", ["พื้นที่ 1", "ศูนย์", "ตรัง", "กอง"]),
    ],
)
def test_filters_of_the_address(query, found, client, read):
    scheme = RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True)
    centre, one, two = (
        Region.objects.create(scheme=scheme, name=name, sort_no=number)
        for number, name in enumerate(("ส่วนกลาง", "เขต 1", "เขต 2"))
    )
    bangkok, trang = ProvinceFactory(code="10"), ProvinceFactory(code="92")
    area = OrganisationFactory(name="พื้นที่ 1", sort_no=1, province=bangkok, kind=OrganisationKind.AREA_OFFICE)
    OrganisationFactory(name="ศูนย์", sort_no=2, province=bangkok, kind=OrganisationKind.CENTRE)
    OrganisationFactory(name="ตรัง", sort_no=3, province=trang)
    OrganisationFactory(name="กอง", sort_no=4, province=None, kind=OrganisationKind.CENTRAL)
    centre.places.create(organisation=area, sort_no=1)
    one.places.create(province=bangkok, sort_no=1)
    two.places.create(province=trang, sort_no=1)
    indexing.rebuild_all()
    page = read(client.get(f"/offices/?{query}"))
    assert [row[0] for row in rows_of(page)] == found
    assert len(page.select(".notice")) == (1 if "nothing" in query else 0)


def test_department_its_central_units_and_bangkok_are_the_central_zone(client, read):
    load_reference()
    names = [row[0] for row in rows_of(read(client.get("/offices/?region=ส่วนกลาง")))]
    of_bangkok = [f"สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ {number}" for number in (1, 2)]
    central = Organisation.objects.filter(kind=OrganisationKind.CENTRAL).order_by("sort_no")
    assert names == ["กรมส่งเสริมสหกรณ์", *central.values_list("name", flat=True), *of_bangkok]


def test_province_stands_in_the_language_of_the_page(client, read):
    OrganisationFactory(name="ตรัง", province=ProvinceFactory(code="92", name="ตรัง", name_en="Trang"))
    indexing.rebuild_all()
    for prefix, name in (("", "ตรัง"), ("/en", "Trang")):
        page = read(client.get(f"{prefix}/offices/"))
        assert page.select_one("[name=province] option[value='92']").text.startswith(name)
        assert page.select_one("td.wide-only").text == name


@pytest.mark.parametrize("page", ["0", "2", "abc", "-1", "99999999999999999999"])
def test_page_that_is_not_there_is_404(page, client):
    OrganisationFactory()
    assert client.get("/offices/", {"page": page}).status_code == 404


def test_very_long_query_is_cut(client, read):
    assert len(read(client.get("/offices/", {"q": "ก" * 10_000})).select(".notice")) == 1


@pytest.mark.parametrize("items", [1, 3])
def test_list_costs_8_queries(items, client, held, django_assert_num_queries):
    for _ in range(items):
        held({OrganisationFactory(): 5})
    for query in ("", "?kind=unknown"):
        with django_assert_num_queries(8):
            client.get(f"/offices/{query}")


# -- one office --------------------------------------------------------------------------------------------------------


def test_office_shows_what_was_published_by_fiscal_year(client, read, held):
    office, other = OrganisationFactory(name="ตรัง"), OrganisationFactory()
    held({office: 12, other: 5}, dt.date(2022, 4, 26), title="ครั้งแรก")
    held({office: None, other: 5}, dt.date(2026, 8, 18), title="ครั้งหลัง")
    page = read(client.get(f"/offices/{office.pk}/"))
    assert [text_of(table.caption) for table in page.select(".office-year")] == ["ปีงบประมาณ 2569", "ปีงบประมาณ 2565"]
    assert rows_of(page.select(".office-year")[0]) == [["ครั้งหลัง", "18 ส.ค. 69", "ไม่ได้เข้าร่วม"]]
    assert rows_of(page.select(".office-year")[1]) == [["ครั้งแรก", "26 เม.ย. 65", "12"]]
    assert [text_of(fact) for fact in page.select(".fact-list dd")] == ["1 จาก 2 กิจกรรม", "12 คน-ครั้ง"]


def test_what_is_being_counted_does_not_show(client, read, held):
    office = OrganisationFactory()
    event = held({office: 12})
    event.offices.get().head_counts.update(people=99)
    AttendingOfficeFactory(event=event, organisation=(added := OrganisationFactory()))
    assert [row[-1] for row in rows_of(read(client.get(f"/offices/{office.pk}/")))] == ["12"]
    assert rows_of(read(client.get(f"/offices/{added.pk}/"))) == []


def test_events_that_are_not_public_or_were_withdrawn_are_left_out(client, read, held, publish):
    office = OrganisationFactory()
    withdrawn = held({office: 12})
    held({office: 12}, is_public=False)
    publish(withdrawn, VersionKind.WITHDRAWAL, "ถอน", figures="none")
    assert rows_of(read(client.get(f"/offices/{office.pk}/"))) == []
    assert [row[-1] for row in rows_of(read(client.get("/offices/")))] == ["0"]


def test_figures_of_offices_can_be_kept_back(client, read, held, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    office = OrganisationFactory()
    held({office: 1234})
    page = read(client.get(f"/offices/{office.pk}/"))
    assert [row[-1] for row in rows_of(page)] == ["เข้าร่วม"]
    assert "1,234" not in page.get_text()


def test_figures_outlive_a_rename(client, read, held):
    office = OrganisationFactory(name="ชื่อเดิม")
    held({office: 12})
    office.name = "ชื่อใหม่"
    office.save()
    page = read(client.get(f"/offices/{office.pk}/"))
    assert text_of(page.h1) == "ชื่อใหม่"
    assert "ชื่อเดิม" in text_of(page.select_one(".page-head"))


def test_merged_office_leads_to_the_one_that_stands_and_brings_its_events(client, read, held):
    kept = OrganisationFactory()
    old = OrganisationFactory()
    held({old: 12})
    old.merged_into = kept
    old.save()
    response = client.get(f"/offices/{old.pk}/")
    assert (response.status_code, response["Location"]) == (301, f"/offices/{kept.pk}/")
    assert [row[-1] for row in rows_of(read(client.get(f"/offices/{kept.pk}/")))] == ["12"]


def test_organiser_without_figures_shows_the_events_that_it_organised(client, read, held, publish):
    office, other = OrganisationFactory(), OrganisationFactory()
    old, hidden = held({other: 5}, title="จัดแล้ว"), held({other: 5}, is_public=False)
    planned = EventDayFactory(event__title="จะจัด", event__state="planned", date=dt.date(2027, 1, 5)).event
    for event in (old, hidden, planned):
        event.organisers.create(organisation=office)
    publish(old, VersionKind.CORRECTION, "ผู้จัด")
    indexing.rebuild_all()
    page = read(client.get(f"/offices/{office.pk}/"))
    assert [text_of(item) for item in page.select(".documents li")] == [
        "จะจัด สัมมนา · 5 มกราคม 2570 · กำหนดจัด",
        "จัดแล้ว สัมมนา · 26 เมษายน 2565",
    ]
    assert text_of(page.select_one(".empty h2")) == "ยังไม่มียอดผู้เข้าร่วมของหน่วยงานนี้ที่เผยแพร่"


def test_organiser_of_the_draft_alone_does_not_show(client, read, held):
    office = OrganisationFactory()
    held({OrganisationFactory(): 5}).organisers.create(organisation=office)
    indexing.rebuild_all()
    assert read(client.get(f"/offices/{office.pk}/")).select(".documents") == []


def test_organiser_whom_a_draft_drops_shows_until_the_draft_is_published(client, read, held, publish):
    office = OrganisationFactory()
    event = held({OrganisationFactory(): 5}, title="จัดแล้ว")
    event.organisers.create(organisation=office)
    publish(event, VersionKind.CORRECTION, "ผู้จัด")
    event.organisers.all().delete()
    indexing.rebuild_all()
    assert len(read(client.get(f"/offices/{office.pk}/")).select(".documents li")) == 1
    publish(event, VersionKind.CORRECTION, "แก้ผู้จัด")
    indexing.rebuild_all()
    assert read(client.get(f"/offices/{office.pk}/")).select(".documents") == []


def test_office_shows_what_it_organised_last_however_much_drafts_promise_it(client, read, held, publish):
    """Also what a body organised that was merged into it."""
    office = OrganisationFactory()
    old = OrganisationFactory(merged_into=office)
    for day in range(1, 12):
        event = EventDayFactory(event__state="planned", event__title=f"วันที่ {day}", date=dt.date(2027, 1, day)).event
        event.organisers.create(organisation=old)
    for _ in range(3):  # of the latest events, the drafts alone name it
        held({OrganisationFactory(): 5}, day=dt.date(2027, 2, 1)).organisers.create(organisation=office)
    indexing.rebuild_all()
    shown = read(client.get(f"/offices/{office.pk}/")).select(".documents li a")
    assert [text_of(link) for link in shown] == [f"วันที่ {day}" for day in range(11, 1, -1)]


def test_body_of_which_nothing_is_known_shows_neither_an_empty_box_nor_its_name_twice(client, read):
    body = OrganisationFactory(name="สันนิบาตสหกรณ์แห่งประเทศไทย", kind=OrganisationKind.LEAGUE, province=None, parent=None)
    page = read(client.get(f"/offices/{body.pk}/"))
    assert (page.select(".fact-list"), page.select(".tag")) == ([], [])


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999", "abc"])
def test_unknown_office_is_404(number, client):
    assert client.get(f"/offices/{number}/").status_code == 404


def test_search_leads_to_the_office(client, read):
    office = OrganisationFactory(name="สำนักงานสหกรณ์จังหวัดตรัง")
    indexing.rebuild_all()
    assert read(client.get("/search/?q=ตรัง")).select_one(".result h3 a")["href"] == f"/offices/{office.pk}/"


@pytest.mark.parametrize("items", [1, 3])
def test_office_costs_6_queries(items, client, held, django_assert_num_queries):
    office = OrganisationFactory()
    for _ in range(items):
        held({office: 5}).organisers.create(organisation=office)
    indexing.rebuild_all()
    with django_assert_num_queries(6):
        client.get(f"/offices/{office.pk}/")


def test_a_new_snapshot_takes_the_place_of_the_old_one(client, read, held, publish):
    office = OrganisationFactory()
    event = held({office: 12})
    event.offices.get().head_counts.update(people=15)
    publish(event, VersionKind.CORRECTION, "แก้จำนวน")
    assert [row[-1] for row in rows_of(read(client.get(f"/offices/{office.pk}/")))] == ["15"]
    assert PublishedOffice.objects.count() == 1
