"""The small set of HTML that a report's texts may hold: paragraphs, line breaks, lists, links. Pure; one library, nh3."""

import html
import re
from functools import lru_cache

import nh3

from coopportal.thai.words import truncate

TAGS = {"p", "br", "ul", "ol", "li", "a"}
SCHEMES = {"http", "https", "mailto"}

_STARTS_WITH_BLOCK = re.compile(r"\s*<(?:p|ul|ol)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_BLOCK_END = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>", re.IGNORECASE)


def clean(markup: str) -> str:
    """Return ``markup`` with nothing but ``TAGS``, and links to nothing but ``SCHEMES``; empty paragraphs alone are ``""``.

    No-break spaces, which editors put in unasked, become plain ones.
    """
    cleaned = nh3.clean(markup, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener")
    cleaned = cleaned.replace("&nbsp;", " ")
    return cleaned if to_text(cleaned) else ""


def to_html(typed: str) -> str:
    """Return what was typed as clean HTML.

    Text that begins with a block of HTML comes from the editor and is cleaned; any other text was typed without it and
    becomes paragraphs, one per blank line, in which every character stands for itself.
    """
    if _STARTS_WITH_BLOCK.match(typed):
        return clean(typed)
    paragraphs = [part.strip() for part in _BLANK_LINES.split(typed.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs)


def to_text(markup: str) -> str:
    """Return the text of clean HTML, a line for each paragraph and item."""
    plain = nh3.clean(_BLOCK_END.sub(lambda end: end[0] + "\n", markup), tags=set())
    return "\n".join(line.strip() for line in html.unescape(plain).splitlines() if line.strip())


@lru_cache(maxsize=64)
def excerpt(typed: str, length: int) -> str:
    """Return the beginning of a rich text as plain text in one line, cut between two words.

    The last ones are remembered: the head of one page says the same three times, to three sorts of machines.
    """
    return truncate(" ".join(to_text(to_html(typed)).split()), length)
