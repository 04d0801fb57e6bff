"""The attendance summary of an event as a file: XLSX with all sheets, CSV by office, or a ZIP of several events.

Thai, whoever asks. Each file is logged before its first byte is written, and takes the same memory however many people
it lists.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import IO

from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_csv import write_csv as write_rows
from coopportal.tables.write_xlsx import Sheet, XlsxFile
from coopportal.thai.dates import format_datetime
from events.models import Event
from participants.exports import offices, people, sheets
from participants.exports.columns import Column, table_of
from participants.exports.cover import cover, explanation
from participants.exports.offices import OfficeRow
from participants.exports.summary import Summary
from participants.services.exporting import log_export
from programmes.models import User

PERMISSION = "participants.view_attendingoffice"
LANGUAGE = "th"


def write_summary(event: Event, format: str, file: IO[bytes], *, viewer: User | None, live: bool = False) -> str:  # noqa: A002
    """Write the summary of an event to ``file`` and return the name that it should have.

    ``format`` is a key of ``FORMATS``. Raises ``PermissionDenied`` before anything is written.
    """
    if viewer is not None and not viewer.has_perm(PERMISSION):
        raise PermissionDenied(PERMISSION)
    with translation.override(LANGUAGE):
        summary = Summary.of(event, viewer=viewer, live=live)
        log_export(
            viewer=viewer,
            export=f"summary-{format}",
            subject=f"{event.code}: {event.title}",
            rows=summary.rows if format == "xlsx" else len(summary.totals.offices),
            named_people=summary.named_people if format == "xlsx" else 0,
        )
        FORMATS[format](summary, file)
        return summary.filename(format)


def write_summaries(events: Iterable[Event], file: IO[bytes], *, viewer: User | None) -> str:
    """Write a ZIP with one workbook for each event, and return the name that it should have."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # a workbook is compressed already
        for event in events:
            with tempfile.TemporaryFile() as workbook:
                name = write_summary(event, "xlsx", workbook, viewer=viewer)
                workbook.seek(0)
                entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
                with archive.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(workbook, target)
    with translation.override(LANGUAGE):
        return _("attendance-summaries") + ".zip"


def write_xlsx(summary: Summary, file: IO[bytes]) -> None:
    """Write every sheet for which there is something."""
    with XlsxFile(file, title=summary.event.title, footer=summary.event.title) as book:
        for sheet in all_sheets(summary):
            book.add(sheet)


def all_sheets(summary: Summary) -> Iterator[Sheet]:
    """Yield the sheets in their order; one without data is left out."""
    yield cover(summary)
    yield sheets.overview(summary)
    for make in (
        sheets.kinds,
        sheets.regions,
        offices.offices,
        people.cooperatives,
        people.groups,
        offices.reconciliation,
        offices.missing,
        people.people,
    ):
        if sheet := make(summary):
            yield sheet
    yield explanation(summary)


def write_csv(summary: Summary, file: IO[bytes]) -> None:
    """Write the table by office with its row of totals; the time of the report in CE (ISO 8601) and in BE."""
    table = table_of([*offices.office_columns(summary, _reported_at()), *_about(summary)], offices.office_rows(summary))
    head: list[Value] = [column.title for column in table.columns]
    percents = {number for number, column in enumerate(table.columns) if column.kind == "percent"}
    rows = ([_rounded(value) if n in percents else value for n, value in enumerate(row)] for row in table.rows)
    write_rows(file, [head, *rows, table.total or []])


def _rounded(value: Value) -> Value:
    """Two decimals, half up: what a workbook shows, a CSV file has to say."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP) if isinstance(value, Decimal) else value


def _reported_at() -> list[Column[OfficeRow]]:
    def iso(row: OfficeRow) -> str:
        at = row.line.reported_at if row.line else None
        return timezone.localtime(at).isoformat(timespec="minutes") if at else ""

    def buddhist(row: OfficeRow) -> str:
        at = row.line.reported_at if row.line else None
        return format_datetime(timezone.localtime(at)) if at else ""

    return [Column(_("reported at (CE)"), iso), Column(_("reported at (BE)"), buddhist)]


def _about(summary: Summary) -> list[Column[OfficeRow]]:
    """The columns that say of every row what it is: a CSV file has no lines over its table."""
    status, marks = summary.status(), " ".join(summary.marks())
    columns = [
        Column[OfficeRow](_("code of the event"), lambda _row: summary.event.code, total=summary.event.code),
        Column[OfficeRow](_("state of the count"), lambda _row: status, total=status),
    ]
    return [*columns, Column[OfficeRow](marks, lambda _row: marks, total=marks)] if marks else columns


FORMATS = {"xlsx": write_xlsx, "csv": write_csv}
