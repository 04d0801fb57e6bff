"""Finding: the same answers in the same order on both databases.

What holds the whole query in its title comes first, then in its lead, then anything else; within each by date, the latest
first, then by kind and id. There are no weights to tune, and no order that changes with the rest of the texts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from programmes.models import SearchEntry, SearchKind
from programmes.search import postgresql, sqlite
from programmes.search.entries import facet
from programmes.search.passages import Passage, marked, passage
from programmes.search.query import Query, parse
from programmes.search.sql import Places

Row = TypeVar("Row", bound=Model)


class Hit(NamedTuple):
    """One thing that was found: its title and a passage of its text, with what was searched for marked."""

    kind: SearchKind
    object_id: int
    title: Passage
    passage: Passage


@dataclass(frozen=True)
class Found:
    """A page of what was found, and how many things there are in all.

    It ``is_of_unfinished`` words where nothing has the words as they were typed.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    is_of_unfinished: bool = False


def find(query: Query, facets: Sequence[str] = (), *, start: int = 0, size: int = 20) -> Found:
    """Return ``size`` things the public can find, from the ``start``-th on.

    On PostgreSQL 1 query, 2 behind the last page; on SQLite at most 5; none for an empty query.
    """
    if not query:
        return Found()
    rows = _backend().find(query, facets, start, size)
    hits = (
        Hit(SearchKind(kind), object_id, marked(title, query), passage([lead, body], query))
        for kind, object_id, title, lead, body in rows.page
    )
    return Found(rows.total, tuple(hits))


def find_or_begun(query: Query, facets: Sequence[str] = (), *, start: int = 0, size: int = 20) -> Found:
    """Return what ``find`` does; where that is nothing at all, what has a word that begins as the last one typed.

    Where nothing is found, 1 query more for the names of bodies, and those of ``find`` again.
    """
    found = find(query, facets, start=start, size=size)
    if found.total or not query:
        return found
    begun = find(parse(query.text, is_unfinished=True), facets, start=start, size=size)
    return replace(begun, is_of_unfinished=begun.total > 0)


def facet_numbers(kind: SearchKind, things: QuerySet[Any], name: str) -> dict[int, set[int]]:
    """Return the numbers that the facets ``name`` of public entries of these things have, by the id of the thing; 1 query."""
    start = facet(name, "")
    entries = SearchEntry.objects.filter(kind=kind, object_id__in=things.values("pk"), is_public=True)
    return {
        pk: {int(word.removeprefix(start)) for word in facets.split() if word.startswith(start)}
        for pk, facets in entries.values_list("object_id", "facets")
    }


def matching(query: Query, kind: SearchKind, *, is_public: bool) -> QuerySet[SearchEntry, int]:
    """Return the ids of all things of a kind that match, for use inside another query.

    With ``is_public=False`` drafts are searched too: for staff only.
    """
    entries = _ids(kind)
    if is_public:
        entries = entries.filter(place__gt=0)
    if not query:
        return entries.none()
    return entries.filter(place__in=_places(_backend().matching(query, [facet("what", kind)])))


def having(kind: SearchKind, facets: Iterable[str]) -> QuerySet[SearchEntry, int]:
    """Return the ids of all public things of a kind that have one of ``facets``, for use inside another query."""
    asked, entries = list(facets), _ids(kind).filter(place__gt=0)
    return entries.filter(place__in=_places(_backend().having(asked))) if asked else entries.none()


def _ids(kind: SearchKind) -> QuerySet[SearchEntry, int]:
    return SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True).order_by()


def widened(
    found: QuerySet[Row], everything: QuerySet[Row], kind: SearchKind, typed: str, by: str = "pk"
) -> QuerySet[Row]:
    """Return what a plain search ``found`` among ``everything``, and what its words find: for staff, drafts included.

    ``by`` names the column that holds the id of the thing of this ``kind``; 1 or 2 queries to read what was typed.
    """
    query = parse(typed)
    if not query:
        return found
    words = Q(**{f"{by}__in": matching(query, kind, is_public=False)})
    return everything.filter(Q(pk__in=found.order_by().values("pk")) | words)


def _places(found: Places) -> RawSQL:
    return RawSQL(found.sql, found.parameters)  # noqa: S611 - no text of a reader stands in the SQL


def _backend():
    return postgresql if connection.vendor == "postgresql" else sqlite
