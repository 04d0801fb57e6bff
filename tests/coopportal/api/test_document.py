"""The OpenAPI document."""

import re

import pytest
import schemathesis
from django.test import Client
from django.utils import translation

from coopportal.api.urls import api


@pytest.fixture
def document(db) -> dict:
    return Client().get("/api/v1/openapi.json").json()


def test_document_is_valid(document):
    schemathesis.openapi.from_dict(document).validate()
    assert document["openapi"] == "3.1.0"


def test_document_names_the_site_and_the_version(document, settings):
    assert document["servers"] == [{"url": settings.SITE_URL}]
    assert document["info"]["title"] == "API ข้อมูลเปิดของโครงการยกระดับสหกรณ์"


def operations(document) -> list[dict]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def test_document_describes_every_operation_once_and_only_reads(document):
    assert {method for path in document["paths"].values() for method in path} == {"get"}
    names = [operation["operationId"] for operation in operations(document)]
    assert sorted(names) == sorted(set(names))


def said(part, path="") -> list[tuple[str, str]]:
    """Return every sentence of the document for people, with where it stands."""
    if isinstance(part, list):
        return [found for one in part for found in said(one, path)]
    if not isinstance(part, dict):
        return []
    own = [(path, part[key]) for key in ("summary", "description", "title") if isinstance(part.get(key), str)]
    return own + [found for key, value in part.items() for found in said(value, f"{path}/{key}")]


def test_every_sentence_of_the_document_is_thai(document):
    assert [(path, text) for path, text in said(document) if not re.search("[ก-๙]", text)] == []


def test_every_parameter_and_every_field_is_described(document):
    parameters = [parameter for operation in operations(document) for parameter in operation["parameters"]]
    assert [one["name"] for one in parameters if not one.get("description")] == []
    fields = [
        (schema, name)
        for schema, content in document["components"]["schemas"].items()
        for name, field in content.get("properties", {}).items()
        if not field.get("description")
    ]
    assert fields == []


def test_document_is_english_for_who_reads_english(db):
    with translation.override("en"):
        assert api.get_openapi_schema()["paths"]["/api/v1/events"]["get"]["summary"] == "List of events"
