"""Pages of programmes."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coopportal.page_cache import public_page
from events.models import Event, EventState
from events.selectors import counts_by_programme, programme_events
from participants.selectors import totals
from programmes import selectors
from programmes.models import Programme


@public_page
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the public programmes, the latest first; 2 queries."""
    context = {"programmes": selectors.public_programmes(), "counts": counts_by_programme()}
    return render(request, "programmes/list.html", context)


@public_page
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one public programme with its events; 4 queries. An address that it had before leads to the one of today."""
    page = selectors.programme_page(slug)
    if page is None:
        if renamed := selectors.renamed_to(slug):
            return redirect("programmes:detail", renamed, permanent=True)
        raise Http404(_("There is no such programme."))
    events = programme_events(page.programme)
    context = {
        "programme": page.programme,
        "objectives": page.objectives,
        "events": events,
        "headlines": (headlines := totals.published_headlines(event.pk for event in events if event.shows_report)),
        "progress": progress(page.programme, events, headlines),
    }
    return render(request, "programmes/detail.html", context)


@dataclass(frozen=True)
class Progress:
    """How far a programme has come: its events held and to come, and the people (คน-ครั้ง) that were counted there.

    ``uncounted`` are events held that have no published count; what was only announced is not added.
    """

    held: int
    to_come: int
    people: int | None
    uncounted: int


def progress(programme: Programme, events: list[Event], headlines: dict[int, totals.Headline]) -> Progress:
    """Return how far a programme has come; invented events of a real programme are left out; no query."""
    real = [event for event in events if programme.demonstration or not event.demonstration]
    held = [event for event in real if event.state == EventState.HELD]
    figures = [headlines[event.pk] for event in held if event.pk in headlines]
    counted = [figure.people for figure in figures if figure.kind != "announced"]
    to_come = sum(event.state in {EventState.PLANNED, EventState.POSTPONED} for event in real)
    return Progress(len(held), to_come, totals.known_sum(counted), len(held) - len(counted))
