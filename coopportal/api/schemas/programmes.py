"""Programmes as the API answers them."""

from datetime import date

from django.utils.translation import gettext_noop as _
from pydantic import Field

from coopportal.api.schemas.common import Listed, OrganisationRef, Paging, ProgrammeRef, address
from programmes.models import Programme, ProgrammeStatus
from programmes.models.programme import FIRST_YEAR, LAST_YEAR
from programmes.selectors import ProgrammePage


class ProgrammesAsked(Paging):
    """The filters of the list of programmes."""

    year: int | None = Field(
        None,
        ge=FIRST_YEAR,
        le=LAST_YEAR,
        description=_("Fiscal year in the Buddhist era: programmes that run in it."),
        examples=[2565],
    )


class ProgrammeRow(ProgrammeRef):
    """A programme in a list."""

    url: str = Field(description=_("Address of this entry in the API."))
    page_url: str = Field(description=_("Address of the web page."))
    status: ProgrammeStatus = Field(description=_("How far the programme has come."))
    status_label: str = Field(description=_("The same in Thai."))
    first_fiscal_year: int = Field(description=_("First fiscal year, Buddhist era."))
    last_fiscal_year: int = Field(description=_("Last fiscal year, Buddhist era."))
    lead_organisation: OrganisationRef | None = Field(description=_("The responsible body."))
    events: int = Field(description=_("Public events of the programme."))
    demonstration: bool = Field(description=_("Invented data for demonstration."))


class ProgrammeList(Listed):
    """A page of the list of programmes."""

    results: list[ProgrammeRow] = Field(description=_("The entries of this page."))


class ProgrammeDetail(ProgrammeRow):
    """Everything that the page of a programme says of it."""

    project_code: str = Field(description=_("Project or budget code; empty if none was given."))
    rationale: str = Field(description=_("Why the programme is run, plain text."))
    objectives: list[str] = Field(description=_("Objectives, in their order."))
    target_group: str = Field(description=_("Whom the programme is for."))
    starts_on: date | None = Field(description=_("First day of the programme."))
    ends_on: date | None = Field(description=_("Last day of the programme."))
    events_url: str = Field(description=_("Address of the list of its events in the API."))


def programme_row(programme: Programme, events: int) -> ProgrammeRow:
    """Return a programme for a list."""
    lead = programme.lead_organisation
    return ProgrammeRow(
        slug=programme.slug,
        title=programme.title,
        url=address("api:programme", programme.slug),
        page_url=address("programmes:detail", programme.slug),
        status=ProgrammeStatus(programme.status),
        status_label=programme.get_status_display(),
        first_fiscal_year=programme.first_fiscal_year,
        last_fiscal_year=programme.last_fiscal_year,
        lead_organisation=OrganisationRef(id=lead.pk, name=lead.name) if lead else None,
        events=events,
        demonstration=programme.demonstration,
    )


def programme_detail(page: ProgrammePage, events: int) -> ProgrammeDetail:
    """Return everything that the page of a programme says of it."""
    programme = page.programme
    return ProgrammeDetail(
        **programme_row(programme, events).model_dump(),
        project_code=programme.project_code,
        rationale=programme.rationale,
        objectives=[objective.text for objective in page.objectives],
        target_group=programme.target_group,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        events_url=f"{address('api:events')}?programme={programme.slug}",
    )
