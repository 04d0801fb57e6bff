"""The data sets: CSV, JSON, page and API say the same, and nothing of a participant."""

import csv
import json
from collections import Counter
from io import StringIO

import pytest

from coopportal.opendata.datasets import ALL
from coopportal.page_cache import SHARED
from events.models import VersionKind
from participants.services import indexing
from tests.coopportal.api.conftest import SECRET
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

NAMES = [data.name for data in ALL]


@pytest.fixture
def download(client):
    """Return the rows of a data set as JSON has them, after holding the CSV against them."""

    def download(name: str) -> list[dict]:
        as_csv, as_json = (client.get(f"/data/{name}.{kind}").getvalue() for kind in ("csv", "json"))
        assert as_csv.startswith(b"\xef\xbb\xbf")
        assert as_csv.count(b"\xef\xbb\xbf") == 1
        assert as_csv.count(b"\n") == as_csv.count(b"\r\n")
        for secret in (SECRET, "0812345678", "lap@example.org"):
            assert secret not in as_csv.decode()
            assert secret not in as_json.decode()
        rows = json.loads(as_json)
        text = StringIO(as_csv.decode("utf-8-sig"), newline="")
        assert list(csv.DictReader(text)) == [{key: as_text(value) for key, value in row.items()} for row in rows]
        return rows

    return download


def as_text(value) -> str:
    """Return a value of JSON as CSV holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_the_columns_of_the_dictionary(name, download, reported):
    reported()
    rows = download(name)
    assert rows
    columns = [column.name for data in ALL if data.name == name for column in data.columns]
    assert {tuple(row) for row in rows} == {tuple(columns)}


@pytest.mark.parametrize("name", NAMES)
def test_empty_data_set_is_a_head_and_an_empty_list(name, client):
    assert json.loads(client.get(f"/data/{name}.json").getvalue()) == []
    assert client.get(f"/data/{name}.csv").getvalue().count(b"\r\n") == 1


def test_events_are_those_of_the_api(download, ask, reported):
    reported(people=1129)
    EventFactory(demonstration=True)
    answered = ask("/api/v1/events")[1]["results"]
    rows = download("events")
    assert [(row["event_id"], row["people"]) for row in rows] == [
        (one["id"], one["figure"] and one["figure"]["people"]) for one in answered
    ]
    assert [row["people"] for row in rows] == [1134, None]
    assert [row["demonstration"] for row in rows] == [False, True]
    assert (rows[0]["first_day"], rows[0]["first_day_thai"]) == ("2022-04-26", "26 เมษายน 2565")


def test_attendance_is_that_of_the_page(download, ask, reported):
    event = reported(people=20)
    answered = ask(f"/api/v1/events/{event.pk}/attendance")[1]
    rows = download("attendance")
    assert [(row["organisation_id"], row["people"], row["is_added"]) for row in rows] == [
        *((office["organisation_id"], office["people"], office["is_added"]) for office in answered["offices"]),
        (None, 5, True),
    ]
    assert (rows[0]["count_kind"], rows[0]["taken_at"]) == ("preliminary", answered["taken_at"])
    assert (rows[0]["fiscal_year"], rows[1]["organisation"]) == (2565, "ไม่ระบุ (ไม่อยู่ในหน่วยงานที่เข้าร่วม)")


def test_rows_that_are_added_make_the_figure_of_each_event(download, ask, publish):
    """One event with people of an office alone, one with others too, one with offices under another and a silent one."""
    alone, others, under = (EventDayFactory().event for _ in range(3))
    for event, people in ((alone, 11), (others, 20), (under, 30)):
        HeadCountFactory(office__event=event, people=people)
    ParticipantFactory.create_batch(7, event=others)
    HeadCountFactory(office__event=under, office__counted_under=under.offices.get(), people=4)
    AttendingOfficeFactory(event=under, state="absent")
    for event in (alone, others, under):
        publish(event)
    sums = Counter()
    for row in download("attendance"):
        sums[row["event_id"]] += row["people"] if row["is_added"] else 0
    shown = {one["id"]: one["figure"]["people"] for one in ask("/api/v1/events")[1]["results"]}
    assert sums == shown == {alone.pk: 11, others.pk: 27, under.pk: 30}


def test_event_with_an_announced_figure_alone_is_in_the_events_and_not_in_the_attendance(download, publish):
    event = EventFactory(announced_total=1129, announced_source="ข่าว")
    AttendingOfficeFactory(event=event)
    publish(event)
    assert [(row["people"], row["people_kind"]) for row in download("events")] == [(1129, "announced")]
    assert download("attendance") == []


def test_agendas_and_speakers_are_those_of_the_published_reports(download, reported):
    event = reported()
    event.sessions.update(title="กำลังแก้")
    event.appearances.update(position="กำลังแก้")
    [session], [appearance] = download("sessions"), download("appearances")
    assert "กำลังแก้" not in str((session, appearance))
    assert (session["day"], appearance["position"], appearance["session_id"]) == (
        "2022-04-26",
        "ผู้จัดการ",
        session["session_id"],
    )


def test_agendas_and_speakers_of_events_to_come_are_those_of_the_tables(download):
    event = EventDayFactory(event__state="planned").event
    AppearanceFactory(event=event, session=SessionFactory(event=event, title="เปิดงาน"), name="นายสมชาย สมมติ")
    assert [row["title"] for row in download("sessions")] == ["เปิดงาน"]
    assert [row["name"] for row in download("appearances")] == ["นายสมชาย สมมติ"]


@pytest.mark.parametrize("name", ["events", "sessions", "appearances", "attendance", "programmes"])
def test_nothing_hidden_withdrawn_or_drafted_is_in_the_data(name, download, publish, reported):
    reported(is_public=False, title="ลับ")
    reported(programme=ProgrammeFactory(is_public=False, title="ลับ"), title="ลับ")
    withdrawn = reported(title="ถอน")
    publish(withdrawn, VersionKind.WITHDRAWAL, note="ถอน")
    ReportFactory(event=EventFactory(), headline="ร่าง")
    text = str(download(name))
    for hidden in ("ลับ", "ถอน", "ร่าง"):
        assert hidden not in text


def test_texts_that_look_like_formulas_stay_texts(download):
    OrganisationFactory(name="=HYPERLINK(1)")
    assert "=HYPERLINK(1)" in [row["name"] for row in download("organisations")]


@pytest.mark.parametrize(("name", "queries"), [("events", 3), ("sessions", 4), ("appearances", 4), ("attendance", 3)])
@pytest.mark.parametrize("items", [1, 3])
def test_a_file_costs_few_queries_whatever_it_holds(
    items,
    name,
    queries,
    client,
    reported,
    django_assert_num_queries,
):
    for _ in range(items):
        reported()
        AppearanceFactory(event=EventFactory(), session=SessionFactory())
    with django_assert_num_queries(queries):
        client.get(f"/data/{name}.csv").getvalue()


def test_a_file_is_sent_piece_by_piece(client):
    OrganisationFactory.create_batch(450)
    pieces = list(client.get("/data/organisations.csv").streaming_content)
    assert len(pieces) >= 3


def test_who_has_the_file_gets_it_again_when_something_public_changed(client, django_capture_on_commit_callbacks):
    first = client.get("/data/events.csv")
    first.getvalue()
    assert [first[name] for name in ("Cache-Control", "Access-Control-Allow-Origin")] == [SHARED, "*"]
    same = client.get("/data/events.csv", headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same["ETag"]) == (304, first["ETag"])
    assert [same[name] for name in ("Cache-Control", "Access-Control-Allow-Origin")] == [SHARED, "*"]
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(EventFactory())
    again = client.get("/data/events.csv", headers={"if-none-match": first["ETag"]})
    again.getvalue()
    assert again.status_code == 200


def test_who_has_the_file_hears_of_other_settings_too(client, settings):
    figures, metadata = (f"/data/attendance{end}" for end in (".csv", "/metadata.json"))
    known = {"if-none-match": client.head(figures)["ETag"]}
    assert [client.get(url, headers=known).status_code for url in (figures, metadata)] == [304, 304]
    settings.OPEN_DATA_LICENCE = "CC-BY-4.0"
    assert client.get(metadata, headers=known).json()["license_id"] == "CC-BY-4.0"
    settings.PUBLISH_OFFICE_COUNTS = False
    assert client.get(figures, headers={"if-none-match": "*"}).status_code == 404


def test_head_makes_no_file(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # the generation
        response = client.head("/data/events.csv")
    assert response["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert "Content-Length" not in response  # which would be that of an empty file


# -- pages and metadata ------------------------------------------------------------------------------------------------

MANDATORY = [
    *("data_type", "title", "owner_org", "maintainer", "maintainer_email", "tag_string", "notes", "objective"),
    *("update_frequency_unit", "update_frequency_interval", "geo_coverage", "data_source", "data_format"),
    *("data_category", "license_id"),
]
"""The 14 items of the government data catalogue; the ninth has two parts."""


@pytest.mark.parametrize("name", NAMES)
def test_page_and_metadata_hold_the_mandatory_items(name, client, read):
    metadata = client.get(f"/data/{name}/metadata.json").json()
    assert [key for key in MANDATORY if not metadata[key]] == []
    page = read(client.get(f"/data/{name}/"))
    rows = page.select("[aria-labelledby=metadata-heading] dl > div")
    shown = {row.code.get_text(): row.dd.get_text(strip=True) for row in rows}
    assert {key: shown[key] for key in MANDATORY} == {key: metadata[key] for key in MANDATORY}


def test_what_the_department_has_not_decided_says_so(client, settings):
    undecided = client.get("/data/events/metadata.json").json()
    assert (undecided["license_id"], undecided["maintainer_email"]) == ("รอหน่วยงานยืนยัน", "รอหน่วยงานยืนยัน")
    settings.OPEN_DATA_LICENCE, settings.CONTACT_EMAIL = "Open Data Common", "data@example.org"
    decided = client.get("/data/events/metadata.json").json()
    assert (decided["license_id"], decided["maintainer_email"]) == ("Open Data Common", "data@example.org")


def test_last_update_is_that_of_the_rows(client, reported):
    assert client.get("/data/attendance/metadata.json").json()["last_updated"] is None
    reported()
    assert client.get("/data/attendance/metadata.json").json()["last_updated"] == "2026-11-24T10:00:00+07:00"


@pytest.mark.parametrize("name", NAMES)
def test_dictionary_explains_every_column(name, client):
    text = client.get(f"/data/{name}/dictionary.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert [row["คอลัมน์"] for row in rows] == [c.name for data in ALL if data.name == name for c in data.columns]
    assert all(all(row.values()) for row in rows)
    assert "`" not in text


def test_office_figures_can_be_switched_off(client, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    for address in ("/data/attendance/", "/data/attendance.csv", "/data/attendance.json"):
        assert client.get(address).status_code == 404
    assert b"/data/attendance" not in client.get("/data/").content


def test_unknown_data_set_is_404(client):
    for address in ("/data/nothing/", "/data/nothing.csv", "/data/nothing/metadata.json", "/data/participants.csv"):
        assert client.get(address).status_code == 404


def test_list_leads_to_every_data_set_and_its_files(client, read):
    links = {link["href"] for link in read(client.get("/data/")).select("main a")}
    assert {f"/data/{name}{end}" for name in NAMES for end in ("/", ".csv", ".json")} <= links
