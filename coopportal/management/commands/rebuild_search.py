"""Makes the search index again from the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from participants.services import indexing


class Command(BaseCommand):
    """``manage.py rebuild_search``: safe while the site runs, and as often as you like."""

    help = "Make the search index again; what did not change is not written."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--if-needed``."""
        parser.add_argument(
            "--if-needed", action="store_true", help="only if the index is empty or was cut by an older version"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, one line for each kind of thing; with -v 2 one line for each batch."""
        if options["if_needed"] and not indexing.is_stale():
            return
        last = None
        for kind, done, total, written in indexing.rebuild():
            line = f"  {kind}: {done:,} of {total:,}, {written:,} entries written"
            if options["verbosity"] > 1:
                self.stdout.write(line)
            elif last and last[0] != kind:
                self.stdout.write(last[1])
            last = (kind, line)
        if last and options["verbosity"] == 1:
            self.stdout.write(last[1])
