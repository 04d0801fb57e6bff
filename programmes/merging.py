"""Rows that were merged into others of their table: speakers, and bodies of the register."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def survivor(rows: QuerySet[Row], pk: int) -> Row | None:
    """Return the row at the end of the merges; ``None`` if there is none, or the merges run in a circle.

    1 query, and another for each step of merges.
    """
    passed: set[int] = set()
    at: int | None = pk
    while at is not None and at not in passed:
        passed.add(at)
        row: Any = rows.filter(pk=at).first()
        if row is None or row.merged_into_id is None:
            return row
        at = row.merged_into_id
    return None


def merged_into_these(rows: QuerySet[Any], ids: Iterable[int]) -> dict[int, int]:
    """Return these ids and those of all rows that were merged into them, each with the one of ``ids`` that stands for it.

    1 query, and another for each step of merges.
    """
    stands_for = {pk: pk for pk in ids}
    newest: Iterable[int] = list(stands_for)
    while newest:
        merged = rows.filter(merged_into__in=newest).order_by("pk").values_list("pk", "merged_into")
        found = {pk: stands_for[into] for pk, into in merged if into is not None and pk not in stands_for}
        stands_for |= found
        newest = list(found)
    return stands_for


def with_survivors(rows: QuerySet[Any], ids: Iterable[int]) -> set[int]:
    """Return these ids and those of all rows that these were merged into, step by step.

    1 query, and another for each step of merges.
    """
    wanted = set(ids)
    newest = set(wanted)
    while newest:
        merged = rows.filter(pk__in=newest).values_list("merged_into", flat=True)
        newest = {pk for pk in merged if pk is not None} - wanted
        wanted |= newest
    return wanted
