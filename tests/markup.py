"""Pages as tests read them: without the marks of what stays in one line, which part words for nobody but a parser."""

import re

from bs4 import BeautifulSoup

KEPT = re.compile(r'<span class="unbroken">(.*?)</span>', re.DOTALL)


def without_marks(html: str) -> str:
    """Return a page as its templates wrote it."""
    return KEPT.sub(r"\1", html)


def parsed(html: str) -> BeautifulSoup:
    """Parse a page."""
    return BeautifulSoup(without_marks(html), "html.parser")
