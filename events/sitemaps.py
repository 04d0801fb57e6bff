"""The events and the speakers, for the sitemap."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from coopportal.addresses import PublicSitemap
from events.models import Appearance, Event, ReportVersion, Speaker
from events.selectors import listed_events
from events.speakers import public_speakers
from participants.models import TotalsSnapshot


@dataclass(frozen=True)
class ChangedEvent:
    """An event, and when its page last changed."""

    event_id: int
    changed_at: dt.datetime | None


class EventSitemap(PublicSitemap):
    """The listed events, the latest first; 1 query."""

    @cached_property
    def places(self) -> list[ChangedEvent]:
        """The events; a report changes by its versions and figures, an event without one as its entry is edited."""
        this = OuterRef("pk")
        rows = listed_events().values_list(
            "pk",
            "shows_report",
            Subquery(ReportVersion.objects.filter(event=this).order_by("-number").values("at")[:1]),
            Subquery(TotalsSnapshot.objects.filter(event=this).order_by("-number").values("taken_at")[:1]),
            Subquery(Event.history.filter(id=this).order_by("-history_date").values("history_date")[:1]),
        )
        return [
            ChangedEvent(pk, max(filter(None, (published_at, counted_at))) if shows_report else edited_at)
            for pk, shows_report, published_at, counted_at, edited_at in rows.order_by("-pk")
        ]

    def items(self) -> list[ChangedEvent]:
        """Return the events."""
        return self.places

    def location(self, item: ChangedEvent) -> str:
        """Return the path in the active language."""
        return reverse("events:detail", args=[item.event_id])

    def lastmod(self, item: ChangedEvent) -> dt.datetime | None:
        """Return when the page last changed."""
        return item.changed_at


class SpeakerSitemap(PublicSitemap):
    """The speakers with a public appearance; 1 query."""

    @cached_property
    def places(self) -> list[tuple[int, dt.datetime | None]]:
        """The ids of the speakers, and when what the public knows of each last changed.

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
        return [(pk, max(filter(None, moments), default=None)) for pk, *moments in rows.order_by("pk")]

    def items(self) -> list[tuple[int, dt.datetime | None]]:
        """Return the speakers."""
        return self.places

    def location(self, item: tuple[int, dt.datetime | None]) -> str:
        """Return the path in the active language."""
        return reverse("speakers:detail", args=[item[0]])

    def lastmod(self, item: tuple[int, dt.datetime | None]) -> dt.datetime | None:
        """Return when what is known of the speaker last changed."""
        return item[1]
