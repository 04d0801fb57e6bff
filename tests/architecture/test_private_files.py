"""Every private file, asked for as everybody and by every trick: it opens only to those it is declared for."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from coopportal.roles import ROLE_PERMISSIONS
from programmes.models import Role
from tests.architecture.access import body
from tests.architecture.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(roles) -> World:
    return build_world()


def client_of(world: World, person: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(world.people[person])
    return client


@pytest.mark.parametrize("person", [None, "no role", *Role])
@pytest.mark.parametrize(
    ("name", "row", "permission"),
    [
        ("admin:events_photo_original", "photo", "events.view_photo"),
        ("admin:events_photo_thumbnail", "photo", "events.view_photo"),
        ("admin:events_document_original", "document", "events.view_document"),
        ("admin:events_document_original", "sign_in_sheet", "participants.view_participant"),
    ],
)
def test_private_file_opens_by_permission_and_is_404_for_all_others(world, person, name, row, permission):
    response = client_of(world, person).get(reverse(name, args=[getattr(world, row).pk]))
    allowed = permission in ROLE_PERMISSIONS.get(str(person), set())
    assert response.status_code == (200 if allowed else 404)
    if allowed:
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert body(response)


def test_unknown_number_looks_like_a_file_one_may_not_see(world):
    address = "admin:events_document_original"
    hidden = client_of(world, Role.VIEWER).get(reverse(address, args=[world.sign_in_sheet.pk]))
    unknown = client_of(world, Role.VIEWER).get(reverse(address, args=[999_999]))
    assert (hidden.status_code, unknown.status_code) == (404, 404)


def test_document_is_saved_under_its_own_name_without_adding_a_header(world):
    response = client_of(world, Role.EDITOR).get(reverse("admin:events_document_original", args=[world.document.pk]))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "%E0%B8%AB%E0%B8%99%E0%B8%B1%E0%B8%87" in response["Content-Disposition"]  # หนัง
    assert not response.has_header("X")
    assert "\n" not in response["Content-Disposition"]
    assert body(response) == b"%PDF-1.7 letter"


def test_stored_names_are_random_and_tell_nothing(world):
    names = [world.photo.image.name, world.document.file.name, world.sign_in_sheet.file.name]
    assert [name.isascii() for name in names] == [True, True, True]
    assert len({Path(name).stem for name in names}) == 3
    assert all(len(Path(name).stem) >= 20 for name in names)


def test_private_files_are_readable_by_their_owner_and_group_only(world, settings):
    files = [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()]
    assert len(files) == 3
    assert {path.stat().st_mode & 0o777 for path in files} == {0o640}


def test_private_storage_gives_no_address():
    with pytest.raises(ValueError, match="no address"):
        storages["private"].url("events/1/secret.pdf")


@pytest.mark.parametrize("person", [None, Role.EDITOR, Role.ADMINISTRATOR])
def test_no_path_leads_to_a_private_file(world, person, settings):
    client = client_of(world, person)
    name = world.document.file.name
    private, key = settings.PRIVATE_ROOT.name, "secret_key"
    (settings.DATA_DIR / key).write_text("the secret")
    tricks = ["../", "..%2f", "..%252f", "....//", "..\\", "..%5c", "%2e%2e/", "./../", "/", "//", "events/../../"]
    addresses = [
        f"/{root}/{trick}{target}"
        for root in ("media", "static", "admin/events/event/documents")
        for trick in ["", *tricks]
        for target in (name, f"{private}/{name}", key, f"{private}/{name}%00.webp")
    ]
    opened = [address for address in addresses if client.get(address).status_code == 200]
    assert opened == []
