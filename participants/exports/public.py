"""The figures of an event as a CSV file for everybody: what its page shows, number by number, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_csv import write_csv
from coopportal.thai.dates import format_date, format_datetime
from events.content import ReportContent
from participants.exports.columns import Column
from participants.selectors.figures import KIND_LABELS, Announced, GroupLine, Part
from participants.selectors.public import STATUS_LABELS, PublicOffice, PublicTotals


@dataclass(frozen=True)
class Line:
    """One figure: a row of one of the tables of the page, or of none.

    ``counted_under`` names the office whose figure contains this one, which is then not to be added.
    """

    table: str
    label: str
    people: int | None
    share: Decimal | None = None
    offices: int | None = None
    office: PublicOffice | None = None
    status: str = ""
    is_announced: bool = False

    @property
    def counted_under(self) -> str:
        """Name the office whose figure contains this one."""
        return self.office.counted_under_name if self.office else ""


def write_public_csv(content: ReportContent, found: PublicTotals, file: IO[bytes]) -> None:
    """Write the published figures of an event to ``file``: one row a figure, each saying of what and as of when it is."""
    columns = [*_columns(found), *_about(content, found)]
    head: list[Value] = [str(column.title) for column in columns]
    write_csv(file, [head, *([column.value(line) for column in columns] for line in lines(found))])


def lines(found: PublicTotals) -> Iterator[Line]:
    """Yield the figures in the order of the page; a table that is kept back has none."""
    whole = _("Whole event")
    if found.people is not None:
        yield Line(whole, _("Total"), found.people, offices=found.attending)
    if found.announced:
        yield Line(
            whole,
            str(KIND_LABELS["announced"]),
            found.announced.people,
            status=_announced(found.announced),
            is_announced=True,
        )
    yield from _parts(_("People by role"), found.roles)
    yield from _parts(_("People by mode of taking part"), found.modes)
    yield from _groups(_("People by kind of office"), found.kinds)
    yield from _groups(_("By %(scheme)s") % {"scheme": found.scheme}, found.regions)
    for office in found.offices or ():
        status = str(STATUS_LABELS.get(office.status, ""))
        yield Line(_("Participants by office"), office.name, office.people, office=office, status=status)


def _announced(told: Announced) -> str:
    return " ".join(filter(None, [told.source, format_date(told.on) if told.on else "", told.includes]))


def _parts(table: str, parts: tuple[Part, ...] | None) -> Iterator[Line]:
    for part in parts or ():
        yield Line(table, part.label, part.people, part.share)


def _groups(table: str, groups: tuple[GroupLine, ...] | None) -> Iterator[Line]:
    for group in groups or ():
        yield Line(table, group.label, group.people, group.share, group.attending)


def _columns(found: PublicTotals) -> list[Column[Line]]:
    return [
        Column(_("Table"), lambda line: line.table),
        Column(_("Item"), lambda line: line.label),
        Column(_("Kind of office"), lambda line: str(line.office.kind.label) if line.office else ""),
        Column(_("Code of the province"), lambda line: line.office.province_code if line.office else ""),
        Column(_("Province"), lambda line: line.office.province if line.office else ""),
        Column(found.scheme or _("Region"), lambda line: line.office.region if line.office else ""),
        Column(_("counted under"), lambda line: line.counted_under),
        Column(_("Number of offices"), lambda line: line.offices),
        Column(_("Number of people"), lambda line: line.people),
        Column(_("Per cent"), lambda line: _two_decimals(line.share)),
        Column(_("note"), lambda line: line.status),
    ]


def _two_decimals(share: Decimal | None) -> Decimal | None:
    return None if share is None else share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _about(content: ReportContent, found: PublicTotals) -> list[Column[Line]]:
    """The columns that say of every row what it is."""
    taken_at = timezone.localtime(found.taken_at) if found.taken_at else None
    words = {
        _("data as of (CE)"): taken_at.isoformat(timespec="seconds") if taken_at else "",
        _("data as of (BE)"): format_datetime(taken_at) if taken_at else "",
        _("code of the event"): content.code,
        _("event"): content.title,
    }
    if content.demonstration:
        words[_("Demonstration data")] = _("Demonstration data")
    state = Column[Line](
        _("state of the count"), lambda line: str(KIND_LABELS["announced" if line.is_announced else found.kind])
    )
    return [state, *(Column(title, lambda _line, text=text: text) for title, text in words.items())]  # type: ignore[misc]
