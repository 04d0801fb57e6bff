"""``manage.py backup DIR``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coopportal.backups import BackupError, write_backup


class Command(BaseCommand):
    """Write one backup file; the portal may run meanwhile."""

    help = "Write a backup (database, media, private files, secret key) into a folder, as one file with today's date."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Write it and print where it is: the last line is the path alone."""
        try:
            self.stdout.write(str(write_backup(folder)))
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
