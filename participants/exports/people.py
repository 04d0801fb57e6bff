"""The sheets of the attendance summary that count or show named people."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_xlsx import Sheet
from coopportal.thai.dates import format_datetime
from participants.exports.columns import Column, table_of
from participants.exports.sheets import sheet
from participants.exports.summary import Summary
from participants.models import Mode, PersonGroup
from participants.selectors import rosters
from participants.selectors.figures import COOPERATIVES, BodyLine
from participants.selectors.rosters import Person

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
    now = format_datetime(timezone.localtime())
    note = f"{_('Total of named people')}: {total} ({_('Data as of %(at)s') % {'at': now}})"
    warning = _("Personal data: for the work of the department only; do not pass on or publish.")
    return sheet(summary, _("9 Named list"), _("Named list"), [table_of(columns, rows, has_total=False)], note, warning)


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    return timezone.localtime(moment) if moment else None
