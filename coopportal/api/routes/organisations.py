"""The register of organisations."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from coopportal.api.errors import Problem, refused
from coopportal.api.routes.lists import frame, page_of, refuse_others
from coopportal.api.schemas.organisations import (
    OrganisationList,
    OrganisationRow,
    OrganisationsAsked,
    organisation_row,
)
from coopportal.thai.text import normalise
from programmes import selectors

router = Router(tags=[_("Organisations")])

ORGANISATION_ID = Path(..., description=_("Number of the body in the register."), examples=[1])


@router.get(
    "/organisations",
    response={200: OrganisationList, 400: Problem, 404: Problem},
    url_name="organisations",
    operation_id="listOrganisations",
    openapi_extra={"x-example": "?kind=provincial&page_size=100"},
    summary=_("Register of organisations"),
    description=_("Departments, divisions, provincial offices, cooperatives and other bodies, in official order."),
)
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> OrganisationList:
    """2 queries, 1 more for a province and 1 to read a text."""
    refuse_others(request, asked)
    if asked.province and not selectors.is_province(asked.province):
        raise refused(("province", gettext("There is no province with this code.")))
    filters = selectors.OrganisationFilters(
        text=normalise(asked.q).strip(),
        kind=asked.kind or "",
        cooperative_type=asked.cooperative_type or "",
        province=asked.province,
    )
    page = page_of(selectors.filtered_organisations(filters), asked)
    return OrganisationList(**frame(request, page), results=[organisation_row(body) for body in page])


@router.get(
    "/organisations/{number:organisation_id}",
    response={200: OrganisationRow, 404: Problem},
    url_name="organisation",
    operation_id="getOrganisation",
    summary=_("One organisation"),
    description=_("A body of the register."),
)
def organisation(request: HttpRequest, organisation_id: int = ORGANISATION_ID) -> OrganisationRow:
    """1 query."""
    body = selectors.organisation(organisation_id)
    if body is None:
        raise Http404(gettext("There is no such organisation."))
    return organisation_row(body)
