"""The events and the speakers, for the sitemap."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from coopportal.sitemap_parts import Place, RowSitemap, latest
from events.models import Appearance, Event, ReportVersion, Speaker
from events.selectors import listed_events
from events.speakers import public_speakers
from participants.models import TotalsSnapshot


class EventSitemap(RowSitemap):
    """The listed events, the latest first; 1 query."""

    page = "events:detail"

    def places(self) -> Iterable[Place]:
        """Return the ids of the events; a report changes by its versions and figures, an event without one as it is edited."""
        this = OuterRef("pk")
        rows = listed_events().values_list(
            "pk",
            "shows_report",
            Subquery(ReportVersion.objects.filter(event=this).order_by("-number").values("at")[:1]),
            Subquery(TotalsSnapshot.objects.filter(event=this).order_by("-number").values("taken_at")[:1]),
            Subquery(Event.history.filter(id=this).order_by("-history_date").values("history_date")[:1]),
        )
        for pk, shows_report, published_at, counted_at, edited_at in rows.order_by("-pk"):
            yield pk, latest([published_at, counted_at]) if shows_report else edited_at


class SpeakerSitemap(RowSitemap):
    """The speakers with a public appearance; 1 query."""

    page = "speakers:detail"

    def places(self) -> Iterable[Place]:
        """Return the ids of the speakers, and when what the public knows of each last changed.

        By an event at which the speaker is or was entered (its report was published, corrected or withdrawn, or its entry was
        edited before), or by the speaker's own entry. What a merged entry of the same person did is left out.
        """
        this = OuterRef("pk")
        entered = Appearance.history.filter(speaker=OuterRef(this)).order_by().values("event")
        versions = ReportVersion.objects.filter(event__in=entered)
        edits = Event.history.filter(id__in=entered).exclude(id__in=ReportVersion.objects.values("event"))
        rows = public_speakers().values_list(
            "pk",
            Subquery(versions.order_by("-at").values("at")[:1]),
            Subquery(edits.order_by("-history_date").values("history_date")[:1]),
            Subquery(Speaker.history.filter(id=this).order_by("-history_date").values("history_date")[:1]),
        )
        return ((pk, latest(moments)) for pk, *moments in rows.order_by("pk"))
