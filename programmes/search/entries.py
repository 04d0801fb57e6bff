"""What is written into the index: the texts of things that can be found, when they change."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from programmes.models import SearchEntry, SearchKind
from programmes.search.cutting import CUT_BY, FACET, NO_TEXT, Cut, joined

BATCH = 200

_LAST_DAY = 1 << 20
# Bits of a place: the fewer, the smaller the index of SQLite (48 % of the text with 40, 43 % with 26).
_KIND_BITS, _ID_BITS = 2, 24
_KINDS = list(SearchKind)
_KEPT = [
    "place", "facets", "title", "lead", "body", "title_keys", "lead_keys", "body_keys", "cut_by",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    ``also`` is found as the title is, ``unshown`` as the body; neither is ever shown. ``facets`` are made by ``facet``. An
    entry that is not public is found by staff alone.
    """

    kind: SearchKind
    object_id: int
    title: Cut
    lead: Cut = NO_TEXT
    body: Cut = NO_TEXT
    also: Cut = NO_TEXT
    unshown: Cut = NO_TEXT
    date: dt.date | None = None
    facets: frozenset[str] = field(default_factory=frozenset)
    is_public: bool = True


def facet(name: str, value: object) -> str:
    """Return the word of a filter: ``facet("kind", "study_visit")`` is ``kindstudyvisit`` behind a letter that no text has."""
    return f"{FACET}{name}{value}".replace("_", "").replace("-", "").lower()


def place(kind: SearchKind, object_id: int, date: dt.date | None, *, is_public: bool) -> int:
    """Return where an entry stands: the latest first, undated last, then by kind and id; staff's below 0.

    Ids go up to 16,777,215.
    """
    if object_id >> _ID_BITS:
        raise ValueError(f"the search has no place for {kind} {object_id}")
    day = date.toordinal() if date else 0
    number = (((_LAST_DAY - day) << _KIND_BITS) + _KINDS.index(kind) << _ID_BITS) + object_id
    return number if is_public else -number


def row(entry: Entry) -> SearchEntry:
    """Return the row of an entry, not saved."""
    facets = {facet("what", entry.kind), *entry.facets}
    return SearchEntry(
        kind=entry.kind,
        object_id=entry.object_id,
        is_public=entry.is_public,
        place=place(entry.kind, entry.object_id, entry.date, is_public=entry.is_public),
        facets=" ".join(sorted(facets)),
        title=entry.title.shown,
        lead=entry.lead.shown,
        body=entry.body.shown,
        title_keys=joined(entry.title, entry.also).keys,
        lead_keys=entry.lead.keys,
        body_keys=joined(entry.body, entry.unshown).keys,
        cut_by=CUT_BY,
    )


@transaction.atomic
def replace(kind: SearchKind, object_ids: Iterable[int], entries: Iterable[Entry]) -> int:
    """Put ``entries`` in the place of all entries of these things; return how many rows were written or deleted.

    A thing without a new entry is found no more. What is the same as before is left alone. The old rows are locked before
    ``entries`` is read, which may be lazy: of two who write a thing that has rows, the second one reads what is true then.
    On PostgreSQL nothing locks a thing without rows: of two who write it for the first time at once, either may stand
    until the thing changes again.
    """
    rows = SearchEntry.objects.select_for_update().filter(kind=kind, object_id__in=[*object_ids]).order_by("pk")
    there = {(old.object_id, old.is_public): old for old in rows}
    changed = []
    for new in map(row, entries):
        old = there.pop((new.object_id, new.is_public), None)
        if old is None or any(getattr(old, name) != getattr(new, name) for name in _KEPT):
            changed.append(new)
    SearchEntry.objects.filter(pk__in=[old.pk for old in there.values()]).delete()
    SearchEntry.objects.bulk_create(
        sorted(changed, key=lambda new: new.place),
        update_conflicts=True,
        unique_fields=["kind", "object_id", "is_public"],
        update_fields=_KEPT,
    )
    return len(changed) + len(there)
