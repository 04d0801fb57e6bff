"""Measure the first page, the list and a report with Lighthouse 12 on its telephone, best of three; print the scores.

    bin/bench_lighthouse.py

Serves a portal of its own with the demonstration. Ends with 1, and says which, where a page has less than 100 in anything.
Needs npm and Chromium; says what it leaves out where one is missing. Lighthouse is installed into var/tools.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools" / "lighthouse"
LIGHTHOUSE = TOOLS / "node_modules" / ".bin" / "lighthouse"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
FULL = 100
PATIENCE = 300
"""Seconds that the portal may take to make its demonstration."""


def install() -> None:
    """Install Lighthouse, unless it is there."""
    if not LIGHTHOUSE.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-save", "--silent", "lighthouse@12"], cwd=TOOLS, check=True)


@contextmanager
def portal() -> Iterator[str]:
    """Serve the demonstration from a folder of its own; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        own = {"DATA_DIR": folder, "HOST": "127.0.0.1", "PORT": str(port), "DEMO": "1"}
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SITE_URL"}}
        command = [sys.executable, "manage.py", "serve", "--prepare"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=inherited | own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        with process:
            ready = Event()
            reader = Thread(target=listen, args=(process.stdout or (), ready), daemon=True)
            reader.start()
            try:
                if not ready.wait(timeout=PATIENCE):
                    raise TimeoutError(f"the portal did not start within {PATIENCE} seconds")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait()
                reader.join(timeout=5)


def listen(lines: Iterable[str], ready: Event) -> None:
    """Read all that the portal says, or a full pipe would stop it; tell when it answers."""
    for line in lines:
        if "The portal is at" in line:
            ready.set()


def measure(address: str, chromium: str) -> dict[str, Any] | None:
    """Return Lighthouse's report of one page; ``None``, and why, where Chromium did not start or stopped."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-quic"
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run([LIGHTHOUSE, address, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"a run failed: {done.stderr.strip().partition(chr(10))[0]}", file=sys.stderr)
        return None
    return json.loads(done.stdout)


def scores(report: dict[str, Any]) -> list[int]:
    """Return the four scores, of 100."""
    return [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]


def short_of(report: dict[str, Any]) -> list[str]:
    """Return the audits that cost points, each with what it measured."""
    weighed = {ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    audits = (report["audits"][name] for name in sorted(weighed))
    return [
        f"{audit['id']} {round(100 * audit['score'])} {audit.get('displayValue', '')}".rstrip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < 0.995
    ]


def main() -> int:
    """Install, serve, measure."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not chromium or not shutil.which("npm"):
        print(f"Lighthouse: left out, {'npm' if chromium else 'Chromium'} is not on this machine")
        return 0
    install()
    with portal() as site:
        with urlopen(site) as page:  # noqa: S310 - our own server
            report = re.search(r'href="(/events/\d+/)"', page.read().decode())
        pages = {"home": "/", "list": "/events/", "report": report[1] if report else "/"}
        print(f"Lighthouse, best of {RUNS}: {', '.join(CATEGORIES)}")
        below = []
        for name, path in pages.items():
            runs = filter(None, (measure(site + path, chromium) for _ in range(2 * RUNS)))
            best = max(islice(runs, RUNS), key=scores, default=None)
            if best is None:
                print(f"{name:8}no run succeeded")
                return 1
            print(f"{name:8}{'/'.join(map(str, scores(best)))}  {'; '.join(short_of(best))}", flush=True)
            below += [name] if min(scores(best)) < FULL else []
    print(f"below {FULL}: {', '.join(below)}" if below else f"all at {FULL}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
