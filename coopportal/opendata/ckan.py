"""A data set as a package of CKAN, with the fields of Thailand's government data catalogue (GD Catalog).

That catalogue keeps its items beside CKAN's own fields, not among the ``extras``. Two of them are choices from a list
that it checks: what is not on the list goes to the field that ends in ``_other``.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import pgettext

from coopportal.addresses import thai
from coopportal.opendata.datasets import DataSet
from coopportal.opendata.files import files
from coopportal.opendata.metadata import items

NO_LICENCE = "License not specified"
"""The choice of the catalogue for a licence that is not decided."""


def package(data: DataSet, updated: datetime | None) -> dict[str, Any]:
    """Return the package; reads no table.

    ``metadata_modified`` is in UTC without a zone, as CKAN writes every moment. An e-mail that is not known is ``None``:
    CKAN takes nothing else than an address.
    """
    facts = {item.key: item for item in items(data)}
    values = {key: item.value for key, item in facts.items()}
    email = values["maintainer_email"] if facts["maintainer_email"].decided else None
    modified = updated.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") if updated else None
    return values | {
        "name": data.name,
        "type": "dataset",
        "private": False,
        "state": "active",
        "url": thai("data_set", data.name),
        "organization": {"title": values["owner_org"], "type": "organization"},
        "author": values["owner_org"],
        "author_email": email,
        "maintainer_email": email,
        "license_id": values["license_id"] if facts["license_id"].decided else NO_LICENCE,
        "license_title": values["license_id"],
        "license_url": settings.OPEN_DATA_LICENCE_URL or None,
        "objective": [pgettext("choice of the government data catalogue", "other")],
        "objective_other": values["objective"],
        "data_format": values["data_format"].split(", "),
        "data_language": [pgettext("choice of the government data catalogue", "Thai")],
        "last_updated_date": updated.date().isoformat() if updated else None,
        "metadata_modified": modified,
        "tags": [{"name": word, "display_name": word} for word in values["tag_string"].split(", ")],
        "extras": [],
        "resources": _resources(data, modified),
    }


def _resources(data: DataSet, modified: str | None) -> list[dict[str, Any]]:
    return [
        {
            "position": position,
            "name": file.name,
            "description": file.description,
            "format": file.format,
            "mimetype": file.media_type,
            "url": file.url,
            "last_modified": modified,
        }
        for position, file in enumerate(files(data))
    ]
