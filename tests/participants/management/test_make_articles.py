"""The pages of the latest reports, made by the worker after an upgrade."""

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from events.models import ReportVersion, VersionKind
from participants.management.commands import make_articles
from tests.factories import EventDayFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_queue")]


@pytest.fixture
def _queue(settings):
    """Leave tasks to a worker, as an installation does."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    cache.clear()


def said(**options) -> str:
    out = StringIO()
    call_command("make_articles", stdout=out, **options)
    return out.getvalue()


def report(day: str) -> int:
    """Publish a report of an event on one day; only its being there matters here."""
    event = EventDayFactory(date=day).event
    ReportVersion.objects.create(event=event, number=1, kind=VersionKind.FIRST, content={})
    return event.pk


def tasks() -> list[tuple]:
    rows = DBTaskResult.objects.order_by("enqueued_at").annotate(given=F("args_kwargs__args"))
    return [(row.task_path, row.given, row.priority) for row in rows]


def test_latest_reports_come_first_and_behind_all_other_work():
    older, newer = report("2026-03-01"), report("2026-04-01")
    assert said() == "2 articles to make\n"
    path = "participants.tasks.make_article"
    assert tasks() == [(path, [newer], -10), (path, [older], -10)]


def test_no_more_are_made_than_are_likely_read(monkeypatch):
    monkeypatch.setattr(make_articles, "AHEAD", 1)
    report("2026-03-01")
    newer = report("2026-04-01")
    assert said() == "1 articles to make\n"
    assert [given for _, given, _ in tasks()] == [[newer]]


def test_withdrawn_reports_are_left_alone():
    withdrawn = report("2026-03-01")
    withdrawal = {"number": 2, "kind": VersionKind.WITHDRAWAL, "public_note": "ถอนเพื่อตรวจสอบ"}
    ReportVersion.objects.create(event_id=withdrawn, content={}, **withdrawal)
    EventDayFactory(date="2026-03-02")
    assert said() == "0 articles to make\n"


def test_same_code_leaves_its_tasks_once(monkeypatch):
    report("2026-03-01")
    assert said(if_needed=True) == "1 articles to make\n"
    assert said(if_needed=True) == ""
    monkeypatch.setattr(make_articles, "fingerprint", lambda: "upgraded")
    assert said(if_needed=True) == "1 articles to make\n"
    assert len(tasks()) == 2


def test_whoever_asks_gets_them_again():
    report("2026-03-01")
    assert said() == said() == "1 articles to make\n"
