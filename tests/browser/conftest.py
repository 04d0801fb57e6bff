"""A real Chromium, the one of the machine: nothing is downloaded."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.architecture.access import declared, staff_kinds
from tests.browser.site import MOST_OF_A_KIND, Client, Site, Staff, kinds_that_look_alike, richest_of_each, to_look_at
from tests.crawl import crawl, kind_of
from tests.installation import Installation, installation, serving
from tests.parts import missing

# As root Chromium needs --no-sandbox; the rest keeps it from talking to anybody but the test server.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# As long as Playwright waits for everything else: a busy machine is slow, and only a failure waits to the end.
expect.set_options(timeout=30_000)

DEMO_PASSWORD = "a password of the demonstration"
"""With it, the people of the demonstration sign in to the served portal."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder ``browser``."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        missing("Chromium")
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """Serve the portal to the browser: ``page.goto("/")`` is its first page. The database is committed, not rolled back."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a person in Thailand with a desktop window."""
    return {
        **browser_context_args,
        "locale": "th-TH",
        "timezone_id": "Asia/Bangkok",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture(scope="session")
def installed(tmp_path_factory) -> Iterator[Installation]:
    """Where the served portal keeps its data."""
    with installation(tmp_path_factory.mktemp("portal") / "data") as place:
        yield place


@pytest.fixture(scope="session")
def portal(installed: Installation) -> Iterator[str]:
    """Serve an installation with the demonstration, as it is served to readers; return its address.

    Tests only read it: it is made once. What it says of its own address is what the crawl takes for ours.
    """
    said = {"DEMO": "1", "DEMO_ADMIN_PASSWORD": DEMO_PASSWORD, "SITE_URL": settings.SITE_URL}
    with serving(installed, **said) as url:
        yield url


@pytest.fixture(scope="session")
def site(portal: str, playwright) -> Site:
    """Every public page of the served portal: what the resolver knows and what links and search forms lead to."""
    request = playwright.request.new_context(base_url=portal)
    public = {address.name for address in declared() if address.name} - staff_kinds()
    starts = ["/", *fixed_addresses(public), "/nothing/"]
    pages = crawl(Client(request), starts, most_of_a_kind=3 * MOST_OF_A_KIND)
    request.dispose()
    return Site(portal, to_look_at(pages.values()))


@pytest.fixture(scope="session")
def staff(portal: str, browser: Browser, browser_context_args: dict[str, Any]) -> Staff:
    """One page of each kind behind the sign-in, as the demonstration's administrator finds them."""
    context = browser.new_context(**{**browser_context_args, "base_url": portal})
    sign_in(context.new_page(), "admin@example.org")
    kinds, alike = staff_kinds(), kinds_that_look_alike()

    def kind(address: str) -> str:
        return alike.get(kind_of(address), kind_of(address))

    starts = ["/admin/", *fixed_addresses(kinds)]
    pages = crawl(Client(context.request), starts, 2, within=lambda address: kind_of(address) in kinds, kind=kind)
    cookies = context.storage_state()
    context.close()
    return Staff(cookies, richest_of_each(pages.values(), kind))


def sign_in(page: Page, email: str) -> None:
    """Sign in somebody of the demonstration."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", DEMO_PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def fixed_addresses(kinds: set[str]) -> list[str]:
    """Return the addresses of these kinds that take no arguments; those with some are found by links."""
    return [
        reverse(address.name)
        for address in declared()
        if address.name in kinds and not {"<", "("}.intersection(address.route)
    ]


@pytest.fixture
def new_page(browser: Browser, browser_context_args, portal: str) -> Iterator[Any]:
    """Return a function that opens a page of the served portal in a window of its own, as Playwright is told."""
    contexts: list[BrowserContext] = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, "base_url": portal, **options})
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
