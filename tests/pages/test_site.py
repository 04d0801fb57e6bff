"""Public files, probes, robots and the pages that say what went wrong."""

import logging

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.test import Client, override_settings
from django.urls import path
from PIL import Image

from coopportal.urls import *  # noqa: F403 - the portal's addresses, with two more that fail
from coopportal.urls import urlpatterns as portal_urlpatterns
from tests.factories import UserFactory


def fail(request):
    raise RuntimeError("a fault of ours")


urlpatterns = [*portal_urlpatterns, path("fail/", fail), path("en/fail/", fail)]


# -- public files ------------------------------------------------------------------------------------------------------


def saved(name: str, content: bytes = b"content") -> str:
    return default_storage.save(name, ContentFile(content))


def test_public_picture_is_shown(client, db):
    response = client.get("/media/" + saved("events/1/abc-480.webp", b"RIFF"))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"RIFF"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in response.get("Content-Disposition", "")
    assert response["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    "name", ["events/1/a.pdf", "events/1/a.html", "events/1/a.svg", "events/1/a.docx", "events/1/a"]
)
def test_other_public_files_are_saved_and_never_run(name, client, db):
    response = client.get("/media/" + saved(name))
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == b"content"


def test_picture_that_did_not_change_is_not_sent_again(client, db):
    address = "/media/" + saved("events/1/abc-480.webp")
    first = client.get(address)
    first.close()
    again = client.get(address, headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "nothing.webp",
        "events",
        "events/",
        "../secret_key",
        "..%2Fsecret_key",
        "%2e%2e/secret_key",
        "/etc/passwd",
        "a%00b",
    ],
)
def test_nothing_but_public_files_is_sent(name, client, db, settings, tmp_path):
    saved("events/1/a.webp")
    (tmp_path / "secret_key").write_text("secret")
    assert client.get(f"/media/{name}").status_code == 404


def test_private_files_are_not_public(client, db):
    name = storages["private"].save("photos/original.jpg", ContentFile(b"private"))
    assert client.get(f"/media/{name}").status_code == 404
    assert client.get(f"/media/../private/{name}").status_code == 404


# -- probes ------------------------------------------------------------------------------------------------------------


def test_health_asks_nobody(client):
    assert client.get("/healthz").content == b"ok"


def test_ready_when_the_database_answers_and_is_migrated(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready")


def test_not_ready_while_a_migration_is_missing(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'participants'")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations")


@pytest.mark.parametrize(
    ("found", "sizes"),
    [("link[rel=icon][sizes]", {(16, 16), (32, 32), (48, 48)}), ("link[rel=apple-touch-icon]", {(180, 180)})],
)
def test_sign_of_the_portal_is_there_for_those_who_draw_no_svg(found, sizes, client, read, db):
    link = read(client.get("/")).head.select_one(found)
    file = finders.find(link["href"].removeprefix(settings.STATIC_URL))
    with Image.open(file) as image:
        assert image.info.get("sizes", {image.size}) == sizes


def test_sign_of_the_portal_is_found_by_those_who_read_no_page(client, read, db):
    icon = read(client.get("/")).head.select_one("link[rel=icon][sizes]")
    assert client.get("/favicon.ico")["Location"] == icon["href"]


def test_robots_are_kept_from_staff_pages(client, db):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Disallow: /admin/" in response.content


# -- what went wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/events/999999/",
        "/events/99999999999999999999999/",
        "/events/abc/",
        "/programmes/nothing/",
        "/en/nothing/",
    ],
)
def test_unknown_address_is_404(address, client, db, read):
    response = client.get(address)
    assert response.status_code == 404
    assert len(read(response).find_all("h1")) == 1


def test_404_is_in_thai_and_leads_on(client, db, read):
    page = read(client.get("/events/999999/"))
    assert page.html["lang"] == "th"
    assert page.h1.get_text(strip=True) == "ไม่พบหน้านี้"
    assert [link["href"] for link in page.select("main a")] == ["/", "/events/"]


@pytest.mark.parametrize(
    ("address", "home"),
    [("/nothing/", "/en/"), ("/events/999999/", "/en/"), ("/media/nothing.webp", "/en/"), ("/en/nothing/", "/")],
)
def test_404_leads_to_the_first_page_in_the_other_language(address, home, client, db, read):
    page = read(client.get(address))
    assert [link["href"] for link in page.select(".masthead a[hreflang], .site-foot a[hreflang]")] == [home, home]


def test_missing_form_token_is_a_thai_403(db, read):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    response = client.post("/accounts/logout/")
    assert response.status_code == 403
    assert read(response).h1.get_text(strip=True) == "แบบฟอร์มหมดอายุ"


@override_settings(ROOT_URLCONF=__name__)
def test_fault_of_ours_shows_a_reference_and_logs_the_trace(client, db, read, caplog):
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        response = client.get("/fail/")
    page = read(response)
    reference = page.select_one(".reference").get_text(strip=True)
    assert response.status_code == 500
    assert "a fault of ours" not in response.content.decode()
    assert len(reference) == 8
    assert [record.getMessage() for record in caplog.records if reference in record.getMessage()] == [
        f"reference {reference}: GET /fail/"
    ]
    assert any(record.exc_info for record in caplog.records)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("address", "language", "other"), [("/fail/", "th", "/en/"), ("/en/fail/", "en", "/")])
def test_fault_of_ours_leads_on_in_both_languages(address, language, other, client, db, read):
    client.raise_request_exception = False
    page = read(client.get(address))
    assert page.html["lang"] == language
    assert [link["href"] for link in page.select("main a[hreflang]")] == [other]
