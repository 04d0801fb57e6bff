"""The programmes, for the sitemap."""

import datetime as dt
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from coopportal.addresses import PublicSitemap
from programmes.models import Programme


class ProgrammeSitemap(PublicSitemap):
    """The public programmes; 1 query."""

    @cached_property
    def places(self) -> list[tuple[str, dt.datetime | None]]:
        """The names of the programmes in their addresses, and when each was last edited."""
        changes = Programme.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
        return list(Programme.objects.public().order_by("slug").values_list("slug", Subquery(changes)))

    def items(self) -> list[tuple[str, dt.datetime | None]]:
        """Return the programmes."""
        return self.places

    def location(self, item: tuple[str, dt.datetime | None]) -> str:
        """Return the path in the active language."""
        return reverse("programmes:detail", args=[item[0]])

    def lastmod(self, item: tuple[str, dt.datetime | None]) -> dt.datetime | None:
        """Return when the programme was last edited."""
        return item[1]
