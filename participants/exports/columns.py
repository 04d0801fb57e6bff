"""A column of a file: its title, what it takes from a row, and whether it shows a person."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise

from coopportal.tables.cells import Value
from coopportal.tables.write_xlsx import Column as Head
from coopportal.tables.write_xlsx import Kind, Table

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column over rows of some type; ``total`` stands in the row of totals, ``personal`` needs a right to see."""

    title: str | Promise
    value: Callable[[Row], Value]
    kind: Kind = "text"
    width: float = 12
    total: Value = None
    personal: bool = False


def without_personal(columns: Sequence[Column[Row]]) -> list[Column[Row]]:
    """Return the columns that show nobody."""
    return [column for column in columns if not column.personal]


def table_of(
    columns: Sequence[Column[Row]], rows: Iterable[Row], *, heading: str = "", has_total: bool = True
) -> Table:
    """Return the table of ``rows``, which are read when it is written."""
    return Table(
        columns=[Head(str(column.title), column.kind, column.width) for column in columns],
        rows=([column.value(row) for column in columns] for row in rows),
        total=[column.total for column in columns] if has_total else None,
        heading=heading,
    )
