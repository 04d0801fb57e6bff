"""Pages of programmes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coopportal.page_cache import public_page
from coopportal.sharing import share_png
from events.selectors import counts_by_programme, programme_events
from participants.selectors import totals
from participants.selectors.progress import progress
from programmes import selectors
from programmes.sharing import card_of, share_image


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
        return renamed("programmes:detail", slug)
    events = programme_events(page.programme)
    headlines = totals.published_headlines(event.pk for event in events if event.shows_report)
    context = {
        "programme": page.programme,
        "objectives": page.objectives,
        "events": events,
        "headlines": headlines,
        "progress": progress(page.programme, events),
        "share_image": share_image(page.programme),
    }
    return render(request, "programmes/detail.html", context)


@public_page
def programme_share_image(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the picture of a programme for those who share its page; 2 queries."""
    page = selectors.programme_page(slug)
    if page is None:
        return renamed("programmes:share_image", slug)
    return HttpResponse(share_png(card_of(page.programme)), content_type="image/png")


def renamed(page: str, slug: str) -> HttpResponse:
    """Lead from an address that a programme had before to the one of today; 404 where none had it."""
    today = selectors.renamed_to(slug)
    if today is None:
        raise Http404(_("There is no such programme."))
    return redirect(page, today, permanent=True)
