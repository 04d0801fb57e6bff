"""Pages that are kept for strangers: always right, never anybody's own, and next to no work."""

import gzip
import re
from functools import partial

import brotli
import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from django.utils.cache import add_never_cache_headers

from coopportal import page_cache
from coopportal.page_cache import public_page
from coopportal.urls import *  # noqa: F403 - the portal's addresses, with a few more
from coopportal.urls import urlpatterns as portal_urlpatterns
from events.models import EventState
from participants.services.publishing import publish_report, withdraw_report
from programmes.generation import Generation, raise_generation
from programmes.models import Role
from tests.factories import EventDayFactory, EventFactory, ProgrammeFactory, ReportFactory, UserFactory, user_with_role
from tests.markup import without_marks
from tests.posting import shown_form

pytestmark = pytest.mark.django_db


@public_page
def with_form(request):
    return HttpResponse(f"<form>{get_token(request)}</form>")


@public_page
def with_cookie(request):
    response = HttpResponse("yours")
    response.set_cookie("whose", "yours")
    return response


@public_page
def with_own_rule(request):
    response = HttpResponse("not for long")
    add_never_cache_headers(response)
    return response


@public_page
def by_browser(request):
    return HttpResponse("for this browser", headers={"Vary": "User-Agent"})


urlpatterns = [
    *portal_urlpatterns,
    path("form/", with_form),
    path("cookie/", with_cookie),
    path("own-rule/", with_own_rule),
    path("by-browser/", by_browser),
]


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch) -> Clock:
    """Turn the cache on, empty; each client is a process of its own, which knows the time from this clock."""
    settings.PAGE_CACHE = True
    clock = Clock()
    monkeypatch.setattr(page_cache, "Generation", partial(Generation, clock))
    for name in ("pages", "other_pages"):
        caches[name].clear()
    return clock


@pytest.fixture
def event():
    event = EventFactory(title="เสวนาเดินรถ", state=EventState.PLANNED)
    EventDayFactory(event=event)
    return event


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Rename an event behind the staff area's back, and say so as a service does."""

    def change(event, title: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            event.title = title
            event.save()
            raise_generation()

    return change


def address(event) -> str:
    return f"/events/{event.pk}/"


def kept() -> int:
    """Return how many pages are kept."""
    return sum(len(caches[name]._cache) for name in ("pages", "other_pages"))


# -- what is given again -----------------------------------------------------------------------------------------------


def test_second_reader_costs_no_query_and_gets_the_same(event, django_assert_num_queries):
    client = Client()
    first = client.get(address(event))
    with django_assert_num_queries(0):
        second = client.get(address(event))
    assert (second.status_code, second.content, dict(second.items())) == (200, first.content, dict(first.items()))


def test_kept_page_has_the_security_headers(event):
    for _time in range(2):
        response = Client().get(address(event))
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert (response["X-Content-Type-Options"], response["X-Frame-Options"]) == ("nosniff", "DENY")


def test_number_of_the_site_is_read_once_a_second(event, clock, django_assert_num_queries):
    client = Client()
    client.get(address(event))
    for second in range(1, 4):
        clock.now = second
        with django_assert_num_queries(1):
            for _reader in range(10):
                client.get(address(event))


def test_languages_queries_hosts_and_schemes_are_pages_of_their_own(event):
    client = Client()
    asked = [
        (address(event), {}),
        (f"/en{address(event)}", {}),
        ("/events/?year=2570", {}),
        ("/events/?year=2569", {}),
        ("/events/", {}),
        ("/events/", {"host": "localhost"}),
    ]
    answers = [client.get(where, headers=headers).content for where, headers in asked]
    assert [client.get(where, headers=headers).content for where, headers in asked] == answers
    assert kept() == len(asked)
    client.get("/events/", secure=True)
    assert kept() == len(asked) + 1


def test_language_is_that_of_the_address_whatever_the_browser_prefers(event):
    client = Client()
    thai = client.get(address(event), headers={"accept-language": "en"})
    assert b'lang="th"' in thai.content
    assert client.get(address(event), headers={"accept-language": "th"}).content == thai.content
    assert thai["Vary"] == "Accept-Encoding, Cookie"


# -- changes -----------------------------------------------------------------------------------------------------------


def test_change_shows_within_a_second_in_every_process(event, change, clock):
    processes = [Client(), Client()]
    for process in processes:
        process.get(address(event))
    change(event, "เสวนาแท็กซี่")
    clock.now = 1.0
    for process in processes:
        assert "เสวนาแท็กซี่" in without_marks(process.get(address(event)).content.decode())


def test_page_that_was_made_before_a_change_is_not_kept_as_one_after_it(event, change, clock, monkeypatch):
    """A slow process reads, another one changes and says so, the slow one keeps what it made."""
    slow = Client()
    real = page_cache.finish

    def finish_late(*args, **options):
        monkeypatch.setattr(page_cache, "finish", real)
        change(event, "เสวนาแท็กซี่")
        real(*args, **options)

    monkeypatch.setattr(page_cache, "finish", finish_late)
    assert "เสวนาเดินรถ" in without_marks(slow.get(address(event)).content.decode())
    clock.now = 1.0
    assert "เสวนาแท็กซี่" in without_marks(slow.get(address(event)).content.decode())


def test_what_is_saved_in_the_staff_area_shows_at_once_to_staff_and_within_a_second_to_everybody(
    event, roles, clock, django_capture_on_commit_callbacks
):
    public, staff = Client(), Client()
    staff.force_login(user_with_role(Role.EDITOR))
    public.get(address(event))
    form = f"/admin/events/event/{event.pk}/change/"
    data = shown_form(staff.get(form), "#event_form") | {"title": "เสวนาแท็กซี่"}
    with django_capture_on_commit_callbacks(execute=True):
        assert staff.post(form, data).status_code == 302
    assert "เสวนาแท็กซี่" in without_marks(staff.get(address(event)).content.decode())
    clock.now = 1.0
    assert "เสวนาแท็กซี่" in without_marks(public.get(address(event)).content.decode())


def test_coming_event_passes_by_at_midnight_in_bangkok(event, time_machine):
    client = Client()
    day = event.days.get().date
    time_machine.move_to(f"{day}T23:59:59+07:00", tick=False)
    assert "เสวนาเดินรถ" in without_marks(client.get("/").content.decode())
    time_machine.shift(1)
    assert "เสวนาเดินรถ" not in without_marks(client.get("/").content.decode())


def test_change_that_nobody_told_of_shows_after_five_minutes(event, time_machine):
    client = Client()
    time_machine.move_to("2026-11-24T10:00:00+07:00", tick=False)
    client.get(address(event))
    type(event).objects.update(title="เสวนาแท็กซี่")
    time_machine.shift(299)
    assert "เสวนาเดินรถ" in without_marks(client.get(address(event)).content.decode())
    time_machine.shift(1)
    assert "เสวนาแท็กซี่" in without_marks(client.get(address(event)).content.decode())


@pytest.mark.parametrize(("address", "other", "language"), [("/", "/en/", "th"), ("/en/", "/", "en")])
def test_fault_before_the_language_is_known_is_in_that_of_the_address(address, other, language, clock):
    """Not in that of the reader whom the thread answered before: the number of the site is read before all else."""
    client = Client(raise_request_exception=False)
    for kept_before in (address, other):
        client.get(kept_before)
    clock.now = 1.0

    def out_of_reach(*_query):
        raise OperationalError

    with connection.execute_wrapper(out_of_reach):
        response = client.get(address)
    assert response.status_code == 500
    assert f'<html lang="{language}">' in response.content.decode()


# -- what is never kept ------------------------------------------------------------------------------------------------


def test_signed_in_person_gets_a_page_of_the_moment_that_nobody_else_gets(event):
    staff = Client()
    staff.force_login(UserFactory(display_name="มานี ใจดี"))
    response = staff.get(address(event))
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    assert kept() == 0
    Client().get(address(event))
    event.title = "เสวนาแท็กซี่"
    event.save()
    assert "เสวนาแท็กซี่" in without_marks(staff.get(address(event)).content.decode())


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("where", ["/form/", "/cookie/", "/own-rule/", "/by-browser/"])
def test_answer_that_is_not_for_everybody_is_not_kept(where):
    client = Client()
    for _time in range(2):  # the second time the browser has the cookie already
        response = client.get(where)
        assert "s-maxage" not in response.get("Cache-Control", "")
        assert "ETag" not in response.headers
    assert kept() == 0


@pytest.mark.parametrize("where", ["/accounts/login/", "/robots.txt", "/readyz", "/admin/", "/events/999/"])
def test_only_public_pages_that_are_there_are_kept(where):
    client = Client()
    client.get(where)
    assert kept() == 0


def test_preview_is_not_kept(event, roles):
    staff = Client()
    staff.force_login(user_with_role(Role.EDITOR))
    for client in (Client(), staff):
        client.get(f"{address(event)}?preview=1")
    assert kept() == 0


def test_form_that_is_sent_is_neither_answered_from_the_cache_nor_kept(event):
    client = Client()
    client.get(address(event))
    assert client.post(address(event)).status_code == 405
    assert kept() == 1


def test_stranger_who_sends_a_form_hears_that_pages_are_read_only(event):
    response = Client(enforce_csrf_checks=True).post(address(event), {"title": "เสวนาแท็กซี่"})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_withdrawn_report_is_gone_for_everybody(roles, clock, django_capture_on_commit_callbacks):
    client, approver = Client(), user_with_role(Role.APPROVER)
    report = ReportFactory(event=EventDayFactory().event, headline="พาดหัว", lead="ความนำ", state="in_review")
    event = report.event
    with django_capture_on_commit_callbacks(execute=True):
        publish_report(report=report, by=approver)
    assert client.get(address(event)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_report(event=event, by=approver, public_note="ข้อมูลผิด")
    clock.now = 1.0
    assert [client.get(address(event)).status_code for _time in range(2)] == [410, 410]


# -- strangers who ask for much ----------------------------------------------------------------------------------------


def test_queries_and_other_hosts_push_out_nothing_but_their_like(event, monkeypatch):
    monkeypatch.setattr(caches["other_pages"], "_max_entries", 10)
    client = Client()
    client.get("/", headers={"host": "127.0.0.1:8000"})
    for number in range(15):
        client.get(f"/?x={number}", headers={"host": "127.0.0.1:8000"})
        client.get("/", headers={"host": f"localhost:{number + 1}"})
    assert len(caches["pages"]._cache) == 1
    assert 0 < len(caches["other_pages"]._cache) <= 10


def test_long_query_is_not_kept(event):
    Client().get("/events/?q=" + "x" * 10_000)
    assert kept() == 0


@pytest.mark.parametrize("query", ["fbclid=abc", "utm_source=line&utm_medium=x", "gclid=1", "&"])
def test_what_social_media_add_to_a_link_makes_no_page_of_its_own(event, query):
    client = Client()
    plain = client.get(address(event))
    tracked = client.get(f"{address(event)}?{query}")
    assert tracked.content == plain.content
    assert kept() == 1


def test_filters_that_look_like_it_stay(event):
    client = Client()
    assert client.get("/events/?year=2560").content != client.get("/events/").content


# -- what browsers and proxies are told --------------------------------------------------------------------------------


@pytest.fixture(params=[True, False], ids=["kept", "not kept"])
def on_or_off(request, settings) -> None:
    settings.PAGE_CACHE = request.param


def test_public_page_may_be_kept_for_a_second_by_proxies_and_asked_for_again_by_browsers(event, on_or_off):
    response = Client().get(address(event))
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    assert re.fullmatch(r'W/"[0-9a-f]{32}"', response["ETag"])


def test_way_to_a_page_that_moved_is_asked_for_again_since_it_may_move_back(on_or_off):
    programme = ProgrammeFactory(slug="first")
    for slug, old in [("second", "first"), ("first", "second")]:
        programme.slug = slug
        programme.save()
        response = Client().get(f"/programmes/{old}/")
        assert (response.status_code, response["Location"]) == (301, f"/programmes/{slug}/")
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    assert kept() == 0


@pytest.mark.parametrize("form", ["{}", '"other", {}', "*", "W/{}"])
def test_page_that_did_not_change_is_not_sent_again(event, on_or_off, form):
    client = Client()
    etag = client.get(address(event))["ETag"]
    response = client.get(address(event), headers={"if-none-match": form.format(etag.removeprefix("W/"))})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert "default-src" in response["Content-Security-Policy"]
    assert "Content-Length" not in response.headers


def test_page_that_changed_is_sent_again(event, on_or_off, change, clock):
    client = Client()
    etag = client.get(address(event))["ETag"]
    change(event, "เสวนาแท็กซี่")
    clock.now = 1.0
    response = client.get(address(event), headers={"if-none-match": etag})
    assert response.status_code == 200
    assert response["ETag"] != etag


def test_page_is_compressed_for_those_who_can_read_it(event, on_or_off):
    client = Client()
    plain = client.get(address(event), headers={"accept-encoding": "gzip;q=0, br;q=0.0"})
    read = {"gzip": gzip.decompress, "br": brotli.decompress}
    for accepted, encoding in [("gzip, deflate", "gzip"), ("gzip, deflate, br", "br")] * 2:
        packed = client.get(address(event), headers={"accept-encoding": accepted})
        assert packed["Content-Encoding"] == encoding
        assert read[encoding](packed.content) == plain.content
        assert packed["Content-Length"] == str(len(packed.content))
        assert packed["ETag"] == plain["ETag"]
    assert "Content-Encoding" not in plain.headers


def test_picture_is_not_compressed_again(event, on_or_off):
    picture = Client().get(f"{address(event)}share.png", headers={"accept-encoding": "gzip, br"})
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert "Content-Encoding" not in picture.headers


def test_head_tells_of_the_page_without_sending_it(event, on_or_off):
    client = Client()
    heads = [client.head(address(event)), client.head(address(event))]
    page = client.get(address(event))
    assert [(head.status_code, head.content) for head in heads] == [(200, b"")] * 2
    assert [dict(head.items()) for head in heads] == [dict(page.items())] * 2
    assert len(page.content) == int(page["Content-Length"])


def test_nothing_is_kept_when_the_cache_is_off(event, settings):
    settings.PAGE_CACHE = False
    Client().get(address(event))
    assert kept() == 0
