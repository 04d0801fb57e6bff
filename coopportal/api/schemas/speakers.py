"""Speakers as the API answers them; participants are nowhere here."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from coopportal.api.schemas.common import Listed, Paging, address
from coopportal.api.schemas.events import AppearanceItem, appearance_item
from events.models import Speaker
from events.speakers import Brief, SpeakerPage
from programmes.search.query import LONGEST


class SpeakersAsked(Paging):
    """The filter of the list of speakers."""

    q: str = Field(
        "", max_length=LONGEST, description=_("Words of a name, position, body or topic."), examples=["สมชาย"]
    )


class SpeakerFacts(Schema):
    """What every answer says of a speaker."""

    id: int = Field(description=_("Number of the speaker."))
    url: str = Field(description=_("Address of this entry in the API."))
    page_url: str = Field(description=_("Address of the web page."))
    name: str = Field(description=_("Name with its prefix."))
    demonstration: bool = Field(description=_("Invented data for demonstration."))


class SpeakerRow(SpeakerFacts):
    """A speaker in a list."""

    events: int = Field(description=_("Public events at which the speaker appeared."))
    latest: dt.date | None = Field(description=_("First day of the latest of them; `null` while none is fixed."))


class SpeakerList(Listed):
    """A page of the list of speakers."""

    results: list[SpeakerRow] = Field(description=_("The entries of this page."))


class AppearanceAtEvent(AppearanceItem):
    """What a speaker did at one event."""

    event_id: int = Field(description=_("Number of the event."))
    event_url: str = Field(description=_("Address of the event in the API."))
    event_title: str = Field(description=_("Title of the event."))
    first_day: dt.date | None = Field(description=_("First day of the event; `null` while none is fixed."))


class SpeakerDetail(SpeakerFacts):
    """A speaker and every appearance at a public event."""

    appearances: list[AppearanceAtEvent] = Field(description=_("What the speaker did, the latest event first."))


def speaker_row(speaker: Speaker, brief: Brief | None) -> SpeakerRow:
    """Return a speaker for a list."""
    return SpeakerRow(
        **_facts(speaker, demonstration=bool(brief and brief.demonstration)),
        events=brief.events if brief else 0,
        latest=brief.latest if brief else None,
    )


def speaker_detail(page: SpeakerPage) -> SpeakerDetail:
    """Return a speaker with every appearance."""
    return SpeakerDetail(
        **_facts(page.speaker, demonstration=page.demonstration),
        appearances=[
            AppearanceAtEvent(
                **appearance_item(one).model_dump(),
                event_id=spoke.event.pk,
                event_url=address("api:event", spoke.event.pk),
                event_title=spoke.event.title,
                first_day=spoke.event.first_day,
            )
            for spoke in page.spoke_at
            for one in spoke.did
        ],
    )


def _facts(speaker: Speaker, *, demonstration: bool) -> dict[str, Any]:
    return {
        "id": speaker.pk,
        "url": address("api:speaker", speaker.pk),
        "page_url": address("speakers:detail", speaker.pk),
        "name": speaker.full_name,
        "demonstration": demonstration,
    }
