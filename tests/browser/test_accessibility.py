"""What axe finds fault with, on every page: the rules of WCAG 2.2 A and AA, and those of good practice."""

from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.site import Site, Staff, at
from tests.installation import Installation

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPEATED = {"exclude": [["#result_list tbody tr:nth-child(n + 13)"], ["#deleted-objects li:nth-child(n + 13)"]]}
"""Rows of a long list after the twelfth, which are made as those before: reading them takes most of the time."""
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"]}

REVIEWED = {
    ("color-contrast", "select"): "the arrow of a list of choices is an image beside its text",
    ("color-contrast", ".hero"): "the pattern behind the first page's heading is as dark as its ground",
}
"""What axe cannot decide by itself, and what a person saw: rule and where. Anything else fails until it stands here."""

REVIEWED_FOR_STAFF = {
    ("color-contrast", ".addlink, .changelink, .viewlink"): "the icon of a link is an image beside its text",
    ("color-contrast", ".photo-head button"): "an arrow has the colour of the words on the buttons beside it",
    ("color-contrast", ".swatches"): "the style guide measures the samples itself, under every wish of a reader",
    ("color-contrast", ".is-invalid"): "the sign of a mistake is an image behind its text",
    ("color-contrast", ".is-break"): "the dot of a break stands beside its text",
}
"""The same for the pages behind the sign-in; what is not needed any more fails too."""


def faults(
    page: Page, addresses: Iterable[str], needed: set[tuple[str, str]] | None = None
) -> list[tuple[str, str, str]]:
    """Return page, rule and element of everything that axe finds, or cannot decide and nobody reviewed.

    What was ``needed`` of the reviews is added to that set.
    """
    found = []
    page.emulate_media(reduced_motion="reduce")  # a button that is changing its colour has none to be judged by
    for address in at(page, addresses):
        result = Axe().run(page, context=REPEATED, options=OPTIONS).response
        undecided = []
        for rule in result["incomplete"]:
            for node in rule["nodes"]:
                reviews = reviews_of(page, rule, node)
                if needed is not None:
                    needed |= reviews
                if not reviews:
                    undecided.append((rule, node))
        wrong = [(rule, node) for rule in result["violations"] for node in rule["nodes"]]
        found += [
            (address, rule["id"], f"{node['target']} {node['html'][:160]}") for rule, node in [*wrong, *undecided]
        ]
    return found


def reviews_of(page: Page, rule: dict[str, Any], node: dict[str, Any]) -> set[tuple[str, str]]:
    """Return under which names a person looked at what axe could not decide."""
    inside = "([target, part]) => Boolean(document.querySelector(target)?.closest(part))"
    return {
        (reviewed, part)
        for reviewed, part in REVIEWED | REVIEWED_FOR_STAFF
        if rule["id"] == reviewed and page.evaluate(inside, [node["target"][0], part])
    }


def test_axe_knows_the_rules_of_wcag_22(page):
    page.goto("about:blank")
    rules = Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag22aa"]}}).response
    assert [rule["id"] for result in ("passes", "inapplicable") for rule in rules[result]] == ["target-size"]


def test_axe_finds_nothing_on_any_public_page(site, new_page):
    assert faults(new_page(), site.public) == []


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1440), ("dark", 360), ("light", 360)])
def test_axe_finds_nothing_in_the_dark_and_on_phones(scheme, width, site: Site, new_page):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    assert faults(page, main_pages(site)) == []


def test_axe_finds_nothing_in_english(site, new_page):
    english = [f"/en{address}" for address in main_pages(site) if not address.startswith("/accounts/")]
    assert faults(new_page(), english) == []


def main_pages(site: Site) -> list[str]:
    """Return the first page, a list, a report and two forms."""
    return ["/", "/events/", site.first("events:detail"), "/search/?q=เดินรถ", "/accounts/login/"]


def test_axe_finds_nothing_on_any_kind_of_staff_page(staff: Staff, new_page):
    needed: set[tuple[str, str]] = set()
    assert faults(new_page(storage_state=staff.cookies), staff.pages, needed) == []
    assert REVIEWED_FOR_STAFF.keys() - needed == set()


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1440), ("light", 360)])
def test_axe_finds_nothing_on_the_main_staff_pages_in_the_dark_and_on_phones(scheme, width, staff: Staff, new_page):
    page = new_page(storage_state=staff.cookies, color_scheme=scheme, viewport={"width": width, "height": 800})
    kinds = ("admin:events_event_change", "admin:events_event_changelist", "admin:events_event_photos")
    assert faults(page, map(staff.first, kinds)) == []


SET_UP = """
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from programmes.models import User

approver = User.objects.get(email="approver@example.org")
TOTP.activate(approver, "JBSWY3DPEHPK3PXP")
RecoveryCodes.activate(approver)
"""
"""By hand: a code that is typed at the end of its half minute arrives in the next one."""


def test_axe_finds_nothing_where_a_second_factor_is_set_up_and_asked_for(installed: Installation, new_page):
    page = new_page()
    sign_in(page, "approver@example.org")
    installed.manage("shell", "--command", SET_UP)
    pages = ["recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", ""]
    assert faults(page, [f"/accounts/2fa/{page}" for page in pages]) == []

    at_the_door = new_page()
    sign_in(at_the_door, "approver@example.org")
    assert faults(at_the_door, ["/accounts/2fa/authenticate/"]) == []
