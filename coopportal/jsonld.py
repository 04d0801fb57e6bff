"""Linked data in the words of schema.org, as dictionaries: what every page may say of itself.

Nothing here reads a table. Keys without a value are left out: what is not known is not invented (design rule 11).
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coopportal.addresses import absolute, thai

Node = dict[str, Any]
"""One thing of schema.org."""

HARMFUL = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""What could end the element, or begin another, is written as JSON writes any character."""

DEPARTMENT = "https://www.cpd.go.th/"


def known(**values: Any) -> Node:
    """Return the node of the values that are there; ``type`` and ``id`` become ``@type`` and ``@id``."""
    names = {"type": "@type", "id": "@id"}
    return {names.get(name, name): value for name, value in values.items() if value not in (None, "", [], ())}


def script(*nodes: Node) -> SafeString:
    """Return one data block with several things, for the head of a page.

    A data block is no script: browsers do not run it, so the content security policy lets it be.
    """
    data = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{data.translate(HARMFUL)}</script>')  # noqa: S308


def one_or_all(nodes: list[Node]) -> Node | list[Node]:
    """Return a single thing as itself."""
    return nodes[0] if len(nodes) == 1 else nodes


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Node:
    """Return the trail of names and paths that leads to a page, the page itself last."""
    steps = [
        known(type="ListItem", position=number, name=str(name), item=absolute(path))
        for number, (name, path) in enumerate(trail, 1)
    ]
    return known(type="BreadcrumbList", itemListElement=steps)


def item_list(paths: Iterable[str], first: int = 1) -> Node:
    """Return a list of pages in its order; ``first`` is the place of its first one in the whole list."""
    items = [
        known(type="ListItem", position=number, url=absolute(path)) for number, path in enumerate(paths, max(first, 1))
    ]
    return known(type="ItemList", numberOfItems=len(items), itemListElement=items)


def department() -> Node:
    """Return who publishes the portal."""
    return known(
        type="GovernmentOrganization", id=f"{DEPARTMENT}#department", name=_("Cooperative Promotion Department"),
        url=DEPARTMENT,
    )  # fmt: skip


def website() -> Node:
    """Return the portal itself, and where it is searched."""
    return known(
        type="WebSite",
        id=f"{thai('home')}#website",
        name=_("Cooperative upgrade programme"),
        url=thai("home"),
        inLanguage=get_language(),
        publisher=department(),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{thai('search')}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    )
