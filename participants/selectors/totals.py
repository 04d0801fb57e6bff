"""Every number of attendance is computed here (design rule 4.1): ``published`` reads what was frozen, ``live`` computes.

Counts only, no names: the one module of this app that public pages may use.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from participants.models import Mode, OfficeState, Reply
from programmes.models import OrganisationKind


@dataclass(frozen=True)
class Split:
    """People by role."""

    participant: int = 0
    staff: int = 0
    observer: int = 0
    speaker: int = 0
    guest: int = 0
    not_stated: int = 0


@dataclass(frozen=True)
class OfficeLine:
    """One office at the event, with its figure and the labels of that day.

    ``people`` is ``None`` where nothing is known (nothing reported, no names), which is not 0. An office with
    ``counted_under`` (the id of another line) is shown but not added. ``regions`` maps the code of a region scheme to
    the name of the region. ``by_mode`` sums to ``people``.
    """

    office_id: int
    organisation_id: int
    name: str
    kind: OrganisationKind
    province_code: str
    province: str
    regions: dict[str, str]
    counted_under: int | None
    target: int | None
    reply: Reply
    reply_people: int | None
    state: OfficeState
    reported_at: dt.datetime | None
    people: int | None
    split: Split
    by_mode: dict[Mode, int]
    source: Literal["none", "reported", "names", "accepted", "mixed"]


@dataclass(frozen=True)
class Announced:
    """The figure that was announced in the news or a letter."""

    people: int
    source: str
    url: str
    on: dt.date | None
    includes: str


@dataclass(frozen=True)
class Totals:
    """The attendance of one event: live, or as frozen at ``taken_at``.

    ``people`` is ``None`` when there is no cell and no name at all (the announced figure is then the headline).
    ``offices`` stand in official order. ``without_office`` are named people who fall in no office's cell.
    """

    event_id: int
    kind: Literal["live", "preliminary", "certified"]
    taken_at: dt.datetime
    people: int | None
    split: Split
    by_mode: dict[Mode, int]
    offices: tuple[OfficeLine, ...]
    without_office: Split
    without_office_by_mode: dict[Mode, int]
    counts_speakers: bool
    counts_guests: bool
    busiest_day: dt.date | None
    announced: Announced | None
    schemes: dict[str, str]
