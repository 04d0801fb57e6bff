"""The programmes, for the sitemap."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from coopportal.sitemap_parts import Place, RowSitemap
from programmes.models import Programme


class ProgrammeSitemap(RowSitemap):
    """The public programmes; 1 query."""

    page = "programmes:detail"

    def places(self) -> Iterable[Place]:
        """Return the names of the programmes in their addresses, and when each was last edited."""
        changes = Programme.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
        return Programme.objects.public().order_by("slug").values_list("slug", Subquery(changes))
