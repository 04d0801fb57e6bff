"""Measure the public pages against a bare Django "hello", a plain event page and a static file, in one run.

    python bin/bench_pages.py [--seconds 3]       on SQLite, or on the server that DATABASE_URL names

Makes installations of its own in a temporary folder and removes them. Everything is served by granian with two
processes, as ``make run`` does, one server at a time, and asked by 8 connections for pages as a browser asks
(``Accept-Encoding: gzip, deflate, br``). wrk asks where it is installed, else a small program of ours, which costs more itself: its
ratios flatter what is slow. Without nginx its two lines are left out. docs/performance.md has the numbers of one machine.
"""

import argparse
import json
import multiprocessing
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402 - the path comes first

django.setup()

from tests import nginx  # noqa: E402 - Django comes first
from tests.installation import Installation, installation  # noqa: E402 - the same

WORKERS, THREADS, CONNECTIONS = 2, 2 * (os.cpu_count() or 1) + 1, 8
ROUNDS = 3
"""How often each is asked for; the best counts, since whatever else a machine does only slows it down."""
EVENT = "demo-01"
BROWSER = "Accept-Encoding: gzip, deflate, br"


@dataclass(frozen=True)
class Result:
    """What one line of the table says: requests a second, milliseconds of one alone, bytes on the line."""

    name: str
    per_second: float
    alone: float
    size: int


def main() -> None:
    """Make both sites, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="coopportal-bench-") as name:
        folder = Path(name)
        with installation(folder / "portal") as portal, installation(folder / "plain") as plain:
            event = prepare(portal, plain, folder)
            results = list(measure(portal, plain, folder, f"/events/{event}/", seconds))
    print_table(results)


# -- two sites with the same event -------------------------------------------------------------------------------------


def prepare(portal: Installation, plain: Installation, folder: Path) -> int:
    """Load the demonstration into the portal, and its event into the plain site; return its id."""
    portal.manage("prepare", "--demo", DEMO="1", DEMO_ADMIN_PASSWORD=secrets.token_urlsafe())
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'bin')!r}); from bench_rows import rows; print(rows({EVENT!r}))"
    )
    found = json.loads(portal.manage("shell", "--no-imports", "-c", script).splitlines()[-1])
    (folder / "rows.json").write_text(json.dumps(found), encoding="utf-8")
    load = [sys.executable, "-c", "import sys, bench_plain; bench_plain.load(sys.argv[1])", str(folder / "rows.json")]
    subprocess.run(load, env=plain.environment(PYTHONPATH=str(ROOT / "bin")), check=True)
    return int(found["Event"][0]["id"])


# -- serving -----------------------------------------------------------------------------------------------------------


def free_port() -> int:
    """Return a port that nobody uses."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Installation, application: str, path: str, port: int = 0, **extra: str) -> Iterator[str]:
    """Serve an application and yield its address, once it has answered for ``path``."""
    port = port or free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", port, "--workers", WORKERS]
    command += ["--blocking-threads", THREADS, "--log-level", "warning", application]
    environment = place.environment(PYTHONPATH=f"{ROOT}:{ROOT / 'bin'}", **extra)
    with subprocess.Popen([str(part) for part in command], env=environment, cwd=ROOT) as server:
        try:
            address = f"http://127.0.0.1:{port}{path}"
            for _try in range(200):
                if server.poll() is not None:
                    sys.exit("the server ended by itself")
                try:
                    ask_once(address)
                except OSError:
                    time.sleep(0.1)
                else:
                    break
            yield address
        finally:
            server.terminate()


def measure(portal: Installation, plain: Installation, folder: Path, path: str, seconds: float) -> Iterator[Result]:
    """Yield the lines of the table."""
    with serving(plain, "bench_plain:application", "/hello/", PLAIN_HELLO="1") as address:
        yield load("bare Django hello", address, seconds)
    with serving(plain, "bench_plain:application", path) as address:
        yield load("plain event page (base)", address, seconds)
    application = "coopportal.wsgi:application"
    with serving(portal, application, path, PAGE_CACHE="0", CACHE_URL="dummy://") as address:
        yield load("report, nothing kept at all", address, seconds)
    with serving(portal, application, path, PAGE_CACHE="0") as address:
        yield load("report, its article made by the worker", address, seconds)
    with serving(portal, application, path) as address:
        yield load("report, from the page cache", address, seconds)
    if nginx.find() is None:
        print("nginx is not on this machine: its lines are left out", file=sys.stderr)
        return
    ports = nginx.Ports(free_port(), free_port(), free_port())
    site = f"https://localhost:{ports.https}"
    with serving(portal, application, path, port=ports.portal, SITE_URL=site, BEHIND_PROXY="1"):
        # One reader is all there is here, and asks for much.
        unlimited = {
            "rate=50r/s": "rate=1000000r/s",
            "limit_conn coopportal_readers 100": "limit_conn coopportal_readers 10000",
        }
        main_file = nginx.configure(folder / "nginx", portal.data_dir, ports, unlimited)
        with nginx.running(main_file):
            _status, body = ask_once(site + path)
            static = portal.data_dir / "static" / "report.0123456789ab.html.gz"
            static.write_bytes(body)
            static.with_suffix("").write_bytes(body)
            yield load("the same page as a static file of nginx", f"{site}/static/report.0123456789ab.html", seconds)
            yield load("report, behind nginx", site + path, seconds)


# -- asking ------------------------------------------------------------------------------------------------------------


def load(name: str, address: str, seconds: float) -> Result:
    """Ask for a page as often as it goes, after a second to warm up."""
    status, body = ask_once(address)
    if status != 200:
        sys.exit(f"{name}: {status}")
    alone = min(timed(address) for _time in range(30))
    wrk = shutil.which("wrk")
    run = (
        (lambda duration: with_wrk(wrk, address, duration)) if wrk else lambda duration: with_python(address, duration)
    )
    run(1)
    return Result(name, max(run(seconds) for _round in range(ROUNDS)), 1000 * alone, len(body))


def with_wrk(wrk: str, address: str, seconds: float) -> float:
    """Return the requests a second that wrk counts; an answer that is no 2xx ends the run."""
    command = [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-H", BROWSER, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0


def with_python(address: str, seconds: float) -> float:
    """Return the requests a second that one process for each connection gets."""
    with multiprocessing.Pool(CONNECTIONS) as pool:
        return sum(pool.starmap(ask_for_long, [(address, seconds)] * CONNECTIONS)) / seconds


def ask_for_long(address: str, seconds: float) -> int:
    """Ask over one connection for ``seconds``; return how many answers came.

    A server that closes the connection after a thousand answers, as nginx does, gets a new one.
    """
    answers, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        with connected(address) as line, suppress(ConnectionError):
            while time.perf_counter() < end:
                ask(line, address)
                answers += 1
    return answers


def timed(address: str) -> float:
    """Return the seconds that one answer takes over an open connection that nobody else disturbs."""
    with connected(address) as line:
        ask(line, address)
        start = time.perf_counter()
        ask(line, address)
        return time.perf_counter() - start


def ask_once(address: str) -> tuple[int, bytes]:
    """Return status and body of one answer."""
    with connected(address) as line:
        return ask(line, address)


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    """Open a connection; a certificate of our own is believed."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if parts.scheme == "http":
            yield line
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(line, server_hostname=parts.hostname) as secure:
            yield secure


def ask(line: socket.socket, address: str) -> tuple[int, bytes]:
    """Send one request over an open connection; return status and body."""
    parts = urlsplit(address)
    line.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{BROWSER}\r\n\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += received(line)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    while length and len(body) < int(length[1]):
        body += received(line)
    return int(head.split(maxsplit=2)[1]), body


def received(line: socket.socket) -> bytes:
    """Return what came; a connection that was closed is a fault."""
    data = line.recv(1 << 17)
    if not data:
        raise ConnectionResetError("the server closed the connection")
    return data


# -- printing ----------------------------------------------------------------------------------------------------------


def print_table(results: list[Result]) -> None:
    """Print the table; every ratio is one of requests a second in this run."""
    by_name = {result.name: result for result in results}
    hello, base = by_name["bare Django hello"], by_name["plain event page (base)"]
    file = by_name.get("the same page as a static file of nginx")
    asked_by = "wrk" if shutil.which("wrk") else "a program of ours"
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    print(f"{database}, granian with {WORKERS} processes, {CONNECTIONS} connections, asked by {asked_by}")
    print(f"  {'':<41}{'req/s':>9}{'of base':>9}{'of hello':>9}{'of file':>9}{'ms alone':>10}{'bytes':>9}")
    for one in results:
        of_file = f"{one.per_second / file.per_second:.2f}" if file and "nginx" in one.name else ""
        print(
            f"  {one.name:<41}{one.per_second:>9,.0f}{one.per_second / base.per_second:>9.2f}"
            f"{one.per_second / hello.per_second:>9.2f}{of_file:>9}{one.alone:>10.2f}{one.size:>9,}"
        )


if __name__ == "__main__":
    main()
