"""The API as a machine reads it: every answer is held against the OpenAPI document before a test looks at it."""

from typing import Any

import jsonschema_rs
import pytest
from django.http import HttpResponse

from coopportal.api.urls import api
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    ParticipantFactory,
    ReportFactory,
    SessionFactory,
)
from tests.pages.conftest import publish, read  # noqa: F401 - fixtures

SECRET = "นามสกุลลับ"
"""Stands in every row about a participant, and nowhere in an answer."""


def faults(response: HttpResponse) -> list[str]:
    """Return how an answer differs from what the document says of its operation and status."""
    document = api.get_openapi_schema()
    route = response.resolver_match.route.replace("<number:", "{").replace("<slug:", "{").replace(">", "}")
    said = document["paths"]["/" + route]["get"]["responses"].get(str(response.status_code))
    if said is None:
        return [f"status {response.status_code} is not in the document"]
    [(media_type, content)] = said["content"].items()
    if response["Content-Type"].split(";")[0] != media_type:
        return [f"{response['Content-Type']} instead of {media_type}"]
    schema = {**content["schema"], "components": document["components"]}
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return [str(error) for error in validator.iter_errors(response.json())]


@pytest.fixture
def ask(client):
    """Ask an address, hold the answer against the document, and return its status and data."""

    def ask(address: str, **query: Any) -> tuple[int, Any]:
        response = client.get(address, query)
        assert faults(response) == []
        assert SECRET not in response.content.decode()
        return response.status_code, response.json()

    return ask


@pytest.fixture
def reported(publish):  # noqa: F811
    """Publish an event that has one of everything, and a participant who must not show."""

    def reported(people: int = 10, figures: str = "preliminary", **fields: Any):
        event = EventDayFactory(event=EventFactory(**fields)).event
        session = SessionFactory(event=event, key_points="สาระของหัวข้อ")
        AppearanceFactory(event=event, session=session, said="<p>กล่าวว่า</p>", position="ผู้จัดการ")
        ReportFactory(event=event, lead="ความนำ", body="<p>เนื้อข่าว<script>alert(1)</script></p>")
        HeadCountFactory(office__event=event, people=people)
        ParticipantFactory.create_batch(5, event=event, last_name=SECRET, phone="0812345678", email="lap@example.org")
        publish(event, figures=figures)
        return event

    return reported
