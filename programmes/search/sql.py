"""What the indexes of both databases share: which columns they answer with, and how they ask."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

COLUMNS = ("kind", "object_id", "title", "lead", "body")
"""What is read of an entry that was found."""


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a query and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
