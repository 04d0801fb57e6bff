"""The picture of an event for those who share its page: title, programme, kind and days."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext

from coopportal.addresses import absolute
from coopportal.cards import HEIGHT, WIDTH, Card, card_png
from coopportal.language import language
from coopportal.thai.dates import format_date_range
from coopportal.version import VERSION
from events.content import ReportContent

A_MONTH = 30 * 24 * 3600


@dataclass(frozen=True)
class ShareImage:
    """Where the picture is (an absolute address, another one for other words) and what stands in it."""

    address: str
    alternative_text: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(content: ReportContent) -> Card:
    """Return the words of the picture, in the language of the page: dates in the Buddhist era in Thai, CE in English."""
    first, last = content.first_day, content.last_day
    days = format_date_range(first, last, language=language()) if first and last else ""
    return Card(
        site=gettext("Cooperative Promotion Department"),
        title=content.title,
        above=content.programme,
        below=" · ".join(part for part in (str(content.kind.label), days) if part),
        warning=gettext("Demonstration data") if content.demonstration else "",
    )


def key_of(card: Card) -> str:
    """Return what changes when the picture does."""
    return hashlib.sha256(repr((VERSION, card)).encode()).hexdigest()[:16]


def share_image(content: ReportContent) -> ShareImage:
    """Return the picture that belongs to the page of an event."""
    card = card_of(content)
    address = absolute(reverse("events:share_image", args=[content.event_id]))
    words = [card.title, card.below, card.warning]
    return ShareImage(f"{address}?v={key_of(card)}", " – ".join(word for word in words if word))


def share_png(content: ReportContent) -> bytes:
    """Return the picture as PNG: drawn once, then taken from the cache."""
    card = card_of(content)
    return cache.get_or_set(f"card:{key_of(card)}", lambda: card_png(card), A_MONTH) or b""
