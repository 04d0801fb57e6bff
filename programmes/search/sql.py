"""What the indexes of both databases share: how they ask, and what they answer with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

COLUMNS = ("kind", "object_id", "title", "lead", "body")
"""What is read of an entry that was found."""


@dataclass(frozen=True)
class Rows:
    """A page of what matches: how many match in all, and ``COLUMNS`` of those on the page, in order."""

    total: int
    page: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Places:
    """A query for the places of what matches, made of constants; what somebody typed is in its parameters alone."""

    sql: str
    parameters: tuple[Any, ...]


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a query and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
