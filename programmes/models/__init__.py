"""What the department runs, who works on it, and the register of bodies."""

from programmes.models.export import ExportKind, ExportLog
from programmes.models.generation import SiteGeneration
from programmes.models.organisation import (
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
)
from programmes.models.programme import Objective, Programme, ProgrammeStatus
from programmes.models.search import SearchEntry, SearchKind, SearchSynonym
from programmes.models.user import Membership, Role, User

__all__ = [
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
]
