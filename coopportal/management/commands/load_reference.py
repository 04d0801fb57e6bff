"""``manage.py load_reference``: provinces, ways of grouping them, offices and prefixes of names."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import QuerySet

from events.reference.load import load_prefixes
from participants.services import indexing
from programmes.generation import raise_generation
from programmes.models import Organisation, SearchKind
from programmes.reference.load import load_reference


class Command(BaseCommand):
    """Make what is missing; what is there is never changed, so it may run at every start."""

    help = "Load the reference data that are missing. Safe to run again: nothing that exists is changed."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Load both parts in one transaction and print how many rows of each table were made and are there."""
        made_of = load_reference() | load_prefixes()
        if made_of[Organisation]:
            indexing.rebuild_all(SearchKind.ORGANISATION)
        if any(made_of.values()):
            raise_generation()
        for model, made in made_of.items():
            self.stdout.write(f"  {model.__name__}: {made} new, {QuerySet(model).count()} in all")
