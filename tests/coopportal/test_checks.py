"""What ``manage.py check`` finds wrong, and that it finds nothing wrong here."""

from pathlib import Path

import pytest
from django.core import checks
from django.core.checks import run_checks
from django.db import connection

from coopportal import checks as portal
from coopportal.thai.collate import compare


def ids(messages) -> list[str]:
    return [message.id for message in messages]


@pytest.mark.django_db
def test_this_installation_passes_every_check():
    found = run_checks(databases=["default"])
    assert [message for message in found if message.level >= checks.WARNING] == []


def test_every_message_has_a_hint():
    source = Path(portal.__file__).read_text("utf-8")
    assert source.count("hint=") == source.count('id="coopportal.')


@pytest.mark.parametrize(("name", "value"), [("TIME_ZONE", "UTC"), ("USE_TZ", False)])
def test_other_time_zone_is_found(settings, name, value):
    setattr(settings, name, value)
    assert ids(portal.check_time_zone()) == ["coopportal.E001"]


@pytest.mark.django_db
def test_database_that_sorts_otherwise_is_found(monkeypatch):
    monkeypatch.setattr(portal, "sort_key", lambda word: [-ord(letter) for letter in word])
    assert ids(portal.check_thai_collation(databases=["default"])) == ["coopportal.E002"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite gets its collation from each connection")
def test_database_without_the_collation_is_found():
    connection.connection.create_collation("thai", None)
    try:
        assert ids(portal.check_thai_collation(databases=["default"])) == ["coopportal.E002"]
    finally:
        connection.connection.create_collation("thai", compare)


@pytest.mark.django_db
def test_empty_database_is_not_asked(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda cursor: [])
    monkeypatch.setattr(portal, "sort_key", lambda word: -len(word))
    assert portal.check_thai_collation(databases=["default"]) == []


@pytest.mark.parametrize(("public", "private"), [("files", "files/private"), ("files", "files"), ("a/files", "a")])
def test_private_files_inside_public_ones_are_found(settings, tmp_path, public, private):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / public, tmp_path / private
    assert ids(portal.check_private_files()) == ["coopportal.E003"]


def test_secret_key_that_others_can_read_is_found(settings, tmp_path):
    key = tmp_path / "secret_key"
    key.touch(mode=0o600)
    assert portal.check_file_modes() == []
    key.chmod(0o640)
    assert ids(portal.check_file_modes()) == ["coopportal.E004"]


@pytest.mark.parametrize("mode", [None, 0o644])
def test_uploads_that_everybody_can_read_are_found(settings, mode):
    settings.FILE_UPLOAD_PERMISSIONS = mode
    assert ids(portal.check_file_modes()) == ["coopportal.E005"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 999),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", None),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", None),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 2**30),
    ],
)
def test_limits_of_forms_that_do_not_fit_are_found(settings, name, value):
    setattr(settings, name, value)
    assert ids(portal.check_upload_limits()) == ["coopportal.E006"]


@pytest.mark.parametrize(
    ("address", "require_mfa", "expected"),
    [
        ("http://127.0.0.1:8000", False, []),
        ("http://portal.example.org", False, ["coopportal.W001"]),
        ("https://portal.example.org", False, ["coopportal.W002"]),
        ("https://portal.example.org", True, []),
    ],
)
def test_weak_address_is_found(settings, address, require_mfa, expected):
    settings.SITE_URL, settings.HTTPS = address, address.startswith("https")
    settings.REQUIRE_MFA = require_mfa
    assert ids(portal.check_address()) == expected


def test_deployment_is_told_what_is_missing(settings):
    settings.HTTPS, settings.BEHIND_PROXY = True, False
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert ids(portal.check_deployment()) == ["coopportal.W003", "coopportal.I001", "coopportal.I002"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL needs no triggers for its index")
def test_search_index_without_its_triggers_is_found():
    assert ids(portal.check_search_index(databases=["default"])) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER programmes_searchentry_changed")
    assert ids(portal.check_search_index(databases=["default"])) == ["coopportal.E007"]
