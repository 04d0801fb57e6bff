"""Speakers, who are public by name."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from coopportal.api.errors import Problem
from coopportal.api.routes.lists import frame, page_of, refuse_others
from coopportal.api.schemas.speakers import SpeakerDetail, SpeakerList, SpeakersAsked, speaker_detail, speaker_row
from coopportal.thai.text import normalise
from events import speakers as selectors

router = Router(tags=[_("Speakers")])

SPEAKER_ID = Path(..., description=_("Number of the speaker."), examples=[1])


@router.get(
    "/speakers",
    response={200: SpeakerList, 400: Problem, 404: Problem},
    url_name="speakers",
    operation_id="listSpeakers",
    openapi_extra={"x-example": "?page_size=50"},
    summary=_("List of speakers"),
    description=_("Everybody who presided or spoke at a public event, in Thai alphabetical order."),
)
def speakers(request: HttpRequest, asked: Query[SpeakersAsked]) -> SpeakerList:
    """4 queries, 1 or 2 more to read a text."""
    refuse_others(request, asked)
    page = page_of(selectors.public_speakers(normalise(asked.q).strip()), asked)
    briefs = selectors.briefs([speaker.pk for speaker in page])
    return SpeakerList(**frame(request, page), results=[speaker_row(one, briefs.get(one.pk)) for one in page])


@router.get(
    "/speakers/{number:speaker_id}",
    response={200: SpeakerDetail, 404: Problem},
    url_name="speaker",
    operation_id="getSpeaker",
    summary=_("One speaker"),
    description=_("A speaker and what was done at which public event; name, position and body are those of that day."),
)
def speaker(request: HttpRequest, speaker_id: int = SPEAKER_ID) -> SpeakerDetail:
    """At most 8 queries, and 2 for each merge on the way."""
    page = selectors.speaker_page(speaker_id)
    if page is None:
        raise Http404(gettext("There is no such speaker."))
    return speaker_detail(page)
