"""nginx with the configuration of ``deploy/``, in front of the portal with two processes, asked over TLS."""

import gzip
import http.client
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from coopportal.supervisor import answers
from tests import nginx
from tests.installation import free_port, installation
from tests.parts import missing

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """The portal behind nginx."""

    ports: nginx.Ports
    data_dir: Path
    certificate: Path
    portal: subprocess.Popen[bytes]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask nginx over TLS; names of headers are written with low lines."""
        context = ssl.create_default_context(cafile=self.certificate)
        connection = http.client.HTTPSConnection("localhost", self.ports.https, context=context, timeout=20)
        host = {"Host": f"localhost:{self.ports.https}"}
        connection.request(method, path, body, host | {name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        headers = {name.lower(): response.getheader(name, "") for name in response.headers}  # several of a name as one
        answer = Answer(response.status, headers, response.read())
        connection.close()
        return answer


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_blocker) -> Iterator[Site]:
    if not nginx.find():
        missing("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    ports = nginx.Ports(free_port(), free_port(), free_port())
    with django_db_blocker.unblock(), installation(folder / "data") as place:
        environment = place.environment(
            SITE_URL=f"https://localhost:{ports.https}", BEHIND_PROXY="1", DEMO="1", DEMO_ADMIN_PASSWORD="a-long-secret"
        )
        manage = [sys.executable, settings.BASE_DIR / "manage.py"]
        subprocess.run([*manage, "prepare", "--demo"], env=environment, check=True, capture_output=True)
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--log-level", "warning"]
        portal = subprocess.Popen(
            [*granian, "--port", str(ports.portal), "coopportal.wsgi:application"],
            env=environment,
            cwd=settings.BASE_DIR,
        )
        main = nginx.configure(folder / "nginx", place.data_dir, ports)
        try:
            while not answers(f"http://127.0.0.1:{ports.portal}/healthz"):
                assert portal.poll() is None
                time.sleep(0.1)
            with nginx.running(main):
                yield Site(ports, place.data_dir, main.parent / "fullchain.pem", portal)
        finally:
            portal.terminate()
            portal.wait(30)


def stale(site: Site) -> None:
    """Let pass the second for which nginx answers by itself."""
    time.sleep(1.2)


def test_configuration_is_one_that_nginx_takes(tmp_path):
    program = nginx.find() or missing("nginx")
    main = nginx.configure(tmp_path / "nginx", tmp_path, nginx.Ports(free_port(), free_port(), free_port()))
    done = subprocess.run([program, "-t", "-c", main], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_http_leads_to_https(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.ports.http)
    connection.request("GET", "/events/?year=2570", headers={"Host": "localhost"})
    response = connection.getresponse()
    assert (response.status, response.getheader("Location")) == (
        301,
        f"https://localhost:{site.ports.https}/events/?year=2570",
    )
    connection.close()


def test_page_has_its_headers_and_is_compressed_once(site):
    for _time in range(2):
        assert site.ask("/events/1/", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"
        answer = site.ask("/events/1/", Accept_Encoding="gzip, deflate, br, zstd")
        assert answer.status == 200
        assert answer.headers["content-encoding"] == "br"
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["vary"] == "Accept-Encoding, Cookie"
    assert "content-encoding" not in site.ask("/events/1/").headers


@pytest.mark.parametrize(
    "path", ["/data/events.csv", "/data/events.json", "/data/catalog.jsonld", "/events/1/event.ics"]
)
def test_files_are_compressed_and_known_again(path, site):
    plain = site.ask(path)
    assert (plain.status, "content-encoding" in plain.headers) == (200, False)
    for _time in range(2):
        small = site.ask(path, Accept_Encoding="gzip")
        assert small.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in small.headers["vary"]
        assert gzip.decompress(small.body) == plain.body
        again = site.ask(path, Accept_Encoding="gzip", If_None_Match=small.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        stale(site)


def test_page_that_did_not_change_is_not_sent_again(site):
    etag = site.ask("/events/1/").headers["etag"]
    for _time in range(2):
        answer = site.ask("/events/1/", If_None_Match=etag)
        assert (answer.status, answer.body) == (304, b"")
        stale(site)


def test_who_brings_a_session_is_answered_by_the_portal_alone(site):
    site.ask("/events/1/")
    answer = site.ask("/events/1/", Cookie="a=b; __Host-session=nothing")
    assert answer.status == 200
    sign_in = site.ask("/accounts/login/")
    assert sign_in.headers["cache-control"] == "private, no-store"
    assert "__Host-csrf" in sign_in.headers["set-cookie"]
    assert site.ask("/accounts/login/").headers["set-cookie"] != sign_in.headers["set-cookie"]


def test_static_file_with_a_hash_is_kept_for_a_year(site):
    page = site.ask("/").body.decode()
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = site.ask(address, Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/css"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert site.ask("/static/img/favicon.svg").headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "path",
    [
        "/static/nothing.css",
        "/media/nothing.webp",
        "/media/../secret_key",
        "/media/..%2fsecret_key",
        "/media../private/",
        "/static../secret_key",
        "/static/..%2f..%2fsecret_key",
        "/media/",
    ],
)
def test_nothing_but_public_files_is_sent(site, path):
    answer = site.ask(path)
    assert answer.status in {400, 404}
    assert (site.data_dir / "secret_key").read_bytes() not in answer.body


def test_public_picture_is_shown_and_other_files_are_saved(site):
    folder = site.data_dir / "media" / "events" / "9"
    folder.mkdir(parents=True)
    for name in ("a.webp", "a.pdf", "a.html", "a.svg"):
        (folder / name).write_bytes(b"content")
    headers = {name: site.ask(f"/media/events/9/{name}").headers for name in ("a.webp", "a.pdf", "a.html", "a.svg")}
    assert {name: one.get("content-disposition") for name, one in headers.items()} == {
        "a.webp": None,
        "a.pdf": "attachment",
        "a.html": "attachment",
        "a.svg": "attachment",
    }
    assert {one["content-security-policy"] for one in headers.values()} == {
        "default-src 'none'; frame-ancestors 'none'"
    }
    assert {one["x-content-type-options"] for one in headers.values()} == {"nosniff"}
    assert headers["a.webp"]["cache-control"] == "public, max-age=3600"


def test_what_a_client_says_of_proxies_is_not_believed(site):
    answer = site.ask("/", X_Forwarded_Proto="http", X_Forwarded_Host="evil.example", Forwarded="host=evil.example")
    assert answer.status == 200
    assert b"evil.example" not in answer.body


def test_large_form_is_refused_where_no_file_is_expected(site):
    assert site.ask("/accounts/login/", "POST", b"x" * (2 << 20)).status == 413


def test_who_asks_too_fast_is_told_to_wait(site):
    statuses = [site.ask("/accounts/login/").status for _time in range(40)]
    assert statuses[0] == 200
    assert 429 in statuses
    answer = next(one for _time in range(40) if (one := site.ask("/accounts/login/")).status == 429)
    assert "โปรดรอสักครู่" in answer.body.decode()
    assert answer.headers["retry-after"] == "30"


def test_readers_get_the_page_while_the_portal_is_away(site):
    """The last test here: it stops the portal."""
    page = site.ask("/programmes/")
    site.portal.terminate()
    site.portal.wait(30)
    stale(site)
    assert site.ask("/programmes/").body == page.body
    answer = site.ask("/search/?q=nobody+asked+before")
    assert (answer.status, answer.headers["cache-control"]) == (502, "no-store")
    assert "โปรดรอสักครู่" in answer.body.decode()
