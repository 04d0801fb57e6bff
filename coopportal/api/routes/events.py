"""Events, their agenda and their figures."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from coopportal.api.errors import Problem, RefusedError, refused
from coopportal.api.routes.lists import frame, page_of, refuse_others
from coopportal.api.schemas.attendance import Attendance, attendance
from coopportal.api.schemas.events import (
    EventDetail,
    EventList,
    EventsAsked,
    SessionList,
    event_detail,
    event_row,
    session_list,
)
from coopportal.thai.text import normalise
from events import selectors
from participants.selectors import totals
from participants.selectors.public import figures_of
from programmes import selectors as programmes

router = Router(tags=[_("Events")])

EVENT_ID = Path(..., description=_("Number of the event."), examples=[1])


@router.get(
    "/events",
    response={200: EventList, 400: Problem, 404: Problem},
    url_name="events",
    operation_id="listEvents",
    openapi_extra={"x-example": "?year=2565&kind=panel"},
    summary=_("List of events"),
    description=_("Public events, the latest first, with the same filters as the web page."),
)
def events(request: HttpRequest, asked: Query[EventsAsked]) -> EventList:
    """3 queries; 1 more for each of programme and province, at most 2 more to read a text."""
    refuse_others(request, asked)
    page = page_of(selectors.filtered_events(_filters(asked)), asked)
    figures = totals.published_headlines(event.pk for event in page if event.shows_report)
    return EventList(**frame(request, page), results=[event_row(event, figures.get(event.pk)) for event in page])


def _filters(asked: EventsAsked) -> selectors.Filters:
    faults = []
    if asked.programme and not programmes.is_public(asked.programme):
        faults.append(("programme", gettext("There is no such programme.")))
    if asked.province and not programmes.is_province(asked.province):
        faults.append(("province", gettext("There is no province with this code.")))
    if faults:
        raise refused(*faults)
    return selectors.Filters(
        text=normalise(asked.q).strip(),
        fiscal_year=asked.year,
        programme=asked.programme,
        kind=asked.kind or "",
        format=asked.format or "",
        province=asked.province,
    )


@router.get(
    "/events/{number:event_id}",
    response={200: EventDetail, 404: Problem, 410: Problem},
    url_name="event",
    operation_id="getEvent",
    summary=_("One event"),
    description=_(
        "Everything that the page of the event says: the report as published, agenda, speakers, photos, documents and figures."
    ),
)
def event(request: HttpRequest, event_id: int = EVENT_ID) -> EventDetail:
    """5 queries with a report, at most 12 without."""
    page = _page(event_id)
    return event_detail(page, _figures(page))


@router.get(
    "/events/{number:event_id}/sessions",
    response={200: SessionList, 404: Problem, 410: Problem},
    url_name="sessions",
    operation_id="listSessions",
    summary=_("Agenda of one event"),
    description=_("The items of the agenda in their order; empty where the source gives no agenda."),
)
def sessions(request: HttpRequest, event_id: int = EVENT_ID) -> SessionList:
    """4 queries with a report, at most 11 without."""
    return session_list(_page(event_id))


@router.get(
    "/events/{number:event_id}/attendance",
    response={200: Attendance, 404: Problem, 410: Problem},
    url_name="attendance",
    operation_id="getAttendance",
    summary=_("Figures of one event"),
    description=_(
        "How many people took part, as published: by role and mode for the whole event, by kind of office, region and office. "
        "Tables with a part of 1 to 4 people are kept back, and role and mode are never crossed."
    ),
)
def event_attendance(request: HttpRequest, event_id: int = EVENT_ID) -> Attendance:
    """5 queries."""
    found = _figures(_page(event_id))
    if found is None:
        raise Http404(gettext("No figures of this event are published yet."))
    return found


def _page(event_id: int) -> selectors.EventPage:
    page = selectors.event_page(event_id)
    if page is None:
        raise Http404(gettext("There is no such event."))
    if page.status == "withdrawn":
        raise RefusedError(410, page.notes[-1].note)
    return page


def _figures(page: selectors.EventPage) -> Attendance | None:
    found = figures_of(page, office_counts=settings.PUBLISH_OFFICE_COUNTS)
    return attendance(page.event.pk, found) if found else None
