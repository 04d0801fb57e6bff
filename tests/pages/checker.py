"""The Nu HTML checker, as a test asks it."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.parts import missing

CHECKER = settings.BASE_DIR / "bin" / "html_checker.py"


def found_by_checker(pages: dict[str, str], folder: Path) -> list[tuple[str, str]]:
    """Return the name of a page and what the checker finds on it; all at once: most of the time is Java's start."""
    names = {f"{number}.html": name for number, name in enumerate(pages)}
    for file, name in names.items():
        (folder / file).write_text(pages[name], "utf-8")
    done = subprocess.run([sys.executable, CHECKER, folder], capture_output=True, text=True, check=False)
    if done.returncode == 3:
        missing(f"the Nu HTML checker ({done.stderr.strip()})")
    assert done.returncode in {0, 1}, done.stderr
    return [(names[line.partition(":")[0]], line.partition(":")[2]) for line in done.stdout.splitlines()]
