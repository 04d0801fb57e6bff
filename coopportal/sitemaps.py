"""The pages that stand alone, for the sitemap."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern

from coopportal.sitemap_parts import PublicSitemap

NOT_LISTED = {"search", "share_image", "events:this_month"}
"""A page that search engines are asked not to list, a picture, and an address that only leads on."""


class PageSitemap(PublicSitemap):
    """Every public page in two languages whose address takes no argument: home, lists, texts; a new one joins by itself.

    None says when it last changed: a list does with all that stands in it and with the day, a text with the program.
    """

    def items(self) -> list[str]:
        """Return the names of the addresses."""
        pages = (one for one in get_resolver().url_patterns if isinstance(one.pattern, LocalePrefixPattern))
        return [name for page in pages for name in _names(page) if name not in NOT_LISTED]

    def location(self, item: str) -> str:
        """Return the path in the active language."""
        return reverse(item)


def _names(entry: URLResolver | URLPattern, namespace: str = "") -> Iterator[str]:
    if isinstance(entry, URLResolver):
        inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
        for one in entry.url_patterns:
            yield from _names(one, inside)
    elif entry.name and not entry.pattern.regex.groups and getattr(entry.callback, "is_public_page", False):
        yield namespace + entry.name
