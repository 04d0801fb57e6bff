"""What is true of every page behind the sign-in: those that the resolver knows, and those that links lead to.

An administrator and a viewer look, since a form differs by what each may do, and somebody with a second factor.
"""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from programmes.models import Role, User
from tests.architecture.access import declared, staff_kinds
from tests.architecture.world import World, build_world
from tests.conftest import NOW
from tests.coopportal.test_accounts import code_of, with_second_factor
from tests.crawl import Page, answered, crawl, kind_of
from tests.factories import PASSWORD, number_anew, user_with_role
from tests.pages.checker import found_by_checker
from tests.participants.demo.conftest import load
from tests.posting import emptied, shown_form

pytestmark = pytest.mark.django_db

PEOPLE = {Role.ADMINISTRATOR: 2, Role.VIEWER: 1}
"""Who looks, and at how many pages of a kind."""


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Iterator[dict[str, Page]]:
    """Every page with who saw it: the demonstration, one row of everything, and forms that were sent empty."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        load(NOW.date())
        number_anew()
        world = build_world()
        with_code = user_with_role(Role.EDITOR)
        secret = with_second_factor(with_code)
        found = {}
        for role, most_of_a_kind in PEOPLE.items():
            client = signed_in(world.people[role])
            found |= {f"{role}: {page.address}": page for page in seen(client, world, most_of_a_kind)}
        found |= {
            f"sent empty: {page.address}": page
            for page in sent_empty(signed_in(world.people[Role.ADMINISTRATOR]), world)
        }
        found |= {f"second factor: {page.address}": page for page in with_second_factor_seen(with_code, secret, world)}
        yield {name: page for name, page in found.items() if page.is_html and page.text}
        transaction.set_rollback(True)


def signed_in(user: User) -> Client:
    """Return the browser of somebody who has just given the password."""
    client = Client(raise_request_exception=False)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def seen(client: Client, world: World, most_of_a_kind: int = 1) -> list[Page]:
    """Read every address that is not open to everybody, and what these lead to."""
    kinds = staff_kinds()
    starts = [address.url(world) for address in declared() if address.name in kinds]
    return [*crawl(client, starts, most_of_a_kind, within=lambda address: kind_of(address) in kinds).values()]


def sent_empty(client: Client, world: World) -> Iterator[Page]:
    """Send every form for a new row, and every form of a row, with nothing in it."""
    for address in declared():
        if address.model and address.action in {"add", "change"}:
            url = address.url(world)
            form = client.get(url)
            if form.status_code == 200 and b'name="_save"' in form.content:
                yield answered(client.post(url, emptied(shown_form(form))), url)


def with_second_factor_seen(user: User, secret: str, world: World) -> Iterator[Page]:
    """Read the pages that ask for a second factor, or show it."""
    client = signed_in(user)
    yield answered(client.get("/accounts/2fa/authenticate/"), "/accounts/2fa/authenticate/")
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    yield from (page for page in seen(client, world) if page.address.startswith("/accounts/"))


def test_every_list_and_form_of_the_staff_area_is_read(pages):
    stock = {address.name for address in declared() if address.action in {"changelist", "change", "history"}}
    assert stock - {page.kind for page in pages.values() if page.status == 200} == set()


def test_nu_html_checker_finds_no_fault(pages, tmp_path):
    assert found_by_checker({name: page.text for name, page in pages.items()}, tmp_path) == []
