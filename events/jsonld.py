"""An event in the words of schema.org, from what its public page shows; reads no table and no request."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.addresses import absolute, thai
from coopportal.jsonld import Node, known, one_or_all
from coopportal.richtext import excerpt
from events.content import SPEAKING, DayFacts, ReportContent
from events.models import EventFormat, EventState
from events.selectors import EventPage
from events.speakers import SpeakerPage

LONGEST_DESCRIPTION = 300
LANGUAGE = "th"
"""What an event says is Thai, whatever the language of the page around it."""

STATUS = {EventState.POSTPONED: "EventPostponed", EventState.CANCELLED: "EventCancelled"}
"""The status of schema.org; what is planned or was held is ``EventScheduled``."""

ATTENDANCE = {
    EventFormat.ONSITE: "OfflineEventAttendanceMode",
    EventFormat.ONLINE: "OnlineEventAttendanceMode",
    EventFormat.MIXED: "MixedEventAttendanceMode",
}


def event(page: EventPage) -> Node:
    """Return the event; with a published report, that report as its ``subjectOf``.

    What it costs to take part is not kept, so ``isAccessibleForFree`` is not said. Several days are ``subEvent``, one
    each: they need not follow one another.
    """
    content = page.content
    url = thai("events:detail", content.event_id)
    days = list(content.days)
    return known(
        type="Event",
        id=f"{url}#event",
        name=content.title,
        disambiguatingDescription=_("Demonstration data") if content.demonstration else "",
        description=excerpt(content.lead, LONGEST_DESCRIPTION),
        url=url,
        inLanguage=LANGUAGE,
        startDate=starts(days[0]) if days else None,
        endDate=ends(days[-1]) if days else None,
        eventStatus=f"https://schema.org/{STATUS.get(EventState(page.event.state), 'EventScheduled')}",
        eventAttendanceMode=f"https://schema.org/{ATTENDANCE[content.format]}",
        location=one_or_all(list(locations(content, days, url))),
        organizer=[known(type="Organization", name=organiser.name) for organiser in content.organisers],
        performer=performers(content),
        superEvent=series(page),
        subEvent=[day_of(content, day, url) for day in days] if len(days) > 1 else None,
        image=[absolute(default_storage.url(photo.renditions[max(photo.renditions)])) for photo in content.photos
               if photo.renditions],
        subjectOf=report(page, url),
    )  # fmt: skip


def starts(day: DayFacts) -> str:
    """Return when a day begins: with its zone, or the date alone where no time is known."""
    return moment(day.date, day.starts_at)


def ends(day: DayFacts) -> str:
    """Return when a day ends; the date alone where that is all that is known."""
    return moment(day.date, day.ends_at)


def moment(date: dt.date, time: dt.time | None) -> str:
    """Return a moment in ISO 8601, CE, with the offset of the portal's zone."""
    if time is None:
        return date.isoformat()
    return dt.datetime.combine(date, time, timezone.get_default_timezone()).isoformat()


def locations(content: ReportContent, days: list[DayFacts], url: str) -> Iterator[Node]:
    """Yield the places of an event that is held somewhere, then where it is followed online, if it is.

    An online event is followed from its page, where the channels stand; the room it is sent from is no place to go to.
    """
    if content.format != EventFormat.ONLINE:
        names = list(dict.fromkeys(f"{day.room} {day.venue}".strip() for day in days))
        for name in [name for name in names if name] or ([content.province] if content.province else []):
            address = known(type="PostalAddress", addressRegion=content.province, addressCountry="TH")
            yield known(type="Place", name=name, address=address)
    if content.format != EventFormat.ONSITE:
        yield known(type="VirtualLocation", url=url, name=content.broadcast_channels)


def performers(content: ReportContent) -> list[Node]:
    """Return those who speak, each once, with the position of that day; they are public by name."""
    people = {}
    for appearance in content.appearances:
        if appearance.capacity in SPEAKING and appearance.speaker_id not in people:
            body = known(type="Organization", name=appearance.organisation) if appearance.organisation else None
            people[appearance.speaker_id] = known(
                type="Person",
                name=appearance.name,
                jobTitle=appearance.position,
                affiliation=body,
                url=thai("speakers:detail", appearance.speaker_id),
            )
    return list(people.values())


def speaker(page: SpeakerPage) -> Node:
    """Return a speaker as of the last appearance, with the events at which the public knows the speaker."""
    latest = page.latest
    events = [
        known(type="Event", id=f"{url}#event", name=one.event.title, url=url)
        for one in page.spoke_at
        for url in [thai("events:detail", one.event.pk)]
    ]
    return known(
        type="Person",
        name=page.speaker.full_name,
        disambiguatingDescription=_("Demonstration data") if page.demonstration else "",
        jobTitle=latest.position,
        affiliation=known(type="Organization", name=latest.organisation) if latest.organisation else None,
        url=thai("speakers:detail", page.speaker.pk),
        performerIn=events,
    )


def series(page: EventPage) -> Node:
    """Return the programme that the event belongs to, at the address that it has today."""
    url = thai("programmes:detail", page.event.programme.slug)
    return known(type="EventSeries", id=f"{url}#programme", name=page.content.programme, url=url)


def day_of(content: ReportContent, day: DayFacts, url: str) -> Node:
    """Return one day of several."""
    return known(
        type="Event",
        name=content.title,
        startDate=starts(day),
        endDate=ends(day),
        location=one_or_all(list(locations(content, [day], url))),
    )


def report(page: EventPage, url: str) -> Node | None:
    """Return the published report; ``None`` before."""
    if page.status != "report" or page.published_at is None or page.updated_at is None:
        return None
    return known(
        type="Report",
        id=f"{url}#report",
        headline=page.content.headline,
        url=url,
        inLanguage=LANGUAGE,
        datePublished=timezone.localtime(page.published_at).isoformat(timespec="seconds"),
        dateModified=timezone.localtime(page.updated_at).isoformat(timespec="seconds"),
    )
