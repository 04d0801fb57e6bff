"""The data sets in the words of schema.org, for the heads of their pages: what search engines for data read."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from coopportal.addresses import thai
from coopportal.jsonld import Node, department, known
from coopportal.opendata.datasets import DESCRIPTION, TITLE, DataSet
from coopportal.opendata.dcat import catalogue_id, dataset_id
from coopportal.opendata.files import data_files
from coopportal.opendata.metadata import items


def data_catalog(sets: Iterable[DataSet]) -> Node:
    """Return the catalogue; its data sets by name and address, as their own pages say the rest."""
    return known(
        type="DataCatalog",
        id=catalogue_id(),
        name=_(TITLE),
        description=_(DESCRIPTION),
        url=thai("data"),
        publisher=department(),
        dataset=[
            known(
                type="Dataset",
                id=dataset_id(data),
                name=_(data.title),
                description=_(data.description),
                url=thai("data_set", data.name),
            )
            for data in sets
        ],
    )


def dataset(data: DataSet, updated: datetime | None) -> Node:
    """Return a data set with its files; reads no table. A licence that is not decided is not said."""
    facts = {item.key: item for item in items(data)}
    return known(
        type="Dataset",
        id=dataset_id(data),
        name=facts["title"].value,
        description=facts["notes"].value,
        url=thai("data_set", data.name),
        inLanguage="th",
        keywords=facts["tag_string"].value.split(", "),
        isAccessibleForFree=True,
        creator=department(),
        license=settings.OPEN_DATA_LICENCE_URL
        or _named_licence(facts["license_id"].value, facts["license_id"].decided),
        dateModified=updated.isoformat() if updated else None,
        spatialCoverage=known(type="Country", name=_("Thailand"), identifier="TH"),
        includedInDataCatalog=known(type="DataCatalog", id=catalogue_id(), name=_(TITLE), url=thai("data")),
        distribution=[
            known(type="DataDownload", name=file.name, encodingFormat=file.media_type, contentUrl=file.url)
            for file in data_files(data)
        ],
    )


def _named_licence(name: str, decided: bool) -> Node | None:
    return known(type="CreativeWork", name=name) if decided else None
