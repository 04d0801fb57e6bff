"""What no link of ours asks for: every public address answers it with a page that says what is wrong, never with a fault."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.urls import reverse

from participants.services import indexing
from tests.architecture.access import EVERYBODY, PAGES, Address, body, declared
from tests.architecture.world import World, build_world
from tests.pages.reading import christian_years, english
from tests.pages.test_language import NAMES

pytestmark = pytest.mark.django_db

QUERIES = {
    "page zero": "page=0",
    "page of nothing": "page=",
    "page beyond the last": "page=99999",
    "page beyond 64 bit": f"page={2**64}",
    "page that is no number": "page=%E0%B8%81&p=x",
    "page in Thai digits": "page=%E0%B9%91",
    "year that cannot be": "year=99999&fiscal_year=99999&month=99&date=2569-13-45",
    "year of the Christian era": "year=2022",
    "year before all": "year=-1&month=0",
    "year beyond 64 bit": f"year={2**64}&month={2**64}",
    "filters that contradict each other": "year=2565&year=2570&kind=seminar&kind=study_visit&format=online&format=onsite",
    "filters that do not exist": "programme=no-such&kind=party&format=xx&province=zz&what=everything&region=x",
    "sign that is no text": "q=%00&year=%00&programme=%00&page=%00&kind=%00",
    "half of a letter": "q=%E0%B8&programme=%E0%B8&page=%ff%fe",
    "broken percent signs": "q=%&year=%zz&page=%u0e01",
    "no query at all": "&&&===&=&?",
    "query of 10,000 letters": "q=" + quote("สหกรณ์เดินรถ " * 800)[: 10_000 * 3],
    "10,000 letters without a space": "q=" + "a" * 10_000,
    "query of signs": "q=" + quote("\"'`*:()^~-+&|!<>@\\%_ NEAR OR NOT"),
    "query that climbs": "q=../../etc/passwd&next=//evil.example/&next=javascript:alert(1)",
    "lone surrogate": "q=%ED%A0%80",
    "thousand parameters": "&".join(f"q{number}=1" for number in range(1001)),
}

HEADERS = {
    "times that are none": {"if-modified-since": "ไม่ใช่วันที่".encode().decode("latin-1"), "if-unmodified-since": "x"},
    "tags that are none": {"if-none-match": '",,W/"', "if-match": "*"},
    "range beyond the end": {"range": "bytes=999999999999999999999-"},
    "language that is none": {"accept-language": "th;q=x, *;q=2, \x01"},
    "kind of answer that is none": {"accept": "application/x-nothing"},
    "cookies that are none": {"cookie": "sessionid=\x01%00; csrf=x; =; django_language=xx; messages=x"},
    "proxies that lie": {"x-forwarded-host": "evil.example", "x-forwarded-for": "x, 1.2.3", "x-forwarded-proto": "ftp"},
}


@pytest.fixture
def world(roles) -> World:
    world = build_world()
    indexing.rebuild_all()
    return world


def public() -> list[Address]:
    return [address for address in declared() if not address.model and PAGES[address.key].who == EVERYBODY]


def is_read_only(address: Address) -> bool:
    """Say whether nothing can be sent to an address: all that is not the staff's way in."""
    return not address.key.startswith(("account", "admin", "mfa"))


def faults(response: HttpResponse, *, is_thai: bool = True) -> list[str]:
    """Return what is wrong with an answer: a fault of ours, or a refusal that no person can read."""
    content = body(response)
    text = content.decode() if response.get("Content-Type", "").startswith("text/html") else ""
    found = [f"status {response.status_code}"] if response.status_code >= 500 else []
    if text and response.status_code >= 400:
        found += [] if text.count("<h1") == 1 else ["no page"]
        found += sorted(english(text, NAMES) | christian_years(text)) if is_thai else []
    return found


def wrong(answers: Iterator[tuple[str, HttpResponse]]) -> dict[str, list[str]]:
    return {address[:200]: found for address, response in answers if (found := faults(response))}


@pytest.mark.parametrize("query", QUERIES)
def test_no_public_address_fails_whatever_is_asked(query, world, client):
    asked = (f"{address.url(world)}?{QUERIES[query]}" for address in public())
    assert wrong((address, client.get(address)) for address in asked) == {}


@pytest.mark.parametrize("name", HEADERS)
def test_no_public_address_fails_whatever_headers_say(name, world, client):
    asked = (address.url(world) for address in public())
    assert wrong((address, client.get(address, headers=HEADERS[name])) for address in asked) == {}


NUMBERS = [0, 2**31, 2**63 - 1, 2**63, 2**64, 10**40]
TEXTS = ["%00", "%E0%B8", "%zz", "a" * 5000, "..%2F..", "-", "%E0%B9%91", "'--", "1;drop", "%F0%9F%9A%8C", "x%0d%0aY:z"]


def mistaken(world: World) -> Iterator[str]:
    """Yield every public address with arguments that name nothing."""
    for address in public():
        args = PAGES[address.key].args(world)
        url = address.url(world)
        for place, arg in enumerate(args):
            for number in NUMBERS if isinstance(arg, int) else ():
                yield reverse(address.name, args=[*args[:place], number, *args[place + 1 :]])
            for text in TEXTS:
                yield url.replace(quote(str(arg)), text, 1)
        yield f"{url.partition('?')[0]}%00"
        yield f"{url.partition('?')[0]}/"


def test_no_address_with_mistaken_arguments_fails(world, client):
    assert wrong((address, client.get(address)) for address in mistaken(world)) == {}


def numbered(world: World) -> Iterator[tuple[str, str]]:
    """Yield every public address with a number in it, and the same with a nought before the number."""
    for address in public():
        for number in (arg for arg in PAGES[address.key].args(world) if isinstance(arg, int)):
            yield address.url(world), address.url(world).replace(f"/{number}", f"/0{number}", 1)


def test_a_number_is_written_in_one_way(world, client):
    """A page with any number of addresses would be as many pages to a search engine, and to the page cache."""
    others = [other for known, other in numbered(world) if client.get(known).status_code == 200]
    assert len(others) > 5
    assert {client.get(other).status_code for other in others} == {404}


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/%E0%B8",
        "/%zz/",
        "/events//",
        "/events/1//",
        "/events/" + "9" * 5000 + "/",
        "/" + "a/" * 2000,
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_broken_address_is_a_page_that_says_so(language, address, client, db):
    response = client.get(language + address)
    assert response.status_code == 404
    assert faults(response, is_thai=not language) == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_pages_are_read_only(method, world, client):
    answers = {
        address.key: getattr(client, method)(address.url(world)).status_code
        for address in public()
        if is_read_only(address)
    }
    assert {key: status for key, status in answers.items() if status != 405} == {}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"])
def test_no_public_address_fails_whatever_it_is_sent(method, world, client):
    """Also not for a body that is no form."""
    asked = [address.url(world) for address in public()]
    for kind in ("application/json", "multipart/form-data", "text/xml; charset=nothing"):
        assert wrong((url, client.generic(method, url, b'{"\x00', content_type=kind)) for url in asked) == {}


def test_head_tells_what_get_would_answer(world, client):
    different = []
    for address in public():
        got, told = client.get(address.url(world)), client.head(address.url(world))
        same = got.status_code == told.status_code and got.get("Content-Type") == told.get("Content-Type")
        if body(told) or bool(body(got)) == (300 <= got.status_code < 400) or not same:
            different.append(address.key)
    assert different == []


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "a b", "[::1", "\x00"]
)
def test_strange_host_is_a_thai_400(host, client, db, read):
    response = client.get("/events/?q=x", headers={"host": host})
    assert response.status_code == 400
    assert faults(response) == []
    assert "evil" not in response.content.decode()
    assert read(response).html["lang"] == "th"
