"""How an event's page puts days, places, people and groups into words."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django import template
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, npgettext

from coopportal import richtext
from coopportal.addresses import absolute, to_subscribe
from coopportal.language import fill, in_sentence, lang_span, language
from coopportal.sharing import ShareImage
from coopportal.templatetags.thai import be_date, be_year, unbroken
from coopportal.thai.collate import initial
from coopportal.thai.dates import format_date
from coopportal.thai.when import format_days_and_hours, format_hours
from events import sharing
from events.content import SPEAKING, AppearanceFacts, DayFacts, PhotoFacts, ReportContent, SessionFacts
from events.models import Capacity, EventFormat, EventState, OrganiserPart, SessionKind
from events.selectors import EventPage
from participants.selectors.totals import Totals
from programmes.search.passages import first_line

register = template.Library()

EXCERPT = 300
BREAKS = {SessionKind.REGISTRATION, SessionKind.BREAK}


# -- when and where ----------------------------------------------------------------------------------------------------


@register.filter
def days_in_words(days: Sequence[DayFacts]) -> SafeString:
    """`วันอังคารที่ 26 เมษายน 2565 เวลา 09.00 - 16.00 น.`; hours that differ stand behind each day."""
    return mark_safe(format_days_and_hours(days, language=language(), mark=unbroken))  # noqa: S308 - dates and hours alone


@register.filter
def hours_in_words(item: DayFacts | SessionFacts) -> str:
    """`09.00 - 16.00 น.`, or the start alone."""
    return format_hours(item, language=language())


@register.filter
def ways_and_places(content: ReportContent) -> list[str]:
    """`รูปแบบ: ผสม (ณ สถานที่และออนไลน์)`, `สถานที่: ห้องประชุม 126`, `ผ่าน Zoom`: how people take part, and where, as HTML."""
    return _ways_and_places(content, in_sentence)


def _ways_and_places(content: ReportContent, say: Callable[..., str]) -> list[str]:
    """Return the parts of what is said of the format; ``say`` fills entered texts into a sentence."""
    places = dict.fromkeys(f"{day.room} {day.venue}".strip() for day in content.days)
    place = ", ".join(place for place in places if place)
    parts = [say(gettext("Format: %(format)s"), format=content.format.label)]
    if place and content.format == EventFormat.ONLINE:
        sentence = gettext("Format: %(format)s, broadcast from %(place)s")
        parts = [say(sentence, format=content.format.label, place=place)]
    elif place:
        parts.append(say(gettext("Venue: %(place)s"), place=place))
    if content.broadcast_channels:
        parts.append(say(gettext("Platform: %(channels)s"), channels=content.broadcast_channels))
    return parts


@dataclass(frozen=True)
class AgendaDay:
    """The agenda of one day; ``date`` is ``None`` where the event has only one."""

    date: dt.date | None
    sessions: tuple[SessionFacts, ...]


@register.filter
def by_day(content: ReportContent) -> list[AgendaDay]:
    """Group the agenda by day; a session without a date belongs to the first."""
    several = len(content.days) > 1 or any(session.date for session in content.sessions)
    first = content.first_day if several else None
    sessions = sorted(content.sessions, key=lambda session: session.date or first or dt.date.min)
    return [
        AgendaDay(date, tuple(group))
        for date, group in groupby(sessions, key=lambda session: (session.date or first) if several else None)
    ]


@register.filter
def is_break(session: SessionFacts) -> bool:
    """Whether nobody speaks in this item of the agenda."""
    return session.kind in BREAKS


@register.filter
def day_heading(date: dt.date) -> str:
    """`วันอังคารที่ 26 เมษายน 2565`."""
    return format_date(date, weekday=True, language=language())


@register.filter
def short_month(date: dt.date) -> str:
    """`เม.ย. 2565`, under the big day in a list."""
    return format_date(date, "short", language=language()).split(" ", 1)[1]


# -- who ---------------------------------------------------------------------------------------------------------------


@register.filter
def organisers_in_words(content: ReportContent) -> SafeString:
    """`กลุ่ม… กอง… ร่วมกับ …`: who organised the event."""
    with_them = [
        in_sentence(gettext("together with %(name)s"), name=body.name)
        for body in content.organisers
        if body.part == OrganiserPart.CO_ORGANISER
    ]
    said = [_owners(content), *with_them]
    return format_html_join(" ", "{}", ((part,) for part in said if part))


@register.filter
def owner_of_data(content: ReportContent) -> SafeString:
    """Return who answers for the data: the contact unit, or else who organised the event, co-organisers left out."""
    return lang_span(content.contact_organisation) or _owners(content)


def _owners(content: ReportContent) -> SafeString:
    """`กลุ่ม… กอง…`: the unit that carried the event out before its division, as officials write."""
    order = (OrganiserPart.THROUGH, OrganiserPart.ORGANISER)
    names = [lang_span(body.name) for part in order for body in content.organisers if body.part == part]
    return reduce(_within, names) if names else SafeString()


def _within(unit: SafeString, division: SafeString) -> SafeString:
    return in_sentence(gettext("%(unit)s, %(division)s"), unit=unit, division=division)


@register.filter
def whole_name(name: str) -> SafeString:
    """Break a name between its parts only."""
    return format_html_join(" ", "{}", ((unbroken(part),) for part in name.split()))


register.filter(initial)
register.filter(first_line)


@register.filter
def speaking(content: ReportContent) -> list[AppearanceFacts]:
    """Return who said something that the report tells."""
    return [appearance for appearance in content.appearances if appearance.said.strip()]


@register.filter
def with_key_points(content: ReportContent) -> list[SessionFacts]:
    """Return the items of the agenda of which the report tells what was said."""
    return [session for session in content.sessions if session.key_points.strip()]


@dataclass(frozen=True)
class SpeakerFact:
    """How many people spoke, and as what."""

    people: int
    label: str


@register.filter
def speaker_fact(content: ReportContent) -> SpeakerFact | None:
    """Count those who spoke, each person once: panellists where all were, else speakers."""
    speakers = [appearance for appearance in content.appearances if appearance.capacity in SPEAKING]
    if not speakers:
        return None
    people = len({appearance.speaker_id for appearance in speakers})
    if all(appearance.capacity == Capacity.PANELLIST for appearance in speakers):
        return SpeakerFact(people, npgettext("counted", "panellist", "panellists", people))
    return SpeakerFact(people, npgettext("counted", "speaker", "speakers", people))


# -- the sections of the page ------------------------------------------------------------------------------------------


def speakers_heading(content: ReportContent) -> str:
    """Return the heading of the section of speakers; it speaks of who presides only where somebody did."""
    if any(appearance.capacity == Capacity.PRESIDES for appearance in content.appearances):
        return gettext("Presiding persons and speakers")
    return gettext("Speakers and panellists")


@register.simple_tag
def report_sections(page: EventPage, totals: Totals | None) -> dict[str, str]:
    """Return the sections that have content, in the order of the page: id and heading."""
    content = page.content
    invited = page.status == "not_held"
    sections = {
        "objectives": (content.objectives, gettext("Objectives")),
        "agenda": (content.sessions, gettext("Agenda")),
        "speakers": (content.appearances, speakers_heading(content)),
        "key-points": (content.key_points or speaking(content) or with_key_points(content), gettext("Key points")),
        "attendance": (
            (totals and (totals.headline is not None or totals.offices)) or content.attending_bodies,
            gettext("Invited") if invited else gettext("Participants"),
        ),
        "recommendations": (content.recommendations, gettext("Recommendations and next steps")),
        "photos": (content.photos, gettext("Photos of the event")),
        "documents": (content.documents, gettext("Published documents")),
        "cite": (page.published_at and page.status == "report", gettext("Cite this report")),
        "related": ((content.programme,), gettext("Related programme and events")),
    }
    return {name: heading for name, (shown, heading) in sections.items() if shown}


# -- how a page is cited and shared ------------------------------------------------------------------------------------


@register.filter
def address(page: EventPage) -> str:
    """Return the absolute address of an event's page, in the language of the page."""
    return absolute(reverse("events:detail", args=[page.event.pk]))


@register.simple_tag
def calendar_address() -> str:
    """Return the absolute address of the calendar of all events."""
    return absolute(reverse("calendar"))


register.filter(to_subscribe)


@register.filter
def citation(page: EventPage) -> SafeString:
    """Return how a published report is cited: who, year, title, which version of when, address."""
    updated = page.updated_at
    return in_sentence(
        gettext("%(author)s. (%(year)s). %(title)s [%(kind)s, version %(number)s of %(date)s]. %(address)s"),
        author=organisers_in_words(page.content) or gettext("Cooperative Promotion Department"),
        year=be_year(updated),
        title=page.content.title,
        kind=gettext("Report of the event"),
        number=page.number,
        date=be_date(updated),
        address=address(page),
    )


# -- texts, photos, states ---------------------------------------------------------------------------------------------


@register.filter
def excerpt(text: str | None) -> str:
    """Return the beginning of a rich text as plain text, cut between two words."""
    return richtext.excerpt(text or "", EXCERPT)


@register.filter
def in_short(content: ReportContent) -> str:
    """Say in a few lines what a page is about: the beginning of the report, or else when and how the event is held."""
    days = format_days_and_hours(content.days, language=language())
    return excerpt(content.lead) or ", ".join(filter(None, [days, *_ways_and_places(content, fill)]))


@dataclass(frozen=True)
class Picture:
    """The addresses of a photo: ``src`` for browsers that choose nothing, ``srcset`` for the others."""

    src: str
    srcset: str
    full: str


@register.filter
def picture(photo: PhotoFacts) -> Picture | None:
    """Return the addresses of a photo's renditions; ``None`` in a draft, which has none."""
    if not photo.renditions:
        return None
    addresses = {width: default_storage.url(name) for width, name in sorted(photo.renditions.items())}
    srcset = ", ".join(f"{address} {width}w" for width, address in addresses.items())
    return Picture(next(iter(addresses.values())), srcset, list(addresses.values())[-1])


@register.simple_tag
def share_image(content: ReportContent) -> ShareImage:
    """Return the picture that stands beside a link where somebody shares the page."""
    return sharing.share_image(content)


@register.filter
def host(address: str) -> str:
    """Return whose site a link leads to: `www.example.org`."""
    return urlsplit(address).hostname or ""


@register.filter
def file_type(name: str) -> str:
    """Return what sort of file it is, by its ending: `PDF`."""
    return PurePosixPath(name).suffix.removeprefix(".").upper()


@register.filter
def public_file(name: str) -> str:
    """Return the address of a file in the public storage."""
    return default_storage.url(name)


@register.filter
def state_sentence(page: EventPage) -> str:
    """Return the state of an event that was not held, in words; nothing for one that is planned: its days stand above."""
    sentences = {
        EventState.POSTPONED: gettext("This event is postponed."),
        EventState.CANCELLED: gettext("This event is cancelled."),
    }
    return sentences.get(EventState(page.event.state), "")


@register.filter
def events_counted(number: int) -> str:
    """`3 กิจกรรม`."""
    return ngettext("%(number)s event", "%(number)s events", number) % {"number": f"{number:,}"}


@register.filter
def entry(mapping: dict[int, object], key: int) -> object:
    """Return the entry of ``key``, or ``None``."""
    return mapping.get(key)
