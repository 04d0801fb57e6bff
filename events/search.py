"""What is searched of events, their reports and their speakers.

The public finds what the public page says: a report as it was published, and of an event without report its facts. Staff
find the draft too, which is an entry of its own while it differs.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from coopportal.richtext import to_html, to_text
from coopportal.thai.dates import fiscal_year, format_date
from events import content
from events.models import Event, Report, ReportState, ReportVersion, Speaker
from events.selectors import listed_events, without_report
from events.speakers import SpokeAt, public_appearances
from programmes.merging import with_survivors
from programmes.models import SearchKind
from programmes.search.cutting import Cut, cut, cut_name, joined
from programmes.search.entries import Entry, facet, replace

# -- events and reports ------------------------------------------------------------------------------------------------


def refresh_events(ids: Iterable[int]) -> int:
    """Write the entries of these events anew, and drop those of events that are gone.

    5 queries for published reports, and up to 9 more for each event that is not published or has a draft in work.
    """
    ids = list(ids)
    return replace(SearchKind.EVENT, ids, _event_entries(ids))


def _event_entries(ids: list[int]) -> Iterator[Entry]:
    listed = {event.pk: event for event in listed_events().filter(pk__in=ids)}
    published = _published([pk for pk, event in listed.items() if event.shows_report])
    drafts = dict(Report.objects.filter(event__in=ids).values_list("event", "state"))
    events = Event.objects.filter(pk__in=ids).select_related("programme", "province", "contact_organisation")
    for event in events:
        public = published.get(event.pk)
        if public or (event.pk in listed and not listed[event.pk].shows_report):
            yield event_entry(event, public or without_report(content.build(event)), is_public=True)
        if not (public and drafts.get(event.pk) == ReportState.DONE):
            yield event_entry(event, content.build(event), is_public=False)


def _published(ids: list[int]) -> dict[int, content.ReportContent]:
    """Return the latest published content of each of these events; 1 query."""
    versions = ReportVersion.objects.filter(event__in=ids).shown().order_by()
    return {event: content.from_json(data) for event, data in versions.values_list("event", "content")}


def event_entry(event: Event, shown: content.ReportContent, *, is_public: bool) -> Entry:
    """Return what is found of an event: its title, headline and days, the lead, then all else that its page says.

    Of that, what makes no text that one could read on in is found and never shown: names of places and bodies, its code.
    Kind and province are found in the languages of the pages. Who organised it are facets, for the pages of bodies.
    """
    day = shown.first_day
    province = event.province if event.province and event.province.name == shown.province else None
    return Entry(
        kind=SearchKind.EVENT,
        object_id=event.pk,
        title=cut(shown.title),
        also=cut(shown.headline, *(format_date(day.date) for day in shown.days)),
        lead=cut(_plain(shown.lead)),
        body=joined(
            cut(*map(_plain, (shown.body, shown.key_points, shown.recommendations))),
            *(_appearance(one) for one in shown.appearances),
            cut(
                *(text for one in shown.sessions for text in (one.title, one.responsible, _plain(one.key_points))),
                *shown.objectives,
                *shown.attending_bodies,
                *(photo.caption for photo in shown.photos),
            ),
        ),
        unshown=cut(
            *(one.name for one in shown.organisers),
            *dict.fromkeys(text for day in shown.days for text in (day.venue, day.room)),
            *(document.title for document in shown.documents),
            *_in_all_languages(shown.kind.label),
            shown.programme,
            shown.province,
            province.name_en if province else "",
            shown.code,
        ),
        date=day,
        facets=event_facets(event, fiscal_year(day) if day else None)
        | {facet("organiser", one.organisation_id) for one in shown.organisers},
        is_public=is_public,
    )


def _plain(typed: str) -> str:
    """Return the text of what the editor or a plain field holds."""
    return to_text(to_html(typed))


def _in_all_languages(label: Promise | str) -> Iterator[str]:
    """Yield a label in each language of the pages, whoever saves it in whatever language."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield str(label)


def _appearance(one: content.AppearanceFacts) -> Cut:
    return joined(cut_name(one.name), cut(one.position, one.organisation, one.topic, _plain(one.said)))


def event_facets(event: Event, year: int | None) -> frozenset[str]:
    """Return what filters find an event by."""
    asked = {
        "programme": event.programme_id,
        "year": year,
        "kind": event.kind,
        "format": event.format,
        "province": event.province_id,
    }
    return frozenset(facet(name, value) for name, value in asked.items() if value)


# -- speakers ----------------------------------------------------------------------------------------------------------


def refresh_speakers(ids: Iterable[int]) -> int:
    """Write the entries of these speakers anew, and drop those of speakers that are gone or merged.

    Whom they were merged into is written too. 11 queries, and 2 for each step of merges.
    """
    wanted = with_survivors(Speaker.objects.all(), ids)
    return replace(SearchKind.SPEAKER, wanted, _speaker_entries(wanted))


def _speaker_entries(ids: set[int]) -> Iterator[Entry]:
    speakers = Speaker.objects.filter(pk__in=ids, merged_into__isnull=True).select_related("prefix")
    known = public_appearances(speaker.pk for speaker in speakers)
    for speaker in speakers:
        yield speaker_entry(speaker, known.get(speaker.pk, []))


def speaker_entry(speaker: Speaker, spoke_at: list[SpokeAt]) -> Entry:
    """Return what is found of a speaker: the name; positions and bodies, the last one first; topics and events.

    Public after a public appearance. The events are facets too, for lists that name or count them (``events.speakers``).
    """
    did = [one for at in spoke_at for one in at.did]
    days = [at.event.first_day for at in spoke_at if at.event.first_day]
    return Entry(
        kind=SearchKind.SPEAKER,
        object_id=speaker.pk,
        title=cut_name(speaker.full_name),
        also=joined(*map(cut_name, dict.fromkeys(one.name for one in did))),
        lead=cut(*dict.fromkeys(one.standing for one in did)),
        body=cut(*dict.fromkeys(text for at in spoke_at for text in (*(one.topic for one in at.did), at.event.title))),
        date=max(days, default=None),
        facets=frozenset(
            one
            for at in spoke_at
            for one in (
                facet("event", at.event.pk),
                *event_facets(at.event, fiscal_year(at.event.first_day) if at.event.first_day else None),
            )
        ),
        is_public=bool(spoke_at),
    )
