"""The picture of an event for those who share its page: title, programme, kind and days."""

from django.urls import reverse
from django.utils.translation import gettext

from coopportal import sharing
from coopportal.cards import Card
from coopportal.language import language
from coopportal.thai.dates import format_date_range
from events.content import ReportContent


def card_of(content: ReportContent) -> Card:
    """Return the words of the picture, in the language of the page: dates in the Buddhist era in Thai, CE in English."""
    first, last = content.first_day, content.last_day
    days = format_date_range(first, last, language=language()) if first and last else ""
    return Card(
        site=gettext("Cooperative Promotion Department"),
        title=content.title,
        above=content.programme,
        below=" · ".join(part for part in (str(content.kind.label), days) if part),
        warning=gettext("Demonstration data") if content.demonstration else "",
    )


def share_image(content: ReportContent) -> sharing.ShareImage:
    """Return the picture that belongs to the page of an event."""
    return sharing.share_image(reverse("events:share_image", args=[content.event_id]), card_of(content))
