"""Charts in a page: drawn once, kept in the cache of drawings under what they show."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import template
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from coopportal.charts.bars import Bar, bar_svg
from coopportal.fingerprint import fingerprint

register = template.Library()


@register.simple_tag
def people_chart(lines: Iterable[Any], title: str, name: str) -> SafeString:
    """Draw the people of ``lines`` (each with ``label`` and ``people``) as bars; unknown figures are left out."""
    bars = [Bar(str(line.label), line.people) for line in lines if line.people is not None]
    key = hashlib.sha256(repr((fingerprint(), bars, title, name)).encode()).hexdigest()
    svg = caches["drawings"].get_or_set(key, lambda: _draw(bars, title, name))
    return mark_safe(svg or "")  # noqa: S308 - bar_svg writes XML: labels are escaped, only shapes and text are kept


def _draw(bars: list[Bar], title: str, name: str) -> str:
    if not bars:
        return ""
    most = max(bars, key=lambda bar: bar.value)
    description = gettext("Bar chart of %(bars)s groups; the most in %(label)s, %(people)s people.") % {
        "bars": len(bars),
        "label": most.label,
        "people": f"{most.value:,}",
    }
    return bar_svg(bars, title=title, description=description, name=name)
