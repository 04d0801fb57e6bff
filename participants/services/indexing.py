"""Keeps search and public pages what the tables say: services and the staff area tell ``touch`` what they changed.

Here, because publishing does it, and a change in one app may show in things of another: a programme that is no longer
public takes its events out of the search.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django_tasks import task
from django_tasks.base import Task

from events.models import Appearance, Event, EventOrganiser, Prefix, Speaker
from events.search import refresh_events, refresh_speakers
from programmes.generation import raise_generation
from programmes.models import Organisation, Programme, Province, SearchEntry, SearchKind
from programmes.search import synonyms
from programmes.search.cutting import CUT_BY
from programmes.search.entries import BATCH
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
    as the event. What else says the name of a body, prefix or province follows as soon as the worker comes to it;
    published reports keep the names of their day. Anything else changes nothing in the search. What fails there is
    logged, and mended by the next change or by ``manage.py rebuild_search``: a save never fails because of the search.
    """
    match changed:
        case Programme(pk=int() as pk):
            refresh_search_on_commit(_programme, pk)
        case Organisation(pk=int() as pk):
            refresh_search_on_commit(_organisation, pk)
            _later(refresh_what_names_organisation, pk)
        case Province(pk=str() as code):
            _later(refresh_what_names_province, code)
        case Prefix(pk=int() as pk):
            _later(refresh_what_names_prefix, pk)
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


def _each(refresh: Refresh, rows: QuerySet[Any]) -> None:
    for ids in _batches(rows):
        refresh(ids)


def _batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Return the ids of rows, ``BATCH`` at a time, each read when the batch before it is done."""
    last = 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def _once_entered(**where: object) -> QuerySet[Appearance, int]:
    """Return who is entered, and who was taken out since: what is published may still name them."""
    return Appearance.history.filter(**where).order_by().values_list("speaker", flat=True).distinct()


def _programme(pk: int) -> None:
    refresh_programmes([pk])
    events = Event.objects.filter(programme=pk)
    _each(refresh_events, events)
    _each(refresh_speakers, Speaker.objects.filter(pk__in=_once_entered(event__in=events)))


def _organisation(pk: int) -> None:
    refresh_organisations([pk])
    synonyms.refresh()


def _speaker(pk: int) -> None:
    unnamed = Appearance.objects.filter(speaker=pk, name="")
    _each(refresh_events, Event.objects.filter(pk__in=unnamed.values("event")))
    merged = Speaker.objects.filter(merged_into=pk).values_list("pk", flat=True)
    once_merged_into = Speaker.history.filter(id=pk, merged_into__isnull=False).values_list("merged_into", flat=True)
    refresh_speakers([pk, *merged, *once_merged_into])


# -- names that other things say: for the worker, since a body may have organised every event --------------------------


def _later(refresh: Task[Any, None], key: int | str) -> None:
    transaction.on_commit(lambda: refresh.enqueue(key), robust=True)


@task()
def refresh_what_names_organisation(pk: int) -> None:
    """Bring up to date the units and programmes of a body, its events, and who spoke for it."""
    _each(refresh_organisations, Organisation.objects.filter(parent=pk))
    _each(refresh_programmes, Programme.objects.filter(lead_organisation=pk))
    organised = EventOrganiser.objects.filter(organisation=pk)
    spoke_for = Appearance.objects.filter(organisation=pk)
    events = Q(pk__in=organised.values("event")) | Q(pk__in=spoke_for.values("event"))
    _each(refresh_events, Event.objects.filter(events))
    _each(refresh_speakers, Speaker.objects.filter(pk__in=spoke_for.values("speaker")))
    raise_generation()


@task()
def refresh_what_names_province(code: str) -> None:
    """Bring up to date the bodies and events of a province."""
    _each(refresh_organisations, Organisation.objects.filter(province=code))
    _each(refresh_events, Event.objects.filter(province=code))
    raise_generation()


@task()
def refresh_what_names_prefix(pk: int) -> None:
    """Bring up to date the speakers with a prefix, and the events at which they have no other name."""
    unnamed = Appearance.objects.filter(speaker__prefix=pk, name="")
    _each(refresh_events, Event.objects.filter(pk__in=unnamed.values("event")))
    _each(refresh_speakers, Speaker.objects.filter(prefix=pk))
    raise_generation()


# -- everything anew ---------------------------------------------------------------------------------------------------


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
        for ids in _batches(model._default_manager.all()):
            written += refresh(ids)
            done += len(ids)
            yield kind, done, total, written
        written += _drop_orphans(kind, model)
        raise_generation()
        yield kind, done, total, written


def rebuild_all(*kinds: SearchKind) -> None:
    """Make every entry (of these kinds) again, without a word."""
    deque(rebuild(*kinds), maxlen=0)


def _drop_orphans(kind: SearchKind, model: type[Model]) -> int:
    """Delete the entries of things that are gone."""
    there = model._default_manager.values("pk")
    return SearchEntry.objects.filter(kind=kind).exclude(object_id__in=there).delete()[0]


def is_stale() -> bool:
    """Say whether the search must be rebuilt: it is empty while there is something to find, or was cut by other rules."""
    if not SearchEntry.objects.exists():
        return Event.objects.exists() or Programme.objects.exists() or Organisation.objects.exists()
    return SearchEntry.objects.filter(~Q(cut_by=CUT_BY)).exists()
