"""The statistics page: what the published figures add up to."""

import csv
import datetime as dt
import re
from io import StringIO

import pytest

from events.models import Event, VersionKind
from programmes.models import OrganisationKind, Region, RegionScheme
from tests.factories import (
    EventDayFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProvinceFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db
IN_2565 = dt.date(2022, 4, 26)


def text_of(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


def table(page, caption: str) -> list[list[str]]:
    found = next(one for one in page.find_all("table") if caption in one.caption.get_text())
    return [[text_of(cell) for cell in row.select("th, td")] for row in found.select("tbody tr")]


@pytest.fixture
def held(publish):
    """Publish an event with so many people of each office, and others without an office."""

    def held(people: dict, day: dt.date = IN_2565, without_office: int = 0, **fields):
        event = EventDayFactory(date=day, **{f"event__{name}": value for name, value in fields.items()}).event
        ReportFactory(event=event)
        for body, number in people.items():
            HeadCountFactory(office__event=event, office__organisation=body, people=number)
        for _ in range(without_office):
            ParticipantFactory(event=event)
        publish(event)
        return event

    return held


@pytest.fixture
def year_of_three(held):
    """Two events with figures and one without, in the fiscal year 2565."""
    province, cooperative = OrganisationFactory(), OrganisationFactory(kind=OrganisationKind.COOPERATIVE)
    held({province: 10, cooperative: 20})
    held({province: 5}, without_office=7)
    held({}, announced_total=1129, announced_source="ข่าว")


def test_sums_of_a_year(client, read, year_of_three):
    page = read(client.get("/statistics/"))
    assert [text_of(fact) for fact in page.select(".statistics-facts dd")] == ["3 กิจกรรม", "42 คน-ครั้ง", "2 แห่ง"]
    assert "1 กิจกรรม" in text_of(page.select_one(".table-note"))
    assert table(page, "จำแนกตามประเภท") == [
        ["สำนักงานสหกรณ์จังหวัด", "1", "15"],
        ["สหกรณ์", "1", "20"],
        ["ไม่ระบุ", "0", "7"],
    ]


def test_announced_figures_are_named_beside_the_sums_that_leave_them_out(client, read, year_of_three):
    note = read(client.get("/statistics/")).select(".table-note")[1]
    [link] = note.select("a")
    assert text_of(note.p) == "ในจำนวนนี้ 1 กิจกรรมมีเพียงยอดที่แถลง ซึ่งไม่ได้นำมารวม ได้แก่"
    assert text_of(note.li) == f"{text_of(link)} 1,129 คน"
    assert "ยอดที่แถลง" in text_of(read(client.get(link["href"])).select_one(".headline"))


def test_a_few_announced_figures_are_named_and_the_rest_stands_in_the_list(client, read, held):
    for number in range(6):
        held({}, announced_total=100 + number, announced_source="ข่าว")
    items = read(client.get("/statistics/")).select(".table-note li")
    assert [text_of(item).rpartition(" ")[0].rpartition(" ")[2] for item in items[:5]] == [
        "105",
        "104",
        "103",
        "102",
        "101",
    ]
    assert [link["href"] for link in items[5].select("a")] == ["/events/?year=2565"]


def test_years_stand_latest_first_and_one_is_chosen(client, read, year_of_three, held):
    held({OrganisationFactory(): 8}, dt.date(2026, 8, 18))
    page = read(client.get("/statistics/?year=2565"))
    assert table(page, "ตามปีงบประมาณ") == [["2569", "1", "1", "8"], ["2565", "3", "2", "42"]]
    assert text_of(page.select_one("#year-heading")) == "ปีงบประมาณ 2565"
    assert text_of(read(client.get("/statistics/")).select_one("#year-heading")) == "ปีงบประมาณ 2569"


@pytest.mark.parametrize("year", ["9999", "๒๕๖๕", "abc", "-1", "9" * 5000])
def test_year_that_cannot_be_is_named_and_left_out(year, client, read, year_of_three):
    page = read(client.get("/statistics/", {"year": year}))
    assert len(page.select(".notice")) == 1
    assert text_of(page.select_one("#year-heading")) == "ปีงบประมาณ 2565"


def test_regions_stand_in_official_order(client, read, held):
    scheme = RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True)
    people = {}
    for number, name in ((2, "เขต 2"), (1, "เขต 1")):
        province = ProvinceFactory(code=f"1{number}")
        Region.objects.create(scheme=scheme, name=name, sort_no=number).places.create(province=province, sort_no=1)
        people[OrganisationFactory(province=province, sort_no=10 - number)] = number * 10
    held(people)
    page = read(client.get("/statistics/"))
    assert table(page, "จำแนกตามเขตตรวจราชการ") == [["เขต 1", "1", "10"], ["เขต 2", "1", "20"]]
    assert len(page.select(".chart svg")) == 2


def test_only_published_figures_of_public_events_count(client, read, held, publish):
    office = OrganisationFactory()
    event = held({office: 10})
    held({office: 100}, is_public=False)
    withdrawn = held({office: 1000})
    publish(withdrawn, VersionKind.WITHDRAWAL, "ถอน", figures="none")
    event.offices.get().head_counts.update(people=99)
    assert table(read(client.get("/statistics/")), "ตามปีงบประมาณ") == [["2565", "1", "1", "10"]]


def test_invented_events_are_left_out_beside_a_real_one(client, read, held):
    held({OrganisationFactory(): 10}, demonstration=True)
    assert len(read(client.get("/statistics/")).select(".banner")) == 1
    held({OrganisationFactory(): 7})
    page = read(client.get("/statistics/"))
    assert page.select(".banner") == []
    assert table(page, "ตามปีงบประมาณ") == [["2565", "1", "1", "7"]]


def test_sums_of_groups_can_be_kept_back(client, read, year_of_three, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    page = read(client.get("/statistics/"))
    assert [text_of(one.caption) for one in page.find_all("table")] == ["จำนวนกิจกรรมและผู้เข้าร่วม (คน-ครั้ง) ตามปีงบประมาณ"]
    assert text_of(page.select(".statistics-facts dd")[1]) == "42 คน-ครั้ง"


def test_csv_says_the_same(client, year_of_three):
    response = client.get("/statistics/?year=2565&format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    announced = Event.objects.get(announced_total=1129)
    assert [(row[0], row[1], row[5], row[6]) for row in rows[1:]] == [
        ("ตามปีงบประมาณ", "2565", "2", "42"),
        ("ยอดที่แถลง", announced.title, "", "1129"),
        ("จำแนกตามประเภทหน่วยงาน", "สำนักงานสหกรณ์จังหวัด", "1", "15"),
        ("จำแนกตามประเภทหน่วยงาน", "สหกรณ์", "1", "20"),
        ("จำแนกตามประเภทหน่วยงาน", "ไม่ระบุ", "0", "7"),
    ]


def test_page_without_events_says_so(client, read):
    assert len(read(client.get("/statistics/")).select(".empty")) == 1
    assert client.get("/statistics/?format=csv").status_code == 200


@pytest.mark.parametrize("items", [1, 3])
def test_statistics_cost_6_queries(items, client, held, django_assert_num_queries):
    for _ in range(items):
        held({OrganisationFactory(): 10})
    client.get("/statistics/")  # the chart is drawn and kept
    for query in ("", "?year=unknown"):
        with django_assert_num_queries(6):
            client.get(f"/statistics/{query}")


@pytest.mark.parametrize("items", [1, 3])
def test_what_was_announced_costs_2_queries(items, client, held, django_assert_num_queries):
    for _ in range(items):
        held({}, announced_total=1129, announced_source="ข่าว")
    with django_assert_num_queries(8):
        client.get("/statistics/")


def test_offices_of_a_year_without_a_count_are_not_said_to_be_none(client, read, held):
    held({}, announced_total=1129, announced_source="ข่าว")
    page = read(client.get("/statistics/?year=2565"))
    facts = [text_of(fact) for fact in page.select(".statistics-facts dd")]
    assert facts == ["1 กิจกรรม", "ไม่ระบุ", "ไม่ระบุ"]
    rows = list(csv.reader(StringIO(client.get("/statistics/?year=2565&format=csv").content.decode("utf-8-sig"))))
    assert [(row[5], row[7]) for row in rows[1:]] == [("", ""), ("", "ไม่ได้นำมารวม")]


def test_every_year_has_its_offices_in_the_file_whichever_is_shown(client, held):
    body = OrganisationFactory()
    held({body: 10, OrganisationFactory(): 5})
    held({body: 20}, day=dt.date(2023, 4, 26))
    for shown in ("2565", "2566"):
        file = client.get(f"/statistics/?year={shown}&format=csv").content.decode("utf-8-sig")
        years = [row[1:7] for row in csv.reader(StringIO(file)) if row[0] == "ตามปีงบประมาณ"]
        assert years == [["2566", "2566", "1", "1", "1", "20"], ["2565", "2565", "1", "1", "2", "15"]]
