"""``manage.py export_attendance EVENT --format xlsx|csv --output FILE [--live]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from events.models import Event
from participants.exports.attendance import FORMATS, write_summary


class Command(BaseCommand):
    """Write the attendance summary of an event to a file, as the button in the staff area does."""

    help = "Write the attendance summary of an event to a file. Telephone numbers and e-mail addresses are masked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the event, the format, the file and the source of the figures."""
        parser.add_argument("event", help="code or number of the event")
        parser.add_argument("--format", choices=list(FORMATS), required=True)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument("--live", action="store_true", help="the figures of this moment, not those published last")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file under another name, and give it its own when it is whole."""
        event = self.event(options["event"])
        output: Path = options["output"]
        part = output.with_name(f"{output.name}.part")
        try:
            with part.open("wb") as file:
                write_summary(event, options["format"], file, viewer=None, live=options["live"])
            part.replace(output)
        except OSError as error:
            raise CommandError(_("The file could not be written: %(error)s") % {"error": error}) from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(str(output))

    def event(self, name: str) -> Event:
        """Return the event with this code, or else this number."""
        events = Event.objects.select_related("programme", "province")
        event = events.filter(code=name).first()
        if event is None and name.isdecimal():
            event = events.filter(pk=int(name)).first()
        if event is None:
            raise CommandError(_("There is no event with the code or number “%(name)s”.") % {"name": name})
        return event
