"""What the department runs, who works on it, and the register of bodies."""

from programmes.models.export import ExportKind, ExportLog
from programmes.models.generation import SiteGeneration
from programmes.models.organisation import (
    CAPITAL,
    CENTRAL_UNITS,
    CooperativeType,
    FederationLevel,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Province,
    Region,
    RegionPlace,
    RegionScheme,
    ServiceForm,
    seat,
)
from programmes.models.programme import Objective, Programme, ProgrammeStatus
from programmes.models.search import SearchEntry, SearchKind, SearchSynonym
from programmes.models.user import Membership, Role, User

__all__ = [
    "CAPITAL",
    "CENTRAL_UNITS",
    "CooperativeType",
    "ExportKind",
    "ExportLog",
    "FederationLevel",
    "Membership",
    "Objective",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Programme",
    "ProgrammeStatus",
    "Province",
    "Region",
    "RegionPlace",
    "RegionScheme",
    "Role",
    "SearchEntry",
    "SearchKind",
    "SearchSynonym",
    "ServiceForm",
    "SiteGeneration",
    "User",
    "seat",
]
