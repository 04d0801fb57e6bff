"""``manage.py load_demo``: the real report and the demonstration, with three people to sign in as."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from participants.demo.load import Loaded, load_demo, missing_steps


class Command(BaseCommand):
    """Load what never was there, and print the sign-ins that were made; safe to run again."""

    help = "Load the demonstration: one real report and two invented events. Safe to run again: changes nothing."

    def handle(self, **options: Any) -> None:
        """Load roles and reference data first, if there is anything to make at all."""
        if not missing_steps():
            self.stdout.write("The demonstration is there already: nothing was changed, passwords included.")
            return
        for command in ("sync_roles", "load_reference"):
            call_command(command, stdout=StringIO())
        self.report(load_demo(today=timezone.localdate(), password=settings.DEMO_ADMIN_PASSWORD))

    def report(self, loaded: Loaded) -> None:
        """Print what was made: events by code, and once how to sign in."""
        self.stdout.write(f"The demonstration was loaded: {', '.join(event.code for event in loaded.events)}.")
        if not loaded.users:
            self.stdout.write("Its users were there already; their passwords were not changed.")
            return
        self.stdout.write("\nSign in with one of these, and keep the password: it is shown this once.\n")
        for role, user in loaded.users.items():
            self.stdout.write(f"    {role.value:<14} {user.email}")
        self.stdout.write(f"    {'password':<14} {loaded.password}\n")
