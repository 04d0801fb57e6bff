"""The kept article of a report: what it shows is always true, whoever changed what."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis
from django.conf import settings as project
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.db import connection

from coopportal.fingerprint import fingerprint
from events import article
from events.selectors import event_page
from participants.models import Mode, PersonRole
from participants.selectors import totals
from participants.services.counts import report_head_counts
from participants.services.publishing import publish_report, update_preliminary
from participants.tasks import make_article
from programmes.models import Role
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    ReportFactory,
    user_with_role,
)
from tests.markup import without_marks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "_new_process")]


@pytest.fixture
def _new_process():
    """Forget what a process knows of the code; before and after, since tests share one."""
    fingerprint.cache_clear()
    yield
    fingerprint.cache_clear()


@pytest.fixture
def report():
    """A report that waits for its approver, of an event with one office and ten people."""
    event = EventDayFactory(event__title="เสวนาเดินรถ").event
    office = AttendingOfficeFactory(event=event)
    figures = {(Mode.ROOM, PersonRole.PARTICIPANT): 10}
    report_head_counts(office=office, by=user_with_role(Role.EDITOR), figures=figures)
    return ReportFactory(event=event, headline="พาดหัวเดิม", lead="ความนำเดิม", state="in_review")


@pytest.fixture
def publish(report):
    """Publish the report as it is now."""

    def publish(note: str = ""):
        report.refresh_from_db()
        report.state = "in_review"
        report.save()
        publish_report(report=report, by=user_with_role(Role.APPROVER), public_note=note)
        return report.event

    return publish


def shown(client, event, language: str = "") -> str:
    return without_marks(client.get(f"{language}/events/{event.pk}/").content.decode())


def test_second_page_needs_no_totals_and_no_templates_of_the_article(client, publish, monkeypatch):
    event = publish()
    first = shown(client, event)
    monkeypatch.setattr(article, "render", None)
    assert shown(client, event) == first


def test_correction_shows_in_both_languages(client, report, publish):
    event = publish()
    assert [("ความนำเดิม" in shown(client, event, language)) for language in ("", "/en")] == [True, True]
    report.lead = "ความนำใหม่"
    report.save()
    publish("แก้ความนำ")
    for language in ("", "/en"):
        assert "ความนำใหม่" in shown(client, event, language)
        assert "ความนำเดิม" not in shown(client, event, language)


def test_correction_that_comes_out_while_a_page_is_read_is_not_hidden_by_it(client, report, publish):
    event = publish()

    def correct_behind_the_first_read_of_versions(execute, sql, *arguments):
        answer = execute(sql, *arguments)
        if sql.startswith("SELECT") and '"events_reportversion"."content"' in sql:
            slow.close()
            report.lead = "ความนำใหม่"
            report.save()
            publish("แก้ความนำ")
        return answer

    with ExitStack() as slow:
        slow.enter_context(connection.execute_wrapper(correct_behind_the_first_read_of_versions))
        assert "ความนำเดิม" in shown(client, event)
    assert event.versions.count() == 2
    assert "ความนำเดิม" not in shown(client, event)


def test_new_totals_show(client, report, publish):
    event = publish()
    assert "10 <small>" in shown(client, event)
    editor = user_with_role(Role.EDITOR)
    figures = {(Mode.ROOM, PersonRole.PARTICIPANT): 12}
    report_head_counts(office=event.offices.get(), by=editor, figures=figures)
    update_preliminary(event=event, by=editor)
    assert "12 <small>" in shown(client, event)


def test_languages_have_articles_of_their_own(client, publish):
    event = publish()
    assert shown(client, event) != shown(client, event, "/en")
    assert "Participants" in shown(client, event, "/en")


def test_office_figures_go_when_the_setting_says_so(client, publish, settings):
    event = publish()
    assert 'id="offices"' in shown(client, event)
    settings.PUBLISH_OFFICE_COUNTS = False
    assert 'id="offices"' not in shown(client, event)


def test_neighbours_show_though_the_article_is_kept(client, publish):
    event = publish()
    shown(client, event)
    other = EventFactory(title="เสวนาครั้งถัดไป", programme=event.programme)
    assert other.title in shown(client, event)


def test_article_knows_no_row_that_could_change(publish):
    event = publish()
    page = event_page(event.pk)
    kept = article.kept(page, totals.latest(event))
    event.title = "ชื่อใหม่ที่ยังไม่เผยแพร่"
    event.save()
    cache.clear()
    assert article.kept(event_page(event.pk), totals.latest(event)) == kept


def test_changed_template_shows_in_a_new_process(client, publish, settings, tmp_path):
    event = publish()
    assert "แม่แบบใหม่" not in shown(client, event)
    changed = tmp_path / "templates/events/includes/head.html"
    changed.parent.mkdir(parents=True)
    changed.write_text("<h1>แม่แบบใหม่</h1>")
    folders = [tmp_path / "templates", *project.TEMPLATES[0]["DIRS"]]
    settings.TEMPLATES = [{**project.TEMPLATES[0], "DIRS": folders}]
    fingerprint.cache_clear()
    assert "แม่แบบใหม่" in shown(client, event)


def collected(root: Path, css: str) -> None:
    """Write what ``collectstatic`` writes: the names of the static files with their hashes."""
    root.mkdir(exist_ok=True)
    found = [(path, storage) for finder in get_finders() for path, storage in finder.list([])]
    names = {"/".join(filter(None, [getattr(storage, "prefix", ""), path])) for path, storage in found}
    manifest = {"paths": {name: name for name in names} | {"css/site.css": css}, "version": "1.1", "hash": css}
    (root / "staticfiles.json").write_text(json.dumps(manifest))


def test_changed_static_file_shows_in_a_new_process(client, publish, settings, tmp_path):
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path / "static"
    event, marks = publish(), []
    for css in ("css/site.aaaaaaaaaaaa.css", "css/site.bbbbbbbbbbbb.css"):
        collected(tmp_path / "static", css)
        settings.STORAGES = {**project.STORAGES, "staticfiles": {"BACKEND": backend}}
        fingerprint.cache_clear()
        marks.append(fingerprint())
        assert css in shown(client, event)
    assert marks[0] != marks[1]


def test_worker_makes_articles_before_anybody_asks(client, publish, monkeypatch):
    event = publish()
    make_article.call(event.pk)
    monkeypatch.setattr(article, "render", None)
    assert "ความนำเดิม" in shown(client, event)
    assert "ความนำเดิม" in shown(client, event, "/en")


def test_publishing_tells_the_worker(report, publish, monkeypatch, django_capture_on_commit_callbacks):
    made = []
    monkeypatch.setattr(article, "kept", lambda page, _snapshot: made.append(page.event.pk))
    with django_capture_on_commit_callbacks(execute=True):
        publish()
    assert made == 2 * [report.event_id]  # in two languages, once each


def test_worker_leaves_alone_what_shows_no_report(monkeypatch):
    event = EventDayFactory().event
    monkeypatch.setattr(article, "kept", None)
    make_article.call(event.pk)
    make_article.call(event.pk + 1)


def test_articles_are_kept_in_redis_where_the_cache_is_one(client, publish, monkeypatch):
    address = "redis://127.0.0.1:6379/9"
    try:
        redis.Redis.from_url(address).ping()
    except redis.RedisError:
        pytest.skip("no Redis on this machine")
    shared = RedisCache(address, {"KEY_PREFIX": f"test-{id(publish)}", "TIMEOUT": 10})
    monkeypatch.setattr(article, "cache", shared)
    event = publish()
    first = shown(client, event)
    monkeypatch.setattr(article, "render", None)
    assert shown(client, event) == first
    assert caches["default"].get(article._key(event_page(event.pk), totals.latest(event))) is None
