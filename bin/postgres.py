"""A private, throw-away PostgreSQL server for tests: made in a temporary folder, gone at the end.

    bin/postgres.py COMMAND...     runs one command with DATABASE_URL set to such a server

It never talks to a server that already runs, and listens on a socket in its own folder only.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

# Speed matters here and the data does not: nothing waits for the disk.
OPTIONS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses="]


def find_binaries() -> Path | None:
    """Return the folder with the newest ``initdb`` and ``pg_ctl``, or ``None``."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[4]), reverse=True)
    for folder in [*debian, *map(Path, os.environ.get("PATH", "").split(os.pathsep))]:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl")):
            return folder
    return None


class Somebody(TypedDict, total=False):
    """Who a child process runs as, in the words of ``subprocess``; empty: as this one."""

    user: int
    group: int
    extra_groups: list[int]


def unprivileged() -> Somebody:
    """Return the arguments that let a child of root run as somebody else: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    somebody = names.get("postgres") or names["nobody"]
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


@contextmanager
def throwaway_server(binaries: Path) -> Iterator[str]:
    """Start a server with one empty database; yield its DATABASE_URL; stop it and delete everything."""
    who = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="coopportal-pg-", dir="/tmp"))
    port = 20000 + secrets.randbelow(20000)  # names the socket; nothing listens on the network
    try:
        if who:
            os.chown(folder, who["user"], who["group"])

        def pg(*command: object) -> None:
            done = subprocess.run(
                [str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False, **who
            )
            if done.returncode:
                log = folder / "log"
                raise RuntimeError(f"{command[0]}: {done.stderr}{log.read_text() if log.exists() else ''}")

        init = ["--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", "--username=coopportal", "--no-sync"]
        pg(binaries / "initdb", *init, "-D", folder / "data")
        settings = " ".join(
            f"-c {option}" for option in [*OPTIONS, f"port={port}", f"unix_socket_directories={folder}"]
        )
        pg(binaries / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", settings, "-w", "start")
        try:
            pg(binaries / "createdb", "-h", folder, "-p", port, "-U", "coopportal", "coopportal")
            yield f"postgres://coopportal@{quote(str(folder), safe='')}:{port}/coopportal"
        finally:
            pg(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the command of the arguments beside a server."""
    binaries = find_binaries()
    if not binaries:
        sys.exit("No PostgreSQL was found: apt-get install postgresql")
    with throwaway_server(binaries) as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
