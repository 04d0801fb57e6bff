"""A programme in the words of schema.org; reads no table and no request."""

from django.utils.translation import gettext as _

from coopportal.addresses import thai
from coopportal.jsonld import Node, known
from programmes.models import Programme


def series(programme: Programme) -> Node:
    """Return a programme as the series of its events; reads ``lead_organisation`` (a query if not loaded)."""
    url = thai("programmes:detail", programme.slug)
    lead = programme.lead_organisation
    return known(
        type="EventSeries",
        id=f"{url}#programme",
        name=programme.title,
        disambiguatingDescription=_("Demonstration data") if programme.demonstration else "",
        description=programme.rationale,
        url=url,
        inLanguage="th",
        startDate=programme.starts_on.isoformat() if programme.starts_on else None,
        endDate=programme.ends_on.isoformat() if programme.ends_on else None,
        organizer=known(type="Organization", name=lead.name) if lead else None,
    )
