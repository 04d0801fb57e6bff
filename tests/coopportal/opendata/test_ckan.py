"""The package of a data set, as CKAN with the fields of the government data catalogue takes it."""

import csv
import json
import runpy
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured

from coopportal.opendata.datasets import ALL
from coopportal.opendata.metadata import items
from tests.coopportal.opendata.test_data import MANDATORY

pytestmark = pytest.mark.django_db

NAMES = [data.name for data in ALL]
SITE = "https://portal.example.org"

CHOICES = {
    "data_type": {"ข้อมูลระเบียน", "ข้อมูลสถิติ", "ข้อมูลภูมิสารสนเทศเชิงพื้นที่", "ข้อมูลหลากหลายประเภท", "ข้อมูลประเภทอื่นๆ"},
    "update_frequency_unit": {"ปี", "ครึ่งปี", "ไตรมาส", "เดือน", "สัปดาห์", "วัน", "ชั่วโมง", "นาที", "ตามเวลาจริง", "อื่นๆ"},
    "geo_coverage": {"โลก", "ประเทศ", "ภาค", "จังหวัด", "อำเภอ", "ตำบล", "หมู่บ้าน", "พิกัด", "ไม่ทราบ", "อื่นๆ"},
    "data_category": {"ข้อมูลสาธารณะ", "ข้อมูลส่วนบุคคล", "ข้อมูลความมั่นคง", "ข้อมูลความลับทางราชการ"},
    "objective": {"เพื่อการให้บริการประชาชน", "พันธกิจหน่วยงาน", "ไม่ทราบ", "อื่นๆ"},
    "data_format": {"Database", "CSV", "XML", "JSON", "XLS", "PDF", "RDF", "ไม่ทราบ", "อื่นๆ"},
    "data_language": {"ไทย", "อังกฤษ", "ไม่ทราบ", "อื่นๆ"},
}
"""What the catalogue's own form offers (some lists shortened)."""

SEVERAL = {"objective", "data_format", "data_language"}
"""Of these the form takes several."""


@pytest.fixture
def package(client, settings):
    """Return the package of a data set."""
    settings.SITE_URL = SITE

    def package(name: str) -> dict:
        response = client.get(f"/data/{name}/package.json")
        assert response["Content-Type"] == "application/json"
        return json.loads(response.content)

    return package


def said(package: dict, key: str) -> str:
    """Return an item as the page words it, from the fields in which the catalogue keeps it."""
    if key == "objective":
        return package["objective_other"]
    if key == "data_format":
        return ", ".join(package[key])
    return package[key]


@pytest.mark.parametrize("name", NAMES)
def test_package_says_the_mandatory_items_as_the_page_does(name, package, settings):
    settings.OPEN_DATA_LICENCE, settings.CONTACT_EMAIL = "Open Data Common", "data@example.org"
    [data] = [data for data in ALL if data.name == name]
    found = package(name)
    assert {key: said(found, key) for key in MANDATORY} == {item.key: item.value for item in items(data)}


@pytest.mark.parametrize("name", NAMES)
def test_choices_are_those_of_the_government_catalogue(name, package):
    found = package(name)
    chosen = {key: set(found[key]) if key in SEVERAL else {found[key]} for key in CHOICES}
    assert {key: values - CHOICES[key] for key, values in chosen.items()} == {key: set() for key in CHOICES}


def test_package_in_the_words_of_ckan(package, reported, settings):
    settings.OPEN_DATA_LICENCE, settings.CONTACT_EMAIL = "CC BY 4.0", "data@example.org"
    settings.OPEN_DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
    reported()
    found = package("attendance")
    assert (found["name"], found["type"], found["state"], found["private"]) == (
        "attendance",
        "dataset",
        "active",
        False,
    )
    assert found["url"] == f"{SITE}/data/attendance/"
    assert (found["title"], found["author"]) == ("จำนวนผู้เข้าร่วมกิจกรรมรายหน่วยงาน", "กรมส่งเสริมสหกรณ์")
    assert (found["author_email"], found["maintainer_email"]) == ("data@example.org", "data@example.org")
    assert [found[f"license_{part}"] for part in ("id", "title", "url")] == [
        "CC BY 4.0",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ]
    assert found["metadata_modified"] == "2026-11-24T03:00:00.000000"  # UTC, as CKAN writes it
    assert found["last_updated_date"] == "2026-11-24"
    assert [tag["name"] for tag in found["tags"]] == ["ผู้เข้าร่วม", "สถิติ", "สหกรณ์"]
    assert found["extras"] == []


def test_resources_are_the_files(package, client):
    resources = package("sessions")["resources"]
    assert [(one["position"], one["format"], one["mimetype"], one["url"]) for one in resources] == [
        (0, "CSV", "text/csv", f"{SITE}/data/sessions.csv"),
        (1, "JSON", "application/json", f"{SITE}/data/sessions.json"),
        (2, "CSV", "text/csv", f"{SITE}/data/sessions/dictionary.csv"),
    ]
    answers = [client.get(one["url"].removeprefix(SITE)) for one in resources]
    assert [answer["Content-Type"].split(";")[0] for answer in answers] == [one["mimetype"] for one in resources]
    heads = [next(csv.reader(StringIO(answers[place].getvalue().decode("utf-8-sig")))) for place in (0, 2)]
    assert [head[0] for head in heads] == ["event_id", "คอลัมน์"]
    assert [bool(one["name"] and one["description"]) for one in resources] == [True, True, True]


def test_package_invents_no_licence_no_address_and_no_date(package):
    found = package("attendance")
    assert (found["license_id"], found["license_title"]) == ("License not specified", "รอหน่วยงานยืนยัน")
    unknown = ("license_url", "maintainer_email", "author_email", "metadata_modified", "last_updated_date")
    assert [found[key] for key in unknown] == [None, None, None, None, None]


def test_package_of_a_set_that_is_switched_off_is_gone(client, settings):
    known = client.get("/data/attendance/package.json")["ETag"]
    settings.PUBLISH_OFFICE_COUNTS = False
    for header in ({}, {"if-none-match": known}, {"if-none-match": "*"}):
        assert client.get("/data/attendance/package.json", headers=header).status_code == 404
    assert client.get("/data/nothing/package.json").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_package_costs_few_queries_whatever_the_set_holds(rows, client, reported, django_assert_num_queries):
    for _ in range(rows):
        reported()
    with django_assert_num_queries(3):  # the generation, and the two tables that tell of a change
        client.get("/data/attendance/package.json")


def test_page_leads_to_the_package_and_to_the_licence(client, read, settings):
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL = "CC BY 4.0", "https://example.org/by"
    links = {link["href"]: link.get_text(strip=True) for link in read(client.get("/data/events/")).select("main a")}
    assert links["/data/events/package.json"] == "แพ็กเกจ CKAN (JSON)"
    assert links["https://example.org/by"] == "CC BY 4.0"


@pytest.mark.parametrize(("name", "address"), [("", "https://example.org/by"), ("CC BY 4.0", "javascript:alert(1)")])
def test_address_of_a_licence_needs_a_name_and_is_one_of_the_web(name, address, settings, monkeypatch, tmp_path):
    for variable, value in (
        ("OPEN_DATA_LICENCE", name),
        ("OPEN_DATA_LICENCE_URL", address),
        ("DATA_DIR", str(tmp_path)),
    ):
        monkeypatch.setenv(variable, value)
    with pytest.raises(ImproperlyConfigured, match="OPEN_DATA_LICENCE_URL"):
        runpy.run_path(str(settings.BASE_DIR / "coopportal" / "settings.py"))
