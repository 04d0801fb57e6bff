"""The catalogue of the data sets, read back as RDF by a library that knows the vocabularies and not the portal."""

import datetime as dt
import json

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import ClosedNamespace
from rdflib.plugins.parsers.jsonld import to_rdf

from coopportal.opendata.datasets import ALL
from participants.services import indexing
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/data/catalog.jsonld"
NAMES = [data.name for data in ALL]
SITE = "https://portal.example.org"
EU = "http://publications.europa.eu/resource/authority"
VCARD = ClosedNamespace("http://www.w3.org/2006/vcard/ns#", ["Organization", "fn", "hasEmail"])
CATALOGUE = URIRef(f"{SITE}/data/#catalog")
DEPARTMENT = URIRef("https://www.cpd.go.th/#department")


def of(name: str) -> URIRef:
    """Return the IRI of a data set."""
    return URIRef(f"{SITE}/data/{name}/#dataset")


def node(data: dict, name: str) -> dict:
    """Return a data set of the JSON."""
    [found] = [one for one in data["dcat:dataset"] if one["dct:identifier"] == name]
    return found


@pytest.fixture
def plain(client, settings):
    """Return the catalogue as JSON."""
    settings.SITE_URL = SITE

    def plain() -> dict:
        response = client.get(ADDRESS)
        assert response["Content-Type"] == "application/ld+json"
        return json.loads(response.content)

    return plain


@pytest.fixture
def graph(plain):
    """Return the catalogue as RDF; the machine reaches no network, so the context is all there."""

    def graph() -> Graph:
        return to_rdf(plain(), Graph())

    return graph


def test_context_stands_in_the_file(plain):
    assert {type(one) for one in plain()["@context"].values()} == {str, dict}


def test_every_term_is_one_of_its_vocabulary(graph):
    vocabularies = (RDF, RDFS, DCAT, DCTERMS, FOAF, VCARD)
    found = graph()
    terms = {*found.predicates(), *found.objects(None, RDF.type)}
    assert len(terms) > 30
    assert {term for term in terms if not any(term in vocabulary for vocabulary in vocabularies)} == set()


def test_catalogue_says_what_it_is_and_who_publishes_it(graph, reported):
    reported()
    found = graph()
    assert set(found.subjects(RDF.type, DCAT.Catalog)) == {CATALOGUE}
    assert set(found.objects(CATALOGUE, DCTERMS.title)) == {Literal("ข้อมูลเปิด", "th"), Literal("Open data", "en")}
    assert {one.language for one in found.objects(CATALOGUE, DCTERMS.description)} == {"th", "en"}
    assert set(found.objects(CATALOGUE, DCTERMS.language)) == {URIRef(f"{EU}/language/{one}") for one in ("THA", "ENG")}
    assert found.value(CATALOGUE, FOAF.homepage) == URIRef(f"{SITE}/data/")
    assert found.value(CATALOGUE, DCTERMS.modified).toPython().isoformat() == "2026-11-24T10:00:00+07:00"
    assert found.value(CATALOGUE, DCTERMS.publisher) == DEPARTMENT
    assert found.value(DEPARTMENT, RDF.type) == FOAF.Agent
    assert set(found.objects(DEPARTMENT, FOAF.name)) == {
        Literal("กรมส่งเสริมสหกรณ์", "th"),
        Literal("Cooperative Promotion Department", "en"),
    }


def test_catalogue_lists_every_data_set_with_what_dcat_recommends(graph, reported):
    reported()
    found = graph()
    assert set(found.objects(CATALOGUE, DCAT.dataset)) == {of(name) for name in NAMES}
    assert set(found.subjects(RDF.type, DCAT.Dataset)) == {of(name) for name in NAMES}
    for name in NAMES:
        one = of(name)
        assert found.value(one, DCTERMS.identifier) == Literal(name)
        for words in (DCTERMS.title, DCTERMS.description):
            assert sorted(said.language for said in found.objects(one, words)) == ["en", "th"]
        assert {said.language for said in found.objects(one, DCAT.keyword)} == {"en", "th"}
        addresses = (DCTERMS.language, DCTERMS.accrualPeriodicity, DCTERMS.spatial, DCTERMS.accessRights)
        assert [found.value(one, term) for term in addresses] == [
            URIRef(f"{EU}/{place}")
            for place in ("language/THA", "frequency/UPDATE_CONT", "country/THA", "access-right/PUBLIC")
        ]
        assert found.value(one, DCTERMS.publisher) == DEPARTMENT
        assert found.value(one, DCAT.landingPage) == URIRef(f"{SITE}/data/{name}/")
        assert found.value(one, FOAF.page) == URIRef(f"{SITE}/data/{name}/dictionary.csv")
        modified = found.value(one, DCTERMS.modified)
        assert modified.datatype == XSD.dateTime
        assert modified.toPython().utcoffset() == dt.timedelta(hours=7)


def test_distributions_are_the_files_with_rows(graph, client):
    found = graph()
    for name in NAMES:
        files = {
            found.value(one, DCAT.downloadURL): (
                found.value(one, RDF.type),
                found.value(one, DCTERMS["format"]),
                found.value(one, DCAT.mediaType),
                found.value(one, DCAT.accessURL),
            )
            for one in found.objects(of(name), DCAT.distribution)
        }
        media_types = "https://www.iana.org/assignments/media-types"
        assert files == {
            URIRef(url): (
                DCAT.Distribution,
                URIRef(f"{EU}/file-type/{kind}"),
                URIRef(f"{media_types}/{media}"),
                URIRef(url),
            )
            for kind, media, url in [
                ("CSV", "text/csv", f"{SITE}/data/{name}.csv"),
                ("JSON", "application/json", f"{SITE}/data/{name}.json"),
            ]
        }
        assert [client.head(url.removeprefix(SITE)).status_code for url in files] == [200, 200]


def test_titles_keywords_and_source_are_those_of_the_package(plain, client):
    for name in NAMES:
        one, package = node(plain(), name), client.get(f"/data/{name}/package.json").json()
        assert (one["dct:title"]["th"], one["dct:description"]["th"]) == (package["title"], package["notes"])
        assert one["dcat:keyword"]["th"] == [tag["name"] for tag in package["tags"]]
        assert one["dct:provenance"]["rdfs:label"]["th"] == package["data_source"]
        assert one["dcat:contactPoint"]["vcard:fn"]["th"] == package["maintainer"]


def test_service_is_the_api(graph, client):
    found = graph()
    [service] = found.objects(CATALOGUE, DCAT.service)
    assert found.value(service, RDF.type) == DCAT.DataService
    assert set(found.objects(service, DCAT.servesDataset)) == {of(name) for name in NAMES}
    assert found.value(service, DCAT.endpointURL) == URIRef(f"{SITE}/api/v1/")
    description = found.value(service, DCAT.endpointDescription)
    assert client.get(description.removeprefix(SITE)).json()["openapi"].startswith("3.")


def test_what_is_not_decided_or_known_is_not_invented(graph):
    found = graph()
    assert list(found.objects(None, DCTERMS.license)) == []
    assert list(found.objects(None, VCARD.hasEmail)) == []
    assert list(found.objects(None, DCTERMS.modified)) == []
    rights = {label for one in found.objects(None, DCTERMS.rights) for label in found.objects(one, RDFS.label)}
    assert rights == {Literal("รอหน่วยงานยืนยัน", "th"), Literal("to be confirmed by the department", "en")}


def test_licence_and_contact_once_they_are_decided(graph, settings):
    licence = "https://creativecommons.org/licenses/by/4.0/"
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL = "CC BY 4.0", licence
    settings.CONTACT_EMAIL = "data@example.org"
    found = graph()
    for name in NAMES:
        files = list(found.objects(of(name), DCAT.distribution))
        assert [found.value(file, DCTERMS.license) for file in files] == [URIRef(licence), URIRef(licence)]
        contact = found.value(of(name), DCAT.contactPoint)
        assert found.value(contact, VCARD.hasEmail) == URIRef("mailto:data@example.org")
    assert list(found.objects(None, DCTERMS.rights)) == []


def test_licence_without_an_address_is_said_in_words(graph, settings):
    settings.OPEN_DATA_LICENCE = "Open Data Common"
    found = graph()
    rights = {label for one in found.objects(None, DCTERMS.rights) for label in found.objects(one, RDFS.label)}
    assert {str(label) for label in rights} == {"Open Data Common"}
    assert list(found.objects(None, DCTERMS.license)) == []


def test_set_that_is_switched_off_is_gone_for_who_has_the_catalogue_too(client, graph, settings):
    known = {"if-none-match": client.get(ADDRESS)["ETag"]}
    assert client.get(ADDRESS, headers=known).status_code == 304
    settings.PUBLISH_OFFICE_COUNTS = False
    assert client.get(ADDRESS, headers=known).status_code == 200
    assert set(graph().subjects(RDF.type, DCAT.Dataset)) == {of(name) for name in NAMES if name != "attendance"}
    assert b"attendance" not in client.get(ADDRESS).content


def test_catalogue_is_kept_until_something_public_changes(client, settings, django_capture_on_commit_callbacks):
    first = client.get(ADDRESS)
    known = {"if-none-match": first["ETag"]}
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(ADDRESS, headers=known).status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(EventFactory())
    known = {"if-none-match": client.head(ADDRESS)["ETag"]}
    assert known["if-none-match"] != first["ETag"]
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL = "CC BY 4.0", "https://example.org/by"
    assert client.get(ADDRESS, headers=known).status_code == 200


def test_head_has_the_headers_and_no_body(client):
    asked, head = client.get(ADDRESS), client.head(ADDRESS)
    names = ("ETag", "Content-Type", "Cache-Control", "Access-Control-Allow-Origin")
    assert [head[name] for name in names] == [asked[name] for name in names]
    assert (head.status_code, head.getvalue(), "Content-Length" in head) == (200, b"", False)
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_catalogue_costs_few_queries_whatever_there_is(rows, client, reported, django_assert_num_queries):
    for _ in range(rows):
        reported()
    with django_assert_num_queries(7):  # the generation, and the six tables that tell of a change
        first = client.get(ADDRESS)
    with django_assert_num_queries(1):
        client.get(ADDRESS, headers={"if-none-match": first["ETag"]})


def test_list_leads_to_the_catalogue(client, read):
    page = read(client.get("/data/"))
    assert [link.get_text() for link in page.select(f'main a[href="{ADDRESS}"]')] == ["บัญชีชุดข้อมูลตามมาตรฐาน DCAT"]
    assert [link["type"] for link in page.select(f'head link[href="{ADDRESS}"]')] == ["application/ld+json"]
