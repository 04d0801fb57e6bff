"""Events as an iCalendar file (RFC 5545): what the public sees of them, in Thai; reads no table and no request.

One entry a day: the days of an event need not follow one another, and each has its own hours and room. A reader's
calendar keeps an entry by its UID, so that a day that was moved moves there too. Times are those of Bangkok, years of
the Christian era; what a person reads has the Buddhist era.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Timezone, TimezoneStandard, vDuration
from icalendar import Event as Entry

from coopportal.addresses import thai
from coopportal.language import fill
from coopportal.richtext import excerpt
from coopportal.tables.cells import clean
from coopportal.thai.when import format_days_and_hours
from coopportal.version import VERSION
from events.content import DayFacts
from events.models import EventFormat, EventState
from events.occasions import Occasion

LONGEST_DESCRIPTION = 300
REFRESH = dt.timedelta(hours=6)
"""How often a calendar that subscribes should ask again."""

STATUS = {EventState.POSTPONED: "TENTATIVE", EventState.CANCELLED: "CANCELLED"}
"""The status of an entry; what is planned or was held is ``CONFIRMED``."""


def calendar(occasions: Iterable[Occasion], name: str) -> bytes:
    """Return a calendar of the days of ``occasions``; an event without a day has no entry."""
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//coopportal//{VERSION}//TH")
    file.add("calscale", "GREGORIAN")
    file.add("name", name)
    file.add("x-wr-calname", name)
    file.add("x-wr-timezone", settings.TIME_ZONE)
    file.add("refresh-interval", vDuration(REFRESH), {"VALUE": "DURATION"})
    file.add("x-published-ttl", vDuration(REFRESH))
    file.add_component(zone())
    for occasion in occasions:
        for entry in entries(occasion):
            file.add_component(entry)
    return file.to_ical()


def zone() -> Component:
    """Return the portal's zone: seven hours before UTC, without summer time."""
    offset = dt.timedelta(hours=7)
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545 wants a local time without zone here
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", "+07")
    component = Timezone()
    component.add("tzid", settings.TIME_ZONE)
    component.add_component(standard)
    return component


def entries(occasion: Occasion) -> Iterator[Entry]:
    """Yield the entry of each day."""
    host = urlsplit(settings.SITE_URL).hostname
    url = thai("events:detail", occasion.event_id)
    for number, day in enumerate(occasion.days, 1):
        entry = Entry()
        entry.add("uid", f"event-{occasion.event_id}-day-{number}@{host}")
        entry.add("dtstamp", occasion.changed_at.astimezone(dt.UTC))
        entry.add("last-modified", occasion.changed_at.astimezone(dt.UTC))
        entry.add("sequence", occasion.revision)
        for name, moment in hours(day).items():
            entry.add(name, moment)
        entry.add("summary", clean(summary(occasion)))
        entry.add("description", clean(description(occasion, day, url)))
        if place := location(occasion, day):
            entry.add("location", place)
        entry.add("url", url)
        entry.add("status", STATUS.get(occasion.state, "CONFIRMED"))
        entry.add("categories", [str(occasion.kind.label)])
        yield entry


def hours(day: DayFacts) -> dict[str, dt.date | dt.datetime]:
    """Return begin and end of a day: without hours it is a whole day, without an end only its begin is known."""
    if day.starts_at is None:
        return {"dtstart": day.date, "dtend": day.date + dt.timedelta(days=1)}
    zone = timezone.get_default_timezone()
    times = {"dtstart": day.starts_at, "dtend": day.ends_at}
    return {name: dt.datetime.combine(day.date, time, zone) for name, time in times.items() if time}


def summary(occasion: Occasion) -> str:
    """Return the title; many calendars do not show the status, so it says what does not take place as planned."""
    if occasion.state in STATUS:
        return f"{occasion.state.label}: {occasion.title}"
    return occasion.title


def location(occasion: Occasion, day: DayFacts) -> str:
    """Return where to go to, or by what to follow."""
    if occasion.format == EventFormat.ONLINE:
        return clean(occasion.broadcast_channels).strip() or str(occasion.format.label)
    return clean(f"{day.room} {day.venue}").strip() or occasion.province


def description(occasion: Occasion, day: DayFacts, url: str) -> str:
    """Return what the event is, when, how to take part, and where to read on: a line each."""
    how = str(occasion.format.label)
    if occasion.broadcast_channels and occasion.format != EventFormat.ONSITE:
        by = fill(_("via %(channels)s"), channels=occasion.broadcast_channels)
        how = f"{how} {by}"
    lines = [
        _("Demonstration data") if occasion.demonstration else "",
        occasion.state_note if occasion.state in STATUS else "",
        f"{occasion.kind.label}: {occasion.programme}",
        format_days_and_hours([day]),
        how,
        excerpt(occasion.lead, LONGEST_DESCRIPTION),
        url,
    ]
    return "\n".join(line for line in lines if line)
