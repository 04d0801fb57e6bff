"""The data sets as a catalogue in the words of DCAT 3 (W3C), as JSON-LD that explains itself: no context is fetched."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from coopportal.addresses import thai
from coopportal.jsonld import DEPARTMENT, Node, known
from coopportal.opendata.datasets import DESCRIPTION, TITLE, DataSet
from coopportal.opendata.files import File, data_files, dictionary_file
from coopportal.opendata.metadata import items

Said = TypeVar("Said")

EU = "http://publications.europa.eu/resource/authority"
"""The code lists of the European Union, which catalogues everywhere know."""

MEDIA_TYPES = "https://www.iana.org/assignments/media-types"

WORDS, ADDRESS, MOMENT = {"@container": "@language"}, {"@type": "@id"}, {"@type": "xsd:dateTime"}

CONTEXT: Node = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **dict.fromkeys(("dct:title", "dct:description", "dcat:keyword", "foaf:name", "vcard:fn", "rdfs:label"), WORDS),
    **dict.fromkeys(
        (
            *(
                "dct:accessRights",
                "dct:accrualPeriodicity",
                "dct:format",
                "dct:language",
                "dct:license",
                "dct:publisher",
            ),
            *("dct:spatial", "dcat:accessURL", "dcat:downloadURL", "dcat:endpointDescription", "dcat:endpointURL"),
            *("dcat:landingPage", "dcat:mediaType", "dcat:servesDataset", "foaf:homepage", "foaf:page"),
            "vcard:hasEmail",
        ),
        ADDRESS,
    ),
    "dct:modified": MOMENT,
}


def catalogue(found: Sequence[tuple[DataSet, datetime | None]]) -> Node:
    """Return the catalogue of data sets with their last changes; reads no table.

    Texts are in both languages; what is not known (a licence, an e-mail, when something changed) is left out.
    """
    publisher = spoken(lambda: _("Cooperative Promotion Department"))
    changes = [updated for _data, updated in found if updated]
    return {"@context": CONTEXT} | known(
        type="dcat:Catalog",
        id=catalogue_id(),
        **{
            "dct:title": spoken(lambda: _(TITLE)),
            "dct:description": spoken(lambda: _(DESCRIPTION)),
            "dct:language": [f"{EU}/language/THA", f"{EU}/language/ENG"],
            "dct:modified": max(changes).isoformat() if changes else None,
            "dct:publisher": known(
                type="foaf:Agent", id=publisher_id(), **{"foaf:name": publisher, "foaf:homepage": DEPARTMENT}
            ),
            "foaf:homepage": thai("data"),
            "dcat:dataset": [dataset(data, updated) for data, updated in found],
            "dcat:service": service([data for data, _updated in found]),
        },
    )


def dataset(data: DataSet, updated: datetime | None) -> Node:
    """Return a data set with a distribution for each of its files."""
    facts = spoken(lambda: {item.key: item for item in items(data)})
    email = facts[settings.LANGUAGE_CODE]["maintainer_email"]

    def words(key: str) -> dict[str, str]:
        return {code: said[key].value for code, said in facts.items()}

    return known(
        type="dcat:Dataset",
        id=dataset_id(data),
        **{
            "dct:identifier": data.name,
            "dct:title": words("title"),
            "dct:description": words("notes"),
            "dcat:keyword": {code: said["tag_string"].value.split(", ") for code, said in facts.items()},
            "dct:publisher": publisher_id(),
            "dcat:contactPoint": known(
                type="vcard:Organization",
                **{
                    "vcard:fn": words("maintainer"),
                    "vcard:hasEmail": f"mailto:{email.value}" if email.decided else None,
                },
            ),
            "dct:language": f"{EU}/language/THA",
            "dct:modified": updated.isoformat() if updated else None,
            "dct:accrualPeriodicity": f"{EU}/frequency/UPDATE_CONT",
            "dct:spatial": f"{EU}/country/THA",
            "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": words("data_source")},
            "dct:accessRights": f"{EU}/access-right/PUBLIC",
            "dcat:landingPage": thai("data_set", data.name),
            "foaf:page": dictionary_file(data).url,
            "dcat:distribution": [
                distribution(data, files, updated) | terms_of_use(words("license_id"))
                for files in zip(*spoken(lambda: data_files(data)).values(), strict=True)
            ],
        },
    )


def distribution(data: DataSet, files: Sequence[File], updated: datetime | None) -> Node:
    """Return a file as a distribution; ``files`` says it in every language."""
    file = files[0]
    codes = [code for code, _name in settings.LANGUAGES]
    return known(
        type="dcat:Distribution",
        id=f"{thai('data_set', data.name)}#{file.key}",
        **{
            "dct:title": {code: said.name for code, said in zip(codes, files, strict=True)},
            "dct:description": {code: said.description for code, said in zip(codes, files, strict=True)},
            "dct:format": f"{EU}/file-type/{file.format}",
            "dcat:mediaType": f"{MEDIA_TYPES}/{file.media_type}",
            "dcat:accessURL": file.url,
            "dcat:downloadURL": file.url,
            "dct:modified": updated.isoformat() if updated else None,
        },
    )


def terms_of_use(licence: dict[str, str]) -> Node:
    """Return the licence by its address; without one what is said of it, which may be that nothing is decided."""
    if settings.OPEN_DATA_LICENCE_URL:
        return {"dct:license": settings.OPEN_DATA_LICENCE_URL}
    return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": licence}}


def service(served: Sequence[DataSet]) -> Node:
    """Return the API, which answers with the same rows."""
    return known(
        type="dcat:DataService",
        id=f"{thai('api_docs')}#service",
        **{
            "dct:title": spoken(lambda: _("Open API of the cooperative upgrade programme")),
            "dct:publisher": publisher_id(),
            "dcat:endpointURL": thai("api:api-root"),
            "dcat:endpointDescription": thai("api:openapi-json"),
            "dcat:landingPage": thai("api_docs"),
            "dcat:servesDataset": [dataset_id(data) for data in served],
        },
    )


def spoken(say: Callable[[], Said]) -> dict[str, Said]:
    """Return what ``say`` returns in each language of the portal, the first one first."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = say()
    return said


def catalogue_id() -> str:
    """Return the IRI of the catalogue."""
    return f"{thai('data')}#catalog"


def dataset_id(data: DataSet) -> str:
    """Return the IRI of a data set."""
    return f"{thai('data_set', data.name)}#dataset"


def publisher_id() -> str:
    """Return the IRI of the department."""
    return f"{DEPARTMENT}#department"
