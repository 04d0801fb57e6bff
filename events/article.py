"""The finished ``<article>`` of a published report, kept in the cache: never the record, made anew from it at any time."""

import datetime as dt
from dataclasses import replace
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coopportal.fingerprint import fingerprint
from events.models import Event
from events.selectors import Beside, EventPage

KEPT = 30 * 24 * 3600
"""How many seconds an article is kept; what made it is in its key, so that none grows old."""


class Snapshot(Protocol):
    """Frozen totals, which are read when somebody asks for them."""

    @property
    def number(self) -> int:
        """Which of the event's snapshots it is."""

    @property
    def taken_at(self) -> dt.datetime:
        """When it was frozen."""

    @property
    def totals(self) -> Any:
        """The totals."""


def render(page: EventPage, totals: Any, *, is_preview: bool = False) -> SafeString:
    """Return the article of an event, made now."""
    context = {
        "page": page,
        "content": page.content,
        "totals": totals,
        "is_preview": is_preview,
        "SITE_URL": settings.SITE_URL,
        "PUBLISH_OFFICE_COUNTS": settings.PUBLISH_OFFICE_COUNTS,
    }
    return render_to_string("events/includes/article.html", context)


def kept(page: EventPage, snapshot: Snapshot | None) -> SafeString:
    """Return the article of a published report in the language of the moment, made once.

    It knows the version, the snapshot and the settings alone, and no row that could change: neither the event nor its
    neighbours, neither the reader nor the day. Reads the totals only where the article must be made.
    """
    key = _key(page, snapshot)
    html = cache.get(key)
    if html is None:
        frozen = replace(page, event=Event(pk=page.event.pk), beside=Beside())
        html = str(render(frozen, snapshot.totals if snapshot else None))
        cache.set(key, html, KEPT)
    return mark_safe(html)  # noqa: S308 - a template escaped it


def _key(page: EventPage, snapshot: Snapshot | None) -> str:
    """Return a key that a restored backup, which counts its versions anew, does not bring back either."""
    latest = page.notes[-1]
    shown: list[object] = [page.event.pk, latest.number, latest.at.timestamp()]
    shown += [snapshot.number, snapshot.taken_at.timestamp()] if snapshot else []
    made_with = [fingerprint(), settings.SITE_URL, settings.MEDIA_URL, settings.PUBLISH_OFFICE_COUNTS]
    return f"article:{get_language()}:" + ":".join(str(part) for part in (*shown, *made_with))
