"""What is true of every answer of the API."""

import pytest
from django.test import Client, override_settings

from programmes.models import Role
from tests.factories import EventFactory, user_with_role

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/events",
    "/api/v1/programmes",
    "/api/v1/speakers",
    "/api/v1/organisations",
    "/api/v1/openapi.json",
]


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/events?kind=x", "/api/v1/events/1", "/api/v1/nothing"])
def test_pages_of_other_sites_may_read_it_without_cookies(address, client):
    response = client.get(address, headers={"origin": "https://elsewhere.example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert dict(response.cookies) == {}
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_did_not_change_is_not_sent_again(address, client):
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")


def test_what_changed_is_sent_at_once(client):
    first = client.get("/api/v1/events")
    EventFactory()
    assert client.get("/api/v1/events", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_says(address, client):
    get, head = client.get(address), client.head(address)
    assert (head.status_code, head["ETag"], head["Content-Type"]) == (200, get["ETag"], get["Content-Type"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/nothing"])
def test_nothing_can_be_written(method, address):
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["detail"] == "API นี้ใช้อ่านข้อมูลเท่านั้น โปรดใช้คำสั่ง GET"


def test_browsers_that_ask_first_are_told_what_they_may(client):
    response = client.options("/api/v1/events", headers={"access-control-request-method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize(
    "address",
    ["/api/v1/nothing", "/api/v1/events/", "/api/v1/events/-1", "/api/v1/events/%00", "/api/v1/a/b"],
)
def test_other_addresses_answer_in_json_too(address, client):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["title"] == "ไม่มีข้อมูลตามที่อยู่นี้"


def test_who_is_signed_in_gets_the_same_and_nobody_may_keep_it(client, roles):
    EventFactory()
    stranger = client.get("/api/v1/events").json()
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    response = client.get("/api/v1/events")
    assert response.json() == stranger
    assert response["Cache-Control"] == "private, no-store"


@override_settings(DEBUG=False)
def test_a_fault_of_ours_is_answered_in_json_with_a_reference(client, monkeypatch):
    def fail(**query):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("events.selectors.event_page", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/events/1")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert "a fault of ours" not in response.content.decode()
    assert response.json()["detail"].startswith("โปรดแจ้งรหัสอ้างอิงนี้แก่ผู้ดูแลระบบ: ")
