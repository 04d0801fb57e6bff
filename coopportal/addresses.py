"""Absolute addresses for those who read outside a browser: feeds, calendars, search engines, social networks."""

from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import QueryDict
from django.urls import reverse, translate_url
from django.utils import translation


def absolute(address: str) -> str:
    """Return ``address`` under ``SITE_URL``, whatever host was asked; one with a host of its own (a storage) stays."""
    return urljoin(f"{settings.SITE_URL}/", address)


def to_subscribe(address: str) -> str:
    """Return the absolute address of a calendar in the scheme that opens a reader's own calendar, not a download."""
    return urlsplit(address)._replace(scheme="webcal").geturl()


def thai(name: str, *args: object) -> str:
    """Return the absolute address of a page in the portal's first language: the one a page is known by."""
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(reverse(name, args=args))


def in_languages(path: str) -> dict[str, str]:
    """Return the paths of a page by language; empty for an address that has only one (files, probes, staff pages)."""
    paths = {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
    return paths if len(set(paths.values())) > 1 else {}


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


def without(query: QueryDict, *names: str) -> str:
    """Return a query (with its ``?``) without these names, the page number, and whatever is empty; ``""`` if none is left."""
    kept = [(name, value) for name, value in query.items() if value and name not in {*names, "page"}]
    return f"?{urlencode(kept)}" if kept else ""
