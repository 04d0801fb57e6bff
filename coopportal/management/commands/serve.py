"""``manage.py serve``: the web server and one background worker, as one process to start and to stop."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from coopportal.supervisor import Program, answers, is_port_free, supervise

LOCAL_NAMES = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where "every address" is reached from here


class Command(BaseCommand):
    """Serve the portal until Ctrl-C or SIGTERM."""

    help = "Serve the portal on HOST and PORT with a production server and one background worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--prepare", action="store_true", help="run `prepare --demo` first")
        parser.add_argument("--workers", type=int, default=2, help="web server processes (default: %(default)s)")

    def handle(self, *, prepare: bool, workers: int, **options: Any) -> None:
        """Check the port, prepare if asked, and hand over to the supervisor."""
        host, port = settings.HOST, settings.PORT
        if not is_port_free(host, port):
            raise CommandError(
                f"Port {port} on {host} is in use. Stop the program that uses it, or choose another: PORT={port + 1}"
            )
        if prepare:
            call_command("prepare", demo=True, stdout=self.stdout, stderr=self.stderr)
        sys.exit(
            supervise(
                [worker_program(), server_program(host, port, workers)],
                is_ready=lambda: answers(f"http://{LOCAL_NAMES.get(host, host)}:{port}/healthz"),
                on_ready=lambda: self.say(f"\nThe portal is at {settings.SITE_URL}/  (Ctrl-C stops it)"),
                report=self.say,
            )
        )

    def say(self, line: str) -> None:
        """Print one line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()


def server_program(host: str, port: int, workers: int) -> Program:
    """Return granian's command line; it says nothing unless something is wrong."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": 2 * (os.cpu_count() or 1) + 1,
        "--log-level": "warning",
    }
    flat = [str(part) for option in options.items() for part in option]
    return Program("web server", [sys.executable, "-m", "granian", *flat, "coopportal.wsgi:application"])


def worker_program() -> Program:
    """Return the command line of the worker that takes tasks of every queue."""
    manage = str(settings.BASE_DIR / "manage.py")
    return Program("background worker", [sys.executable, manage, "db_worker", "--queue-name", "*"])
