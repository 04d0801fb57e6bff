"""Attendance on an event's page: what of the totals becomes a table or a chart."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext

from coopportal.templatetags.thai import number
from participants.models import OfficeState
from participants.selectors.totals import GroupLine, OfficeLine, Totals

register = template.Library()


@dataclass(frozen=True)
class RegionTable:
    """People by the regions of the official scheme."""

    scheme: str
    chart_title: str
    groups: tuple[GroupLine, ...]


@register.simple_tag
def region_table(totals: Totals) -> RegionTable | None:
    """Return the table by region of the official scheme, or ``None`` where no office stands in it."""
    for code, name in totals.schemes.items():
        groups = totals.by_region(code)
        if any(group.code for group in groups):
            return RegionTable(name, gettext("Participants by %(scheme)s (people)") % {"scheme": name}, groups)
        break
    return None


@register.filter
def tells_of_one_office(groups: tuple[GroupLine, ...]) -> bool:
    """Return whether a group is the figure of a single office, which ``PUBLISH_OFFICE_COUNTS=0`` keeps back."""
    return any(group.attending == 1 for group in groups)


@dataclass(frozen=True)
class OfficeRow:
    """One office as the public table shows it: its figure, or in words why there is none."""

    name: str
    note: str
    province: str
    figure: str


@dataclass(frozen=True)
class OfficeGroup:
    """The offices of one region; ``label`` is empty where there are no regions."""

    label: str
    offices: tuple[OfficeRow, ...]


@register.simple_tag
def office_groups(totals: Totals) -> list[OfficeGroup]:
    """Return the offices in official order, by region of the official scheme."""
    scheme = next(iter(totals.schemes), "")
    names = {line.office_id: line.name for line in totals.offices}
    groups: dict[str, list[OfficeRow]] = {}
    for line in totals.offices:
        groups.setdefault(line.regions.get(scheme, ""), []).append(_row(line, names))
    return [OfficeGroup(label, tuple(rows)) for label, rows in groups.items()]


def _row(line: OfficeLine, names: dict[int, str]) -> OfficeRow:
    note = ""
    if line.counted_under is not None:
        note = gettext("counted under %(name)s") % {"name": names.get(line.counted_under, "")}
    return OfficeRow(line.name, note, line.province, _figure(line))


def _figure(line: OfficeLine) -> str:
    words = {
        OfficeState.PENDING: "-" if line.counted_under else gettext("no report yet"),
        OfficeState.ABSENT: gettext("did not take part"),
        OfficeState.REPLAY: gettext("watched the recording"),
    }
    return number(line.people) if line.people or line.state not in words else words[line.state]
