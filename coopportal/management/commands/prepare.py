"""``manage.py prepare``: everything between new code and a portal that can be served."""

import hashlib
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from coopportal.catalogues import compile_stale
from coopportal.version import VERSION
from programmes.generation import raise_generation


class Command(BaseCommand):
    """Bring the installation up to this version; safe to run again."""

    help = "Compile translations, migrate, and load roles, reference data and static files. Safe to run again."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--demo",
            action="store_true",
            help="load the demonstration too, if this is the default SQLite file or DEMO=1",
        )

    def handle(self, *, demo: bool, verbosity: int, **options: Any) -> None:
        """Do each step in order and name it before it starts; ``-v 2`` shows what each one says."""
        self.step("translations")
        renew(settings.BASE_DIR / "locale")
        self.step("database")
        call_command("migrate", interactive=False, verbosity=verbosity - 1)
        call_command("createcachetable", verbosity=verbosity - 1)
        self.step("roles and reference data")
        details = self.stdout if verbosity > 1 else StringIO()
        call_command("sync_roles", stdout=details)
        call_command("load_reference", stdout=details)
        call_command("rebuild_search", if_needed=True, stdout=details)
        call_command("rebuild_figures", if_needed=True, stdout=details)
        self.collect_static_files()
        raise_generation()  # new templates, or another database: nothing that a page was made of need be as it was
        call_command("make_articles", if_needed=True, stdout=details)
        if demo and settings.DEMO:
            self.step("demonstration")
            call_command("load_demo", stdout=self.stdout)  # last: it may print sign-ins

    def step(self, name: str) -> None:
        """Name the step that starts now."""
        self.stdout.write(f"- {name}")
        self.stdout.flush()

    def collect_static_files(self) -> None:
        """Collect and compress the static files, unless nothing changed since the last time."""
        stamp = settings.STATIC_ROOT / ".collected"
        fingerprint = static_fingerprint()
        if stamp.exists() and stamp.read_text() == fingerprint:
            return
        self.step("static files")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(fingerprint)


def renew(locale_dir: Path) -> None:
    """Compile the catalogues that are stale, and forget those that were read: this process goes on with the new ones."""
    for catalogue in compile_stale(locale_dir):
        translation_file_changed(None, catalogue)


def static_fingerprint() -> str:
    """Return a hash over path, size and time of every static file of the portal and its packages."""
    digest = hashlib.sha256(VERSION.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
