"""What is true of every public page."""

import datetime as dt
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from participants.services import indexing
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
)

PAGES = [
    "home",
    "events",
    "events found",
    "no event found",
    "report",
    "event to come",
    "programmes",
    "programme",
    "search",
    "found",
    "nothing found",
]


@pytest.fixture
def addresses(publish) -> dict[str, str]:
    """Return the address of every kind of public page, with something on it."""
    programme = ProgrammeFactory(slug="buses")
    event = EventFactory(programme=programme, announced_total=1129, announced_source="ข่าว")
    EventDayFactory(event=event)
    SessionFactory(event=event)
    AppearanceFactory(event=event, said="กล่าวเปิด")
    ReportFactory(event=event, body="<p>เนื้อข่าว</p>", key_points="<ul><li>สาระ</li></ul>")
    HeadCountFactory(office__event=event)
    publish(event)
    planned = EventFactory(programme=programme, state="planned")
    EventDayFactory(event=planned, date=dt.date(2027, 1, 21))
    indexing.rebuild_all()
    return {
        "home": "/",
        "events": "/events/",
        "events found": "/events/?q=กิจกรรม&year=2565",
        "no event found": "/events/?q=ไม่มีคำนี้",
        "report": f"/events/{event.pk}/",
        "event to come": f"/events/{planned.pk}/",
        "search": "/search/",
        "found": "/search/?q=กิจกรรม",
        "nothing found": "/search/?q=ไม่มีคำนี้",
        "programmes": "/programmes/",
        "programme": "/programmes/buses/",
    }


@pytest.fixture(params=PAGES)
def public_page(request, client, addresses, read) -> BeautifulSoup:
    response = client.get(addresses[request.param])
    assert response.status_code == 200
    return read(response)


def test_page_has_one_h1(public_page):
    assert len(public_page.find_all("h1")) == 1


def test_page_is_in_thai_and_has_a_title(public_page):
    assert public_page.html["lang"] == "th"
    assert public_page.title.get_text(strip=True)


def test_page_has_no_inline_style_or_script(public_page):
    assert public_page.find_all("style") == []
    assert public_page.select("[style]") == []
    inline = [script for script in public_page.find_all("script") if not script.get("src")]
    assert {script.get("type") for script in inline} <= {"application/ld+json"}, "a data block is not run"
    assert [tag.name for tag in public_page.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []


def test_page_loads_nothing_from_elsewhere(public_page):
    loaded = [
        tag[name]
        for tag in public_page.select("[src], link[href]:not([rel=canonical], [rel=alternate])")
        for name in ("src", "href")
        if tag.has_attr(name)
    ]
    assert [address for address in loaded if not address.startswith("/")] == []


def test_page_has_a_skip_link_to_its_content(public_page):
    assert public_page.find("a")["href"] == "#content"
    assert public_page.find(id="content").name == "main"


def test_page_has_no_id_twice(public_page):
    ids = [tag["id"] for tag in public_page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_headings_skip_no_level(public_page):
    levels = [int(heading.name[1]) for heading in public_page.find_all(["h1", "h2", "h3", "h4"])]
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_tables_have_a_caption_and_headed_rows(public_page):
    for table in public_page.find_all("table"):
        assert table.caption.get_text(strip=True)
        assert all(row.find("th", scope=True) for row in table.find_all("tr"))


@pytest.mark.parametrize("name", PAGES)
def test_english_page_says_so_and_leads_back(name, client, addresses, read):
    page = read(client.get("/en" + addresses[name]))
    assert page.html["lang"] == "en"
    assert page.find("a", hreflang="th")["href"].split("?")[0] == addresses[name].split("?")[0]


def test_accepted_language_of_the_browser_changes_nothing(client, db, read):
    assert read(client.get("/", headers={"accept-language": "en"})).html["lang"] == "th"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", ["/", "/events/", "/events/1/", "/programmes/", "/healthz", "/media/x.webp"])
def test_public_pages_are_read_only(method, address, client, db):
    assert getattr(client, method)(address).status_code == 405
