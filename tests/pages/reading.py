"""What a person reads on a page, and which of it is not Thai."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser

SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary", "data-confirm")
"""Attributes whose text is seen or read aloud."""

UNSEEN = {"script", "style", "code", "noscript"}

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Tags that hold nothing and never close."""

WORD = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(
    r"https?://\S+|[\w.+•-]+@[\w-]+(?:\.[\w-]+)+|\b\d+x+\d+\b|\b[\w-]+(?:\.[\w-]+)*\.(?:th|org|com)\b\S*|\b[a-z]+-[\w-]*\d\w*",
    re.ASCII,
)
"""Addresses of pages and of people, and codes such as ``event-12``."""

YEAR = re.compile(r"(?<![\d,./-])(?:19|20)\d\d(?![\d,])|(?<![๐-๙])๒๐[๐-๙]{2}(?![๐-๙])|\b(?:19|20)\d\d-\d\d-\d\d")


class Reader(HTMLParser):
    """Collects every text of a page that can be seen or heard, but not what is marked as English.

    The gates read thousands of pages: a tree of each would cost several times as much. As in a tree, an end tag closes
    the last open tag of its name with all that is open inside, and what never closes lasts to the end.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []  # what stands since the last tag or comment
        self.open: list[tuple[str, bool]] = []  # every open tag, and whether its texts are read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end_text()
        given = {name: value or "" for name, value in attrs}
        is_read = self.is_reading and not is_unseen(tag, given)
        if is_read:
            self.found += [given[name] for name in SPOKEN if given.get(name)]
            self.found += spoken_value(tag, given)
        if tag not in VOID:
            self.open.append((tag, is_read))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.end_text()
        place = next((place for place in reversed(range(len(self.open))) if self.open[place][0] == tag), None)
        if place is not None:
            del self.open[place:]

    def handle_data(self, data: str) -> None:
        if self.is_reading:
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.end_text()

    def handle_decl(self, decl: str) -> None:
        self.end_text()

    def handle_pi(self, data: str) -> None:
        self.end_text()
        self.handle_data(data)
        self.end_text()

    def unknown_decl(self, data: str) -> None:
        self.handle_pi(data)

    @property
    def is_reading(self) -> bool:
        """Whether a text at this place is seen or heard."""
        return not self.open or self.open[-1][1]

    def end_text(self) -> None:
        """Keep the text that ends here: what stands between two tags is one text."""
        if text := "".join(self.text).strip():
            self.found.append(text)
        self.text.clear()

    def close(self) -> None:
        super().close()
        self.end_text()


@lru_cache(maxsize=1)  # a page is asked for its English words, then for its years
def texts(html: str) -> list[str]:
    """Return every text that can be seen or heard, but not what is marked as English."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def spoken_value(tag: str, given: dict[str, str]) -> Iterator[str]:
    """Yield what an input says: buttons their word, date inputs their date."""
    if tag == "input" and given.get("type") in {"submit", "button", "reset", "text", "number", None}:
        yield given.get("value", "")
    if tag == "meta" and given.get("name") == "description":
        yield given.get("content", "")
    if labels := given.get("data-rich-text"):
        yield from json.loads(labels).values()


def is_unseen(tag: str, given: dict[str, str]) -> bool:
    """Say whether a tag is not read: scripts, codes, and what is marked as English."""
    return tag in UNSEEN or given.get("lang") == "en"


def english(html: str, names: set[str]) -> set[str]:
    """Return the texts of a page with Latin words in them, addresses and ``names`` aside."""
    return {text[:120] for text in texts(html) if not names.issuperset(WORD.findall(ADDRESS.sub(" ", text)))}


def christian_years(html: str) -> set[str]:
    """Return the texts of a page that hold a year of the Christian era."""
    return {text[:120] for text in texts(html) if YEAR.search(ADDRESS.sub(" ", text))}
