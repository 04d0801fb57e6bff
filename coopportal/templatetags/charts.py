"""Charts in a page: drawn once, kept in the cache of drawings under what they show."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import template
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import ngettext

from coopportal.charts.bars import Bar, bar_svg
from coopportal.fingerprint import fingerprint
from coopportal.language import is_foreign, language

register = template.Library()


@register.simple_tag
def people_chart(lines: Iterable[Any], name: str) -> SafeString:
    """Draw the people of ``lines`` (each with ``label`` and ``people``) as bars; unknown figures are left out.

    What the chart shows is said by the element with the id ``name`` and ``-title``.
    """
    bars = [
        Bar(capfirst(line.label), line.people, "th" if is_foreign(line.label) else "")
        for line in lines
        if line.people is not None
    ]
    key = hashlib.sha256(repr((fingerprint(), language(), bars, name)).encode()).hexdigest()
    svg = caches["drawings"].get_or_set(key, lambda: _draw(bars, name))
    return mark_safe(svg or "")  # noqa: S308 - bar_svg writes XML: labels are escaped, only shapes and text are kept


def _draw(bars: list[Bar], name: str) -> str:
    if not bars:
        return ""
    description = ngettext(
        "Bar chart of %(bars)s group; the longest bar is %(most)s people.",
        "Bar chart of %(bars)s groups; the longest bar is %(most)s people.",
        len(bars),
    ) % {"bars": len(bars), "most": f"{max(bar.value for bar in bars):,}"}
    return bar_svg(bars, description=description, name=name)
