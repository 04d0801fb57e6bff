"""The latest reports as RSS 2.0 and Atom (RFC 4287), in Thai, for readers and other sites."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from coopportal.addresses import absolute, thai
from coopportal.page_cache import public_page
from coopportal.richtext import excerpt
from coopportal.tables.cells import clean
from coopportal.templatetags.thai import be_range
from events.models import Event
from events.selectors import latest_reports

LONGEST_FEED = 30
LONGEST_DESCRIPTION = 600


class ReportsFeed(Feed):
    """The reports that were published or corrected last, at most ``LONGEST_FEED``, demonstrations last; 1 query.

    An entry keeps its identity whatever becomes of its title and its text (a tag URI, RFC 4151).
    """

    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    address = "feed_rss"
    language = "th"

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send the feed without ``Last-Modified``: the withdrawal of the latest report would turn it back."""
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response

    # -- the feed ------------------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Name the feed."""
        return _("Reports of the events of the service cooperatives")

    def description(self) -> str:
        """Say what is in it."""
        return _("Reports of seminars and training, the last published first.")

    subtitle = description

    def link(self) -> str:
        """Lead to the list of events."""
        return thai("events:list")

    def feed_url(self) -> str:
        """Lead to the feed itself."""
        return absolute(reverse(self.address))

    def feed_guid(self) -> str:
        """Identify the feed by its address."""
        return self.feed_url()

    def author_name(self) -> str:
        """Name who publishes it."""
        return _("Service Cooperative Development Group")

    # -- its entries ---------------------------------------------------------------------------------------------------

    def items(self) -> Sequence[Event]:
        """Return the reports."""
        return latest_reports(LONGEST_FEED)

    def item_title(self, item: Event) -> str:
        """Name the report by its headline, as news do."""
        return clean(item.headline or item.title)

    def item_description(self, item: Event) -> str:
        """Return the beginning of the report and what it is about, as HTML."""
        mark = _("Demonstration data") if item.demonstration or item.programme.demonstration else ""
        about = " ".join(filter(None, [item.title, be_range(item.first_day, item.last_day)]))
        parts = [mark, excerpt(item.lead or "", LONGEST_DESCRIPTION), about]
        return clean("".join(format_html("<p>{}</p>", part) for part in parts if part))

    def item_link(self, item: Event) -> str:
        """Lead to the report."""
        return thai("events:detail", item.pk)

    def item_guid(self, item: Event) -> str:
        """Identify the report by its number and the day on which it first came out."""
        host, day = urlsplit(settings.SITE_URL).hostname, timezone.localdate(item.published_at)
        return f"tag:{host},{day.isoformat()}:events/{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Event) -> Any:
        """Return when it first came out."""
        return item.published_at

    def item_updateddate(self, item: Event) -> Any:
        """Return when it was last corrected."""
        return item.updated_at

    def item_categories(self, item: Event) -> list[str]:
        """Return the kind of event and the programme."""
        return [item.get_kind_display(), clean(item.programme.title)]


class AtomReportsFeed(ReportsFeed):
    """The same as Atom."""

    feed_type = Atom1Feed
    address = "feed_atom"


rss = public_page(ReportsFeed())
atom = public_page(AtomReportsFeed())
