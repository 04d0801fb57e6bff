"""What is true of every public page: those that the resolver knows, and those that links and search forms lead to."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import pytest
import time_machine
from bs4 import BeautifulSoup, NavigableString, Tag
from django.db import transaction
from django.test import Client

from events import content
from events.models import ReportVersion, VersionKind
from tests.architecture.access import EVERYBODY, PAGES, declared
from tests.architecture.world import World, build_world
from tests.conftest import NOW
from tests.crawl import Page, crawl, kind_of, leads_to, own_path
from tests.factories import EventDayFactory, number_anew
from tests.pages.checker import found_by_checker
from tests.pages.reading import ADDRESS, SPOKEN, WORD
from tests.participants.demo.conftest import load

pytestmark = pytest.mark.django_db

MISSING = ("/nothing/", "/events/999999/", "/programmes/nothing/", "/en/nothing/")
"""Addresses that lead nowhere: their pages are pages too."""

THAI = re.compile("[ก-๛]")

ACCOUNTS = ("/accounts/", "/admin/")
"""Where staff sign in: outside of what search engines and other sites link to."""


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[dict[str, Page]]:
    """Every public page with its address: the demonstration, one row of everything, and events in every state."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        load(NOW.date())
        number_anew()
        world = build_world()
        starts = [*addresses(world), *MISSING, *events_in_every_state(world)]
        yield crawl(Client(raise_request_exception=False), starts)
        transaction.set_rollback(True)


def addresses(world: World) -> list[str]:
    """Return the addresses of the resolver that are open to everybody."""
    return [address.url(world) for address in declared() if not address.model and PAGES[address.key].who == EVERYBODY]


def events_in_every_state(world: World) -> list[str]:
    """Make an event to come, a postponed and a cancelled one, and one whose report was withdrawn."""
    states = ("planned", "postponed", "cancelled", "held")
    events = [
        EventDayFactory(event__state=state, event__programme=world.programme, date=dt.date(2027, 1, day)).event
        for day, state in enumerate(states, start=11)
    ]
    published = content.to_json(content.build(events[-1]))
    ReportVersion.objects.create(event=events[-1], number=1, kind=VersionKind.FIRST, content=published)
    ReportVersion.objects.create(
        event=events[-1], number=2, kind=VersionKind.WITHDRAWAL, content={}, public_note="ถอนเพื่อตรวจสอบตัวเลข"
    )
    return [f"{language}/events/{event.pk}/" for event in events for language in ("", "/en")]


@pytest.fixture
def pages(site) -> list[Page]:
    """Every page that a person reads, the pages of errors included."""
    return [page for page in site.values() if page.is_html and page.status not in {301, 302}]


@pytest.fixture
def public_pages(pages) -> list[Page]:
    """The pages that were found, those of signing in aside."""
    return [page for page in pages if page.status == 200 and not page.address.startswith(ACCOUNTS)]


def faults(pages: list[Page], find: Callable[[BeautifulSoup], list]) -> dict[str, list]:
    """Return what is found on each page, where something is."""
    return {page.address: found for page in pages if (found := find(page.soup))}


def texts_of(soup: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield what is seen or heard of a tree, text by text, each with the tag that it belongs to."""
    yield from ((text.parent, text.strip()) for text in soup.find_all(string=True) if type(text) is NavigableString)
    for tag in soup.find_all():
        yield from ((tag, str(tag[name])) for name in SPOKEN if tag.get(name))


def language_of(tag: Tag) -> str:
    """Return the language in which a tag says that it is written."""
    nearest = tag if tag.get("lang") else tag.find_parent(lang=True)
    return str(nearest["lang"]) if nearest else ""


def shown(tag: Tag) -> str:
    return str(tag)[:160]


# -- addresses ---------------------------------------------------------------------------------------------------------


def test_every_link_leads_somewhere(site):
    """A link to what is gone is as dead as one to what never was; the page that says so links to its other language."""
    dead = {
        page.address: (page.status, page.linked_from)
        for page in site.values()
        if page.status >= 400 and page.linked_from and site[page.linked_from].status < 400
    }
    assert dead == {}


def test_every_redirect_ends_at_a_page(site):
    ends = {page.address: site.get(own_path(page.location, page.address)) for page in site.values() if page.location}
    assert {address for address, end in ends.items() if end is None or end.status >= 400} == set()


def test_every_kind_of_public_page_is_linked_to(site, public_pages):
    linked = {kind_of(address) for page in site.values() if page.status == 200 for address in leads_to(page)}
    assert {page.kind for page in public_pages} - linked == set()


def test_every_fragment_has_its_place(site, pages):
    def without_place(page: Page) -> Iterator[str]:
        for link in page.soup.select("a[href*='#']"):
            address, fragment = urldefrag(urljoin(page.address, str(link["href"])))
            target = page if not address or address == page.address else site.get(own_path(address, page.address))
            if target and not target.soup.find(id=fragment):
                yield shown(link)

    assert {page.address: found for page in pages if (found := list(without_place(page)))} == {}


def test_every_link_has_an_address_and_a_name(pages):
    def nameless(soup: BeautifulSoup) -> list[str]:
        return [shown(link) for link in soup.find_all("a") if not link.get("href") or not name_of(link)]

    assert faults(pages, nameless) == {}


def name_of(link: Tag) -> str:
    """Return what is read aloud of a link."""
    images = " ".join(str(image.get("alt", "")) for image in link.find_all("img"))
    return f"{link.get('aria-label', '')}{link.get_text()}{images}".strip()


def test_every_thai_page_stands_in_english_too(site, public_pages):
    thai = {page.address for page in public_pages if not page.is_english and "?" not in page.address}
    assert {address for address in thai if f"/en{address}" not in site} == set()


def test_every_page_leads_to_the_other_language(public_pages):
    """And back to the same page: with the filters that were chosen."""

    def other(page: Page) -> str:
        link = page.soup.find("a", hreflang="th" if page.is_english else "en")
        return own_path(str(link["href"]), page.address) if link else ""

    def expected(page: Page) -> str:
        return page.address.removeprefix("/en") if page.is_english else f"/en{page.address}"

    assert {page.address: other(page) for page in public_pages if other(page) != expected(page)} == {}


# -- the head ----------------------------------------------------------------------------------------------------------


def test_language_of_a_page_is_that_of_its_address(pages):
    wrong = [page.address for page in pages if page.soup.html.get("lang") != ("en" if page.is_english else "th")]
    assert wrong == []


def test_accepted_language_of_the_browser_changes_nothing(client, db, read):
    assert read(client.get("/", headers={"accept-language": "en"})).html["lang"] == "th"


def test_every_page_has_a_title_of_its_own(pages):
    titles: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for page in pages:
        if page.status == 200:
            titles[page.is_english, page.soup.title.get_text(" ", strip=True)].add(page.address.partition("?")[0])
    assert {title: same for title, same in titles.items() if len(same) > 1 or not title[1]} == {}


def test_every_page_that_may_be_found_describes_itself(public_pages):
    """In one sentence of its own, which search engines and messengers show."""
    said: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for page in public_pages:
        if not page.soup.select("meta[name=robots][content*=noindex]"):
            texts = [str(tag.get("content", "")).strip() for tag in page.soup.select("meta[name=description]")]
            said[page.is_english, " / ".join(texts)].add(page.address.partition("?")[0])
    assert {text: same for text, same in said.items() if len(same) > 1 or not text[1]} == {}


@pytest.fixture
def english_pages(pages) -> list[Page]:
    """The pages under ``/en/``."""
    return [page for page in pages if page.is_english]


def test_thai_on_an_english_page_is_marked_as_thai(english_pages):
    """So that it is read aloud as Thai (WCAG 2.2, 3.1.2); the head cannot say it."""

    def unmarked(soup: BeautifulSoup) -> list[str]:
        return [text for tag, text in texts_of(soup.body) if THAI.search(text) and language_of(tag) != "th"]

    assert faults(english_pages, unmarked) == {}


def test_nothing_else_is_marked_as_thai(english_pages):
    def misplaced(soup: BeautifulSoup) -> list[str]:
        marked = (text for tag, text in texts_of(soup.body) if language_of(tag) == "th" and not THAI.search(text))
        return [text for text in marked if WORD.search(ADDRESS.sub(" ", text))]

    assert faults(english_pages, misplaced) == {}


# -- what a page is made of --------------------------------------------------------------------------------------------


def test_every_page_has_one_h1(pages):
    assert faults(pages, lambda soup: [] if len(soup.find_all("h1")) == 1 else soup.find_all("h1") or ["none"]) == {}


def test_headings_skip_no_level(pages):
    def jumps(soup: BeautifulSoup) -> list[tuple[str, str]]:
        headings = soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
        return [(shown(a), shown(b)) for a, b in pairwise(headings) if int(b.name[1]) > int(a.name[1]) + 1]

    assert faults(pages, jumps) == {}


def test_skip_link_comes_first_and_leads_to_the_content(pages):
    def wrong(soup: BeautifulSoup) -> list[str]:
        first, content = soup.find(["a", "button", "input"]), soup.find(id="content")
        good = first.get("href") == "#content" and content is not None and content.name == "main"
        return [] if good else [shown(first)]

    assert faults(pages, wrong) == {}


def test_no_page_has_a_style_or_script_of_its_own(pages):
    """Blocks of data are no scripts: nothing runs them."""

    def inline(soup: BeautifulSoup) -> list[str]:
        scripts = [tag for tag in soup.find_all("script", src=False) if tag.get("type") != "application/ld+json"]
        handlers = [tag for tag in soup.find_all() if any(name.startswith("on") for name in tag.attrs)]
        return [shown(tag) for tag in [*soup.find_all("style"), *soup.select("[style]"), *scripts, *handlers]]

    assert faults(pages, inline) == {}


NAMED_ONLY = {"alternate", "author", "canonical", "license", "me", "next", "prev"}
"""Relations of ``link`` that load nothing."""


def test_no_page_loads_anything_from_elsewhere(pages):
    def foreign(soup: BeautifulSoup) -> list[str]:
        loads = [tag for tag in soup.find_all("link", href=True) if not NAMED_ONLY.issuperset(tag.get("rel", []))]
        addresses = [str(tag["href"]) for tag in loads] + [str(tag["src"]) for tag in soup.find_all(src=True)]
        return [address for address in addresses if not address.startswith("/") or address.startswith("//")]

    assert faults(pages, foreign) == {}


def test_every_image_has_a_text_and_its_size(pages):
    """An empty text says that it is an ornament; the size keeps its place before it is loaded."""

    def bare(soup: BeautifulSoup) -> list[str]:
        return [shown(tag) for tag in soup.find_all("img") if not {"alt", "width", "height"} <= tag.attrs.keys()]

    assert faults(pages, bare) == {}


def test_no_page_has_an_id_twice(pages):
    def twice(soup: BeautifulSoup) -> list[str]:
        ids = [str(tag["id"]) for tag in soup.select("[id]")]
        return sorted({name for name in ids if ids.count(name) > 1})

    assert faults(pages, twice) == {}


def test_tables_have_a_caption_and_headed_rows(pages):
    def unheaded(soup: BeautifulSoup) -> list[str]:
        return [
            shown(table)
            for table in soup.find_all("table")
            if not (table.caption and table.caption.get_text(strip=True))
            or not all(row.find("th", scope=True) for row in table.find_all("tr"))
        ]

    assert faults(pages, unheaded) == {}


def test_nu_html_checker_finds_no_fault(pages, tmp_path):
    assert found_by_checker({page.address: page.text for page in pages}, tmp_path) == []
