"""The register of organisations as the API answers it."""

import datetime as dt

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from coopportal.api.schemas.common import Listed, OrganisationRef, Paging, address
from programmes.models import CooperativeType, FederationLevel, Organisation, OrganisationKind
from programmes.search.query import LONGEST


class OrganisationsAsked(Paging):
    """The filters of the register."""

    q: str = Field(
        "", max_length=LONGEST, description=_("Words of a name, short name or province."), examples=["เดินรถ"]
    )
    kind: OrganisationKind | None = Field(None, description=_("Kind of body."), examples=["provincial"])
    cooperative_type: CooperativeType | None = Field(None, description=_("Type of cooperative."), examples=["service"])
    province: str = Field("", max_length=2, description=_("Code of the province, two digits."), examples=["10"])


class OrganisationRow(Schema):
    """A body of the register."""

    id: int = Field(description=_("Number of the body in the register."))
    url: str = Field(description=_("Address of this entry in the API."))
    name: str = Field(description=_("Official name."))
    short_name: str = Field(description=_("Short name; empty if there is none."))
    kind: OrganisationKind = Field(description=_("Kind of body."))
    kind_label: str = Field(description=_("The same in Thai."))
    cooperative_type: CooperativeType | None = Field(description=_("Type of cooperative; `null` for other bodies."))
    cooperative_type_label: str = Field(description=_("The same in Thai."))
    service_form: str = Field(description=_("Form of service cooperative, once the department has confirmed the list."))
    federation_level: FederationLevel | None = Field(description=_("Level of a federation; `null` for other bodies."))
    registration_number: str = Field(description=_("Registration number; empty if it is not known."))
    province_code: str = Field(description=_("Code of the province, two digits; empty if it has none."))
    province: str = Field(description=_("Name of the province."))
    parent: OrganisationRef | None = Field(description=_("The body that it belongs under."))
    active_from: dt.date | None = Field(description=_("Day from which it exists; `null` if that is not known."))
    active_to: dt.date | None = Field(description=_("Last day on which it exists; `null` if it still does."))
    merged_into: OrganisationRef | None = Field(description=_("The body that this entry was merged into."))
    confirmed: bool = Field(description=_("Whether the department has confirmed the entry."))


class OrganisationList(Listed):
    """A page of the register."""

    results: list[OrganisationRow] = Field(description=_("The entries of this page."))


def organisation_row(body: Organisation) -> OrganisationRow:
    """Return a body of the register, read by ``programmes.selectors.register``."""
    form = body.service_form
    return OrganisationRow(
        id=body.pk,
        url=address("api:organisation", body.pk),
        name=body.name,
        short_name=body.short_name,
        kind=OrganisationKind(body.kind),
        kind_label=body.get_kind_display(),
        cooperative_type=CooperativeType(body.cooperative_type) if body.cooperative_type else None,
        cooperative_type_label=body.get_cooperative_type_display() if body.cooperative_type else "",
        service_form=form.name if form and form.confirmed else "",
        federation_level=FederationLevel(body.federation_level) if body.federation_level else None,
        registration_number=body.registration_number,
        province_code=body.province.code if body.province else "",
        province=body.province.name if body.province else "",
        parent=_named(body.parent),
        active_from=body.active_from,
        active_to=body.active_to,
        merged_into=_named(body.merged_into),
        confirmed=body.confirmed,
    )


def _named(body: Organisation | None) -> OrganisationRef | None:
    return OrganisationRef(id=body.pk, name=body.name) if body else None
