"""What a person reads on a page, and which of it is not Thai."""

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype

SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary", "data-confirm")
"""Attributes whose text is seen or read aloud."""

UNSEEN = {"script", "style", "code", "noscript"}
WORD = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(
    r"https?://\S+|[\w.+•-]+@[\w-]+(?:\.[\w-]+)+|\b\d+x+\d+\b|\b[\w-]+(?:\.[\w-]+)*\.(?:th|org|com)\b\S*|\b[a-z]+-[\w-]*\d\w*",
    re.ASCII,
)
"""Addresses of pages and of people, and codes such as ``event-12``."""

YEAR = re.compile(r"(?<![\d,./-])(?:19|20)\d\d(?![\d,])|(?<![๐-๙])๒๐[๐-๙]{2}(?![๐-๙])|\b(?:19|20)\d\d-\d\d-\d\d")


def texts(html: str) -> Iterator[str]:
    """Yield every text that can be seen or heard, but not what is marked as English."""
    page = BeautifulSoup(html, "html.parser")
    for tag in page.find_all(is_unseen):
        tag.extract()
    for node in page.descendants:
        if isinstance(node, Tag):
            yield from (str(node[name]) for name in SPOKEN if node.get(name))
            yield from spoken_value(node)
        elif not isinstance(node, (Comment, Doctype)):
            yield str(node).strip()


def spoken_value(tag: Tag) -> Iterator[str]:
    """Yield what an input says: buttons their word, date inputs their date."""
    if tag.name == "input" and tag.get("type") in {"submit", "button", "reset", "text", "number", None}:
        yield str(tag.get("value", ""))
    if tag.name == "meta" and tag.get("name") == "description":
        yield str(tag.get("content", ""))
    if labels := tag.get("data-rich-text"):
        yield from json.loads(str(labels)).values()


def is_unseen(tag: Tag) -> bool:
    """Say whether a tag is not read: scripts, codes, and what is marked as English."""
    return tag.name in UNSEEN or tag.get("lang") == "en"


def english(html: str, names: set[str]) -> set[str]:
    """Return the texts of a page with Latin words in them, addresses and ``names`` aside."""
    return {text[:120] for text in texts(html) if not names.issuperset(WORD.findall(ADDRESS.sub(" ", text)))}


def christian_years(html: str) -> set[str]:
    """Return the texts of a page that hold a year of the Christian era."""
    return {text[:120] for text in texts(html) if YEAR.search(ADDRESS.sub(" ", text))}
