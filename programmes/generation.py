"""The generation of the site: a number in the database by which every process knows that its kept pages are old."""

import time
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from programmes.models import SiteGeneration

INTERVAL = 1.0
"""Seconds for which a process believes the number that it read: how late the public may see a change."""


def raise_generation() -> None:
    """Let every page be made anew once the transaction is committed; whatever changes what the public sees calls this.

    1 query, after the commit. What fails is logged, and the pages are then as old as the page cache lets them become:
    a save never fails because of it.
    """
    transaction.on_commit(_raise, robust=True)


def _raise() -> None:
    now = time.time_ns() // 1000
    while not SiteGeneration.objects.update(number=Greatest(F("number") + 1, Value(now))):
        SiteGeneration.objects.bulk_create([SiteGeneration(pk=1, number=0)], ignore_conflicts=True)


def read_generation() -> int:
    """Return the number as it is in the database, 0 while nothing was ever changed; 1 query."""
    return SiteGeneration.objects.values_list("number", flat=True).first() or 0


class Generation:
    """The number as one process knows it: read from the database at most once a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._number = 0
        self._until: float | None = None

    def current(self) -> int:
        """Return the number, at most a second old."""
        now = self._clock()
        if self._until is None or now >= self._until:
            self._number, self._until = read_generation(), now + INTERVAL
        return self._number
