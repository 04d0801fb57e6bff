"""The offices, for the sitemap."""

from functools import cached_property

from django.urls import reverse

from coopportal.addresses import PublicSitemap
from participants.selectors.offices import Filters, Places, public_offices


class OfficeSitemap(PublicSitemap):
    """The offices of the public list, in official order; 1 query."""

    @cached_property
    def offices(self) -> list[int]:
        """The ids of the offices."""
        return list(public_offices(Filters(), Places()).values_list("pk", flat=True))

    def items(self) -> list[int]:
        """Return the offices."""
        return self.offices

    def location(self, item: int) -> str:
        """Return the path in the active language."""
        return reverse("offices:detail", args=[item])
