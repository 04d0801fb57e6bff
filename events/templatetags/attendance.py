"""Attendance on an event's page: what of the totals becomes a table or a chart."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext

from coopportal.language import in_sentence
from coopportal.templatetags.thai import number
from participants.models import PublishedOffice
from participants.selectors.figures import KIND_LABELS, FigureKind
from participants.selectors.public import STATUS_LABELS, PublicOffice, public_offices, tells_of_one_office
from participants.selectors.totals import GroupLine, Part, Totals

register = template.Library()


@dataclass(frozen=True)
class RegionTable:
    """People by the regions of the official scheme."""

    scheme: str
    groups: tuple[GroupLine, ...]


@register.simple_tag
def region_table(totals: Totals) -> RegionTable | None:
    """Return the table by region of the official scheme, or ``None`` where no office stands in it."""
    for code, name in totals.schemes.items():
        groups = totals.by_region(code)
        if any(group.code for group in groups):
            return RegionTable(name, groups)
        break
    return None


register.filter(tells_of_one_office)


@register.filter
def figure_label(kind: FigureKind) -> str:
    """Return what the figure of an event is called."""
    return str(KIND_LABELS[kind])


@register.filter
def people_in_all(parts: Iterable[Part]) -> int:
    """Return the sum of a table by role or by mode: speakers and guests may be counted outside it."""
    return sum(part.people for part in parts)


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
    groups: dict[str, list[OfficeRow]] = {}
    for office in public_offices(totals, next(iter(totals.schemes), "")):
        groups.setdefault(office.region, []).append(_row(office))
    return [OfficeGroup(label, tuple(rows)) for label, rows in groups.items()]


def _row(office: PublicOffice) -> OfficeRow:
    note = ""
    if office.counted_under is not None:
        note = in_sentence(gettext("counted under %(name)s"), name=office.counted_under_name)
    return OfficeRow(office.name, note, office.province, without_figure(office) or number(office.people))


@register.filter
def without_figure(office: PublicOffice | PublishedOffice) -> str:
    """Say why an office has no figure: none where it has one, a dash where that of another office contains it."""
    if office.status == "no_report" and office.counted_under:
        return "-"
    return str(STATUS_LABELS.get(office.status, ""))
