"""Events as the API answers them: what their pages say."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from coopportal.api.schemas.attendance import Attendance
from coopportal.api.schemas.common import Listed, Paging, ProgrammeRef, address, file_address, local
from coopportal.richtext import to_html
from coopportal.thai.dates import fiscal_year
from events.content import AppearanceFacts, DocumentFacts, PhotoFacts, ReportContent, SessionFacts
from events.models import (
    Capacity,
    DocumentKind,
    Event,
    EventFormat,
    EventKind,
    EventState,
    OrganiserPart,
    SessionKind,
    VersionKind,
)
from events.selectors import EventPage
from participants.selectors.totals import Headline
from programmes.models.programme import FIRST_YEAR, LAST_YEAR
from programmes.search.query import LONGEST

TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


class EventsAsked(Paging):
    """The filters of the list of events, by the names that the public page uses."""

    q: str = Field("", max_length=LONGEST, description=_("Search terms, as on the page."), examples=["เดินรถ"])
    year: int | None = Field(
        None,
        ge=FIRST_YEAR,
        le=LAST_YEAR,
        description=_("Fiscal year in the Buddhist era: events whose first day lies in it."),
        examples=[2565],
    )
    programme: str = Field("", max_length=60, description=_("Name of the programme in addresses."))
    kind: EventKind | None = Field(None, description=_("Kind of event."), examples=["panel"])
    format: EventFormat | None = Field(None, description=_("How people can take part."), examples=["online"])
    province: str = Field(
        "", max_length=2, description=_("Code of the province where it is held, two digits."), examples=["10"]
    )


class EventFigure(Schema):
    """The one figure of an event that lists show."""

    people: int = Field(description=_("People."))
    kind: str = Field(
        description=_(
            "`preliminary` or `certified`: counted; `announced`: the announced figure, where nothing was counted."
        ),
        json_schema_extra={"enum": ["preliminary", "certified", "announced"]},
    )


class EventFacts(Schema):
    """What every answer says of an event."""

    id: int = Field(description=_("Number of the event."))
    url: str = Field(description=_("Address of this entry in the API."))
    page_url: str = Field(description=_("Address of the web page."))
    code: str = Field(description=_("Code of the event."))
    title: str = Field(description=_("Title of the event."))
    programme: ProgrammeRef = Field(description=_("The programme that the event belongs to."))
    kind: EventKind = Field(description=_("Kind of event."))
    kind_label: str = Field(description=_("The same in Thai."))
    batch_number: int | None = Field(description=_("Which batch it was, if there were several."))
    format: EventFormat = Field(description=_("How people can take part."))
    format_label: str = Field(description=_("The same in Thai."))
    province: str = Field(description=_("Name of the province where it is held; empty if none was given."))
    state: EventState = Field(description=_("State of the event."))
    state_label: str = Field(description=_("The same in Thai."))
    first_day: dt.date | None = Field(description=_("First day; `null` while none is fixed."))
    last_day: dt.date | None = Field(description=_("Last day."))
    fiscal_year: int | None = Field(description=_("Fiscal year of the first day, Buddhist era."))
    has_report: bool = Field(description=_("Whether a report is published."))
    demonstration: bool = Field(description=_("Invented data for demonstration."))


class EventRow(EventFacts):
    """An event in a list."""

    province_code: str = Field(description=_("Code of the province, two digits; empty if it has none."))
    headline: str = Field(description=_("Headline of the report; empty without one."))
    figure: EventFigure | None = Field(description=_("The figure that lists show; `null` without a report."))


class EventList(Listed):
    """A page of the list of events."""

    results: list[EventRow] = Field(description=_("The entries of this page."))


class Day(Schema):
    """When and where the event runs on one day."""

    date: dt.date = Field(description=_("Day."))
    starts_at: str | None = Field(pattern=TIME, description=_("Time of the beginning in Bangkok, hours and minutes."))
    ends_at: str | None = Field(pattern=TIME, description=_("Time of the end in Bangkok."))
    room: str = Field(description=_("Room."))
    venue: str = Field(description=_("Venue."))


class Organiser(Schema):
    """A body that organised the event."""

    organisation_id: int = Field(description=_("Number of the body in the register."))
    name: str = Field(description=_("Its name on that day."))
    part: OrganiserPart = Field(description=_("What this body did."))
    part_label: str = Field(description=_("The same in Thai."))


class AgendaItem(Schema):
    """One item of the agenda."""

    id: int = Field(description=_("Number of the item."))
    date: dt.date | None = Field(description=_("Day; `null`: the first day of the event."))
    starts_at: str | None = Field(pattern=TIME, description=_("Time of the beginning in Bangkok, hours and minutes."))
    ends_at: str | None = Field(pattern=TIME, description=_("Time of the end in Bangkok."))
    title: str = Field(description=_("Topic or activity."))
    kind: SessionKind = Field(description=_("Nature of the item."))
    kind_label: str = Field(description=_("The same in Thai."))
    responsible: str = Field(description=_("Responsible person or speaker, in words."))
    room: str = Field(description=_("Room."))
    key_points: str = Field(description=_("Key points, HTML."))


class SessionList(Schema):
    """The agenda of one event."""

    event_id: int = Field(description=_("Number of the event."))
    count: int = Field(description=_("Entries of the whole list."))
    results: list[AgendaItem] = Field(description=_("Items of the agenda, in their order."))


class AppearanceItem(Schema):
    """One person doing one thing; name, position and body are those of that day."""

    speaker_id: int = Field(description=_("Number of the speaker."))
    session_id: int | None = Field(description=_("Number of the agenda item; `null` for the whole event."))
    name: str = Field(description=_("Name on that day."))
    capacity: Capacity = Field(description=_("What the person did."))
    capacity_label: str = Field(description=_("The same in Thai."))
    acting_for: str = Field(description=_("On behalf of whom, if so."))
    position: str = Field(description=_("Position on that day."))
    organisation: str = Field(description=_("Body on that day."))
    topic: str = Field(description=_("Topic."))
    said: str = Field(description=_("What was said, HTML."))


class PhotoFile(Schema):
    """A photo in one size."""

    width: int = Field(description=_("Width in pixels."))
    url: str = Field(description=_("Address of the file."))


class PhotoItem(Schema):
    """A photo of the event."""

    id: int = Field(description=_("Number of the photo."))
    width: int = Field(description=_("Width of the original in pixels."))
    height: int = Field(description=_("Height of the original in pixels."))
    caption: str = Field(description=_("Caption."))
    alternative_text: str = Field(description=_("What is to be seen, for those who cannot see it."))
    credit: str = Field(description=_("Whose photo it is."))
    files: list[PhotoFile] = Field(description=_("The photo in several sizes, the smallest first."))


class DocumentItem(Schema):
    """A published document."""

    id: int = Field(description=_("Number of the document."))
    kind: DocumentKind = Field(description=_("Kind of document."))
    kind_label: str = Field(description=_("The same in Thai."))
    title: str = Field(description=_("Title of the document."))
    url: str = Field(description=_("Address of the file or of another site; empty if there is none."))
    size: int = Field(description=_("Size of the file in bytes; 0 for other sites."))
    letter_number: str = Field(description=_("Number of the letter."))
    dated: dt.date | None = Field(description=_("Date of the document."))


class Publication(Schema):
    """One publication of the report."""

    number: int = Field(description=_("Number of the version."))
    kind: VersionKind = Field(description=_("First publication, correction or withdrawal."))
    at: dt.datetime = Field(description=_("Moment of publication, with the zone of Bangkok."))
    note: str = Field(description=_("What changed, in words."))


class ReportText(Schema):
    """The report as published."""

    headline: str = Field(description=_("Headline."))
    lead: str = Field(description=_("Lead, HTML."))
    body: str = Field(description=_("News text, HTML."))
    key_points: str = Field(description=_("Key points, HTML."))
    recommendations: str = Field(description=_("Recommendations, HTML; empty if not published."))
    not_stated: str = Field(description=_("What the source does not state, plain text."))
    publications: list[Publication] = Field(description=_("Every publication, the first one first."))


class EventDetail(EventFacts):
    """Everything that the page of an event says."""

    state_note: str = Field(description=_("Note on the state, for example until when it is postponed."))
    broadcast_channels: str = Field(description=_("Channels of the broadcast."))
    days: list[Day] = Field(description=_("The days of the event."))
    objectives: list[str] = Field(description=_("Objectives, in their order."))
    attending_bodies: list[str] = Field(description=_("Who was invited or took part, in words."))
    organisers: list[Organiser] = Field(description=_("Who organised the event, in the order of the report."))
    contact_organisation: str = Field(description=_("The unit that owns the data."))
    contact_phone: str = Field(description=_("Telephone of that unit."))
    sessions: list[AgendaItem] = Field(description=_("Items of the agenda, in their order."))
    appearances: list[AppearanceItem] = Field(description=_("Presiding persons and speakers, by seniority or agenda."))
    photos: list[PhotoItem] = Field(description=_("Published photos, in their order."))
    documents: list[DocumentItem] = Field(description=_("Published documents, in their order."))
    report: ReportText | None = Field(description=_("The report; `null` before one is published."))
    attendance: Attendance | None = Field(description=_("The published figures; `null` where there are none."))


def event_row(event: Event, figure: Headline | None) -> EventRow:
    """Return an event for a list, as ``events.selectors.listed_events`` reads it with its dates."""
    programme, province = event.programme, event.province
    return EventRow(
        **_facts(event),
        code=event.code,
        title=event.title,
        programme=ProgrammeRef(slug=programme.slug, title=programme.title),
        **_kinds(EventKind(event.kind), EventFormat(event.format)),
        batch_number=event.batch_number,
        province_code=province.code if province else "",
        province=province.name if province else "",
        **_dates(event.first_day, event.last_day),
        has_report=event.shows_report,
        demonstration=event.demonstration or programme.demonstration,
        headline=(event.headline if event.shows_report else "") or "",
        figure=EventFigure(people=figure.people, kind=figure.kind) if figure and event.shows_report else None,
    )


def event_detail(page: EventPage, figures: Attendance | None) -> EventDetail:
    """Return everything that the page of an event says."""
    event, shown = page.event, page.content
    return EventDetail(
        **_facts(event),
        code=shown.code,
        title=shown.title,
        programme=ProgrammeRef(slug=shown.programme_slug, title=shown.programme),
        **_kinds(shown.kind, shown.format),
        batch_number=shown.batch_number,
        province=shown.province,
        state_note=event.state_note,
        **_dates(shown.first_day, shown.last_day),
        has_report=page.status == "report",
        demonstration=shown.demonstration,
        broadcast_channels=shown.broadcast_channels,
        days=_days(shown),
        objectives=list(shown.objectives),
        attending_bodies=list(shown.attending_bodies),
        organisers=_organisers(shown),
        contact_organisation=shown.contact_organisation,
        contact_phone=shown.contact_phone,
        sessions=[agenda_item(session) for session in shown.sessions],
        appearances=[appearance_item(one) for one in shown.appearances],
        photos=[_photo(photo) for photo in shown.photos],
        documents=[_document(document) for document in shown.documents],
        report=_report(page) if page.status == "report" else None,
        attendance=figures,
    )


def session_list(page: EventPage) -> SessionList:
    """Return the agenda of an event."""
    items = [agenda_item(session) for session in page.content.sessions]
    return SessionList(event_id=page.event.pk, count=len(items), results=items)


def _facts(event: Event) -> dict[str, Any]:
    state = EventState(event.state)
    return {
        "id": event.pk,
        "url": address("api:event", event.pk),
        "page_url": address("events:detail", event.pk),
        "state": state,
        "state_label": str(state.label),
    }


def _kinds(kind: EventKind, form: EventFormat) -> dict[str, Any]:
    return {"kind": kind, "kind_label": str(kind.label), "format": form, "format_label": str(form.label)}


def _dates(first: dt.date | None, last: dt.date | None) -> dict[str, Any]:
    return {"first_day": first, "last_day": last, "fiscal_year": fiscal_year(first) if first else None}


def _clock(at: dt.time | None) -> str | None:
    return at.isoformat("minutes") if at else None


def _days(shown: ReportContent) -> list[Day]:
    return [
        Day(date=d.date, starts_at=_clock(d.starts_at), ends_at=_clock(d.ends_at), room=d.room, venue=d.venue)
        for d in shown.days
    ]


def _organisers(shown: ReportContent) -> list[Organiser]:
    return [
        Organiser(organisation_id=o.organisation_id, name=o.name, part=o.part, part_label=str(o.part.label))
        for o in shown.organisers
    ]


def agenda_item(session: SessionFacts) -> AgendaItem:
    """Return one item of the agenda."""
    return AgendaItem(
        id=session.id,
        date=session.date,
        starts_at=_clock(session.starts_at),
        ends_at=_clock(session.ends_at),
        title=session.title,
        kind=session.kind,
        kind_label=str(session.kind.label),
        responsible=session.responsible,
        room=session.room,
        key_points=to_html(session.key_points),
    )


def appearance_item(one: AppearanceFacts) -> AppearanceItem:
    """Return what one person did."""
    return AppearanceItem(
        speaker_id=one.speaker_id,
        session_id=one.session_id,
        name=one.name,
        capacity=one.capacity,
        capacity_label=str(one.capacity.label),
        acting_for=one.acting_for,
        position=one.position,
        organisation=one.organisation,
        topic=one.topic,
        said=to_html(one.said),
    )


def _photo(photo: PhotoFacts) -> PhotoItem:
    return PhotoItem(
        id=photo.id,
        width=photo.width,
        height=photo.height,
        caption=photo.caption,
        alternative_text=photo.alternative_text,
        credit=photo.credit,
        files=[PhotoFile(width=width, url=file_address(name)) for width, name in sorted(photo.renditions.items())],
    )


def _document(document: DocumentFacts) -> DocumentItem:
    link = document.link if document.link.lower().startswith(("http://", "https://")) else ""
    return DocumentItem(
        id=document.id,
        kind=document.kind,
        kind_label=str(document.kind.label),
        title=document.title,
        url=link or (file_address(document.file) if document.file else ""),
        size=document.size,
        letter_number=document.letter_number,
        dated=document.dated,
    )


def _report(page: EventPage) -> ReportText:
    shown = page.content
    return ReportText(
        headline=shown.headline,
        lead=to_html(shown.lead),
        body=to_html(shown.body),
        key_points=to_html(shown.key_points),
        recommendations=to_html(shown.recommendations),
        not_stated=shown.not_stated,
        publications=[
            Publication(number=note.number, kind=note.kind, at=local(note.at), note=note.note) for note in page.notes
        ],
    )
