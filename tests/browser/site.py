"""The portal as it is served, with its demonstration, and every page of it: what the gates in a browser read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from playwright.sync_api import APIRequestContext
from playwright.sync_api import Page as Tab

from tests.architecture.access import declared
from tests.crawl import Page, kind_of

MOST_OF_A_KIND = 3
"""How many pages of one kind are shown: their templates are the same, what they hold is not."""


@dataclass(frozen=True)
class Site:
    """A portal that is served, and the addresses to look at."""

    url: str
    public: list[str]

    def one_of_each(self) -> list[str]:
        """Return one public page of each kind, found pages of a search before empty ones."""
        return one_of_each(self.public)

    def first(self, kind: str) -> str:
        """Return the first page of a kind."""
        return next(address for address in self.public if kind_of(address) == kind)


@dataclass(frozen=True)
class Staff:
    """Somebody who is signed in: the cookies of that browser, and one page of each kind that is open to nobody else."""

    cookies: Any
    pages: list[str]

    def first(self, kind: str) -> str:
        """Return the page of a kind."""
        return next(address for address in self.pages if kind_of(address) == kind)


class Client:
    """Asks a served portal as Django's test client does, with the cookies of a browser."""

    def __init__(self, request: APIRequestContext) -> None:
        self.request = request

    def get(self, address: str) -> HttpResponse:
        """Ask for one address and follow no redirect; English pages and files are left out, other tests read them."""
        if address.startswith(("/en/", "/static/", "/media/")):
            return HttpResponse(content_type="")
        answer = self.request.get(address, max_redirects=0)
        headers = {name: value for name, value in answer.headers.items() if name in {"content-type", "location"}}
        return HttpResponse(answer.body(), status=answer.status, headers=headers)


def to_look_at(pages: Iterable[Page], most: int = MOST_OF_A_KIND) -> list[str]:
    """Return the Thai pages to look at: a few of each kind, with and without a query, and those of errors."""
    seen: Counter[Any] = Counter()
    chosen = []
    for page in pages:
        if page.is_html and not page.location and not page.is_english:
            kind = page.kind, "?" in page.address, page.status
            seen[kind] += 1
            if seen[kind] <= most:
                chosen.append(page.address)
    return chosen


def one_of_each(addresses: Iterable[str]) -> list[str]:
    """Return one address of each kind."""
    return list({kind_of(address): address for address in reversed([*addresses])}.values())[::-1]


def richest_of_each(pages: Iterable[Page], kind: Callable[[str], str]) -> list[str]:
    """Return the longest page of each kind: a report says more than an empty form."""
    richest: dict[str, Page] = {}
    for page in pages:
        if page.is_html and page.status == HTTPStatus.OK:
            richest[kind(page.address)] = max(
                page, richest.get(kind(page.address), page), key=lambda one: len(one.text)
            )
    return [page.address for page in richest.values()]


def kinds_that_look_alike() -> dict[str, str]:
    """Return what is one kind under several names: pages that have one template for all tables, and only text of each."""
    names = {address.name for address in declared()}
    return {
        address.name: f"{address.action}, kept: {address.name.replace('_history', '_simple_history') in names}"
        for address in declared()
        if address.action in {"history", "simple_history", "delete"}
    }


def open_everything(tab: Tab) -> None:
    """Open what is folded, so that it is looked at too."""
    tab.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def at(tab: Tab, addresses: Iterable[str], **options: Any) -> Iterator[str]:
    """Go to one address after the other, everything unfolded."""
    for address in addresses:
        answer = tab.goto(address, **options)
        assert answer is not None, address
        assert answer.status < 500, address
        open_everything(tab)
        yield address


def start_at_the_top(tab: Tab) -> None:
    """Let the next Tab reach the first thing of a page, also where a form has taken the focus."""
    tab.evaluate("new Promise(requestAnimationFrame)")  # a form takes it when the page is first drawn
    tab.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
