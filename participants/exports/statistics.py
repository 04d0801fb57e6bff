"""The statistics as a CSV file for everybody: what the page shows, number by number."""

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from coopportal.tables.cells import Value
from coopportal.tables.write_csv import write_csv
from participants.selectors.statistics import AnnouncedOnly, Details, Group, Year, offices_of


def write_statistics(years: tuple[Year, ...], year: Year | None, found: Details | None, file: IO[bytes]) -> None:
    """Write all years, then one in detail, to ``file``: one row a figure; years are of the Buddhist era.

    1 query for each year.
    """
    head: list[Value] = [
        _("Table"),
        _("Item"),
        _("Fiscal year (B.E.)"),
        _("Events held"),
        _("events with a published count"),
        _("Number of offices"),
        _("Attendances"),
        _("note"),
    ]
    write_csv(file, [head, *_rows(years, year, found)])


def _rows(years: tuple[Year, ...], year: Year | None, found: Details | None) -> Iterator[list[Value]]:
    for one in years:
        whole = [one.held, one.counted, offices_of(one), one.people, _note(one)]
        yield [_("By fiscal year"), one.label, one.fiscal_year, *whole]
    if year and found:
        yield from _of_announced(year, found.announced)
        yield from _of_groups(_("By kind of organisation"), year, found.kinds)
        yield from _of_groups(_("By %(scheme)s") % {"scheme": found.scheme}, year, found.regions)


def _of_announced(year: Year, announced: tuple[AnnouncedOnly, ...]) -> Iterator[list[Value]]:
    for event in announced:
        note = " ".join(filter(None, [_("in no sum"), _note(year)]))
        yield [_("Announced total"), event.title, year.fiscal_year, None, None, None, event.people, note]


def _of_groups(table: str, year: Year, groups: tuple[Group, ...] | None) -> Iterator[list[Value]]:
    for group in groups or ():
        yield [table, group.label, year.fiscal_year, None, None, group.offices, group.people, _note(year)]


def _note(year: Year) -> str:
    return _("Demonstration data") if year.demonstration else ""
