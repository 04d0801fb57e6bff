"""``manage.py rebuild_figures``: write the published figures of offices anew from what was frozen."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from participants.services import projecting


class Command(BaseCommand):
    """Write the table behind the pages of offices and the statistics anew; the site runs on meanwhile."""

    help = "Write the published figures of offices anew from the latest frozen totals of every event."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--if-needed`` does nothing where there are figures."""
        parser.add_argument("--if-needed", action="store_true", help="only if there is none while totals were frozen")

    def handle(self, *, if_needed: bool, **options: Any) -> None:
        """Do it, and say of how many events."""
        if if_needed and not projecting.is_stale():
            return
        self.stdout.write(f"figures of {projecting.rebuild()} events")
