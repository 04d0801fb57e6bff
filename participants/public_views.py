"""Public pages of offices and of the statistics: figures of offices and events, never of people."""

from dataclasses import replace
from io import BytesIO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coopportal.addresses import led_to_short_address
from coopportal.downloads import attached
from coopportal.page_cache import public_page
from coopportal.paging import page_of_first, page_or_404
from participants.exports.statistics import write_statistics
from participants.forms import OfficeFilterForm, YearForm
from participants.selectors import offices, statistics

PER_PAGE = 60
EVENTS_PER_PAGE = 50


@public_page
@led_to_short_address
def office_list(request: HttpRequest) -> HttpResponse:
    """Show the offices in official order, and how often each took part; 8 queries.

    At most 2 more to read a text, 4 where nothing has it.
    """
    form = OfficeFilterForm(request.GET)
    filters = form.filters()
    lists = (
        offices.public_offices(replace(filters, is_unfinished=is_unfinished), form.places)
        for is_unfinished in (False, True)
    )
    place, page = page_of_first(lists, PER_PAGE, request.GET.get("page"))
    times = offices.times_attended(body.pk for body in page)
    context = {
        "form": form,
        "not_understood": form.not_understood(),
        "was_cut": form.was_cut(),
        "is_of_unfinished": place > 0,
        "is_filtered": filters != offices.Filters(),
        "scheme": form.places.scheme,
        "page": page,
        "rows": [(body, form.places.region(body), times.of.get(body.pk, 0)) for body in page],
        "demonstration": times.demonstration,
    }
    return render(request, "offices/list.html", context)


@public_page
def office_detail(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Show one body and its public events; one that was merged is found where it went; 6 queries."""
    known = offices.office_page(organisation_id)
    if known is None:
        raise Http404(_("There is no such organisation."))
    if known.body.pk != organisation_id:
        return redirect("offices:detail", known.body.pk, permanent=True)
    page = page_or_404(known.events, EVENTS_PER_PAGE, request.GET.get("page"))
    context = {"known": known, "page": page, "years": offices.by_year(list(page))}
    return render(request, "offices/detail.html", context)


@public_page
@led_to_short_address
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show what the published figures add up to, all years and one in detail; 6 queries, and 2 where something was only announced.

    As CSV, 1 more for each year.
    """
    years = statistics.years()
    form = YearForm(request.GET, years=[year.fiscal_year for year in years])
    asked = form.fiscal_year()
    chosen = next((year for year in years if year.fiscal_year == asked), years[0] if years else None)
    found = statistics.details(chosen, office_counts=settings.PUBLISH_OFFICE_COUNTS) if chosen else None
    if request.GET.get("format") == "csv":
        file = BytesIO()
        write_statistics(years, chosen, found, file)
        response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
        name = pgettext("file name", "statistics")
        filename = f"{name}_{chosen.fiscal_year}.csv" if chosen else f"{name}.csv"
        return attached(response, filename)
    context = {
        "form": form,
        "not_understood": form.not_understood(),
        "years": years,
        "year": chosen,
        "found": found,
    }
    return render(request, "statistics.html", context)
