"""Keeps search and public pages what the tables say: services and the staff area tell ``touch`` what they changed.

Here, because publishing does it, and a change in one app may show in things of another: a programme that is no longer
public takes its events out of the search.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from events.models import Appearance, Event, Speaker
from events.search import refresh_events, refresh_speakers
from programmes.generation import raise_generation
from programmes.models import Organisation, Programme, SearchEntry, SearchKind
from programmes.search import synonyms
from programmes.search.cutting import CUT_BY
from programmes.search.entries import BATCH, batches
from programmes.search.sources import refresh_organisations, refresh_programmes

Refresh = Callable[[Iterable[int]], int]

SOURCES: dict[SearchKind, tuple[type[Model], Refresh]] = {
    SearchKind.PROGRAMME: (Programme, refresh_programmes),
    SearchKind.ORGANISATION: (Organisation, refresh_organisations),
    SearchKind.SPEAKER: (Speaker, refresh_speakers),
    SearchKind.EVENT: (Event, refresh_events),
}
"""What can be found, and how its entries are made."""


def touch(changed: Model) -> None:
    """Bring the search up to date with a row that was saved or deleted, and let all pages be made anew.

    Both once the transaction is committed, the search first. A row of an event (a day, a photo, its report ...) counts
    as the event. Anything else changes nothing in the search. What fails there is logged, and mended by the next change
    or by ``manage.py rebuild_search``: a save never fails because of the search.
    """
    match changed:
        case Programme(pk=int() as pk):
            refresh_search_on_commit(_programme, pk)
        case Organisation(pk=int() as pk):
            refresh_search_on_commit(_organisation, pk)
        case Speaker(pk=int() as pk):
            refresh_search_on_commit(_speaker, pk)
        case Event(pk=int() as pk):
            refresh_search_on_commit(_event, pk)
        case _ if isinstance(event := getattr(changed, "event_id", None), int):
            refresh_search_on_commit(_event, event)
    raise_generation()


def refresh_search_on_commit(refresh: Callable[[int], None], pk: int) -> None:
    """Bring the entries of a thing up to date once the transaction is committed; it may be gone then."""

    def refresh_search() -> None:
        refresh(pk)

    transaction.on_commit(refresh_search, robust=True)


def _event(pk: int) -> None:
    refresh_events([pk])
    refresh_speakers(_once_entered(event=pk))


def _once_entered(**where: object) -> QuerySet[Appearance, int]:
    """Return who is entered, and who was taken out since: what is published may still name them."""
    return Appearance.history.filter(**where).order_by().values_list("speaker", flat=True).distinct()


def _programme(pk: int) -> None:
    refresh_programmes([pk])
    events = Event.objects.filter(programme=pk).order_by("pk")
    for ids in batches(events.values_list("pk", flat=True)):
        refresh_events(ids)
    speakers = _once_entered(event__in=events)
    for ids in batches(speakers):
        refresh_speakers(ids)


def _organisation(pk: int) -> None:
    refresh_organisations([pk, *Organisation.objects.filter(parent=pk).values_list("pk", flat=True)])
    synonyms.refresh()


def _speaker(pk: int) -> None:
    merged = Speaker.objects.filter(merged_into=pk).values_list("pk", flat=True)
    once_merged_into = Speaker.history.filter(id=pk, merged_into__isnull=False).values_list("merged_into", flat=True)
    refresh_speakers([pk, *merged, *once_merged_into])


def rebuild(*kinds: SearchKind) -> Iterator[tuple[SearchKind, int, int, int]]:
    """Make every entry (of these kinds) again, in batches, each a transaction; what did not change is not written.

    Yields after each batch: what was done, how many of how many things, and how many entries were written or deleted.
    Memory does not grow with the number of things; the site runs on meanwhile.
    """
    synonyms.refresh()
    for kind in kinds or SOURCES:
        model, refresh = SOURCES[kind]
        total = model._default_manager.count()
        done = written = 0
        last = 0
        while ids := list(_after(model, last)):
            written += refresh(ids)
            last = ids[-1]
            done += len(ids)
            yield kind, done, total, written
        written += _drop_orphans(kind, model)
        raise_generation()
        yield kind, done, total, written


def rebuild_all(*kinds: SearchKind) -> None:
    """Make every entry (of these kinds) again, without a word."""
    deque(rebuild(*kinds), maxlen=0)


def _after(model: type[Model], last: int) -> Iterable[int]:
    rows = model._default_manager.filter(pk__gt=last).order_by("pk")
    return rows.values_list("pk", flat=True)[:BATCH]


def _drop_orphans(kind: SearchKind, model: type[Model]) -> int:
    """Delete the entries of things that are gone."""
    there = model._default_manager.values("pk")
    return SearchEntry.objects.filter(kind=kind).exclude(object_id__in=there).delete()[0]


def is_stale() -> bool:
    """Say whether the search must be rebuilt: it is empty while there is something to find, or was cut by other rules."""
    if not SearchEntry.objects.exists():
        return Event.objects.exists() or Programme.objects.exists() or Organisation.objects.exists()
    return SearchEntry.objects.filter(~Q(cut_by=CUT_BY)).exists()
