"""What each public page says of itself to machines, as a data block in its head."""

from django import template
from django.core.paginator import Page
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from coopportal.jsonld import breadcrumbs, department, item_list, script, website
from coopportal.templatetags.thai import be_month
from events import jsonld
from events.models import Event
from events.months import MonthPage
from events.selectors import EventPage
from events.speakers import SpeakerPage
from programmes.jsonld import series
from programmes.models import Programme

register = template.Library()


@register.simple_tag
def home_linked_data() -> SafeString:
    """Say what the portal is, who publishes it and where it is searched."""
    return script(website(), department())


@register.simple_tag
def event_linked_data(page: EventPage) -> SafeString:
    """Say what an event is, and how to come to its page."""
    title, path = page.content.title, reverse("events:detail", args=[page.content.event_id])
    return script(jsonld.event(page), breadcrumbs([*_first_steps("events:list", gettext("Events")), (title, path)]))


@register.simple_tag
def event_list_linked_data(page: Page[Event]) -> SafeString:
    """Say which events stand on a page of the list, and in which order."""
    events = item_list((reverse("events:detail", args=[event.pk]) for event in page), page.start_index())
    return script(events, breadcrumbs(_first_steps("events:list", gettext("Events"))))


@register.simple_tag
def month_linked_data(page: MonthPage) -> SafeString:
    """Say which events a month has, in the order of its days, and how to come to its page."""
    events = item_list(reverse("events:detail", args=[event.pk]) for event in page.events)
    step = (be_month(page.first), reverse("events:month", args=[page.first]))
    return script(events, breadcrumbs([*_first_steps("events:list", gettext("Events")), step]))


@register.simple_tag
def speaker_linked_data(page: SpeakerPage) -> SafeString:
    """Say who a speaker is, and how to come to the page."""
    step = (page.speaker.full_name, reverse("speakers:detail", args=[page.speaker.pk]))
    return script(jsonld.speaker(page), breadcrumbs([*_first_steps("speakers:list", gettext("Speakers")), step]))


@register.simple_tag
def programme_linked_data(programme: Programme) -> SafeString:
    """Say what a programme is, and how to come to its page."""
    step = (programme.title, reverse("programmes:detail", args=[programme.slug]))
    return script(series(programme), breadcrumbs([*_first_steps("programmes:list", gettext("Programmes")), step]))


def _first_steps(name: str, title: str) -> list[tuple[str, str]]:
    return [(gettext("Home"), reverse("home")), (title, reverse(name))]
