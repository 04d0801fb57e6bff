"""Texts that break programs, in every input where people type: never an error, and back as they are kept."""

from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from coopportal.editor import RichTextField
from coopportal.fields import normalise_text
from events.models import Event, Prefix, Report, Speaker
from participants.models import AttendingOffice, Participant
from participants.services import indexing
from programmes.models import Organisation, Programme, Province, Region, RegionScheme, Role, ServiceForm, User
from programmes.search import index
from programmes.search.query import parse
from tests.architecture.access import declared
from tests.architecture.world import World, build_world
from tests.factories import EventFactory
from tests.naughty import big_list, naughty_texts
from tests.pages.test_hostile_text import wounds
from tests.posting import shown_form

pytestmark = pytest.mark.django_db

ALL = naughty_texts() + big_list()
TEXTS = naughty_texts() + big_list()[::20]
FORMS = [
    *(Event, Report, Speaker, Prefix, AttendingOffice, Participant),
    *(Programme, Organisation, ServiceForm, RegionScheme, Region, Province, User),
]
TYPED = {"text", "email", "url", "tel", "search", "number", None}


@pytest.fixture
def world(roles) -> World:
    return build_world()


@pytest.fixture
def staff(world) -> Client:
    client = Client()  # what goes wrong in a page is raised here
    client.force_login(world.people[Role.ADMINISTRATOR])
    return client


def address(world: World, model: type[models.Model]) -> str:
    row = world.row(model)
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])


def typed(page: BeautifulSoup) -> list[str]:
    """Return the names of the inputs of a form into which one types."""
    tags = page.select_one("#content-main > form").select("input[name], textarea[name]")
    names = [str(tag["name"]) for tag in tags if tag.name == "textarea" or tag.get("type") in TYPED]
    return [name for name in names if "__prefix__" not in name]


@dataclass(frozen=True)
class Form:
    """A form as a page shows it; what is sent is taken back, so that one look is enough for every text."""

    client: Client
    url: str
    shown: dict[str, Any]
    typed: list[str]

    @classmethod
    def of(cls, client: Client, url: str) -> "Form":
        page = client.get(url)
        return cls(client, url, shown_form(page), typed(BeautifulSoup(page.content.decode(), "html.parser")))

    def send(self, texts: list[str], shift: int) -> int:
        """Write one text after the other into the inputs, from a place in the list on; return how many."""
        filled = {name: texts[(shift + step) % len(texts)] for step, name in enumerate(self.typed)}
        with transaction.atomic():
            response = self.client.post(self.url, self.shown | filled)
            transaction.set_rollback(True)
        assert response.status_code in {200, 302}, filled
        assert wounds(response.content.decode()) == []
        return len(self.typed)


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_form_takes_or_refuses_every_text_in_some_input(staff, world, model):
    form = Form.of(staff, address(world, model))
    sent = 0
    while sent < len(TEXTS):
        sent += form.send(TEXTS, sent)


@pytest.mark.slow
@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_form_takes_or_refuses_every_text_in_every_input(staff, world, model):
    form = Form.of(staff, address(world, model))
    for shift in range(len(ALL)):
        form.send(ALL, shift)


KEPT = {
    Event: ("title", "objectives"),
    Speaker: ("first_name", "last_name"),
    Prefix: ("text",),
    Participant: ("first_name", "position", "organisation_text"),
    AttendingOffice: ("name", "note"),
    Programme: ("title", "rationale"),
    Organisation: ("name", "short_name"),
    ServiceForm: ("name",),
}
"""Inputs that take any text that fits."""


@pytest.mark.parametrize(
    "texts", [pytest.param(TEXTS, marks=pytest.mark.slow, id="many"), pytest.param(TEXTS[::12], id="some")]
)
@pytest.mark.parametrize(("model", "name"), [(model, name) for model, names in KEPT.items() for name in names])
def test_text_comes_back_normalised_and_escaped(staff, world, model, name, texts):
    url = address(world, model)
    form = shown_form(staff.get(url))
    longest = model._meta.get_field(name).max_length or 10_000
    kept = 0
    for text in texts:
        normal = normalise_text(text.replace("\r\n", "\n").replace("\r", "\n"))
        with transaction.atomic():
            response = staff.post(url, form | {name: text})
            if response.status_code == 302 and normal:  # some inputs that are left empty are filled by the program
                found = model._base_manager.values_list(name, flat=True).get(pk=world.row(model).pk)
                assert (found or "").replace("\r\n", "\n") == normal, ascii(text)
                html = staff.get(url).content.decode()
                shown = BeautifulSoup(html, "html.parser").find(attrs={"name": name})
                again = shown.text.removeprefix("\n") if shown.name == "textarea" else shown.get("value", "")
                assert again.replace("\r\n", "\n").strip() == normal, ascii(text)
                assert wounds(html) == []
                kept += 1
            elif response.status_code != 302:
                assert len(normal) > longest or not normal or "\x00" in text, ascii(text)
            transaction.set_rollback(True)
    assert kept > len(texts) / 2


def test_rich_text_is_clean_whatever_was_typed():
    field = RichTextField(required=False)
    for text in ALL:
        if "\x00" not in text:
            html = normalise_text(field.clean(text))  # as forms do
            assert (wounds(html), field.clean(html)) == ([], html), ascii(text)


def test_every_text_is_read_as_a_query_and_searched():
    EventFactory(title="หอมแดง 0", code="onion", programme__title="กระเทียม")
    indexing.rebuild_all()
    found = {text: [*hit.title.parts, *hit.passage.parts] for text in ALL for hit in index.find(parse(text)).hits}
    assert found["0"] == [("หอมแดง ", False), ("0", True)]
    assert {text: parts for text, parts in found.items() if not any(is_match for _, is_match in parts)} == {}


@pytest.mark.parametrize("person", [None, Role.ADMINISTRATOR])
def test_lists_take_every_text_as_search_and_filter(world, person):
    client = Client()
    if person:
        client.force_login(world.people[person])
    lists = [a for a in declared() if a.action == "changelist" or a.key in {"events:list", "programmes:list", "home"}]
    names = ["q", "year", "programme", "kind", "province", "page", "p", "o", "state"]
    for page in lists:
        for shift in range(len(TEXTS)):
            query = {name: TEXTS[(shift + 7 * step) % len(TEXTS)][:500] for step, name in enumerate(names)}
            if shift % len(names) == 0 or page.key == "events:list":
                assert client.get(page.url(world), query).status_code in {200, 302, 400, 403, 404}, (page.key, query)
            if shift % len(names) == 1:
                searched = client.get(page.url(world), {"q": TEXTS[shift][:500]})
                assert searched.status_code in {200, 302, 403}, (page.key, ascii(TEXTS[shift]))


@pytest.mark.parametrize("raw", ["%00", "%ff%fe", "%ed%a0%80", "%c0%af", "%e0%b8", "%", "%zz", "%u0e01"])
def test_addresses_with_bytes_that_are_no_text_are_answered(world, raw):
    client = Client()
    for page in ("/events/", "/programmes/", "/"):
        for name in ("q", "province", "programme", "year", "page", raw):
            response = client.generic("GET", page, QUERY_STRING=f"{name}={raw}")
            assert response.status_code in {200, 400, 404}, (page, name)
    for path in (f"/programmes/{raw}/", f"/events/{raw}/", f"/media/{raw}"):
        assert client.get(path).status_code in {301, 400, 404}
