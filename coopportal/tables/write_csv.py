"""CSV that Excel and LibreOffice open with Thai intact: UTF-8 with its mark, CRLF, no formulas."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import IO

from coopportal.tables.cells import Value, clean, escape_formula


def write_csv(file: IO[bytes], rows: Iterable[Sequence[Value]]) -> int:
    """Write ``rows`` to a file opened for bytes, one at a time, and return how many; the file stays open.

    Texts are cleaned and escaped, dates are ISO 8601, ``None`` is an empty field.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    number = 0
    for row in rows:
        writer.writerow([csv_value(value) for value in row])
        number += 1
    text.detach()
    return number


def csv_parts(rows: Iterable[Sequence[Value]], size: int = 200) -> Iterator[bytes]:
    """Yield the same file piece by piece, ``size`` rows in each, for an answer that is sent while it is made."""
    left, mark = iter(rows), b""
    while part := list(islice(left, size)):
        piece = BytesIO()
        write_csv(piece, part)
        yield piece.getvalue().removeprefix(mark)
        mark = BOM_UTF8  # the file has it once, at its beginning


def csv_value(value: Value) -> str:
    """Return a value as it stands in the file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return escape_formula(clean(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
