"""Run every static check, two at a time, and print what each one took; a failed one prints its output.

Runs with the Python of the virtual environment. ``bin/check.py NAME...`` runs only the checks whose name begins so.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

# The slowest first, so that two at a time end together.
CHECKS: dict[str, list[str | Path]] = {
    "types": [BIN / "mypy"],
    "templates: format": [BIN / "djlint", "templates", "--check"],
    "templates: lint": [BIN / "djlint", "templates", "--lint", "--quiet"],
    "imports": [BIN / "lint-imports", "--no-cache"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deploy": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "translations": [sys.executable, "bin/messages.py", "check"],
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "--output-format=concise", "."],
}


def run(name: str, data_dir: str) -> tuple[str, int, float, str]:
    """Run one check against an empty folder for data and the settings of an https site."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CACHE_URL"}}
    environment |= {"DATA_DIR": data_dir, "SITE_URL": "https://portal.example.org"}
    started = time.monotonic()
    command = [str(part) for part in CHECKS[name]]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return name, done.returncode, time.monotonic() - started, done.stdout


def main() -> int:
    """Run the checks that were asked for, or all of them."""
    asked = [name for name in CHECKS if not sys.argv[1:] or name.startswith(tuple(sys.argv[1:]))]
    failed = []
    with tempfile.TemporaryDirectory() as data_dir, ThreadPoolExecutor(2) as pool:
        for name, code, seconds, output in pool.map(lambda name: run(name, data_dir), asked):
            print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(name)
                print(output, flush=True)
    print(f"\nChecks: {len(asked) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
