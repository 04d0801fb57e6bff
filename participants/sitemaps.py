"""The offices, for the sitemap."""

import datetime as dt
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from coopportal.addresses import PublicSitemap
from events.models import ReportVersion
from participants.models import PublishedOffice, TotalsSnapshot
from participants.selectors.offices import Filters, Places, public_offices
from programmes.models import Organisation


class OfficeSitemap(PublicSitemap):
    """The offices of the public list, in official order; 1 query."""

    @cached_property
    def places(self) -> list[tuple[int, dt.datetime | None]]:
        """The ids of the offices, and when what the public knows of each last changed.

        By the report or the figures of an event in whose published figures the office stands, or by its entry in the register;
        of an office that was loaded with the register and never named since, nothing is known.
        """
        this = OuterRef("pk")
        named_in = PublishedOffice.objects.filter(organisation=OuterRef(this)).order_by().values("event")
        rows = public_offices(Filters(), Places()).values_list(
            "pk",
            Subquery(ReportVersion.objects.filter(event__in=named_in).order_by("-at").values("at")[:1]),
            Subquery(TotalsSnapshot.objects.filter(event__in=named_in).order_by("-taken_at").values("taken_at")[:1]),
            Subquery(Organisation.history.filter(id=this).order_by("-history_date").values("history_date")[:1]),
        )
        return [(pk, max(filter(None, moments), default=None)) for pk, *moments in rows]

    def items(self) -> list[tuple[int, dt.datetime | None]]:
        """Return the offices."""
        return self.places

    def location(self, item: tuple[int, dt.datetime | None]) -> str:
        """Return the path in the active language."""
        return reverse("offices:detail", args=[item[0]])

    def lastmod(self, item: tuple[int, dt.datetime | None]) -> dt.datetime | None:
        """Return when what is known of the office last changed."""
        return item[1]
