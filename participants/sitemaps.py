"""The offices, for the sitemap."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from coopportal.sitemap_parts import Place, RowSitemap, latest
from events.models import ReportVersion
from participants.models import PublishedOffice, TotalsSnapshot
from participants.selectors.offices import Filters, Places, public_offices
from programmes.models import Organisation


class OfficeSitemap(RowSitemap):
    """The offices of the public list, in official order; 1 query."""

    page = "offices:detail"

    def places(self) -> Iterable[Place]:
        """Return the ids of the offices, and when what the public knows of each last changed.

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
        return ((pk, latest(moments)) for pk, *moments in rows)
