"""The sheets of the attendance summary (practice: สรุปผู้เข้าร่วม). Each function makes one, or ``None`` without data.

Every number comes from ``Totals``, and every table has a row of totals that its rows add up to. Here are those about
the event as a whole; ``offices`` and ``people`` hold the others.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_xlsx import Sheet, Table
from participants.exports.columns import Column, Row, table_of
from participants.exports.cover import announced
from participants.exports.summary import Summary, known
from participants.models import OfficeState, PersonRole, Reply
from participants.selectors.figures import COOPERATIVES, GroupLine, Split, counted_roles, share


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

        return Column(title, value, "number", 11.5, total=None if total is None else people(total))

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
    for role in counted_roles(speakers=found.counts_speakers, guests=found.counts_guests):
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
            Column[GroupLine](_("Offices invited"), lambda group: group.invited, "number", 15, total=found.invited),
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
