"""Every address of the resolver, asked by everybody: the table in ``access.py`` is what happens."""

from collections import Counter
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.http import HttpResponseBase
from django.test import Client
from django.utils import translation

from coopportal.roles import ROLE_PERMISSIONS
from programmes.models import Role
from tests.architecture.access import EVERYBODY, PAGES, SIGNED_IN, STAFF, STOCK, Address, addresses, body, declared
from tests.architecture.world import World, build_world

pytestmark = pytest.mark.django_db

PEOPLE = [None, "no role", *Role]
"""A stranger, a person who may do nothing, and one of each role."""

SIGN_IN = ("/accounts/login/", "/admin/login/", "/accounts/reauthenticate/")
LOGS = {"sessions.Session", "usersessions.UserSession", "programmes.ExportLog", "programmes.User"}
"""Tables in which reading leaves a trace."""


@pytest.fixture
def world(roles) -> World:
    return build_world()


def client_of(world: World, person: str | None, **options) -> Client:
    client = Client(raise_request_exception=False, **options)
    if person is not None:
        client.force_login(world.people[person])
    return client


def may(address: Address, person: str | None) -> bool:
    """Say whether the table and the roles let a person in."""
    granted = ROLE_PERMISSIONS.get(str(person), set())
    if address.model:
        app, model = address.model._meta.app_label, address.model._meta.model_name
        return any(f"{app}.{action}_{model}" in granted for action in STOCK[address.action])
    who = PAGES[address.key].who
    if who == SIGNED_IN:
        return person is not None
    return who == EVERYBODY or ("programmes.access_admin" if who == STAFF else who) in granted


def narrowed(address: Address, person: str | None, world: World) -> bool:
    """Say whether the admin class of a stock page lets in fewer people than the roles do; never more."""
    request = SimpleNamespace(user=world.people[person], resolver_match=None, GET={})
    model_admin = admin.site._registry[address.model]
    actions = {getattr(model_admin, f"has_{action}_permission") for action in STOCK[address.action]}
    on_row = [] if address.action in {"changelist", "add"} else [world.row(address.model)]
    return not any(allows(request, *on_row) for allows in actions)


def expected(address: Address, person: str | None, world: World) -> set[int]:
    page = PAGES.get(address.key)
    if may(address, person):
        if not address.model:
            return set(page.opens)
        return {403} if narrowed(address, person, world) else {200}
    if page and page.shuts == 404:
        return {404}
    if person is None:
        return {302}
    return {302, 403} if person == "no role" else {page.shuts if page else 403}


def leads_to_sign_in(response) -> bool:
    return response.status_code != 302 or response["Location"].startswith(SIGN_IN)


def contents() -> Counter:
    """Count the rows of every table, those aside in which reading leaves a trace."""
    return Counter({m._meta.label: m._base_manager.count() for m in apps.get_models() if m._meta.label not in LOGS})


def test_every_address_is_declared_and_every_declaration_has_an_address():
    found = {address.key for address in addresses() if not address.model}
    assert found == set(PAGES)


def test_every_permission_of_the_table_exists_in_a_role():
    named = {page.who for page in PAGES.values()} - {EVERYBODY, SIGNED_IN, STAFF}
    assert named <= set().union(*ROLE_PERMISSIONS.values())


def test_every_list_of_the_staff_area_is_open_to_some_role():
    """An admin class whose permissions nobody holds would be open to superusers alone."""
    unreachable = {
        model._meta.label
        for model in admin.site._registry
        if not any(
            f"{model._meta.app_label}.view_{model._meta.model_name}" in permissions
            for permissions in ROLE_PERMISSIONS.values()
        )
    }
    assert unreachable == set()


def unsafe_headers(response: HttpResponseBase) -> list[str]:
    """Return the headers without which a browser would take more from an answer than we mean."""
    policy = response["Content-Security-Policy"]
    sources = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    kind = response["Content-Type"]
    is_safe = {
        "X-Content-Type-Options": response["X-Content-Type-Options"] == "nosniff",
        "X-Frame-Options": response["X-Frame-Options"] == "DENY",
        "Referrer-Policy": response["Referrer-Policy"] == "same-origin",
        "Permissions-Policy": "camera=()" in response["Permissions-Policy"],
        "Content-Security-Policy": "unsafe" not in policy and sources["default-src"] in {"'self'", "'none'"},
        "Content-Type": "charset=utf-8" in kind or not kind.startswith("text/html"),
    }
    return [name for name, safe in is_safe.items() if not safe]


@pytest.mark.parametrize("person", PEOPLE)
def test_address_opens_for_those_it_is_declared_for_only(world, person):
    """And every answer has the security headers, and is kept nowhere when somebody is signed in: one look for all."""
    client = client_of(world, person)
    before = contents()
    wrong, unsafe, kept = [], [], []
    for address in declared():
        response = client.get(address.url(world))
        allowed = expected(address, person, world)
        if response.status_code not in allowed or (not may(address, person) and not leads_to_sign_in(response)):
            wrong.append((address.key, response.status_code, sorted(allowed)))
        if headers := unsafe_headers(response):
            unsafe.append((address.key, headers))
        if person is not None and response["Cache-Control"] != "private, no-store":
            kept.append((address.key, response["Cache-Control"]))
        body(response)
    assert wrong == []
    assert unsafe == []
    assert kept == []
    assert contents() == before, "GET changed something"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("person", [None, "no role", Role.VIEWER])
def test_who_may_not_open_an_address_changes_nothing_there(world, person, method):
    client = client_of(world, person)
    before = contents()
    wrong = []
    for address in declared():
        if may(address, person) and not address.model:
            continue
        response = getattr(client, method)(address.url(world))
        refused = {302, 400, 403, 404, 405} | ({200} if may(address, person) else set())  # a list may be filtered
        if response.status_code not in refused or not leads_to_sign_in(response):
            wrong.append((address.key, response.status_code))
    assert wrong == []
    assert contents() == before


@pytest.mark.parametrize("person", [None, Role.ADMINISTRATOR, Role.APPROVER])
def test_no_address_takes_a_form_without_its_token(world, person):
    client = client_of(world, person, enforce_csrf_checks=True)
    before = contents()
    answers = {address.key: client.post(address.url(world)).status_code for address in declared()}
    assert {key: status for key, status in answers.items() if status not in {403, 404, 405}} == {}
    assert contents() == before


def test_english_addresses_are_as_open_as_thai_ones(world):
    client = client_of(world, None)
    with translation.override("en"):
        english = [(address, address.url(world)) for address in declared()]
    assert any(url.startswith("/en/") for _address, url in english)
    wrong = []
    for address, url in english:
        response = client.get(url)
        if response.status_code not in expected(address, None, world):
            wrong.append((url, response.status_code))
        body(response)
    assert wrong == []


def test_public_pages_set_no_cookie_and_may_be_kept(world):
    """All but the ways in: for a second, so that a change shows at once."""
    client = client_of(world, None)
    cookies, otherwise = {}, {}
    for address in declared():
        if address.model or PAGES[address.key].who != EVERYBODY or address.key.startswith(("account", "admin", "mfa")):
            continue
        response = client.get(address.url(world))
        body(response)
        cookies[address.key] = dict(response.cookies)
        if response.get("Cache-Control") != "public, max-age=0, s-maxage=1, must-revalidate":
            otherwise[address.key] = response.get("Cache-Control")
    assert {key: names for key, names in cookies.items() if names} == {}
    assert otherwise == {
        "media": "public, max-age=3600",
        "robots": None,
        "health": None,
        "ready": None,
        "favicon": None,  # like the next two, it leads on
        "events:this_month": None,
        "api:api-root": None,
    }
