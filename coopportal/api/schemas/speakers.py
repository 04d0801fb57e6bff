"""Speakers as the API answers them; participants are nowhere here."""

import datetime as dt

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from coopportal.api.schemas.common import Listed, Paging, address
from events.models import Capacity, Speaker
from events.selectors import Appeared, SpeakerPage
from programmes.search.query import LONGEST


class SpeakersAsked(Paging):
    """The filter of the list of speakers."""

    q: str = Field(
        "", max_length=LONGEST, description=_("Words of a name, position, body or topic."), examples=["สมชาย"]
    )


class SpeakerRow(Schema):
    """A speaker in a list."""

    id: int = Field(description=_("Number of the speaker."))
    url: str = Field(description=_("Address of this entry in the API."))
    name: str = Field(description=_("Name with its prefix."))
    appearances: int = Field(description=_("Appearances at public events."))


class SpeakerList(Listed):
    """A page of the list of speakers."""

    results: list[SpeakerRow] = Field(description=_("The entries of this page."))


class AppearanceAtEvent(Schema):
    """What a speaker did at one event."""

    event_id: int = Field(description=_("Number of the event."))
    event_url: str = Field(description=_("Address of the event in the API."))
    event_title: str = Field(description=_("Title of the event."))
    first_day: dt.date | None = Field(description=_("First day of the event; `null` while none is fixed."))
    demonstration: bool = Field(description=_("Invented data for demonstration."))
    session_id: int | None = Field(description=_("Number of the agenda item; `null` for the whole event."))
    name: str = Field(description=_("Name on that day."))
    capacity: Capacity = Field(description=_("What the person did."))
    capacity_label: str = Field(description=_("The same in Thai."))
    acting_for: str = Field(description=_("On behalf of whom, if so."))
    position: str = Field(description=_("Position on that day."))
    organisation: str = Field(description=_("Body on that day."))
    topic: str = Field(description=_("Topic."))


class SpeakerDetail(Schema):
    """A speaker and every appearance at a public event."""

    id: int = Field(description=_("Number of the speaker."))
    url: str = Field(description=_("Address of this entry in the API."))
    name: str = Field(description=_("Name with its prefix."))
    appearances: list[AppearanceAtEvent] = Field(description=_("What the speaker did, the latest event first."))


def speaker_row(speaker: Speaker, appearances: int) -> SpeakerRow:
    """Return a speaker for a list."""
    return SpeakerRow(
        id=speaker.pk, url=address("api:speaker", speaker.pk), name=speaker.full_name, appearances=appearances
    )


def speaker_detail(page: SpeakerPage) -> SpeakerDetail:
    """Return a speaker with every appearance."""
    return SpeakerDetail(
        id=page.speaker.pk,
        url=address("api:speaker", page.speaker.pk),
        name=page.speaker.full_name,
        appearances=[_appearance(one) for one in page.appearances],
    )


def _appearance(one: Appeared) -> AppearanceAtEvent:
    row, event = one.row, one.event
    return AppearanceAtEvent(
        event_id=event.pk,
        event_url=address("api:event", event.pk),
        event_title=event.title,
        first_day=event.first_day,
        demonstration=event.demonstration or event.programme.demonstration,
        session_id=row.session_id,
        name=row.name,
        capacity=Capacity(row.capacity),
        capacity_label=row.get_capacity_display(),
        acting_for=row.acting_for,
        position=row.position,
        organisation=row.organisation.name if row.organisation else "",
        topic=row.topic,
    )
