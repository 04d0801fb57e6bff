"""The published figures of an event as files: what its page shows, for spreadsheets and programs."""

import json
from io import BytesIO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coopportal.addresses import thai
from coopportal.api.schemas.attendance import attendance
from coopportal.downloads import attached
from coopportal.page_cache import public_page
from events.selectors import EventPage, event_page
from participants.exports.public import write_public_csv
from participants.selectors.public import PublicTotals, figures_of


@public_page
def attendance_csv(request: HttpRequest, event_id: int) -> HttpResponse:
    """Send the figures as CSV; 404 before they are published, 410 with the note after they were withdrawn; 5 queries."""
    page, found = published(event_id)
    if found is None:
        return render(request, "events/withdrawn.html", {"page": page}, status=410)
    file = BytesIO()
    write_public_csv(page.content, found, file)
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    name = pgettext("file name", "participants")
    return attached(response, f"{name}_{page.content.code}.csv")


@public_page
def attendance_json(request: HttpRequest, event_id: int) -> HttpResponse:
    """Send the figures as the API answers them, with the event that they are of; otherwise as for CSV; 5 queries."""
    page, found = published(event_id)
    if found is None:
        return render(request, "events/withdrawn.html", {"page": page}, status=410)
    answer = {
        "event": {
            "id": event_id,
            "code": page.content.code,
            "title": page.content.title,
            "days": [day.date.isoformat() for day in page.content.days],
            "demonstration": page.content.demonstration,
            "url": thai("events:detail", event_id),
        },
        "attendance": attendance(event_id, found).model_dump(mode="json"),
    }
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return HttpResponse(f"{text}\n", content_type="application/json")


def published(event_id: int) -> tuple[EventPage, PublicTotals | None]:
    """Return the page of an event with its figures, or ``None`` instead of them where the report was withdrawn.

    Raises ``Http404`` where the public sees no such event, or no figures of it yet.
    """
    page = event_page(event_id)
    if page is None:
        raise Http404(_("There is no such event."))
    if page.status == "withdrawn":
        return page, None
    found = figures_of(page, office_counts=settings.PUBLISH_OFFICE_COUNTS)
    if found is None:
        raise Http404(_("No figures of this event are published yet."))
    return page, found
