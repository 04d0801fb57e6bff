"""``manage.py restore FILE``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coopportal.backups import BackupError, restore_backup


class Command(BaseCommand):
    """Restore a backup; the portal must not run meanwhile."""

    help = "Restore a backup file: checks it whole, then replaces database, files and key, then compares row counts."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--force", action="store_true", help="replace what is in the database and the folders")

    def handle(self, *, file: Path, force: bool, **options: Any) -> None:
        """Restore it and say what came back."""
        try:
            manifest = restore_backup(file, force=force)
        except (BackupError, OSError) as error:
            raise CommandError(f"Not restored: {error}") from error
        rows, files = sum(manifest.rows.values()), len(manifest.members) - 2
        self.stdout.write(
            f"Restored {rows} rows in {len(manifest.rows)} tables and {files} files of {manifest.made_at}."
        )
        self.stdout.write("Next: manage.py prepare, then start the portal again.")
