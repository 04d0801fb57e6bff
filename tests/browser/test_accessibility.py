"""What axe finds fault with, on every page: the rules of WCAG 2.2 A and AA, and those of good practice."""

from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.site import Site, at

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"]}

REVIEWED = {
    ("color-contrast", "select"): "the arrow of a list of choices is an image beside its text",
    ("color-contrast", ".hero"): "the pattern behind the first page's heading is as dark as its ground",
}
"""What axe cannot decide by itself, and what a person saw: rule and where. Anything else fails until it stands here."""


def faults(page: Page, addresses: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return page, rule and element of everything that axe finds, or cannot decide and nobody reviewed."""
    found = []
    for address in at(page, addresses):
        result = Axe().run(page, options=OPTIONS).response
        for rule in [*result["violations"], *result["incomplete"]]:
            nodes = [
                node for node in rule["nodes"] if rule in result["violations"] or not is_reviewed(page, rule, node)
            ]
            found += [(address, rule["id"], f"{node['target']} {node['html'][:160]}") for node in nodes[:3]]
    return found


def is_reviewed(page: Page, rule: dict[str, Any], node: dict[str, Any]) -> bool:
    """Say whether a person looked at what axe could not decide."""
    inside = "([target, part]) => Boolean(document.querySelector(target)?.closest(part))"
    return any(
        rule["id"] == reviewed and page.evaluate(inside, [node["target"][0], part]) for reviewed, part in REVIEWED
    )


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
