#!/usr/bin/env python3
"""Make ``.venv`` and install the pinned packages into it, if that has not been done for these pins yet.

    bin/setup.py [--dev]

Standard library only, and readable by Pythons that are too old, so that it can say so.
``VENV=folder`` puts the virtual environment elsewhere.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / os.environ.get("VENV", ".venv")
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main():
    """Make the virtual environment, then install what the arguments ask for."""
    if sys.version_info[:2] < OLDEST:
        start_newer_python()
    make_venv()
    install("requirements-dev.txt" if "--dev" in sys.argv[1:] else "requirements.txt")


def start_newer_python():
    """Start this script again with a Python that is new enough, or say that there is none."""
    for minor in (13, 12, 11):
        other = shutil.which(f"python3.{minor}")
        if other:
            os.execv(other, [other, *sys.argv])  # noqa: S606 - no shell is wanted
    sys.exit(f"Python {version_text(OLDEST)} or newer is needed; this is {version_text()}.")


def make_venv():
    """Create the virtual environment, or create it anew when it belongs to another Python."""
    found = version_of_venv()
    if found == version_text():
        return
    instead = f" (instead of one for {found or 'another machine'})" if VENV.exists() else ""
    print(f"Creating {VENV.name} for Python {version_text()}{instead}", flush=True)
    without_pip = ["--without-pip"] if uv() else []
    if not without_pip:
        need_ensurepip()
    run([sys.executable, "-m", "venv", "--clear", *without_pip, VENV])


def version_text(version=sys.version_info):
    """Return a version of Python as people write it, such as 3.11."""
    return f"{version[0]}.{version[1]}"


def version_of_venv():
    """Return the Python version of the virtual environment; empty if there is none that works."""
    if not PYTHON.exists():
        return ""
    probe = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False).stdout.strip()


def need_ensurepip():
    """See to it that this Python can make a virtual environment with pip; Debian packages that apart."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{version_text()}-venv"
    line = f"apt-get install -qq -y {package}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"This Python cannot make a virtual environment. On Debian or Ubuntu run this, then try again:\n  sudo {line}"
        )
    print(f"This Python cannot make a virtual environment yet; running: {line}", flush=True)
    run(["apt-get", "update", "-qq"])
    run(line.split())
    importlib.invalidate_caches()


def install(requirements):
    """Install the pins of one file, unless the same pins were installed before."""
    files = ["requirements.txt"] if requirements == "requirements.txt" else ["requirements.txt", requirements]
    stamps = {VENV / f".installed-{name}": hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files}
    wanted = VENV / f".installed-{requirements}"
    if wanted.exists() and wanted.read_text() == stamps[wanted]:
        return
    print(f"Installing the packages of {requirements} (a minute or two the first time)", flush=True)
    arguments = ["install", "--quiet", "--require-hashes", "--no-deps", "--requirement", ROOT / requirements]
    if uv():
        run(["uv", "pip", *arguments, "--python", PYTHON])
    else:
        if subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode:
            need_ensurepip()
            run([PYTHON, "-m", "ensurepip"])
        run([PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments])
    for stamp, digest in stamps.items():
        stamp.write_text(digest)


def uv():
    """Say whether uv is there and works; it installs several times faster than pip."""
    return (
        bool(shutil.which("uv"))
        and subprocess.run(["uv", "--version"], capture_output=True, check=False).returncode == 0
    )


def run(command):
    """Run one command; when it fails, stop with its exit code and say which it was."""
    code = subprocess.run([str(part) for part in command], check=False).returncode
    if code:
        print(f"Failed with exit code {code}: {' '.join(map(str, command))}", file=sys.stderr)
        sys.exit(code)


if __name__ == "__main__":
    main()
