"""``manage.py make_articles``: let the worker make the pages of the latest reports anew, before a reader waits for it."""

from argparse import ArgumentParser
from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand

from coopportal.fingerprint import fingerprint
from events.article import KEPT
from events.selectors import latest_reports
from participants.tasks import make_article

AHEAD = 100
"""How many reports are made ahead, those of the latest events; an older one is made when it is asked for."""

BEHIND_OTHERS = -10
"""What people wait for, such as an export, is done between two articles."""


class Command(BaseCommand):
    """Leave a task for each of the latest reports; an upgrade makes every article that is kept stale."""

    help = f"Let the worker make the articles of the latest {AHEAD} reports, where they are not kept already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--if-needed`` does nothing where the same code and templates have left these tasks before."""
        parser.add_argument("--if-needed", action="store_true", help="only once for each state of code and templates")

    def handle(self, *, if_needed: bool, **options: Any) -> None:
        """Do it, and say for how many; 1 query to read, 1 for each task."""
        if not cache.add(f"articles-made:{fingerprint()}", value=True, timeout=KEPT) and if_needed:
            return
        later = make_article.using(priority=BEHIND_OTHERS)
        reports = latest_reports(AHEAD)
        for event in reports:
            later.enqueue(event.pk)
        self.stdout.write(f"{len(reports)} articles to make")
