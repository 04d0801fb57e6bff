"""Marks in finished HTML what stays in one line (`coopportal.thai.whole`). Pure."""

import re
from functools import lru_cache

from coopportal.thai.whole import whole

_THAI = re.compile("[ก-๎]")
_MARKUP = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_REPORT = re.compile(r'(<article class="report">.*?</article>)', re.DOTALL)
"""The article of a report is set when it is made; it has no article inside."""
_AS_IT_IS = re.compile(
    r"<(?:(table|svg|select|textarea|script|style|pre|code|label|button)\b"
    r'|([a-z][a-z0-9]*)\b[^>]*? class="(?:unbroken"|tag[ "]))'
)
"""Elements whose text stays as it is: cells and labels have rules of their own, the others hold no running text."""


def keep_whole(html: str) -> str:
    """Put what must not break into a `<span class="unbroken">`; the text stays what it was."""
    pieces = _REPORT.split(html)
    pieces[::2] = map(_set, pieces[::2])
    return "".join(pieces)


def _set(html: str) -> str:
    parts = _MARKUP.split(html)
    name, depth = "", 0  # of the element that stays as it is
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if not depth and part and _THAI.search(part):
                parts[place] = _text(part)
        elif depth:
            depth += _opens(part, name) - part.startswith(f"</{name}>")
        elif found := _AS_IT_IS.match(part):
            name = found[1] or found[2]
            depth = _opens(part, name)
    return "".join(parts)


def _opens(markup: str, name: str) -> bool:
    """Whether this is the beginning of an element with that name, and not all of it."""
    return markup.startswith((f"<{name}>", f"<{name} ", f"<{name}\n")) and not markup.endswith("/>")


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """The same texts stand on many pages: a title, the name of an office."""
    return "".join(f'<span class="unbroken">{part}</span>' if kept else part for part, kept in whole(text))
