"""An installation of its own for a test: an empty folder, an empty database, and ``manage.py`` as a process.

The database is SQLite or PostgreSQL, as for the test run; on PostgreSQL it is a new one on the same server.
"""

import os
import secrets
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from coopportal.supervisor import is_port_free

MANAGE = [sys.executable, "-W", "error::ResourceWarning", str(settings.BASE_DIR / "manage.py")]


@dataclass(frozen=True)
class Installation:
    """A folder and a database that nothing else uses."""

    data_dir: Path
    database_url: str  # empty: the SQLite file in ``data_dir``

    def environment(self, **extra: str) -> dict[str, str]:
        """Return the environment of its processes: this machine's, without what the tests set for themselves."""
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SITE_URL"}}
        own = {"DATA_DIR": str(self.data_dir), "DJANGO_SETTINGS_MODULE": "coopportal.settings", "DEMO": "0"}
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        return inherited | own | extra

    def manage(self, *arguments: str | Path, fails: bool = False, **extra: str) -> str:
        """Run one command and return what it printed; on the error stream, if it is expected to fail."""
        done = subprocess.run(
            [*MANAGE, *map(str, arguments)], env=self.environment(**extra), capture_output=True, text=True, check=False
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """Make an installation in ``folder``; drop its database at the end."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        yield Installation(folder, "")
        return
    server = connection.settings_dict
    name = f"coopportal_{secrets.token_hex(6)}"
    credentials = quote(server["USER"]) + (f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else "")
    address = f"{quote(server['HOST'], safe='')}:{server['PORT'] or 5432}"
    with psycopg.connect(f"postgres://{credentials}@{address}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield Installation(folder, f"postgres://{credentials}@{address}/{name}")
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """Return a port for a server that needs a while to start, below those that the system gives to others meanwhile."""
    ports = iter(lambda: 10_000 + secrets.randbelow(20_000), None)
    return next(port for port in ports if is_port_free("127.0.0.1", port))


@contextmanager
def serving(place: Installation, **extra: str) -> Iterator[str]:
    """Serve an installation as ``make run`` does; yield its address."""
    port = free_port()
    command = [*MANAGE, "serve", "--prepare"]
    environment = place.environment(HOST="127.0.0.1", PORT=str(port), **extra)
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        # What it says later is read and forgotten: a full pipe would stop it in the middle of an answer.
        reader = Thread(target=deque, args=(process.stdout, 0), daemon=True)
        try:
            said = []
            for line in process.stdout or ():
                said.append(line)
                if "The portal is at" in line:
                    break
            else:
                pytest.fail("the portal did not start:\n" + "".join(said))
            reader.start()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
            if reader.is_alive():
                reader.join()  # or the pipe is closed while it is read
