"""Run the tests: on SQLite, on a real PostgreSQL, in a real Chromium; print the counts and the time of each.

    bin/test.py [--slow]

What is missing is installed when that is possible (Debian, as root). With CI=1 a missing part is a failure; at home it
is a skip, and the reason is printed. Runs with the Python of the virtual environment.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import html_checker
import postgres

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

# Half of the tests in their order for each process, so that a module's fixtures are made once; who is done takes over.
TOGETHER = ("-n", "2", "--dist", "worksteal")
SLOWEST = ("--durations=25", "--durations-min=2")


@dataclass
class Group:
    """The outcome of one group of tests."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    reason: str = ""  # why it did not run

    @property
    def is_good(self) -> bool:
        """Nothing failed, and something ran; at home, a group may be left out for a reason."""
        return not self.failed and (self.passed > 0 or (bool(self.reason) and not CI))

    def __str__(self) -> str:
        """The closing line of the group."""
        if self.reason:
            return f"{self.name}: not run: {self.reason}"
        minutes, seconds = divmod(round(self.seconds), 60)
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{self.name}: {counts} in {minutes}:{seconds:02}"


def find_chromium() -> str | None:
    """Return the path of a Chromium, or ``None``."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def has_thai_font() -> bool:
    """Say whether fontconfig knows a font with Thai letters."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=th"], capture_output=True, check=False).stdout.strip())


def install_missing_packages() -> None:
    """Install the Debian packages that the tests need and this machine lacks, when that is possible."""
    lacking = []
    if not find_chromium():
        lacking.append("chromium")
    if not has_thai_font():
        lacking += ["fontconfig", "fonts-thai-tlwg"]
    if not postgres.find_binaries():
        lacking.append("postgresql")
    if not html_checker.find_java():
        lacking.append("default-jre-headless")
    if not lacking:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Not on this machine: {', '.join(lacking)}. On Debian or Ubuntu: sudo {' '.join(line)}", flush=True)
        return
    print(f"Installing Debian packages: {' '.join(lacking)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile("w+") as log:
        for command in (["apt-get", "update", "-qq"], line):
            if subprocess.run(command, env=quiet, stdout=log, stderr=log, check=False).returncode:
                log.seek(0)
                print(f"{' '.join(command)} failed:\n{log.read()[-2000:]}", flush=True)


def run_group(name: str, marks: str, database_url: str | None) -> Group:
    """Run the tests that ``marks`` selects in two processes, and count them."""
    print(f"\n== {name} ==", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment["PYTHONUNBUFFERED"] = "1"
    if database_url:
        environment["DATABASE_URL"] = database_url
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", marks, *TOGETHER, *SLOWEST, f"--junitxml={report}"]
        start = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        group = count(name, report)
        group.seconds = time.monotonic() - start
    if code == 5:
        group.reason = "no test is marked for it"
    elif code and not group.failed:
        group.failed = 1  # pytest itself stopped: a broken conftest, an interrupted run
    return group


def count(name: str, report: Path) -> Group:
    """Read the counts from pytest's JUnit report."""
    group = Group(name)
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - written by our own pytest
            group.failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            group.skipped += int(suite.get("skipped", 0))
            group.passed += int(suite.get("tests", 0))
        group.passed -= group.failed + group.skipped
    return group


def run_all(*, slow: bool) -> list[Group]:
    """Run the three groups; each says for itself why it was left out."""
    unless_slow = "" if slow else " and not slow"
    groups = [run_group("SQLite", f"not browser{unless_slow}", None)]
    with ExitStack() as stack:
        url = None
        binaries = postgres.find_binaries()
        if binaries:
            url = stack.enter_context(postgres.throwaway_server(binaries))
            groups.append(run_group("PostgreSQL", f"not browser{unless_slow}", url))
        else:
            groups.append(Group("PostgreSQL", reason="PostgreSQL is not installed (apt-get install postgresql)"))
        if find_chromium():
            # On PostgreSQL where there is one: a browser asks for several things at once.
            groups.append(run_group("Browser", f"browser{unless_slow}", url))
        else:
            groups.append(Group("Browser", reason="Chromium is not installed (apt-get install chromium)"))
    return groups


def main() -> int:
    """Install, run, and print one closing line for each group."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    install_missing_packages()
    html_checker.install()
    groups = run_all(slow="--slow" in sys.argv[1:])
    print("\n== Tests ==")
    for group in groups:
        print(group)
    return 0 if all(group.is_good for group in groups) else 1


if __name__ == "__main__":
    sys.exit(main())
