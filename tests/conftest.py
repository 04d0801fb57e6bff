"""What every test stands on: a frozen clock, no network, files in a temporary folder."""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.template.base import Template
from django.utils import translation

from tests.factories import number_anew

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))  # Tuesday 24 November 2569, fiscal year 2570

RENDER = Template._render  # as it is before Django's test environment replaces it

# pytest-playwright runs an event loop in the thread of the tests; Django's ORM would refuse to work beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# The same examples each time, however long a busy machine takes for them.
hypothesis.settings.load_profile("ci")


def pytest_collection_finish() -> None:
    """Leave what was imported out of the rounds of the garbage collector: it stays, and looking through it takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True)
def _frozen_time(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stop the clock at ``NOW``; a real browser has a clock of its own, so its tests keep the real time."""
    if request.node.get_closest_marker("browser"):
        yield
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True, scope="session")
def _templates_as_served(django_test_environment: None) -> None:
    """Let no render be watched: the test client would copy the context of each part of a page. Tests read the page."""
    Template._render = RENDER


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Let sockets connect to this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):  # type: ignore[index]
            pytest.fail(f"a test tried to reach {address!r}; tests use no network")
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def _files_in_temporary_folder(settings, tmp_path: Path) -> None:
    """Point both storages at ``tmp_path``, so that no test sees the files of another."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture(autouse=True)
def _language_of_the_site() -> None:
    """Speak Thai: an English page that an earlier test asked for leaves its language in the thread."""
    translation.deactivate()


Held = set[tuple[str, str, str]]


@pytest.fixture(scope="session")
def roles_as_synchronised(django_db_setup, django_db_blocker) -> Held:
    """What ``manage.py sync_roles`` writes, once for a run: role, app and code of each permission."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("sync_roles", verbosity=0, stdout=StringIO())
        held = set(Group.objects.values_list("name", "permissions__content_type__app_label", "permissions__codename"))
        transaction.set_rollback(True)
    return held


@pytest.fixture
def roles(db: None, roles_as_synchronised: Held) -> None:
    """Give the roles their permissions, in four queries: hundreds of tests ask for them."""
    names = {role for role, _app, _code in roles_as_synchronised}
    Group.objects.bulk_create([Group(name=name) for name in sorted(names)], ignore_conflicts=True)
    groups = dict(Group.objects.values_list("name", "pk"))
    codes = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    known = {(app, code): pk for app, code, pk in codes}
    holds = Group.permissions.through
    holds.objects.bulk_create(
        [holds(group_id=groups[role], permission_id=known[app, code]) for role, app, code in roles_as_synchronised],
        ignore_conflicts=True,
    )


@pytest.fixture(autouse=True)
def _numbers_anew() -> None:
    """Name what factories make from 0 on: what sorts before what must not hang on the tests that ran before."""
    number_anew()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Empty the caches: rows of different tests have the same numbers and, with the clock standing still, times."""
    for name in ("default", "pages", "other_pages"):  # drawings have what they show as their key
        caches[name].clear()
