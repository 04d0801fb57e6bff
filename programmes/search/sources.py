"""What is searched of programmes and of the register of bodies."""

import datetime as dt
from collections.abc import Iterable

from coopportal.thai.dates import fiscal_year_bounds
from programmes.models import Organisation, Programme, SearchKind
from programmes.search.cutting import cut, joined
from programmes.search.entries import Entry, facet, replace


def refresh_programmes(ids: Iterable[int]) -> int:
    """Write the entries of these programmes anew, and drop those of programmes that are gone; at most 6 queries."""
    ids = list(ids)
    programmes = Programme.objects.filter(pk__in=ids).select_related("lead_organisation").prefetch_related("objectives")
    return replace(SearchKind.PROGRAMME, ids, map(programme_entry, programmes))


def programme_entry(programme: Programme) -> Entry:
    """Return what is found of a programme: title; target group and plan; rationale and objectives; who leads it, and its code."""
    years = range(programme.first_fiscal_year, programme.last_fiscal_year + 1)
    lead = programme.lead_organisation
    return Entry(
        kind=SearchKind.PROGRAMME,
        object_id=programme.pk,
        title=cut(programme.title),
        lead=cut(programme.target_group, programme.plan, programme.output, programme.main_activity),
        body=cut(programme.rationale, *(objective.text for objective in programme.objectives.all())),
        unshown=cut(lead.name if lead else "", programme.project_code),
        date=first_day(programme),
        facets=frozenset([facet("programme", programme.pk), *(facet("year", year) for year in years)]),
        is_public=programme.is_public,
    )


def first_day(programme: Programme) -> dt.date:
    """Return when a programme starts: its own first day, else that of its first fiscal year."""
    return programme.starts_on or fiscal_year_bounds(programme.first_fiscal_year)[0]


def refresh_organisations(ids: Iterable[int]) -> int:
    """Write the entries of these bodies anew, and drop those of bodies that are gone or merged; at most 6 queries."""
    ids = list(ids)
    bodies = (
        Organisation.objects.filter(pk__in=ids, merged_into__isnull=True)
        .select_related("province", "parent")
        .prefetch_related("aliases")
    )
    return replace(SearchKind.ORGANISATION, ids, map(organisation_entry, bodies))


def organisation_entry(body: Organisation) -> Entry:
    """Return what is found of a body: its names, of which only the official one is shown; where it belongs, and its number.

    Pages name its province and the body above it themselves, in their language.
    """
    return Entry(
        kind=SearchKind.ORGANISATION,
        object_id=body.pk,
        title=cut(body.name),
        also=joined(*(cut(name) for name in (body.short_name, *(alias.name for alias in body.aliases.all())))),
        unshown=cut(
            *((body.province.name, body.province.name_en) if body.province else ()),
            body.parent.name if body.parent else "",
            body.registration_number,
        ),
        facets=frozenset([facet("province", body.province_id)] if body.province_id else []),
    )
