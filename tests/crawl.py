"""Every page that links and forms lead to, from given addresses on: what the gates of the public site read.

A page that is added later is found by itself: the starts are the resolver's addresses, and a crawl follows what they
link to.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.architecture.access import body

MOST_OF_A_KIND = 90
"""How many addresses of one kind of page are read: enough for every office of a report, an end for a calendar."""

WORDS = ("เดินรถ", "ไม่มีคำนี้เลย")
"""What is typed into a form: something that the demonstration has, and something that nobody wrote."""


@dataclass(frozen=True)
class Page:
    """One answer, and the page that led to it."""

    address: str
    status: int
    content_type: str
    location: str
    text: str
    linked_from: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree."""
        return BeautifulSoup(self.text, "html.parser")

    @property
    def kind(self) -> str:
        """The name of the address in the resolver; empty outside of it. Both languages have one."""
        return kind_of(self.address)

    @property
    def is_html(self) -> bool:
        """Whether a person reads it."""
        return self.content_type.startswith("text/html")

    @property
    def is_english(self) -> bool:
        """Whether it stands under ``/en/``."""
        return self.address.startswith("/en/")


def kind_of(address: str) -> str:
    """Return the name of an address in the resolver, or nothing."""
    with translation.override("en" if address.startswith("/en/") else "th"):
        try:
            return resolve(urlsplit(address).path).view_name
        except Resolver404:
            return ""


def everything(_address: str) -> bool:
    """Say that an address is to be read."""
    return True


def crawl(
    client: Any,
    starts: Iterable[str],
    most_of_a_kind: int = MOST_OF_A_KIND,
    within: Callable[[str], bool] = everything,
    kind: Callable[[str], str] = kind_of,
) -> dict[str, Page]:
    """Read the starts and every page of ours that they lead to, breadth first; return the pages by their address.

    Of what they lead to, only what is ``within`` is read.
    """
    waiting = dict.fromkeys(starts, "")
    pages: dict[str, Page] = {}
    kinds: Counter[tuple[str, bool]] = Counter()
    while waiting:
        address, linked_from = next(iter(waiting.items()))
        del waiting[address]
        seen = (kind(address), address.startswith("/en/"))
        kinds[seen] += 1
        if kinds[seen] > most_of_a_kind and seen[0] != "media":
            continue
        page = pages[address] = read(client, address, linked_from)
        for found in [*leads_to(page), *([own_path(page.location, address)] if page.location else [])]:
            if found and found not in pages and within(found):
                waiting.setdefault(found, address)
    return pages


def read(client: Any, address: str, linked_from: str) -> Page:
    """Ask for one address; a static file is looked up, since no server of static files runs in a test."""
    if address.startswith(settings.STATIC_URL):
        found = finders.find(address.removeprefix(settings.STATIC_URL))
        return Page(address, 200 if found else 404, "", "", "", linked_from)
    return answered(client.get(address), address, linked_from)


def answered(response: Any, address: str, linked_from: str = "") -> Page:
    """Return an answer as a page."""
    content = body(response)
    is_text = response.get("Content-Type", "").startswith("text/")
    return Page(
        address=address,
        status=response.status_code,
        content_type=response.get("Content-Type", ""),
        location=response.get("Location", ""),
        text=content.decode() if is_text else "",
        linked_from=linked_from,
    )


def leads_to(page: Page) -> Iterator[str]:
    """Yield our addresses that a page links to, shows or loads, and those to which its search forms lead."""
    if not page.is_html:
        return
    for link in [*links(page.soup), *filled_forms(page.soup)]:
        if path := own_path(link, page.address):
            yield path


def links(soup: BeautifulSoup) -> Iterator[str]:
    """Yield every address that a page names, as it is written."""
    for name in ("href", "src"):
        yield from (str(tag[name]) for tag in soup.find_all(attrs={name: True}))
    for tag in soup.select("[srcset]"):
        yield from (part.split()[0] for part in str(tag["srcset"]).split(","))


def filled_forms(soup: BeautifulSoup) -> Iterator[str]:
    """Yield what sending each search form asks for: empty, with each word, and with something chosen in each list."""
    for form in soup.select("form:not([method=post])"):
        action = str(form.get("action", ""))
        if action.startswith("?"):
            action = ""
        typed = [str(tag["name"]) for tag in form.select("input[name]") if tag.get("type") in {"search", "text", None}]
        chosen = dict(filter(None, map(last_choice, form.select("select[name]"))))
        for query in [*(dict.fromkeys(typed, word) for word in WORDS), chosen]:
            yield f"{action}?{urlencode(query)}"


def last_choice(select: Tag) -> tuple[str, str] | None:
    """Return the name and the last value of a list to choose from."""
    options = [str(option["value"]) for option in select.select("option[value]") if option["value"]]
    return (str(select["name"]), options[-1]) if options else None


def own_path(link: str, base: str) -> str:
    """Return where a link leads on this site, without its fragment; empty if it leads elsewhere."""
    url = urlsplit(urljoin(settings.SITE_URL + base, link.strip()))
    if f"{url.scheme}://{url.netloc}" != settings.SITE_URL:
        return ""
    return re.sub(r"\?$", "", f"{url.path}?{url.query}")
