"""The figures of an event as CSV and JSON: those of its page, to the last digit."""

import csv
import datetime as dt
import json
from io import StringIO

import pytest

from events.models import VersionKind
from participants.models import Mode, PersonRole
from programmes.models import OrganisationKind, Region, RegionPlace, RegionScheme
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProvinceFactory,
    ReportFactory,
)

SITE = "https://portal.example.org"
FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def event(db):
    """Offices in two regions, one counted under another, one silent, one absent, people of no office, all announced."""
    event = EventDayFactory(
        event__code="bus-2565-01",
        event__title="เสวนา “รถร่วม”",
        event__announced_total=1129,
        event__announced_source="ข่าว",
        event__announced_on=dt.date(2022, 4, 26),
        event__announced_includes="เจ้าหน้าที่โครงการ",
    ).event
    ReportFactory(event=event)
    scheme = RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True)
    regions = [Region.objects.create(scheme=scheme, name=f"เขต {n}", sort_no=n) for n in (1, 2)]

    def office(region: int, name: str, *, people: int = 0, **fields):
        organisation = OrganisationFactory(name=name, province=ProvinceFactory(), kind=fields.pop("kind", "provincial"))
        place = {"region": regions[region], "organisation": organisation, "sort_no": organisation.sort_no}
        RegionPlace.objects.create(**place)
        if not people:
            return AttendingOfficeFactory(event=event, organisation=organisation, **fields)
        return HeadCountFactory(
            office__event=event,
            office__organisation=organisation,
            people=people,
            **{f"office__{name}": value for name, value in fields.items()},
        ).office

    first = office(0, "สำนักงานหนึ่ง", people=901)
    HeadCountFactory(office=first, role=PersonRole.STAFF, mode=Mode.ONSITE, people=6)
    office(0, FORMULA, people=33, counted_under=first, kind=OrganisationKind.CENTRAL)
    office(1, "สำนักงานสอง", people=150, kind=OrganisationKind.CENTRAL)
    office(1, "สำนักงานสาม")
    office(1, "สำนักงานสี่", state="absent")
    ParticipantFactory.create_batch(7, event=event, first_name="ชื่อลับ")
    return event


@pytest.fixture
def files(client):
    """Read both files of an event: the rows of the one by column, the other as it is."""

    def files(event) -> tuple[list[dict[str, str]], dict]:
        text = client.get(f"/events/{event.pk}/attendance.csv").content.decode("utf-8-sig")
        answer = json.loads(client.get(f"/events/{event.pk}/attendance.json").content)
        return list(csv.DictReader(StringIO(text, newline=""))), answer

    return files


def number(text: str) -> float | None:
    """Read a figure of the page, of a file, or none."""
    digits = text.strip().replace(",", "")
    return float(digits) if digits.replace(".", "").isdecimal() else None


def page_tables(page) -> dict[str, list[tuple]]:
    """Read the tables of the page: label, figures."""
    tables = {}
    for table in page.select("#attendance table"):
        tables[table.caption.get_text(strip=True)] = [
            (
                row.th.find(string=True).strip(),
                *(number(cell.get_text()) for cell in row.select("td.num")),
            )
            for row in table.select("tbody tr:has(th[scope=row])")
        ]
    return tables


def test_page_csv_and_json_say_the_same(event, files, client, read, publish):
    publish(event)
    rows, answer = files(event)
    figures = answer["attendance"]
    tables = page_tables(read(client.get(f"/events/{event.pk}/")))
    of_csv = {table: [row for row in rows if row["ตาราง"] == table] for table in tables}
    assert set(tables) == {row["ตาราง"] for row in rows} - {"ทั้งกิจกรรม"}
    parts = {"จำแนกตามบทบาท": "roles", "จำแนกตามช่องทาง": "modes"}
    for table, key in parts.items():
        assert tables[table] == [(r["รายการ"], number(r["จำนวนคน (คน)"]), number(r["ร้อยละ"])) for r in of_csv[table]]
        assert tables[table] == [(row[f"{key[:-1]}_label"], row["people"], row["percent"]) for row in figures[key]]
    groups = {"จำแนกตามประเภทหน่วยงาน": "kinds", "จำแนกตามเขตตรวจราชการ": "regions"}
    for table, key in groups.items():
        columns = ("จำนวนหน่วยงาน (แห่ง)", "จำนวนคน (คน)", "ร้อยละ")
        assert tables[table] == [(row["รายการ"], *(number(row[name]) for name in columns)) for row in of_csv[table]]
        assert tables[table] == [(row["label"], row["offices"], row["people"], row["percent"]) for row in figures[key]]
    offices = [(row["รายการ"].removeprefix("'"), number(row["จำนวนคน (คน)"])) for row in of_csv["ผู้เข้าร่วมรายหน่วยงาน"]]
    assert tables["ผู้เข้าร่วมรายหน่วยงาน"] == offices
    assert offices == [(row["name"], row["people"]) for row in figures["offices"]]
    assert offices == [
        ("สำนักงานหนึ่ง", 907),
        (FORMULA, 33),
        ("สำนักงานสอง", 150),
        ("สำนักงานสาม", None),
        ("สำนักงานสี่", None),
    ]


def test_figures_of_the_whole_event_are_those_of_the_page(event, files, client, read, publish):
    publish(event)
    rows, answer = files(event)
    whole = {row["รายการ"]: row["จำนวนคน (คน)"] for row in rows if row["ตาราง"] == "ทั้งกิจกรรม"}
    assert whole == {"รวม": "1064", "ยอดที่แถลง": "1129"}
    assert (answer["attendance"]["people"], answer["attendance"]["announced"]["people"]) == (1064, 1129)
    assert "1,064" in read(client.get(f"/events/{event.pk}/")).select_one(".headline").get_text()


def test_announced_figure_is_no_count(event, files, publish):
    publish(event)
    rows, _answer = files(event)
    (row,) = [row for row in rows if row["รายการ"] == "ยอดที่แถลง"]
    assert (row["สถานะยอด"], row["หมายเหตุ"]) == ("ยอดที่แถลง", "ข่าว 26 เมษายน 2565 เจ้าหน้าที่โครงการ")


def test_files_of_an_event_with_an_announced_figure_alone_tell_of_no_count(files, client, read, publish):
    event = EventFactory(announced_total=1129, announced_source="ข่าว")
    AttendingOfficeFactory(event=event)
    publish(event)
    [row], answer = files(event)
    assert (row["รายการ"], row["จำนวนคน (คน)"], row["สถานะยอด"]) == ("ยอดที่แถลง", "1129", "ยอดที่แถลง")
    assert (row["ข้อมูล ณ วันเวลา (ค.ศ.)"], row["ข้อมูล ณ วันเวลา (พ.ศ.)"]) == ("", "")
    assert (answer["attendance"]["kind"], answer["attendance"]["taken_at"]) == ("announced", None)
    assert page_tables(read(client.get(f"/events/{event.pk}/"))) == {}


def test_offices_that_are_added_and_people_without_one_make_the_total(event, files, publish):
    publish(event)
    rows, answer = files(event)
    added = [row for row in rows if row["ตาราง"] == "ผู้เข้าร่วมรายหน่วยงาน" and not row["นับรวมในหน่วยงาน"]]
    assert sum(int(row["จำนวนคน (คน)"] or 0) for row in added) + 7 == 1064
    assert (
        sum(row["people"] or 0 for row in answer["attendance"]["offices"] if row["counted_under"] is None) + 7 == 1064
    )
    assert sum(row["people"] for row in answer["attendance"]["kinds"]) == 1064


@pytest.mark.parametrize(("figures", "label"), [("preliminary", "ยอดเบื้องต้น"), ("certified", "ยอดรับรอง")])
def test_every_row_says_of_what_and_as_of_when_it_is(figures, label, event, files, publish):
    publish(event, figures=figures)
    rows, answer = files(event)
    about = {
        "ข้อมูล ณ วันเวลา (ค.ศ.)": "2026-11-24T10:00:00+07:00",
        "ข้อมูล ณ วันเวลา (พ.ศ.)": "24 พฤศจิกายน 2569 เวลา 10.00 น.",
        "รหัสกิจกรรม": "bus-2565-01",
        "กิจกรรม": "เสวนา “รถร่วม”",
    }
    assert all({name: row[name] for name in about} == about for row in rows)
    assert {row["สถานะยอด"] for row in rows if row["รายการ"] != "ยอดที่แถลง"} == {label}
    assert (answer["attendance"]["kind"], answer["attendance"]["taken_at"]) == (figures, "2026-11-24T10:00:00+07:00")
    assert answer["event"] == {
        "id": event.pk,
        "code": "bus-2565-01",
        "title": "เสวนา “รถร่วม”",
        "days": ["2022-04-26"],
        "demonstration": False,
        "url": f"{SITE}/events/{event.pk}/",
    }


def test_demonstration_says_so_in_every_row(event, files, publish):
    event.demonstration = True
    event.save()
    publish(event)
    rows, answer = files(event)
    assert {row["ข้อมูลสมมติเพื่อสาธิต"] for row in rows} == {"ข้อมูลสมมติเพื่อสาธิต"}
    assert answer["event"]["demonstration"] is True


def test_nobody_is_named(event, client, publish):
    publish(event)
    for ending in ("csv", "json"):
        assert "ชื่อลับ" not in client.get(f"/events/{event.pk}/attendance.{ending}").content.decode()


def test_table_that_the_page_keeps_back_is_in_no_file(event, files, publish):
    HeadCountFactory(office__event=event, role=PersonRole.OBSERVER, people=3)
    publish(event)
    rows, answer = files(event)
    assert "จำแนกตามบทบาท" not in {row["ตาราง"] for row in rows}
    assert answer["attendance"]["roles"] is None
    assert answer["attendance"]["modes"] is not None


def test_figures_of_offices_can_be_switched_off(event, files, settings, publish):
    settings.PUBLISH_OFFICE_COUNTS = False
    publish(event)
    rows, answer = files(event)
    assert {row["ตาราง"] for row in rows} == {"ทั้งกิจกรรม", "จำแนกตามบทบาท", "จำแนกตามช่องทาง"}
    assert [answer["attendance"][key] for key in ("offices", "kinds", "regions")] == [None, None, None]


def test_csv_opens_in_a_spreadsheet_as_it_is_meant(event, client, publish):
    publish(event)
    response = client.get(f"/events/{event.pk}/attendance.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E0%B8%9C%E0%B8%B9%E0%B9%89%E0%B9%80%E0%B8%82%E0%B9%89%E0%B8%B2%E0%B8%A3"
        "%E0%B9%88%E0%B8%A7%E0%B8%A1_bus-2565-01.csv"
    )
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.count(b"\n") == response.content.count(b"\r\n")
    assert f'"\'{FORMULA.replace(chr(34), chr(34) * 2)}"' in response.content.decode()


WITHDRAWN = [VersionKind.FIRST, VersionKind.WITHDRAWAL]


@pytest.mark.parametrize(
    ("is_public", "state", "versions", "status"),
    [
        (False, "held", [VersionKind.FIRST], 404),
        (True, "planned", [], 404),
        (True, "held", [], 404),
        (True, "held", [VersionKind.FIRST], 200),
        (True, "held", WITHDRAWN, 410),
        (True, "held", [*WITHDRAWN, VersionKind.CORRECTION], 200),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_public_gets_the_file_by_the_table_of_who_sees_what(
    ending, is_public, state, versions, status, client, publish
):
    event = EventFactory(is_public=is_public, state=state)
    HeadCountFactory(office__event=event)
    for kind in versions:
        publish(event, kind, note="ตัวเลขผิด")
    response = client.get(f"/events/{event.pk}/attendance.{ending}")
    assert response.status_code == status
    assert (status == 410) is ("ตัวเลขผิด" in response.content.decode())


def test_report_without_any_figure_has_no_file(client, publish):
    event = EventFactory()
    publish(event, figures="none")
    assert client.get(f"/events/{event.pk}/attendance.csv").status_code == 404


def test_what_staff_count_after_publication_does_not_show(event, files, publish):
    publish(event)
    HeadCountFactory(office__event=event, people=4321)
    rows, answer = files(event)
    assert "4321" not in str(rows) + str(answer)


@pytest.mark.parametrize("number", [1, 3])
def test_files_cost_the_same_queries_whatever_their_length(number, client, publish, django_assert_num_queries):
    event = EventDayFactory(date=dt.date(2022, 4, 26)).event
    for _ in range(number):
        HeadCountFactory(office__event=event)
    publish(event)
    for ending in ("csv", "json"):
        with django_assert_num_queries(5):
            client.get(f"/events/{event.pk}/attendance.{ending}")


def test_page_leads_to_its_files(event, client, read, publish):
    publish(event)
    links = [link["href"] for link in read(client.get(f"/en/events/{event.pk}/")).select("#attendance a")]
    assert [f"/events/{event.pk}/attendance.csv", f"/events/{event.pk}/attendance.json"] == links
