"""What the public pages say of programmes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from programmes.models import Objective, Organisation, Programme, ProgrammeStatus, Province, SearchKind
from programmes.search import index
from programmes.search.query import parse


@dataclass(frozen=True)
class ProgrammePage:
    """A public programme and its objectives."""

    programme: Programme
    objectives: tuple[Objective, ...]


def public_programmes() -> list[Programme]:
    """Return the public programmes, the latest first; 1 query."""
    return list(Programme.objects.public().select_related("lead_organisation"))


def in_focus(programmes: Sequence[Programme]) -> Programme | None:
    """Return the one that the first page shows large: the first that runs, a real one before a demonstration; no query."""

    def place(programme: Programme) -> tuple[bool, bool]:
        return programme.status != ProgrammeStatus.RUNNING, programme.demonstration

    return min(programmes, key=place, default=None)


def listed_programmes(fiscal_year: int | None = None) -> QuerySet[Programme]:
    """Return the public programmes, or those that run in a fiscal year (Buddhist era), the latest first."""
    programmes = Programme.objects.public().select_related("lead_organisation")
    return programmes.in_fiscal_year(fiscal_year) if fiscal_year else programmes


def is_public(slug: str) -> bool:
    """Whether there is a public programme with this address; 1 query."""
    return Programme.objects.public().filter(slug=slug).exists()


def is_province(code: str) -> bool:
    """Whether there is a province with this code; 1 query."""
    return Province.objects.filter(code=code).exists()


def programme_page(slug: str) -> ProgrammePage | None:
    """Return a public programme by its address, or ``None``; 2 queries."""
    programme = Programme.objects.public().select_related("lead_organisation").filter(slug=slug).first()
    return ProgrammePage(programme, tuple(programme.objectives.all())) if programme else None


def renamed_to(slug: str) -> str | None:
    """Return today's address of the public programme that last had this one; 2 queries.

    ``None`` where a programme has the address now, public or not, or none ever had it.
    """
    if Programme.objects.filter(slug=slug).exists():
        return None
    had_it = Programme.history.filter(slug=slug).order_by("-history_date", "-history_id").values_list("id", flat=True)
    return Programme.objects.public().filter(pk__in=had_it[:1]).values_list("slug", flat=True).first()


@dataclass(frozen=True)
class OrganisationFilters:
    """What is asked of the register; what is empty is not asked."""

    text: str = ""
    kind: str = ""
    cooperative_type: str = ""
    province: str = ""


def register() -> QuerySet[Organisation]:
    """Return every body of the register in official order, with what its entry names."""
    bodies = Organisation.objects.select_related("province", "parent", "service_form", "merged_into")
    return bodies.order_by("sort_no", "name", "id")


def filtered_organisations(filters: OrganisationFilters) -> QuerySet[Organisation]:
    """Return the bodies of the register that fit, in official order; 1 query to read the text."""
    bodies = register()
    if filters.text:
        bodies = bodies.filter(pk__in=index.matching(parse(filters.text), SearchKind.ORGANISATION, is_public=True))
    asked = {"kind": filters.kind, "cooperative_type": filters.cooperative_type, "province": filters.province}
    return bodies.filter(**{field: value for field, value in asked.items() if value})


def organisation(organisation_id: int) -> Organisation | None:
    """Return a body of the register, or ``None``; 1 query."""
    return register().filter(pk=organisation_id).first()


def found_programmes(ids: Iterable[int]) -> dict[int, Programme]:
    """Return the public programmes among ``ids``, by id; 1 query."""
    return {one.pk: one for one in Programme.objects.public().select_related("lead_organisation").filter(pk__in=ids)}


def found_organisations(ids: Iterable[int]) -> dict[int, Organisation]:
    """Return the bodies among ``ids``, by id; 1 query."""
    return {one.pk: one for one in Organisation.objects.select_related("province", "parent").filter(pk__in=ids)}
