"""The picture of a page for those who share it: its address, which changes with its words, and the file, drawn once."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext

from coopportal.addresses import absolute
from coopportal.cards import HEIGHT, WIDTH, Card, card_png
from coopportal.version import VERSION

A_MONTH = 30 * 24 * 3600


@dataclass(frozen=True)
class ShareImage:
    """Where the picture is (an absolute address, another one for other words) and what stands in it."""

    address: str
    alternative_text: str
    width: int = WIDTH
    height: int = HEIGHT


def portal_card() -> Card:
    """Return the words of the picture of every page that has none of its own, in the language of the page."""
    return Card(
        site=gettext("Cooperative Promotion Department"),
        title=gettext("Cooperative upgrade programme"),
        above="",
        below=gettext("Events and reports of service cooperatives"),
    )


def share_image(path: str, card: Card) -> ShareImage:
    """Return the picture of ``card``, which is to be found under ``path``."""
    words = [card.title, card.below, card.warning]
    return ShareImage(f"{absolute(path)}?v={_key(card)}", " – ".join(word for word in words if word))


def share_png(card: Card) -> bytes:
    """Return the picture as PNG: drawn once, then taken from the cache."""
    return cache.get_or_set(f"card:{_key(card)}", lambda: card_png(card), A_MONTH) or b""


def _key(card: Card) -> str:
    """Return what changes when the picture does."""
    return hashlib.sha256(repr((VERSION, card)).encode()).hexdigest()[:16]
