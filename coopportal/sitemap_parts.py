"""What the parts of the sitemap share, whichever app they are of."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

Place = tuple[int | str, dt.datetime | None]
"""What stands in the address of a row's page, and when the page last changed, if that is known."""


class PublicSitemap(Sitemap):
    """A part of the sitemap: pages in every language, each with its alternates, all under ``SITE_URL``."""

    i18n = alternates = x_default = True
    limit = 5000  # with three alternates an entry, far below the 50 MB that search engines take

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return the scheme of ``SITE_URL``, whatever was asked."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """Return the host of ``SITE_URL``, whatever was asked."""
        return urlsplit(settings.SITE_URL).netloc


class RowSitemap(PublicSitemap):
    """Pages at the address ``page``, one for each row of a table; Django asks for them several times, we read them once."""

    page: str

    def places(self) -> Iterable[Place]:
        """Return the rows whose page is public."""
        raise NotImplementedError

    @cached_property
    def _read(self) -> list[Place]:
        return list(self.places())

    def items(self) -> list[Place]:
        """Return the rows as they were read."""
        return self._read

    def location(self, item: Place) -> str:
        """Return the path in the active language."""
        return reverse(self.page, args=[item[0]])

    def lastmod(self, item: Place) -> dt.datetime | None:
        """Return when the page last changed."""
        return item[1]


def latest(moments: Iterable[dt.datetime | None]) -> dt.datetime | None:
    """Return the last moment that is known."""
    return max(filter(None, moments), default=None)
