"""The first page, public files, the probes, and the pages that say what went wrong."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.core.paginator import Page
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from coopportal.addresses import absolute, led_to_short_address
from coopportal.api.errors import problem
from coopportal.language import language_of
from coopportal.page_cache import public_page
from coopportal.paging import page_number, page_or_404
from coopportal.sharing import portal_card, share_png
from coopportal.thai.dates import no_days_in
from events import selectors as events
from events import speakers
from events.forms import SearchForm
from participants.selectors import statistics, totals
from programmes import selectors as programmes
from programmes.models import SearchKind
from programmes.search import index
from programmes.search.index import Found, Hit
from programmes.search.query import Query, parse

logger = logging.getLogger(__name__)

REPORTS_ON_HOME = 5
UPCOMING_ON_HOME = 4
RESULTS_PER_PAGE = 20
MOST_ASKED_ALONE = 4
"""Of so many words each is asked for by itself where together they find nothing."""
SHORTEST = 2
"""Letters of a query that is worth a search."""
Sitemaps = dict[str, type[Sitemap] | Sitemap]
PICTURES = {".webp", ".jpg", ".jpeg", ".png"}


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the latest reports, the year's numbers, what is coming, and the programmes; 8 queries."""
    today = timezone.localdate()
    reports = events.latest_reports(REPORTS_ON_HOME)
    year = events.latest_year(today)
    shown = programmes.public_programmes()
    context = {
        "reports": reports,
        "lead": events.published_content(reports[0]) if reports else None,
        "headlines": totals.published_headlines(event.pk for event in reports),
        "year": year,
        "sums": statistics.sums(year.with_report, year.held) if year else None,
        "upcoming": events.upcoming_events(today, UPCOMING_ON_HOME),
        "programmes": shown,
        "in_focus": programmes.in_focus(shown),
        "counts": events.counts_by_programme(),
        "is_home": True,
    }
    return render(request, "home.html", context)


# -- search ------------------------------------------------------------------------------------------------------------


FOUND: dict[SearchKind, Callable[[list[int]], Mapping[int, Any]]] = {
    SearchKind.EVENT: events.found_events,
    SearchKind.SPEAKER: speakers.latest_events,
    SearchKind.ORGANISATION: programmes.found_organisations,
    SearchKind.PROGRAMME: programmes.found_programmes,
}
"""What the page shows of each thing that was found."""


@dataclass(frozen=True)
class Answers:
    """One page of what was found, as the paginator asks for it: counted, then sliced."""

    found: Found

    def count(self) -> int:
        """How many there are in all."""
        return self.found.total

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> tuple[Hit, ...]:
        return self.found.hits


@public_page
@led_to_short_address
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found among events, reports, speakers, organisations and programmes.

    At most 11 queries on PostgreSQL and 15 on SQLite, 2 more where only unfinished words are found, and 3 without a text; where
    nothing is found at most 3, 4 for all words and 8 for each of a few.
    """
    form = SearchForm(request.GET)
    facets = form.facets()
    query = parse(form.cleaned_data.get("q") or "")
    number = page_number(request.GET.get("page"))
    found = index.find_or_begun(query, facets, start=(number - 1) * RESULTS_PER_PAGE, size=RESULTS_PER_PAGE)
    page: Page[Hit] = page_or_404(Answers(found), RESULTS_PER_PAGE, number)
    context = {
        "form": form,
        "not_understood": form.not_understood(),
        "query": query,
        "page": page,
        "results": results(list(page.object_list)),
        "alone": [] if found.total else found_alone(query),
        "no_days": [] if found.total else list(no_days_in(query.text, today=timezone.localdate())),
        "is_too_short": len(query.text) < SHORTEST,
        "is_filtered": bool(facets),
        "is_of_unfinished": found.is_of_unfinished,
        "was_cut": query.shortened,
    }
    return render(request, "search.html", context)


def found_alone(query: Query) -> list[tuple[str, int]]:
    """Return which of a few words find something when they are asked for alone, without filters, and how much."""
    parts = list(dict.fromkeys(query.parts))
    if not 1 < len(parts) <= MOST_ASKED_ALONE:
        return []
    totals = ((part, index.find_or_begun(parse(part), size=1).total) for part in parts)
    return [(part, total) for part, total in totals if total]


def results(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Return the hits with what they are; one that the public may not see any more is left out, whatever the index says.

    One query for each kind of thing, two for speakers.
    """
    found: dict[SearchKind, Mapping[int, Any]] = {}
    for kind, read in FOUND.items():
        ids = [hit.object_id for hit in hits if hit.kind == kind]
        found[kind] = read(ids) if ids else {}
    return [{"hit": hit, "thing": found[hit.kind][hit.object_id]} for hit in hits if hit.object_id in found[hit.kind]]


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


@public_page
def share_image(request: HttpRequest) -> HttpResponse:
    """Send the picture that stands beside a link to a page without one of its own."""
    return HttpResponse(share_png(portal_card()), content_type="image/png")


@public_page
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead who asks for the sign without having read a page (feed readers, old browsers) to the file of today."""
    return redirect(static("img/favicon.ico"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to leave the staff's pages alone, and tell them where all others stand."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return text_file(lines)


@public_page
def sitemap_index(request: HttpRequest, sitemaps: Sitemaps) -> HttpResponse:
    """List the parts of the sitemap, under ``SITE_URL`` whatever host was asked; a query for each part with rows."""
    response = sitemap_views.index(request, sitemaps, sitemap_url_name="sitemap_section")
    for part in (response.context_data or {})["sitemaps"]:
        part.location = absolute(part.location.removeprefix(request.build_absolute_uri("/")))
    return undated(response)


@public_page
def sitemap_section(request: HttpRequest, section: str, sitemaps: Sitemaps) -> HttpResponse:
    """List the pages of one part of the sitemap, at most 5,000 in each file; at most one query."""
    return undated(sitemap_views.sitemap(request, sitemaps, section=section))


def undated(response: HttpResponse) -> HttpResponse:
    """Take ``Last-Modified`` from a list of pages: the withdrawal of the latest would turn it back."""
    response.headers.pop("Last-Modified", None)
    return response


@public_page
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116); 404 where nobody is named: an address that nobody reads is worse.

    The file is good for half a year from today, so it never goes stale while the portal runs.
    """
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines += [f"Expires: {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: th, en"]
    if settings.HTTPS:
        lines.append(f"Canonical: {absolute(reverse('security'))}")
    return text_file(lines)


def text_file(lines: list[str]) -> HttpResponse:
    """Return plain text."""
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


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
#
# A request may fail before anybody looked at its language; the thread then still speaks that of the request before.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    with translation.override(language_of(request.path_info)):
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
    with translation.override(language_of(request.path_info)):
        if request.path.startswith("/api/"):
            return problem(500, _("Tell us this reference: %(reference)s.") % {"reference": reference})
        # Without the request: no context processor, session or database is touched, since one of them may be the fault.
        page = render_to_string("500.html", {"reference": reference, "is_error": True})
    return HttpResponse(page, status=500)
