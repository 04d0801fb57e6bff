"""What the public pages say of the bodies in the register: who they are, what they organised, and where they took part.

Attendance is read from ``PublishedOffice`` alone, and only of events whose published report is public: what is known of an
office that took part, or that was invited and did not, is what was frozen, never what is being counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from coopportal.thai.dates import fiscal_year
from events.models import Event
from events.selectors import listed_events, organised_by
from participants.models import PublishedOffice
from participants.selectors.board import geography
from participants.selectors.figures import known_sum
from programmes.merging import merged_into_these, survivor
from programmes.models import CAPITAL, CENTRAL_UNITS, Organisation, OrganisationKind, Programme, SearchKind, seat
from programmes.search import index
from programmes.search.query import parse

OFFICES = (
    OrganisationKind.DEPARTMENT,
    OrganisationKind.CENTRAL,
    OrganisationKind.AREA_OFFICE,
    OrganisationKind.PROVINCIAL,
    OrganisationKind.CENTRE,
    OrganisationKind.SETTLEMENT,
)
"""The kinds that are listed whether they took part or not; the others are listed once they took part."""

ORGANISED = 10
"""How many of the events that a body organised stand on its page."""


# -- the list ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the list; what is empty is not asked. ``region`` is one of the official scheme.

    A text that ``is_unfinished`` may go on in what is found.
    """

    text: str = ""
    is_unfinished: bool = False
    kind: str = ""
    region: str = ""
    province: str = ""


@dataclass(frozen=True)
class Places:
    """The official way of grouping provinces today: its name, its regions in order, and who stands in which."""

    scheme: str = ""
    regions: tuple[str, ...] = ()
    provinces: dict[str, str] | None = None
    bodies: dict[int, str] | None = None

    def region(self, body: Organisation) -> str:
        """Return the region of a body; its own place goes before that of its seat."""
        province = seat(body.kind, body.province_id or "")
        return (self.bodies or {}).get(body.pk) or (self.provinces or {}).get(province, "")

    def within(self, region: str) -> Q:
        """Return the condition that a body stands in ``region``."""
        bodies, provinces = self.bodies or {}, self.provinces or {}
        own = [pk for pk, name in bodies.items() if name == region]
        elsewhere = [pk for pk, name in bodies.items() if name != region]
        codes = [code for code, name in provinces.items() if name == region]
        seated = Q(province__in=codes)
        if CAPITAL in codes:
            seated |= Q(province__isnull=True, kind__in=CENTRAL_UNITS)
        return Q(pk__in=own) | seated & ~Q(pk__in=elsewhere)


def places() -> Places:
    """Return the official grouping as it is today; 1 query."""
    known = geography(timezone.localdate())
    for code, name in known.schemes.items():
        found = {key: regions[code] for key, regions in known.places.items() if code in regions}
        return Places(
            name,
            known.region_order[code],
            {key: region for key, region in found.items() if isinstance(key, str)},
            {key: region for key, region in found.items() if isinstance(key, int)},
        )
    return Places()


def public_offices(filters: Filters, known: Places) -> QuerySet[Organisation]:
    """Return the bodies that fit, in official order: offices of today, and whoever took part; 1 or 2 queries for a text."""
    reported = _reported().order_by().values("pk")
    took_part = PublishedOffice.objects.filter(organisation=OuterRef("pk"), attended=True, event__in=reported)
    today = timezone.localdate()
    found = Organisation.objects.filter(merged_into__isnull=True).filter(
        Q(Exists(took_part)) | Q(kind__in=OFFICES, pk__in=Organisation.objects.active(today).values("pk"))
    )
    if filters.text:
        query = parse(filters.text, is_unfinished=filters.is_unfinished)
        found = found.filter(pk__in=index.matching(query, SearchKind.ORGANISATION, is_public=True))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.province:
        found = found.filter(province=filters.province)
    if filters.region:
        found = found.filter(known.within(filters.region))
    return found.select_related("province").order_by("sort_no", "name", "pk")


def kinds_listed() -> set[str]:
    """Return the kinds of the bodies that are listed; 1 query."""
    return set(public_offices(Filters(), Places()).order_by("kind").values_list("kind", flat=True).distinct())


@dataclass(frozen=True)
class Times:
    """At how many public events each body took part, by id, and whether an invented one is among them."""

    of: dict[int, int]
    demonstration: bool


def times_attended(organisation_ids: Iterable[int]) -> Times:
    """Return at how many public events each of these bodies took part, those merged into it included; 3 queries."""
    stands_for = merged_into_these(Organisation.objects.all(), organisation_ids)
    rows = PublishedOffice.objects.filter(organisation__in=stands_for, attended=True).order_by()
    pairs = {(stands_for[body], event) for body, event in rows.values_list("organisation", "event") if body is not None}
    events = _reported().filter(pk__in={event for _body, event in pairs}).order_by()
    invented = {
        pk: of_event or of_programme
        for pk, of_event, of_programme in events.values_list("pk", "demonstration", "programme__demonstration")
    }
    times = Counter(body for body, event in pairs if event in invented)
    return Times(dict(times), any(invented.values()))


def _reported() -> QuerySet[Event]:
    return listed_events().filter(Q(shows_report=True))


# -- one body ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attended:
    """One public event at which a body took part or was invited, and what was published of it."""

    event: Event
    line: PublishedOffice


@dataclass(frozen=True)
class OfficeYear:
    """The events of one fiscal year (Buddhist era; ``None`` for events without a day), the latest first."""

    fiscal_year: int | None
    attended: tuple[Attended, ...]


@dataclass(frozen=True)
class Coverage:
    """At how many of the events of a programme that invited a body it took part."""

    programme: Programme
    attended: int
    invited: int


@dataclass(frozen=True)
class OfficePage:
    """A body of the register with the public events whose figures name it and the last that it organised, the latest first."""

    body: Organisation
    region: str
    scheme: str
    former_names: tuple[str, ...]
    events: tuple[Attended, ...]
    organised: tuple[Event, ...]

    @property
    def times(self) -> int:
        """At how many events it took part."""
        return sum(one.line.attended for one in self.events)

    @property
    def people(self) -> int | None:
        """People in its own figures: คน-ครั้ง, since nobody is matched across events; ``None`` where there is no figure."""
        return known_sum(one.line.people for one in self.events)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """Each programme that invited it, the one of the latest event first."""
        found: dict[int, list[Attended]] = {}
        for one in self.events:
            found.setdefault(one.event.programme_id, []).append(one)
        return tuple(
            Coverage(several[0].event.programme, sum(one.line.attended for one in several), len(several))
            for several in found.values()
        )

    @property
    def demonstration(self) -> bool:
        """Whether one of the events is invented, and so are the figures beside it."""
        shown = [*(one.event for one in self.events), *self.organised]
        return any(event.demonstration or event.programme.demonstration for event in shown)


def by_year(events: Sequence[Attended]) -> list[OfficeYear]:
    """Return events that stand the latest first under their fiscal years."""

    def year_of(one: Attended) -> int | None:
        return fiscal_year(one.event.first_day) if one.event.first_day else None

    return [OfficeYear(year, tuple(several)) for year, several in groupby(events, key=year_of)]


def office_page(organisation_id: int) -> OfficePage | None:
    """Return the page of a body, or of the one it was merged into; ``None`` if there is none.

    6 queries, and 2 for each merge on the way.
    """
    body = survivor(Organisation.objects.select_related("province", "parent"), organisation_id)
    if body is None:
        return None
    stands_for = merged_into_these(Organisation.objects.all(), [body.pk])
    lines = PublishedOffice.objects.filter(organisation__in=stands_for).order_by("event", "-attended", "place")
    by_event: dict[int, PublishedOffice] = {}
    for line in lines:
        by_event.setdefault(line.event_id, line)  # of two bodies that became one, the one that took part
    events = _reported().filter(pk__in=by_event).newest_first()  # type: ignore[attr-defined]  # an EventQuerySet
    attended = tuple(Attended(event, by_event[event.pk]) for event in events)
    known = places()
    names = dict.fromkeys(one.line.name for one in attended if one.line.name != body.name)
    organised = tuple(organised_by(stands_for, ORGANISED))
    return OfficePage(body, known.region(body), known.scheme, tuple(names), attended, organised)
