"""Pages of programmes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coopportal.page_cache import public_page
from events.selectors import counts_by_programme, programme_events
from participants.selectors import totals
from participants.selectors.progress import progress
from programmes import selectors


@public_page
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the public programmes, the latest first; 2 queries."""
    context = {"programmes": selectors.public_programmes(), "counts": counts_by_programme()}
    return render(request, "programmes/list.html", context)


@public_page
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one public programme with its events; 5 queries. An address that it had before leads to the one of today."""
    page = selectors.programme_page(slug)
    if page is None:
        if renamed := selectors.renamed_to(slug):
            return redirect("programmes:detail", renamed, permanent=True)
        raise Http404(_("There is no such programme."))
    events = programme_events(page.programme)
    headlines = totals.published_headlines(event.pk for event in events if event.shows_report)
    context = {
        "programme": page.programme,
        "objectives": page.objectives,
        "events": events,
        "headlines": headlines,
        "progress": progress(page.programme, events),
    }
    return render(request, "programmes/detail.html", context)
