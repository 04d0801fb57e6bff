"""The sheets of the attendance summary that go office by office: figures, reconciliation, what is missing.

The figure of an office that is counted under another stands in square brackets: it is a text, so that no sum takes it
twice.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_xlsx import Sheet
from participants.exports.columns import Column, table_of, without_personal
from participants.exports.sheets import sheet, split_columns
from participants.exports.summary import Summary, known
from participants.models import Mode, OfficeState
from participants.selectors.figures import Cell, OfficeLine, Split, known_sum

# -- 4 offices ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficeRow:
    """A line of the table by office; without ``line`` it stands for the people who belong to none."""

    number: int | None
    line: OfficeLine | None
    label: str
    people: int | None
    split: Split
    note: str = ""
    reported_by: str = ""

    @property
    def added(self) -> bool:
        """Whether its figures are part of the sum."""
        return self.line is None or self.line.added


def office_rows(summary: Summary) -> list[OfficeRow]:
    """Return the offices in official order, then the people without an office."""
    found = summary.totals
    names = {line.office_id: line.name for line in found.offices}
    rows = []
    for number, line in enumerate(found.offices, start=1):
        contact = summary.contact(line.office_id)
        under = "" if line.counted_under is None else _("counted under %(name)s") % {"name": names[line.counted_under]}
        note = "; ".join(filter(None, [under, contact.note]))
        rows.append(OfficeRow(number, line, line.name, line.people, line.split, note, contact.reported_by))
    if found.without_office.total:
        label = _("not stated (of no attending office)")
        rows.append(OfficeRow(None, None, label, found.without_office.total, found.without_office))
    return rows


def office_columns(summary: Summary, reported_at: list[Column[OfficeRow]]) -> list[Column[OfficeRow]]:
    """Return the columns of the table by office, with those for the time of the report as the file writes it."""
    found = summary.totals
    people = [
        *split_columns(summary, lambda row: None if row.people is None else row.split),
        Column[OfficeRow](_("Total"), lambda row: known(row.people), "number", total=known(found.people)),
    ]
    columns = [
        Column[OfficeRow](_("No."), lambda row: row.number, "number", 6),
        Column[OfficeRow](_("Office"), lambda row: row.label, "wrapped", 40, total=_("Total")),
        Column[OfficeRow](_("province"), _of_line(lambda line: line.province), "wrapped", 17),
        *(_region_column(code, name) for code, name in found.schemes.items()),
        Column[OfficeRow](_("mode"), _of_line(_modes), "wrapped", 27),
        Column[OfficeRow](
            _("Target"), _bracketed(_of_line(lambda line: line.target)), "number", 9, total=_office_targets(summary)
        ),
        Column[OfficeRow](_("reply"), _of_line(lambda line: str(line.reply.label)), "wrapped", 10),
        *(_in_brackets(column) for column in people),
        Column[OfficeRow](_("Per cent of the target"), _of_line(lambda line: line.target_share), "percent", 9.5),
        Column[OfficeRow](_("status"), _of_line(lambda line: str(line.state.label)), "wrapped", 12),
        Column[OfficeRow](_("reported by"), lambda row: row.reported_by, "wrapped", 20, personal=True),
        *reported_at,
        Column[OfficeRow](_("note"), lambda row: row.note, "wrapped", 24),
    ]
    return columns if summary.shows_names else without_personal(columns)


def offices(summary: Summary) -> Sheet | None:
    """Return the table by office."""
    rows = office_rows(summary)
    if not rows:
        return None
    at = [Column[OfficeRow](_("reported at"), _of_line(_reported_at), "datetime", 20)]
    table = table_of(office_columns(summary, at), rows)
    return sheet(summary, _("4 Offices"), _("Participants by office"), [table], _brackets_note(summary))


def _region_column(code: str, name: str) -> Column[OfficeRow]:
    return Column(name, _of_line(lambda line: line.regions.get(code, "")), "wrapped", 17)


def _of_line(value: Callable[[OfficeLine], Value]) -> Callable[[OfficeRow], Value]:
    return lambda row: None if row.line is None else value(row.line)


def _modes(line: OfficeLine) -> str:
    return ", ".join(str(mode.label) for mode in Mode if line.by_mode.get(mode))


def _reported_at(line: OfficeLine) -> dt.datetime | None:
    return timezone.localtime(line.reported_at) if line.reported_at else None


def _office_targets(summary: Summary) -> int | None:
    return known_sum(line.target for line in summary.totals.added_offices)


def _in_brackets(column: Column[OfficeRow]) -> Column[OfficeRow]:
    return Column(column.title, _bracketed(column.value), column.kind, column.width, column.total)


def _bracketed(value: Callable[[OfficeRow], Value]) -> Callable[[OfficeRow], Value]:
    def shown(row: OfficeRow) -> Value:
        number = value(row)
        return number if row.added or not isinstance(number, int) else f"[{number:,}]"

    return shown


def _brackets_note(summary: Summary) -> str:
    if all(line.added for line in summary.totals.offices):
        return ""
    return _("A figure in square brackets is contained in that of another office and is not added again.")


# -- 7 and 8: where figures differ, and are missing --------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """A cell with both sources; without ``cell`` it stands for people of no office, or an office without any cell."""

    label: str
    added: bool
    names: int
    people: int | None
    cell: Cell | None = None


def compared(summary: Summary) -> list[Compared]:
    """Return the cells that make the total, office by office, then the people without an office."""
    found = summary.totals
    rows = []
    for line in found.offices:
        cells = [cell for cell in line.cells if cell.day in {None, found.busiest_day}]
        rows += [Compared(line.name, line.added, cell.names, cell.people, cell) for cell in cells]
    without = found.without_office.total
    if without:
        rows.append(Compared(_("not stated (of no attending office)"), True, without, without))
    return rows


def reconciliation(summary: Summary) -> Sheet | None:
    """Return names, reported and accepted figures side by side."""
    rows = compared(summary)
    if not rows:
        return None

    def number(title: str, value: Callable[[Compared], int | None]) -> Column[Compared]:
        known_values = [value(row) for row in rows if row.added]

        def shown(row: Compared) -> Value:
            figure = value(row)
            return figure if row.added or figure is None else f"[{figure:,}]"

        return Column(title, shown, "number", 13, total=sum(figure or 0 for figure in known_values))

    def of_cell(value: Callable[[Cell], Value]) -> Callable[[Compared], Value]:
        return lambda row: None if row.cell is None else value(row.cell)

    columns = [
        Column[Compared](_("Office"), lambda row: row.label, "wrapped", 42, total=_("Total")),
        Column[Compared](_("mode"), of_cell(lambda cell: str(cell.mode.label)), width=26),
        number(_("Named people"), lambda row: row.names),
        number(_("Figure reported"), lambda row: row.cell.reported if row.cell else None),
        # no total: rows without names have no difference, so a sum would not be that of the two columns before it
        replace(number(_("Names less reported"), lambda row: row.cell.difference if row.cell else None), total=None),
        Column[Compared](_("reason"), of_cell(_reason), "wrapped", 34),
        number(_("accepted figure"), lambda row: row.cell.accepted if row.cell else None),
        Column[Compared](_("Accepted by"), of_cell(lambda cell: cell.accepted_by), width=22),
        number(_("Figure used"), lambda row: row.people),
    ]
    return sheet(
        summary,
        _("7 Reconciliation"),
        _("Names, figures reported and figures accepted"),
        [table_of(columns, rows)],
        _brackets_note(summary),
    )


def _reason(cell: Cell) -> str:
    if cell.needs_reason and not cell.contained:
        return _("must be explained")
    return ": ".join(filter(None, [str(cell.reason.label) if cell.reason else "", cell.note]))


def missing(summary: Summary) -> Sheet | None:
    """Return the offices that have not reported yet, with whom to ask."""
    pending = [line for line in summary.totals.added_offices if line.state == OfficeState.PENDING]
    if not pending:
        return None
    numbered = list(enumerate(pending, start=1))
    columns = [
        Column[tuple[int, OfficeLine]](_("No."), lambda row: row[0], "number", 6),
        Column[tuple[int, OfficeLine]](
            _("Office"),
            lambda row: row[1].name,
            "wrapped",
            46,
            total=_("%(number)s offices in all") % {"number": f"{len(pending):,}"},
        ),
        Column[tuple[int, OfficeLine]](_("province"), lambda row: row[1].province, width=18),
        Column[tuple[int, OfficeLine]](
            _("coordinator"), lambda row: summary.contact(row[1].office_id).coordinator, width=26, personal=True
        ),
        Column[tuple[int, OfficeLine]](
            _("telephone"), lambda row: summary.contact(row[1].office_id).coordinator_phone, width=18, personal=True
        ),
        Column[tuple[int, OfficeLine]](_("reply"), lambda row: str(row[1].reply.label), width=14),
    ]
    columns = columns if summary.shows_names else without_personal(columns)
    return sheet(
        summary, _("8 Not reported yet"), _("Offices that have not reported yet"), [table_of(columns, numbered)]
    )
