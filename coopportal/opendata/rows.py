"""The rows of each data set, one at a time: memory does not grow with the data.

Events are read in bundles; each function says how many queries that costs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.utils.translation import gettext as _

from coopportal.api.schemas.attendance import OfficeFigure, office_figure
from coopportal.api.schemas.common import local
from coopportal.api.schemas.events import (
    AgendaItem,
    AppearanceItem,
    EventRow,
    agenda_item,
    appearance_item,
    event_row,
)
from coopportal.api.schemas.organisations import OrganisationRow, organisation_row
from coopportal.api.schemas.programmes import ProgrammeRow, programme_row
from coopportal.thai.dates import format_date
from events import agendas, selectors
from events.models import Event
from participants.selectors import totals
from participants.selectors.public import PublicTotals, public_totals
from programmes import selectors as programmes

SIZE, FEW = 100, 20
"""Events in a bundle; fewer where each brings the figures of many offices."""

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class OfEvent:
    """What every row about an event holds; ``first_day_thai`` is for people."""

    event: EventRow
    first_day_thai: str


@dataclass(frozen=True)
class OfSession(OfEvent):
    """An item of an agenda; ``day`` is its own or the first of the event."""

    session: AgendaItem
    day: date | None


@dataclass(frozen=True)
class OfAppearance(OfEvent):
    """One person doing one thing at an event."""

    appearance: AppearanceItem


@dataclass(frozen=True)
class WithoutOffice:
    """The people of an event who are in no office's figure: they stand in a row as if they were one."""

    name: str
    people: int
    organisation_id: None = None
    kind: str = ""
    kind_label: str = ""
    province_code: str = ""
    province: str = ""
    region: str = ""
    counted_under: None = None
    status: str = "counted"
    is_added: bool = True


@dataclass(frozen=True)
class OfOffice(OfEvent):
    """One office at an event, or the people without one, as last published."""

    office: OfficeFigure | WithoutOffice
    count_kind: str
    taken_at: datetime


@dataclass(frozen=True)
class OfProgramme:
    """A programme, with what its page says beside the list."""

    programme: ProgrammeRow
    project_code: str
    target_group: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class OfOrganisation:
    """A body of the register."""

    organisation: OrganisationRow


def bundles(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield ``things`` in lists of ``size``."""
    rest = iter(things)
    while bundle := list(islice(rest, size)):
        yield bundle


def listed(size: int = SIZE) -> Iterator[list[Event]]:
    """Yield the listed events in bundles, the latest first; 1 query."""
    return bundles(selectors.listed_events().newest_first().iterator(size), size)


def of_event(event: Event, figure: totals.Headline | None = None) -> OfEvent:
    """Return what every row about an event holds."""
    return OfEvent(event_row(event, figure), format_date(event.first_day) if event.first_day else "")


def events() -> Iterator[OfEvent]:
    """Yield the listed events; 1 query, and 1 for each bundle."""
    for bundle in listed():
        figures = totals.published_headlines(event.pk for event in bundle if event.shows_report)
        for event in bundle:
            yield of_event(event, figures.get(event.pk))


def sessions() -> Iterator[OfSession]:
    """Yield the items of the agendas of the listed events; 1 query, and 2 for each bundle."""
    for bundle in listed():
        items = agendas.agendas(bundle)
        for event in bundle:
            about = of_event(event)
            for item in items.get(event.pk, ()):
                day = item.date or event.first_day
                yield OfSession(about.event, about.first_day_thai, agenda_item(item), day)


def appearances() -> Iterator[OfAppearance]:
    """Yield who did what at the listed events; 1 query, and 2 for each bundle."""
    for bundle in listed():
        people = agendas.appearances_at(bundle)
        for event in bundle:
            about = of_event(event)
            for one in people.get(event.pk, ()):
                yield OfAppearance(about.event, about.first_day_thai, appearance_item(one))


def attendance() -> Iterator[OfOffice]:
    """Yield every office of every event with a published count, then its people without one.

    1 query, and 1 for each small bundle.
    """
    for bundle in listed(FEW):
        frozen = totals.published_of(event.pk for event in bundle if event.shows_report)
        for event in bundle:
            found = public_totals(frozen.get(event.pk), office_counts=True)
            if found is None or found.taken_at is None:
                continue
            about, taken_at = of_event(event), local(found.taken_at)
            for office in figures_of_offices(found):
                yield OfOffice(about.event, about.first_day_thai, office, str(found.kind), taken_at)


def figures_of_offices(found: PublicTotals) -> Iterator[OfficeFigure | WithoutOffice]:
    """Yield the figures of one event: those that are added sum to that of the event."""
    yield from map(office_figure, found.offices or ())
    if found.without_office:
        yield WithoutOffice(_("not stated (of no attending office)"), found.without_office)


def all_programmes() -> Iterator[OfProgramme]:
    """Yield the public programmes; 2 queries."""
    counts = selectors.counts_by_programme()
    for one in programmes.listed_programmes().iterator(SIZE):
        row = programme_row(one, counts.get(one.pk, 0))
        yield OfProgramme(row, one.project_code, one.target_group, one.starts_on, one.ends_on)


def organisations() -> Iterator[OfOrganisation]:
    """Yield the register; 1 query."""
    return (OfOrganisation(organisation_row(body)) for body in programmes.register().iterator(SIZE))
