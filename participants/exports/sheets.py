"""The sheets of the attendance summary (practice: สรุปผู้เข้าร่วม). Each function makes one, or ``None`` without data.

Every number comes from ``Totals``, and every table has a row of totals that its rows add up to. The figure of an office
that is counted under another stands in square brackets: it is a text, so that no sum takes it twice.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_xlsx import Sheet, Table
from participants.exports.columns import Column, Row, table_of, without_personal
from participants.exports.cover import announced
from participants.exports.summary import Summary, known
from participants.models import Mode, OfficeState, PersonGroup, PersonRole, Reply
from participants.selectors import rosters
from participants.selectors.figures import (
    COOPERATIVES,
    BodyLine,
    Cell,
    GroupLine,
    OfficeLine,
    Split,
    share,
)
from participants.selectors.rosters import Person


def sheet(summary: Summary, name: str, title: str, tables: list[Table], *notes: str) -> Sheet:
    """Return a sheet with the lines that every sheet has."""
    return Sheet(name, [title, *summary.lines()], tables, [note for note in notes if note])


def split_columns(summary: Summary, split_of: Callable[[Row], Split | None]) -> list[Column[Row]]:
    """Return the columns of people by role: each split fills all of them, and they add up to its total.

    Where nothing is known (``None``), they stay empty.
    """
    total = None if summary.totals.people is None else summary.totals.split

    def column(title: str, people: Callable[[Split], int]) -> Column[Row]:
        def value(row: Row) -> Value:
            split = split_of(row)
            return None if split is None else people(split)

        return Column(title, value, "number", 9.5, total=None if total is None else people(total))

    others = [column(_("speakers and guests"), lambda split: split.speakers_and_guests)]
    return [
        column(str(PersonRole.PARTICIPANT.label), lambda split: split.participant),
        column(str(PersonRole.STAFF.label), lambda split: split.staff),
        column(str(PersonRole.OBSERVER.label), lambda split: split.observer),
        *(others if summary.counts_others else []),
        column(str(PersonRole.NOT_STATED.label), lambda split: split.not_stated),
    ]


# -- 1 overview --------------------------------------------------------------------------------------------------------


class Measure(NamedTuple):
    """A row of the overview; what does not apply to it is ``None``."""

    label: str
    target: Value = None
    replied: Value = None
    actual: Value = None
    share: Value = None


def overview(summary: Summary) -> Sheet:
    """Return the measures of the whole event, and what was announced."""
    found = summary.totals
    columns = [
        Column[Measure](_("Item"), lambda row: row.label, width=52, total=_("Total (people)")),
        Column[Measure](_("Target"), lambda row: row.target, "number", total=known(found.target)),
        Column[Measure](_("reply"), lambda row: row.replied, "number", total=known(found.reply_people)),
        Column[Measure](_("Attended"), lambda row: row.actual, "number", total=known(found.people)),
        Column[Measure](_("Per cent"), lambda row: row.share, "percent", total=found.target_share),
        Column[Measure](
            _("Announced total"),
            lambda _row: None,
            "number",
            total=found.announced.people if found.announced else None,
        ),
        Column[Measure](_("Difference"), lambda _row: None, "number", total=found.difference),
    ]
    note = f"{_('Announced total')}: {announced(summary)}" if found.announced else ""
    table = table_of(columns, [*_bodies_measured(summary), *_roles_measured(summary)])
    return sheet(summary, _("1 Overview"), _("Overview"), [table], note)


def _bodies_measured(summary: Summary) -> Iterator[Measure]:
    found, event = summary.totals, summary.event
    invited = found.invited or event.target_offices
    some = bool(found.offices)
    yield Measure(
        _("Offices (bodies)"),
        known(invited),
        known(found.replied_yes if some else None),
        known(found.attending if some else None),
        share(found.attending, invited) if some else None,
    )
    cooperatives = [line for line in found.added_offices if line.kind in COOPERATIVES]
    if cooperatives or found.bodies:
        yield Measure(
            _("Cooperatives and federations among them (bodies)"),
            len(cooperatives),
            sum(line.reply == Reply.YES for line in cooperatives),
            found.cooperatives,
            share(found.cooperatives, len(cooperatives)),
        )
        yield Measure(
            _("Cooperatives and federations that somebody came from (bodies)"), actual=found.represented_cooperatives
        )
    provinces = {line.province_code for line in found.added_offices if line.province_code}
    replied = {line.province_code for line in found.added_offices if line.province_code and line.reply == Reply.YES}
    yield Measure(
        _("Provinces"),
        known(len(provinces) if some else None),
        known(len(replied) if some else None),
        known(found.provinces if some else None),
        share(found.provinces, len(provinces)) if some else None,
    )


def _roles_measured(summary: Summary) -> Iterator[Measure]:
    found = summary.totals
    left_out = {
        *([] if found.counts_speakers else [PersonRole.SPEAKER]),
        *([] if found.counts_guests else [PersonRole.GUEST]),
    }
    for role in PersonRole:
        if role not in left_out:
            people = None if found.people is None else found.split.of(role)
            yield Measure(_("%(role)s (people)") % {"role": role.label}, actual=known(people))


# -- 2 and 3: kinds and regions ----------------------------------------------------------------------------------------


def kinds(summary: Summary) -> Sheet | None:
    """Return the people by kind of office."""
    groups = summary.totals.by_kind()
    if not groups:
        return None
    columns = [
        Column[GroupLine](_("kind"), lambda group: group.label, width=40, total=_("Total")),
        Column[GroupLine](
            _("Offices (bodies)"), lambda group: group.attending, "number", total=summary.totals.attending
        ),
        *_people_of_groups(summary),
    ]
    return sheet(summary, _("2 Kinds of office"), _("Participants by kind of office"), [table_of(columns, groups)])


def regions(summary: Summary) -> Sheet | None:
    """Return the people by region, a block for each scheme."""
    found = summary.totals
    if not found.offices:
        return None
    tables = []
    for code, name in found.schemes.items():
        columns = [
            Column[GroupLine](name, lambda group: group.label, width=40, total=_("Total")),
            Column[GroupLine](_("Offices invited"), lambda group: group.invited, "number", total=found.invited),
            Column[GroupLine](
                str(OfficeState.REPORTED.label), lambda group: group.reported, "number", total=found.reported
            ),
            *_people_of_groups(summary),
        ]
        tables.append(table_of(columns, found.by_region(code), heading=_("By %(scheme)s") % {"scheme": name}))
    return sheet(summary, _("3 Regions and zones"), _("Participants by region"), tables) if tables else None


def _people_of_groups(summary: Summary) -> list[Column[GroupLine]]:
    found = summary.totals
    whole = share(found.people, found.people)
    return [
        *split_columns(summary, lambda group: None if group.people is None else group.split),
        Column[GroupLine](_("Total"), lambda group: known(group.people), "number", total=known(found.people)),
        Column[GroupLine](_("Per cent"), lambda group: group.share, "percent", total=whole),
    ]


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
        Column[OfficeRow](_("Office"), lambda row: row.label, "wrapped", 36, total=_("Total")),
        Column[OfficeRow](_("province"), _of_line(lambda line: line.province), "wrapped", 14),
        *(_region_column(code, name) for code, name in found.schemes.items()),
        Column[OfficeRow](_("mode"), _of_line(_modes), "wrapped", 27),
        Column[OfficeRow](
            _("Target"), _bracketed(_of_line(lambda line: line.target)), "number", 9, total=_office_targets(summary)
        ),
        Column[OfficeRow](_("reply"), _of_line(lambda line: str(line.reply.label)), "wrapped", 10),
        *(_in_brackets(column) for column in people),
        Column[OfficeRow](_("Per cent of the target"), _of_line(lambda line: line.target_share), "percent", 9.5),
        Column[OfficeRow](_("status"), _of_line(lambda line: str(line.state.label)), "wrapped", 12),
        Column[OfficeRow](_("reported by"), lambda row: row.reported_by, "wrapped", 16, personal=True),
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
    return Column(name, _of_line(lambda line: line.regions.get(code, "")), "wrapped", 14)


def _of_line(value: Callable[[OfficeLine], Value]) -> Callable[[OfficeRow], Value]:
    return lambda row: None if row.line is None else value(row.line)


def _modes(line: OfficeLine) -> str:
    return ", ".join(str(mode.label) for mode in Mode if line.by_mode.get(mode))


def _reported_at(line: OfficeLine) -> dt.datetime | None:
    return timezone.localtime(line.reported_at) if line.reported_at else None


def _office_targets(summary: Summary) -> int | None:
    targets = [line.target for line in summary.totals.added_offices if line.target is not None]
    return sum(targets) if targets else None


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


# -- 5 and 6: cooperatives and groups, by names ------------------------------------------------------------------------


def cooperatives(summary: Summary) -> Sheet | None:
    """Return the cooperatives and federations that somebody came from."""
    bodies = summary.totals.bodies
    if not bodies:
        return None
    numbered = list(enumerate(bodies, start=1))

    def text(
        title: str, value: Callable[[BodyLine], Value], width: float, total: str = ""
    ) -> Column[tuple[int, BodyLine]]:
        return Column(title, lambda row: value(row[1]), "wrapped", width, total=total or None)

    def number(title: str, value: Callable[[BodyLine], int | None]) -> Column[tuple[int, BodyLine]]:
        total = sum(value(body) or 0 for body in bodies)
        return Column(title, lambda row: value(row[1]), "number", 12, total=total)

    columns = [
        Column[tuple[int, BodyLine]](_("No."), lambda row: row[0], "number", 6),
        text(_("Name of the cooperative"), lambda body: body.name, 44, _("Total")),
        text(_("registration number"), lambda body: body.registration_number, 16),
        text(_("kind"), _type_of_body, 24),
        text(_("form of service cooperative"), lambda body: body.service_form, 26),
        text(_("province"), lambda body: body.province, 16),
        number(_("Board (named people)"), lambda body: body.board),
        number(_("Management (named people)"), lambda body: body.management),
        number(_("Members (named people)"), lambda body: body.members),
        number(_("Others and not stated (named people)"), lambda body: body.others),
        number(_("Total of named people"), lambda body: body.names),
        number(_("Figure of its own office"), lambda body: body.office_people),
    ]
    note = _("This table counts named people, wherever they sat; it is not added to the total of the event.")
    return sheet(
        summary, _("5 Cooperatives"), _("Cooperatives that somebody came from"), [table_of(columns, numbered)], note
    )


def _type_of_body(body: BodyLine) -> str:
    kind = str(body.kind.label)
    return str(body.cooperative_type.label) if body.cooperative_type and body.kind == COOPERATIVES[0] else kind


def groups(summary: Summary) -> Sheet | None:
    """Return the named people by group and mode."""
    named = summary.totals.named_groups
    if not named:
        return None
    counts = {(line.group, line.mode): line.people for line in named}
    present = [group for group in (*PersonGroup, "") if any(key[0] == group for key in counts)]

    def of_group(group: str) -> int:
        return sum(people for key, people in counts.items() if key[0] == group)

    def mode_column(mode: Mode) -> Column[str]:
        total = sum(people for key, people in counts.items() if key[1] == mode)
        return Column(str(mode.label), lambda group: counts.get((group, mode), 0), "number", 18, total=total)

    columns = [
        Column[str](_("Group"), _group_label, width=44, total=_("Total")),
        *(mode_column(mode) for mode in Mode),
        Column[str](_("Total of named people"), of_group, "number", 14, total=sum(counts.values())),
    ]
    note = _("This table counts named people, so its total can differ from that of the event.")
    return sheet(summary, _("6 Groups"), _("Participants by group and mode"), [table_of(columns, present)], note)


def _group_label(group: str) -> str:
    return str(PersonGroup(group).label) if group else _("not stated")


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
        number(_("Names less reported"), lambda row: row.cell.difference if row.cell else None),
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


# -- 9 named list ------------------------------------------------------------------------------------------------------


def people(summary: Summary) -> Sheet | None:
    """Return the named list for who may have it; its rows are read as they are written."""
    if not summary.named_people:
        return None
    rows: Iterable[tuple[int, Person]] = enumerate(rosters.people(summary.event, viewer=summary.viewer), start=1)

    def text(title: str, value: Callable[[Person], str], width: float) -> Column[tuple[int, Person]]:
        return Column(title, lambda row: value(row[1]), "wrapped", width, personal=True)

    columns = [
        Column[tuple[int, Person]](_("No."), lambda row: row[0], "number", 6),
        text(_("prefix"), lambda person: person.prefix, 9),
        text(_("first name"), lambda person: person.first_name, 15),
        text(_("surname"), lambda person: person.last_name, 15),
        text(_("position"), lambda person: person.position, 22),
        text(_("Office"), lambda person: person.organisation, 30),
        text(_("sat in the room of"), lambda person: person.room, 26),
        text(_("Group"), lambda person: str(person.group.label) if person.group else _("not stated"), 22),
        text(_("role"), lambda person: str(person.role.label), 14),
        text(_("mode"), lambda person: str(person.mode.label), 18),
        Column[tuple[int, Person]](_("joined at"), lambda row: _local(row[1].joined_at), "datetime", 20),
        Column[tuple[int, Person]](_("left at"), lambda row: _local(row[1].left_at), "datetime", 20),
        Column[tuple[int, Person]](_("minutes"), lambda row: row[1].minutes, "number", 7),
        text(_("telephone"), lambda person: person.phone, 15),
        text(_("e-mail"), lambda person: person.email, 22),
        text(_("source of the entry"), lambda person: person.source, 14),
    ]
    total = _("%(number)s people") % {"number": f"{summary.named_people:,}"}
    note = f"{_('Total of named people')}: {total}"
    warning = _("Personal data: for the work of the department only; do not pass on or publish.")
    return sheet(summary, _("9 Named list"), _("Named list"), [table_of(columns, rows, has_total=False)], note, warning)


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    return timezone.localtime(moment) if moment else None
