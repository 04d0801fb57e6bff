"""Under which address a page is known, in which languages it is, and what it shows where somebody shares it."""

import datetime as dt

import pytest
from django.utils import translation

from events.models import VersionKind
from tests.architecture.access import EVERYBODY, PAGES, body, declared
from tests.architecture.world import build_world
from tests.factories import EventDayFactory, EventFactory, ProgrammeFactory, ReportFactory

SITE = "https://portal.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def head(client, read):
    return lambda address: read(client.get(address)).head


def canonical(head) -> str | None:
    link = head.find("link", rel="canonical")
    return link["href"] if link else None


def languages(head) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in head.select("link[rel=alternate][hreflang]")}


def meta(head, name: str) -> str | None:
    tag = head.find("meta", property=name) or head.find("meta", attrs={"name": name})
    return tag["content"] if tag else None


def test_every_public_page_names_its_address_or_is_not_listed(client, read, roles):
    world = build_world()
    public = [one for one in declared() if not one.model and PAGES[one.key].who == EVERYBODY]
    with translation.override("th"):
        paths = [address.url(world) for address in public]
    for path in paths:
        response = client.get(path)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            body(response)
            continue
        page = read(response).head
        if canonical(page) is None:
            assert (path, meta(page, "robots")) == (path, "noindex")
        else:
            assert (path, canonical(page), meta(page, "og:url")) == (path, SITE + path, SITE + path)
            assert languages(page) == {"th": SITE + path, "en": f"{SITE}/en{path}", "x-default": SITE + path}
            assert languages(read(client.get(f"/en{path}")).head) == languages(page)
            assert canonical(read(client.get(f"/en{path}")).head) == f"{SITE}/en{path}"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?utm_source=line&fbclid=x", ""),
        ("?kind=&page=2&kind=seminar&utm_source=line", "?kind=seminar&page=2"),
        ("?page=2&format=online&year=2565", "?year=2565&format=online&page=2"),
    ],
)
def test_address_of_a_list_keeps_what_makes_another_page(query, kept, head, db, monkeypatch):
    monkeypatch.setattr("events.views.PER_PAGE", 1)
    for event in EventFactory.create_batch(2, kind="seminar", format="online"):
        EventDayFactory(event=event)
    assert canonical(head(f"/events/{query}")) == f"{SITE}/events/{kept}"
    assert languages(head(f"/events/{query}"))["en"] == f"{SITE}/en/events/{kept}"


@pytest.mark.parametrize("address", ["/search/", "/search/?q=รถ", "/events/?q=รถ", "/events/?year=abc", "/nothing/"])
def test_what_a_search_found_is_not_listed(address, head, db):
    assert (canonical(head(address)), meta(head(address), "robots")) == (None, "noindex")


def test_withdrawn_report_is_not_listed(head, publish):
    event = EventFactory()
    publish(event)
    publish(event, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    assert meta(head(f"/events/{event.pk}/"), "robots") == "noindex"


def test_preview_names_no_address(admin_client, read, db):
    event = EventFactory()
    assert canonical(read(admin_client.get(f"/events/{event.pk}/?preview")).head) is None


def test_sign_in_is_not_listed(head, db):
    assert (canonical(head("/accounts/login/")), meta(head("/accounts/login/"), "robots")) == (None, "noindex")


# -- where somebody shares a page --------------------------------------------------------------------------------------


def test_shared_report_shows_title_beginning_and_times(head, publish):
    event = EventFactory(title="เสวนา “รถร่วม” <1>")
    ReportFactory(event=event, lead="<p>จัดเสวนา &amp; ถ่ายทอดสด</p>")
    publish(event)
    page = head(f"/events/{event.pk}/")
    shown = {name: meta(page, name) for name in ("og:title", "og:description", "og:type", "og:locale", "twitter:card")}
    assert shown == {
        "og:title": "เสวนา “รถร่วม” <1>",
        "og:description": "จัดเสวนา & ถ่ายทอดสด",
        "og:type": "article",
        "og:locale": "th_TH",
        "twitter:card": "summary_large_image",
    }
    assert meta(page, "article:published_time") == "2026-11-24T10:00:00+07:00"
    assert meta(page, "og:site_name") == "โครงการยกระดับสหกรณ์"
    assert meta(page, "description") == "จัดเสวนา & ถ่ายทอดสด"


def test_shared_event_to_come_says_when_and_where(head, db):
    event = EventFactory(state="planned", format="online", broadcast_channels="Zoom")
    EventDayFactory(event=event, date=dt.date(2027, 1, 21))
    page = head(f"/events/{event.pk}/")
    assert meta(page, "og:type") == "website"
    assert meta(page, "og:description") == ("วันพฤหัสบดีที่ 21 มกราคม 2570 เวลา 09.00 - 16.00 น., รูปแบบ: ออนไลน์, ผ่าน Zoom")


def test_shared_event_shows_the_picture_made_for_it(head, publish):
    event = EventDayFactory(event__title="เสวนา", event__kind="seminar").event
    publish(event)
    page = head(f"/events/{event.pk}/")
    assert meta(page, "og:image").partition("?v=")[0] == f"{SITE}/events/{event.pk}/share.png"
    assert meta(page, "og:image:alt") == "เสวนา – สัมมนา · 26 เมษายน 2565"
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("1200", "630")
    assert meta(page, "twitter:card") == "summary_large_image"


def test_shared_programme_and_home_have_a_title(head, db):
    ProgrammeFactory(slug="buses", title="โครงการยกระดับ", rationale="เพราะสหกรณ์เดินรถ")
    assert meta(head("/programmes/buses/"), "og:title") == "โครงการยกระดับ"
    assert meta(head("/programmes/buses/"), "og:description") == "เพราะสหกรณ์เดินรถ"
    assert meta(head("/"), "og:title") == "กิจกรรมและผลการดำเนินงานด้านสหกรณ์บริการ"


def test_shared_programme_shows_its_picture_and_every_other_page_that_of_the_portal(head, db):
    ProgrammeFactory(slug="buses", title="โครงการยกระดับ")
    pages = ("/programmes/buses/", "/", "/events/", "/about/", "/en/about/")
    shown = [(meta(head(page), "og:image") or "").partition("?v=") for page in pages]
    assert [address for address, _, _ in shown] == [
        f"{SITE}/programmes/buses/share.png",
        f"{SITE}/share.png",
        f"{SITE}/share.png",
        f"{SITE}/share.png",
        f"{SITE}/en/share.png",
    ]
    assert shown[1][2] == shown[2][2] != shown[4][2]
    assert meta(head("/"), "og:image:alt") == "โครงการยกระดับสหกรณ์ – กิจกรรมและผลการดำเนินงานด้านสหกรณ์บริการ"
