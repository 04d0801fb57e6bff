"""What of an event's totals the public may have: the page, the API and the open data all read it here (design rule 5).

An office's figure is published as it is and without any split; role and mode only for the whole event, as two tables that
are never crossed.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy

from events.selectors import EventPage
from participants.models import OfficeState, OfficeStatus
from participants.selectors.figures import Announced, GroupLine, OfficeLine, Part, Totals
from participants.selectors.totals import published
from programmes.models import OrganisationKind

STATUS_LABELS = {
    "no_report": gettext_lazy("no report yet"),
    "absent": gettext_lazy("did not take part"),
    "replay": gettext_lazy("watched the recording"),
}
"""Why an office has no figure."""

_WITHOUT_FIGURE: dict[OfficeState, OfficeStatus] = {
    OfficeState.PENDING: "no_report",
    OfficeState.ABSENT: "absent",
    OfficeState.REPLAY: "replay",
}


@dataclass(frozen=True)
class PublicOffice:
    """One office: its figure, or in ``status`` why there is none (``people`` is then ``None``).

    ``is_added``: the figure is part of the sums; not where there is none, nor where the figure of the office that this one
    is counted under contains it.
    """

    organisation_id: int
    name: str
    kind: OrganisationKind
    province_code: str
    province: str
    region: str
    counted_under: int | None
    counted_under_name: str
    is_added: bool
    status: OfficeStatus
    people: int | None


@dataclass(frozen=True)
class PublicTotals:
    """The figures of an event as the public gets them; a table that is left out is ``None``.

    Where nothing was counted the announced figure is the headline: ``kind`` says so, and what only a count could tell is
    left out. ``scheme`` is the official way of grouping provinces, which ``regions`` and the offices' ``region`` follow.
    ``without_office`` are people in no office's figure: with the offices that are added they sum to ``people``; ``None``
    with ``offices``.
    """

    kind: Literal["live", "preliminary", "certified", "announced"]
    announced: Announced | None
    people: int | None = None
    taken_at: dt.datetime | None = None
    busiest_day: dt.date | None = None
    attending: int | None = None
    roles: tuple[Part, ...] | None = None
    modes: tuple[Part, ...] | None = None
    kinds: tuple[GroupLine, ...] | None = None
    scheme: str = ""
    regions: tuple[GroupLine, ...] | None = None
    offices: tuple[PublicOffice, ...] | None = None
    without_office: int | None = None


def figures_of(page: EventPage, *, office_counts: bool) -> PublicTotals | None:
    """Return what the public may have of the figures beside a page, or ``None`` where there is no report or no figure.

    ``office_counts`` is the setting ``PUBLISH_OFFICE_COUNTS``. 1 query with a report.
    """
    return public_totals(published(page.event), office_counts=office_counts) if page.status == "report" else None


def public_totals(totals: Totals | None, *, office_counts: bool) -> PublicTotals | None:
    """Return what the public may have of the totals, or ``None`` where nothing was counted or announced.

    ``office_counts`` is the setting ``PUBLISH_OFFICE_COUNTS``.
    """
    if totals is None or totals.headline is None:
        return None
    if totals.people is None:
        return PublicTotals("announced", totals.announced)
    code, scheme = next(iter(totals.schemes.items()), ("", ""))
    regions = totals.by_region(code)
    has_regions = any(group.code for group in regions)
    return PublicTotals(
        kind=totals.kind,
        taken_at=totals.taken_at,
        people=totals.people,
        announced=totals.announced,
        busiest_day=totals.busiest_day,
        attending=totals.attending,
        roles=totals.public_roles(),
        modes=totals.public_modes(),
        kinds=_shown(totals.by_kind(), office_counts=office_counts) if totals.offices else None,
        scheme=scheme if has_regions else "",
        regions=_shown(regions, office_counts=office_counts) if has_regions else None,
        offices=public_offices(totals, code) if office_counts else None,
        without_office=totals.without_office.total if office_counts else None,
    )


def tells_of_one_office(groups: tuple[GroupLine, ...]) -> bool:
    """Whether a group is the figure of a single office, which ``PUBLISH_OFFICE_COUNTS=0`` keeps back."""
    return any(group.attending == 1 for group in groups)


def _shown(groups: tuple[GroupLine, ...], *, office_counts: bool) -> tuple[GroupLine, ...] | None:
    return groups if office_counts or not tells_of_one_office(groups) else None


def public_offices(totals: Totals, scheme_code: str) -> tuple[PublicOffice, ...]:
    """Return the offices in official order, each with its region in the scheme."""
    lines = {line.office_id: line for line in totals.offices}
    return tuple(_office(line, lines, scheme_code) for line in totals.offices)


def _office(line: OfficeLine, lines: dict[int, OfficeLine], scheme_code: str) -> PublicOffice:
    above = lines.get(line.counted_under) if line.counted_under is not None else None
    status: OfficeStatus = "counted" if line.people else _WITHOUT_FIGURE.get(line.state, "counted")
    people = line.people if status == "counted" else None
    return PublicOffice(
        organisation_id=line.organisation_id,
        name=line.name,
        kind=line.kind,
        province_code=line.province_code,
        province=line.province,
        region=line.regions.get(scheme_code, ""),
        counted_under=above.organisation_id if above else None,
        counted_under_name=above.name if above else "",
        is_added=line.added and people is not None,
        status=status,
        people=people,
    )
