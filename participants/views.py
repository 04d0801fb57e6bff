"""Downloads for staff."""

import tempfile
from collections.abc import Callable, Iterable
from typing import IO, cast

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import Event
from participants.exports.attendance import FORMATS, PERMISSION, write_summaries, write_summary
from programmes.models import User


@require_safe
@never_cache
@permission_required(PERMISSION, raise_exception=True)
def download_summary(request: HttpRequest, event_id: int, format: str) -> FileResponse:  # noqa: A002 - the word of the address
    """Send the attendance summary of an event; ``?live`` asks for the figures of this moment."""
    event = get_object_or_404(Event.objects.select_related("programme", "province"), pk=event_id)
    if format not in FORMATS:
        raise Http404(format)
    viewer, live = cast("User", request.user), "live" in request.GET
    return attachment(lambda file: write_summary(event, format, file, viewer=viewer, live=live))


@never_cache
@permission_required(PERMISSION, raise_exception=True)
def download_summaries(request: HttpRequest, event_ids: Iterable[int]) -> FileResponse:
    """Send the attendance summaries of several events in one ZIP file; called by an action on a list."""
    events = Event.objects.select_related("programme", "province").filter(pk__in=list(event_ids)).order_by("pk")
    viewer = cast("User", request.user)
    return attachment(lambda file: write_summaries(events, file, viewer=viewer))


def attachment(write: Callable[[IO[bytes]], str]) -> FileResponse:
    """Return what ``write`` writes, under the name it returns, as a download; the file is gone once it is sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        name = write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)
