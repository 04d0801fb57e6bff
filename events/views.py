"""Pages of events (the list, the calendar, and the page of one event with its report) and of speakers."""

import datetime as dt
from dataclasses import replace

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coopportal.addresses import led_to_short_address, without
from coopportal.downloads import attached
from coopportal.page_cache import public_page
from coopportal.paging import page_of_first, page_or_404
from coopportal.sharing import share_png
from events import article, ical, selectors, speakers
from events.forms import EventFilterForm, MonthFilterForm, WordsForm
from events.months import month_page
from events.occasions import Occasion, occasions
from events.sharing import card_of
from participants.selectors import totals

PER_PAGE = 20
SPEAKERS_PER_PAGE = 60


@public_page
@led_to_short_address
def event_list(request: HttpRequest) -> HttpResponse:
    """Show the public events that fit the filters in the address; 7 queries.

    At most 4 more to read a text, 6 where nothing has it.
    """
    form = EventFilterForm(request.GET)
    filters = form.filters()
    ways = (filters, replace(filters, is_unfinished=True))
    place, page = page_of_first(map(selectors.filtered_events, ways), PER_PAGE, request.GET.get("page"))
    counts = selectors.facet_counts(ways[place])
    asked = [(one, counts[one.name][selectors.ALL_VALUES] if one.name in counts else None) for one in form.asked()]
    form.show_counts(counts)
    context = {
        "form": form,
        "not_understood": form.not_understood(),
        "page": page,
        "asked": asked,
        "ways_out": [(one, found) for one, found in asked if found != 0],
        "carried": form.carried(),
        "was_cut": form.was_cut(),
        "is_of_unfinished": place > 0,
        "headlines": totals.published_headlines(event.pk for event in page if event.shows_report),
    }
    return render(request, "events/list.html", context)


@public_page
def this_month(request: HttpRequest) -> HttpResponse:
    """Lead to the calendar of the month in which we are, with the filters of the list."""
    return redirect(_address_of(timezone.localdate(), request))


@public_page
def month(request: HttpRequest, first: dt.date) -> HttpResponse:
    """Show the public events of one month that fit the filters in the address; 4 queries.

    A year of the common era in the address leads to the same month of the Buddhist era.
    """
    if request.path != reverse("events:month", args=[first]):
        return redirect(_address_of(first, request), permanent=True)
    today = timezone.localdate()
    form = MonthFilterForm(request.GET)
    page = month_page(first, form.filters())
    context = {
        "not_understood": form.not_understood(),
        "page": page,
        "asked": [(one, None) for one in form.asked()],
        "carried": form.carried(),
        "today": today,
        "this_month": today.replace(day=1),
    }
    return render(request, "events/month.html", context)


def _address_of(month: dt.date, request: HttpRequest) -> str:
    """Return the address of the calendar of a month, with the filters of a request that it shares with the list."""
    others = set(request.GET) - set(MonthFilterForm.base_fields)
    return reverse("events:month", args=[month]) + without(request.GET, *others)


@public_page
def event_detail(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show one event as the public sees it (the table in design §5), or with ``?preview`` the draft to staff."""
    if "preview" in request.GET:
        return preview(request, event_id)
    page = selectors.event_page(event_id)
    if page is None:
        raise Http404(_("There is no such event."))
    if page.status == "withdrawn":
        return render(request, "events/withdrawn.html", {"page": page}, status=410)
    html = article.kept(page, totals.latest(page.event)) if page.status == "report" else article.render(page, None)
    return render(request, "events/detail.html", {"page": page, "article": html})


def preview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the draft, with the figures as they stand now, to those who may see reports; never cached."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.user.has_perm("events.view_report"):
        raise PermissionDenied
    page = selectors.preview_page(event_id)
    if page is None:
        raise Http404(_("There is no such event."))
    html = article.render(page, totals.live(page.event), is_preview=True)
    context = {"page": page, "article": html, "is_preview": True}
    response = render(request, "events/detail.html", context)
    add_never_cache_headers(response)
    return response


@public_page
def event_share_image(request: HttpRequest, event_id: int) -> HttpResponse:
    """Send the picture of one event for those who share its page; 410 where the report was withdrawn."""
    page = selectors.event_page(event_id)
    if page is None:
        raise Http404(_("There is no such event."))
    if page.status == "withdrawn":
        return render(request, "events/withdrawn.html", {"page": page}, status=410)
    return HttpResponse(share_png(card_of(page.content)), content_type="image/png")


# -- calendars ---------------------------------------------------------------------------------------------------------


@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """Send the days of the listed events of two years, and of all to come, as a calendar to subscribe to; 3 queries."""
    return calendar_file(occasions(), pgettext("file name", "calendar-of-events"))


@public_page
def event_calendar(request: HttpRequest, event_id: int) -> HttpResponse:
    """Send the days of one event as a calendar; 404 where no day is fixed, 410 where the report was withdrawn; 3 queries."""
    found = occasions(event_id)
    if found:
        return calendar_file(found, found[0].code)
    page = selectors.event_page(event_id)
    if page is None or page.status != "withdrawn":
        raise Http404(_("There is no such event."))
    return render(request, "events/withdrawn.html", {"page": page}, status=410)


def calendar_file(found: list[Occasion], name: str) -> HttpResponse:
    """Return the calendar of ``found`` as a file called ``name``."""
    response = HttpResponse(ical.calendar(found, _("Calendar of events")), content_type="text/calendar; charset=utf-8")
    return attached(response, f"{name}.ics")


# -- speakers ----------------------------------------------------------------------------------------------------------


@public_page
@led_to_short_address
def speaker_list(request: HttpRequest) -> HttpResponse:
    """Show the speakers of the public events in the order of a dictionary; 4 queries.

    At most 2 more to read a text, 4 where nothing has it.
    """
    form = WordsForm(request.GET)
    text = form.text()
    lists = (speakers.public_speakers(text, is_unfinished=is_unfinished) for is_unfinished in (False, True))
    place, page = page_of_first(lists, SPEAKERS_PER_PAGE, request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(text),
        "was_cut": form.was_cut(),
        "is_of_unfinished": place > 0,
        "briefs": speakers.briefs(speaker.pk for speaker in page),
    }
    return render(request, "speakers/list.html", context)


@public_page
def speaker_detail(request: HttpRequest, speaker_id: int) -> HttpResponse:
    """Show what one speaker did and said at the public events; who was merged into another is found there."""
    known = speakers.speaker_page(speaker_id)
    if known is None:
        raise Http404(_("There is no such speaker."))
    if known.speaker.pk != speaker_id:
        return redirect("speakers:detail", known.speaker.pk, permanent=True)
    page = page_or_404(known.spoke_at, PER_PAGE, request.GET.get("page"))
    return render(request, "speakers/detail.html", {"known": known, "page": page})
