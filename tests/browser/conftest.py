"""A real Chromium, the one of the machine: nothing is downloaded."""

import shutil
from typing import Any

import pytest

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


@pytest.fixture(autouse=True)
def _short_patience(request: pytest.FixtureRequest) -> None:
    """Fail after 15 seconds instead of 30, when something does not appear."""
    if "page" in request.fixturenames:
        request.getfixturevalue("page").set_default_timeout(15_000)
