"""``manage.py load_reference``: provinces, ways of grouping them, offices and prefixes of names."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import QuerySet

from events.reference.load import load_prefixes
from programmes.reference.load import load_reference


class Command(BaseCommand):
    """Make what is missing; what is there is never changed, so it may run at every start."""

    help = "Load the reference data that are missing. Safe to run again: nothing that exists is changed."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Load both parts in one transaction and print how many rows of each table were made and are there."""
        for model, made in (load_reference() | load_prefixes()).items():
            self.stdout.write(f"  {model.__name__}: {made} new, {QuerySet(model).count()} in all")
