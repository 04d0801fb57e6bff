"""The page for people about the API."""

import pytest
from django.test import Client

from coopportal.api.urls import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, read):
    return read(client.get("/api/v1/docs"))


def test_page_shows_every_operation_with_an_example_that_answers(page, client, settings):
    document = api.get_openapi_schema()
    operations = {one["get"]["operationId"]: path for path, one in document["paths"].items()}
    shown = {
        section["id"]: section.select_one(".endpoint").get_text(" ", strip=True).removeprefix("GET ")
        for section in page.select(".operation")
        if section.select_one(".endpoint")
    }
    assert shown == operations
    examples = page.select(".example")
    assert len(examples) == len(operations)
    for example in examples:
        address = example.get_text(strip=True).removeprefix('curl "').removesuffix('"').removeprefix(settings.SITE_URL)
        assert client.get(address).status_code in {200, 404}, address


def test_page_shows_every_parameter_and_every_field(page):
    document = api.get_openapi_schema()
    shown = {code.get_text(strip=True) for code in page.select(".fields dt code")}
    parameters = {one["name"] for path in document["paths"].values() for one in path["get"]["parameters"]}
    fields = {name for schema in document["components"]["schemas"].values() for name in schema.get("properties", {})}
    assert parameters | fields <= shown


def test_links_of_the_page_lead_somewhere_on_it(page):
    ids = {tag["id"] for tag in page.select("[id]")}
    assert {link["href"][1:] for link in page.select("main a[href^='#']")} <= ids


def test_page_is_english_for_who_reads_english(client, read):
    page = read(client.get("/en/api/v1/docs"))
    assert page.h1.get_text(strip=True) == "Open API of the cooperative upgrade programme"
    assert page.select_one("#listEvents h3").get_text(strip=True) == "List of events"


def test_page_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/api/v1/docs")


def test_root_of_the_api_leads_to_the_page(client):
    response = client.get("/api/v1/")
    assert (response.status_code, response["Location"]) == (302, "/api/v1/docs")


def test_nothing_of_the_packages_own_page_is_served():
    for address in ("/api/v1/docs/", "/api/v1/redoc", "/static/ninja/swagger-ui.css"):
        assert Client().get(address).status_code == 404
