"""What the public pages say of speakers: who appeared at listed events, and as what.

Of a published report its own words stand, of an event without one what its tables say. Who was added or renamed in a draft
is shown when the draft is published. A speaker who was merged into another appears under the other one's name.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery

from events import content
from events.content import AppearanceFacts
from events.models import Appearance, Event, ReportVersion, Speaker
from events.selectors import listed_events
from programmes.merging import merged_into_these, survivor
from programmes.models import SearchEntry, SearchKind
from programmes.search import index
from programmes.search.query import parse


@dataclass(frozen=True)
class SpokeAt:
    """What a speaker did at one listed event, in the order of the report; never empty."""

    event: Event
    did: tuple[AppearanceFacts, ...]


@dataclass(frozen=True)
class SpeakerPage:
    """A speaker with all listed events at which the public knows the speaker, the latest first; never none."""

    speaker: Speaker
    spoke_at: tuple[SpokeAt, ...]

    @property
    def latest(self) -> AppearanceFacts:
        """The first that the latest event tells of the speaker."""
        return self.spoke_at[0].did[0]

    @property
    def demonstration(self) -> bool:
        """Whether the speaker is known from demonstrations alone, and so is invented too."""
        return all(one.event.demonstration or one.event.programme.demonstration for one in self.spoke_at)


# -- the list ----------------------------------------------------------------------------------------------------------


def public_speakers(text: str = "", *, is_unfinished: bool = False) -> QuerySet[Speaker]:
    """Return the speakers with a public appearance, by first name and surname; 1 or 2 queries to read a text.

    A text that ``is_unfinished`` may go on in what is found.

    Each has ``seen_as``: the cut text of the search, whose first line is position and organisation of the last appearance.
    Who is public is read from the search, where it is kept up to date: finding it out anew would read every report.
    """
    entries = SearchEntry.objects.filter(kind=SearchKind.SPEAKER, object_id=OuterRef("pk"), is_public=True)
    found = Speaker.objects.filter(merged_into__isnull=True).select_related("prefix")
    found = found.annotate(seen_as=Subquery(entries.values("lead")[:1])).filter(seen_as__isnull=False)
    if text:
        query = parse(text, is_unfinished=is_unfinished)
        found = found.filter(pk__in=index.matching(query, SearchKind.SPEAKER, is_public=True))
    return found.order_by("first_name", "last_name", "pk")


@dataclass(frozen=True)
class Brief:
    """What the list says beside a speaker: how many listed events, the first day of the latest, whether all are invented."""

    events: int
    latest: dt.date | None
    demonstration: bool


def briefs(speaker_ids: Iterable[int]) -> dict[int, Brief]:
    """Return what the list says beside each of these speakers; 2 queries."""
    at = _known_at(speaker_ids)
    listed = listed_events().with_dates().filter(pk__in=set().union(*at.values())).order_by()
    facts = listed.values_list(  # type: ignore[misc]  # the first day is an annotation
        "pk", "first_day", "demonstration", "programme__demonstration"
    )
    known = {pk: (day, of_event or of_programme) for pk, day, of_event, of_programme in facts}
    still = {speaker: events & known.keys() for speaker, events in at.items()}
    return {
        speaker: Brief(
            events=len(events),
            latest=max((known[pk][0] for pk in events if known[pk][0]), default=None),
            demonstration=all(known[pk][1] for pk in events),
        )
        for speaker, events in still.items()
        if events
    }


EVENTS_BESIDE = 3
"""How many events stand beside a speaker who was found."""


def latest_events(speaker_ids: Iterable[int]) -> dict[int, list[Event]]:
    """Return the latest events at which the public knows each of these speakers; who is not known is left out; 2 queries."""
    at = _known_at(speaker_ids)
    listed = list(listed_events().filter(pk__in=set().union(*at.values())).newest_first())
    latest = {speaker: [event for event in listed if event.pk in events] for speaker, events in at.items()}
    return {speaker: events[:EVENTS_BESIDE] for speaker, events in latest.items() if events}


def _known_at(speaker_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return the events of ``public_appearances`` from the search, where they are kept up to date; 1 query.

    Finding them out anew would read every report.
    """
    speakers = Speaker.objects.filter(pk__in=list(speaker_ids), merged_into__isnull=True)
    return index.facet_numbers(SearchKind.SPEAKER, speakers, "event")


# -- one speaker -------------------------------------------------------------------------------------------------------


def speaker_page(speaker_id: int) -> SpeakerPage | None:
    """Return the page of a speaker, or of the one the speaker was merged into; ``None`` without a public appearance.

    7 queries, and 2 for each merge on the way.
    """
    speaker = survivor(Speaker.objects.select_related("prefix"), speaker_id)
    if speaker is None:
        return None
    spoke_at = public_appearances([speaker.pk]).get(speaker.pk)
    return SpeakerPage(speaker, tuple(spoke_at)) if spoke_at else None


def public_appearances(speaker_ids: Iterable[int]) -> dict[int, list[SpokeAt]]:
    """Return where the public knows each of these speakers from, the latest event first; who is not known is left out.

    6 queries: who was merged, at which events the speakers are or were entered (2), which of these are listed, what their
    reports say, and what the tables say of the others.
    """
    stands_for = merged_into_these(Speaker.objects.all(), speaker_ids)
    entered = {
        event
        for model in (Appearance, Appearance.history.model)
        for event in model.objects.filter(speaker__in=stands_for).order_by().values_list("event", flat=True).distinct()
    }
    events = list(listed_events().filter(pk__in=entered).newest_first())
    shown = as_published([event.pk for event in events if event.shows_report])
    shown |= as_entered([event.pk for event in events if not event.shows_report])
    known: dict[int, list[SpokeAt]] = {}
    for event in events:
        here = [one for one in shown.get(event.pk, ()) if one.speaker_id in stands_for]
        for pk, did in _by_speaker(here, stands_for).items():
            known.setdefault(pk, []).append(SpokeAt(event, did))
    return known


def _by_speaker(
    appearances: list[AppearanceFacts], stands_for: dict[int, int]
) -> dict[int, tuple[AppearanceFacts, ...]]:
    found: dict[int, list[AppearanceFacts]] = {}
    for one in appearances:
        found.setdefault(stands_for[one.speaker_id], []).append(one)
    return {pk: tuple(did) for pk, did in found.items()}


def as_published(event_ids: list[int]) -> dict[int, tuple[AppearanceFacts, ...]]:
    """Return the appearances in the latest published content of these events; nothing else of it is read."""
    versions = ReportVersion.objects.filter(event__in=event_ids).shown().order_by()
    rows = versions.values_list("event", "content__appearances")
    return {event: content.appearances_from_json(data) for event, data in rows}


def as_entered(event_ids: list[int]) -> dict[int, tuple[AppearanceFacts, ...]]:
    """Return the appearances in the tables, without what was said: that is shown once the report is published."""
    rows = Appearance.objects.filter(event__in=event_ids).order_by("event", "sort_no", "pk")
    grouped = groupby(rows.select_related("speaker__prefix", "organisation"), key=lambda row: row.event_id)
    return {
        event: tuple(replace(content.appearance_facts(row), said="") for row in appearances)
        for event, appearances in grouped
    }
