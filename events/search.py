"""What is searched of events, their reports and their speakers.

The public finds what the public page says: a report as it was published, and of an event without report its facts. Staff
find the draft too, which is an entry of its own while it differs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coopportal.richtext import to_html, to_text
from coopportal.thai.dates import fiscal_year
from events import content
from events.models import Appearance, Event, Report, ReportState, ReportVersion, Speaker
from events.selectors import listed_events, without_report
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
        if event.pk in listed:
            yield event_entry(event, public or without_report(content.build(event)), is_public=True)
        if not (public and drafts.get(event.pk) == ReportState.DONE):
            yield event_entry(event, content.build(event), is_public=False)


def _published(ids: list[int]) -> dict[int, content.ReportContent]:
    """Return the latest published content of each of these events; 1 query."""
    versions = ReportVersion.objects.filter(event__in=ids).order_by("number").values_list("event", "content")
    return {event: content.from_json(data) for event, data in dict(versions).items()}


def event_entry(event: Event, shown: content.ReportContent, *, is_public: bool) -> Entry:
    """Return what is found of an event: its title and headline, the lead, then all else that its page says."""
    day = shown.first_day
    return Entry(
        kind=SearchKind.EVENT,
        object_id=event.pk,
        title=cut(shown.title),
        also=cut(shown.headline),
        lead=cut(_plain(shown.lead)),
        body=joined(
            cut(*map(_plain, (shown.body, shown.key_points, shown.recommendations))),
            *(_appearance(one) for one in shown.appearances),
            cut(
                *(text for one in shown.sessions for text in (one.title, one.responsible, _plain(one.key_points))),
                *shown.objectives,
                *shown.attending_bodies,
                *(one.name for one in shown.organisers),
                *dict.fromkeys(text for day in shown.days for text in (day.venue, day.room)),
                *(photo.caption for photo in shown.photos),
                *(document.title for document in shown.documents),
                shown.programme,
                shown.province,
                shown.code,
            ),
        ),
        date=day,
        facets=event_facets(event, fiscal_year(day) if day else None),
        is_public=is_public,
    )


def _plain(typed: str) -> str:
    """Return the text of what the editor or a plain field holds."""
    return to_text(to_html(typed))


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
    """Write the entries of these speakers anew, and drop those of speakers that are gone or merged; 6 queries."""
    ids = list(ids)
    return replace(SearchKind.SPEAKER, ids, _speaker_entries(ids))


@dataclass
class _Appeared:
    """One appearance of a speaker at an event, with its date."""

    row: Appearance
    event: Event


def _speaker_entries(ids: list[int]) -> Iterator[Entry]:
    rows = list(Appearance.objects.filter(speaker__in=ids).select_related("organisation").order_by("pk"))
    listed = {event.pk: event for event in listed_events().with_dates().filter(pk__in={row.event_id for row in rows})}
    appeared: dict[int, list[_Appeared]] = {}
    for row in rows:
        if row.event_id in listed:
            appeared.setdefault(row.speaker_id, []).append(_Appeared(row, listed[row.event_id]))
    for speaker in Speaker.objects.filter(pk__in=ids, merged_into__isnull=True).select_related("prefix"):
        yield speaker_entry(speaker, appeared.get(speaker.pk, []))


def speaker_entry(speaker: Speaker, appeared: list[_Appeared]) -> Entry:
    """Return what is found of a speaker: the name; positions and bodies; topics and events. Public after an appearance."""
    dated = [(one.event.first_day, one) for one in appeared if one.event.first_day]
    days = [day for day, _one in dated]
    names = dict.fromkeys(one.row.name for one in appeared if one.row.name)
    return Entry(
        kind=SearchKind.SPEAKER,
        object_id=speaker.pk,
        title=cut_name(speaker.full_name),
        also=joined(*map(cut_name, names)),
        lead=cut(
            *dict.fromkeys(
                text
                for one in appeared
                for text in (one.row.position, one.row.organisation.name if one.row.organisation else "")
            )
        ),
        body=cut(*dict.fromkeys(text for one in appeared for text in (one.row.topic, one.event.title))),
        date=max(days, default=None),
        facets=frozenset(
            one
            for shown in appeared
            for one in event_facets(shown.event, fiscal_year(shown.event.first_day) if shown.event.first_day else None)
        ),
        is_public=bool(appeared),
    )
