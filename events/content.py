"""The report as it is shown: one structure, built from the tables and kept as JSON in ``ReportVersion.content``.

The page of a published report, and later its PDF and the API's detail, read this structure and never the tables, so
that nothing published changes while staff type. A draft's preview is built the same way and shown by the same template.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from events.models import (
    Appearance,
    Capacity,
    DocumentKind,
    Event,
    EventFormat,
    EventKind,
    OrganiserPart,
    Report,
    Session,
    SessionKind,
)

SPEAKING = {Capacity.KEYNOTE, Capacity.LECTURER, Capacity.PANELLIST, Capacity.MODERATOR, Capacity.GROUP_FACILITATOR}
"""Who speaks on the matter; the others preside, report, welcome or are guests."""


@dataclass(frozen=True)
class OrganiserFacts:
    """A body that organised the event, by the name of that day."""

    organisation_id: int
    name: str
    part: OrganiserPart


@dataclass(frozen=True)
class DayFacts:
    """When and where the event ran on one day."""

    date: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    room: str
    venue: str


@dataclass(frozen=True)
class SessionFacts:
    """One item of the agenda."""

    id: int
    date: dt.date | None
    starts_at: dt.time | None
    ends_at: dt.time | None
    title: str
    kind: SessionKind
    responsible: str
    room: str
    key_points: str


@dataclass(frozen=True)
class AppearanceFacts:
    """One person doing one thing; ``session_id`` is ``None`` for the whole event."""

    speaker_id: int
    session_id: int | None
    name: str
    capacity: Capacity
    acting_for: str
    position: str
    organisation: str
    topic: str
    said: str

    @property
    def standing(self) -> str:
        """Position and organisation in a line; a position that is written with its organisation says it already."""
        if self.organisation in self.position:
            return self.position
        return f"{self.position} {self.organisation}".strip()


@dataclass(frozen=True)
class PhotoFacts:
    """A photo with its renditions: width in pixels -> name in the public storage. A draft's has none."""

    id: int
    width: int
    height: int
    caption: str
    alternative_text: str
    credit: str
    renditions: dict[int, str]


@dataclass(frozen=True)
class DocumentFacts:
    """A public document: a link, or a copy in the public storage (``file`` is its name there; empty in a draft)."""

    id: int
    kind: DocumentKind
    title: str
    link: str
    file: str
    size: int
    letter_number: str
    dated: dt.date | None


@dataclass(frozen=True)
class ReportContent:
    """Everything that the report page says, except the numbers of attendance (``TotalsSnapshot``)."""

    event_id: int
    code: str
    programme_id: int
    programme: str
    programme_slug: str
    title: str
    kind: EventKind
    batch_number: int | None
    format: EventFormat
    broadcast_channels: str
    province: str
    demonstration: bool
    objectives: tuple[str, ...]
    attending_bodies: tuple[str, ...]
    contact_organisation: str
    contact_phone: str
    not_stated: str
    organisers: tuple[OrganiserFacts, ...]
    days: tuple[DayFacts, ...]
    sessions: tuple[SessionFacts, ...]
    appearances: tuple[AppearanceFacts, ...]
    headline: str
    lead: str
    body: str
    key_points: str
    recommendations: str
    photos: tuple[PhotoFacts, ...]
    documents: tuple[DocumentFacts, ...]

    @property
    def first_day(self) -> dt.date | None:
        """The first day, or ``None`` while no day is entered."""
        return self.days[0].date if self.days else None

    @property
    def last_day(self) -> dt.date | None:
        """The last day, or ``None`` while no day is entered."""
        return self.days[-1].date if self.days else None


CONTENT = TypeAdapter(ReportContent)
APPEARANCES = TypeAdapter(tuple[AppearanceFacts, ...])
SESSIONS = TypeAdapter(tuple[SessionFacts, ...])


def to_json(content: ReportContent) -> dict[str, Any]:
    """Return the content as JSON values (dates in ISO 8601, CE)."""
    return CONTENT.dump_python(content, mode="json")


def from_json(data: dict[str, Any]) -> ReportContent:
    """Return the content that was kept as JSON.

    Raises ``pydantic.ValidationError`` if the data are not such a content.
    """
    return CONTENT.validate_python(data)


def appearances_from_json(data: list[dict[str, Any]]) -> tuple[AppearanceFacts, ...]:
    """Return the appearances of a content that was kept as JSON."""
    return APPEARANCES.validate_python(data)


def sessions_from_json(data: list[dict[str, Any]]) -> tuple[SessionFacts, ...]:
    """Return the agenda of a content that was kept as JSON."""
    return SESSIONS.validate_python(data)


def lines(text: str) -> tuple[str, ...]:
    """Return the non-empty lines of ``text``."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def build(event: Event) -> ReportContent:
    """Return the content of an event's report as the tables have it now; at most 9 queries, whatever its size.

    Photos and documents carry no public files: publishing writes those and puts them in (``events.media``).
    """
    report = Report.objects.filter(event=event).first() or Report()
    return ReportContent(
        event_id=event.pk,
        code=event.code,
        programme_id=event.programme_id,
        programme=event.programme.title,
        programme_slug=event.programme.slug,
        title=event.title,
        kind=EventKind(event.kind),
        batch_number=event.batch_number,
        format=EventFormat(event.format),
        broadcast_channels=event.broadcast_channels,
        province=event.province.name if event.province else "",
        demonstration=event.demonstration or event.programme.demonstration,
        objectives=lines(event.objectives),
        attending_bodies=lines(event.attending_bodies),
        contact_organisation=event.contact_organisation.name if event.contact_organisation else "",
        contact_phone=event.contact_phone,
        not_stated=event.not_stated,
        organisers=_organisers(event),
        days=tuple(DayFacts(d.date, d.starts_at, d.ends_at, d.room, d.venue) for d in event.days.all()),
        sessions=_sessions(event),
        appearances=_appearances(event),
        headline=report.headline,
        lead=report.lead,
        body=report.body,
        key_points=report.key_points,
        recommendations=report.recommendations if report.publish_recommendations else "",
        photos=_photos(event),
        documents=_documents(event),
    )


def _organisers(event: Event) -> tuple[OrganiserFacts, ...]:
    return tuple(
        OrganiserFacts(o.organisation_id, o.organisation.name, OrganiserPart(o.part))
        for o in event.organisers.select_related("organisation")
    )


def _sessions(event: Event) -> tuple[SessionFacts, ...]:
    return tuple(map(session_facts, event.sessions.all()))


def session_facts(row: Session) -> SessionFacts:
    """Return an item of the agenda as the tables have it now."""
    return SessionFacts(
        id=row.pk,
        date=row.date,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        kind=SessionKind(row.kind),
        responsible=row.responsible,
        room=row.room,
        key_points=row.key_points,
    )


def _appearances(event: Event) -> tuple[AppearanceFacts, ...]:
    rows = event.appearances.select_related("speaker__prefix", "organisation")
    return tuple(map(appearance_facts, rows))


def appearance_facts(row: Appearance) -> AppearanceFacts:
    """Return an appearance as the tables have it now; reads speaker, prefix and organisation (queries if not loaded)."""
    return AppearanceFacts(
        speaker_id=row.speaker_id,
        session_id=row.session_id,
        name=row.name or row.speaker.full_name,
        capacity=Capacity(row.capacity),
        acting_for=row.acting_for,
        position=row.position,
        organisation=row.organisation.name if row.organisation else "",
        topic=row.topic,
        said=row.said,
    )


def _photos(event: Event) -> tuple[PhotoFacts, ...]:
    return tuple(
        PhotoFacts(p.pk, p.width, p.height, p.caption, p.alternative_text, p.credit, renditions={})
        for p in event.photos.all()
    )


def _documents(event: Event) -> tuple[DocumentFacts, ...]:
    return tuple(
        DocumentFacts(
            d.pk, DocumentKind(d.kind), d.title, d.link, file="", size=0, letter_number=d.letter_number, dated=d.dated
        )
        for d in event.documents.filter(is_public=True)
    )
