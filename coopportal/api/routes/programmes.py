"""Programmes."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from coopportal.api.errors import Problem
from coopportal.api.routes.lists import frame, page_of, refuse_others
from coopportal.api.schemas.programmes import (
    ProgrammeDetail,
    ProgrammeList,
    ProgrammesAsked,
    programme_detail,
    programme_row,
)
from events.selectors import counts_by_programme
from programmes import selectors

router = Router(tags=[_("Programmes")])

SLUG = Path(..., description=_("Name of the programme in addresses."), examples=["bus-federation-standard-2565"])


@router.get(
    "/programmes",
    response={200: ProgrammeList, 400: Problem, 404: Problem},
    url_name="programmes",
    operation_id="listProgrammes",
    openapi_extra={"x-example": "?year=2565"},
    summary=_("List of programmes"),
    description=_("Public programmes, the latest first."),
)
def programmes(request: HttpRequest, asked: Query[ProgrammesAsked]) -> ProgrammeList:
    """3 queries."""
    refuse_others(request, asked)
    page = page_of(selectors.listed_programmes(asked.year), asked)
    counts = counts_by_programme()
    return ProgrammeList(**frame(request, page), results=[programme_row(one, counts.get(one.pk, 0)) for one in page])


@router.get(
    "/programmes/{slug:slug}",
    response={200: ProgrammeDetail, 404: Problem},
    url_name="programme",
    operation_id="getProgramme",
    summary=_("One programme"),
    description=_("A public programme with its objectives; its events stand in the list of events."),
)
def programme(request: HttpRequest, slug: str = SLUG) -> ProgrammeDetail:
    """3 queries."""
    page = selectors.programme_page(slug)
    if page is None:
        raise Http404(gettext("There is no such programme."))
    return programme_detail(page, counts_by_programme().get(page.programme.pk, 0))
