"""Puts the prefixes of names into their table.

A prefix is known by its text. One that is missing is made, one that is there is never changed; so a prefix whose
spacing staff corrected stays corrected, and one that they deleted comes back.
"""

import csv
from pathlib import Path

from django.db import transaction
from django.db.models import Model

from events.models import Prefix

PREFIXES = Path(__file__).with_name("prefixes.csv")


@transaction.atomic
def load_prefixes() -> dict[type[Model], int]:
    """Make the prefixes that are missing and return how many; 2 queries at most."""
    with PREFIXES.open(encoding="utf-8", newline="") as file:
        rows = list(enumerate(csv.DictReader(file), 1))
    known = set(Prefix.objects.values_list("text", flat=True))
    made = Prefix.objects.bulk_create(
        Prefix(text=row["text"], space_after=row["space_after"] == "yes", sort_no=number * 10)
        for number, row in rows
        if row["text"] not in known
    )
    return {Prefix: len(made)}
