"""The first page, public files, the probes, and the pages that say what went wrong."""

import logging
import secrets
from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from events import selectors as events
from participants.selectors import totals
from programmes import selectors as programmes

logger = logging.getLogger(__name__)

REPORTS_ON_HOME = 5
UPCOMING_ON_HOME = 4
PICTURES = {".webp", ".jpg", ".jpeg", ".png"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the latest reports, what is coming, and the programmes; 6 queries."""
    reports = events.latest_reports(REPORTS_ON_HOME)
    context = {
        "reports": reports,
        "lead": events.published_content(reports[0]) if reports else None,
        "headlines": totals.published_headlines(event.pk for event in reports),
        "upcoming": events.upcoming_events(timezone.localdate(), UPCOMING_ON_HOME),
        "programmes": programmes.public_programmes(),
        "counts": events.counts_by_programme(),
        "is_home": True,
    }
    return render(request, "home.html", context)


# -- public files ------------------------------------------------------------------------------------------------------


def _modified(_request: HttpRequest, name: str) -> datetime | None:
    """Return when a public file was written; ``None`` if there is none, or the name leads out of the storage."""
    try:
        return default_storage.get_modified_time(name)
    except (OSError, SuspiciousOperation, ValueError):
        return None


@require_safe
@cache_control(public=True, max_age=3600)
@condition(last_modified_func=_modified)
def media(request: HttpRequest, name: str) -> FileResponse:
    """Send a public file: a picture to be seen, anything else to be saved; never anything a browser would run."""
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=PurePosixPath(name).suffix.lower() not in PICTURES)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to leave the staff's pages alone."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /accounts/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


# -- probes ------------------------------------------------------------------------------------------------------------


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has every migration; 503 if not."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.exception("not ready: the database does not answer")
        return HttpResponse("database", content_type="text/plain", status=503)
    if missing:
        return HttpResponse("migrations", content_type="text/plain", status=503)
    return HttpResponse("ready", content_type="text/plain")


# -- what went wrong ---------------------------------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who lacks the right."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that leads nowhere."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours: a reference for the reader, which the log has beside the trace."""
    reference = secrets.token_hex(4).upper()
    logger.error("reference %s: %s %s", reference, request.method, request.path)
    # Without the request: no context processor, session or database is touched, since one of them may be the fault.
    page = render_to_string("500.html", {"reference": reference, "SITE_URL": settings.SITE_URL})
    return HttpResponse(page, status=500)
