"""A column of a data set: how its value is found in a row, and what the dictionary says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

Kind = Literal["text", "code", "integer", "boolean", "date", "datetime", "time", "url"]

KINDS: dict[Kind, str] = {
    "text": _("text"),
    "code": _("code"),
    "integer": _("whole number"),
    "boolean": _("true or false"),
    "date": _("date (A.D., `YYYY-MM-DD`)"),
    "datetime": _("date and time (A.D., ISO 8601)"),
    "time": _("time (`HH:MM`)"),
    "url": _("web address"),
}


@dataclass(frozen=True)
class Column:
    """One column; ``path`` leads to the value in a row (``event.programme.slug``), ``codes`` explains a code.

    ``title``, ``meaning`` and ``unit`` are English messages.
    """

    name: str
    path: str
    kind: Kind
    title: str
    meaning: str
    unit: str = ""
    codes: type[TextChoices] | None = None

    def value(self, row: Any) -> Any:
        """Return the value as JSON has it: text, number, ``True``, ``False`` or ``None``."""
        found = row
        for part in self.path.split("."):
            found = None if found is None else getattr(found, part)
        if isinstance(found, Enum):
            return found.value
        return found.isoformat() if isinstance(found, (date, datetime)) else found

    def cell(self, row: Any) -> Any:
        """Return the value as CSV has it: `true` and `false` as in JSON."""
        found = self.value(row)
        return str(found).lower() if isinstance(found, bool) else found

    def explained(self) -> str:
        """Return the meaning in the reader's language, with the codes."""
        if self.codes is None:
            return gettext(self.meaning)
        return f"{gettext(self.meaning)} " + "; ".join(f"`{code}` = {label}" for code, label in self.codes.choices)


DICTIONARY = (_("Column"), _("Title"), _("Type"), _("Meaning"), _("Unit"))
"""The heads of a data dictionary."""


def dictionary(columns: Iterable[Column]) -> list[Sequence[str]]:
    """Return the data dictionary, a row for each column; codes stand between backticks."""
    return [
        (
            column.name,
            gettext(column.title),
            gettext(KINDS[column.kind]),
            column.explained(),
            gettext(column.unit) if column.unit else "-",
        )
        for column in columns
    ]
