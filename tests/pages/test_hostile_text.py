"""Hostile text in every field of every table: it is shown as text, on public pages and in the staff area."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from events.models import Document, Event
from programmes.models import Role
from tests import factories
from tests.architecture.access import body, declared
from tests.architecture.world import World, build_world

pytestmark = pytest.mark.django_db

HOSTILE = "\"'><xss-probe onprobe=1></script></title></textarea>{{7*7777}}<!--"
HOSTILE_LINK = "javascript:alert(document.domain)"
SCRIPT = re.compile(r"\s*javascript:", re.IGNORECASE)
LINKS = {"href", "src", "action"}
KEPT = {"code", "slug", "email", "password", "action", "export"}
"""Short names that addresses and lookups use."""


@pytest.fixture
def world(roles, publish) -> World:
    """One of everything, every text of it hostile, and the report published."""
    world = build_world()
    factories.AppearanceFactory(event=world.event, session=factories.SessionFactory(event=world.event))
    factories.HeadCountFactory(office__event=world.event)
    factories.ObjectiveFactory(programme=world.programme)
    Document.objects.create(event=world.event, title="ลิงก์", link="https://example.org/", is_public=True)
    Event.objects.update(announced_url="https://example.org/")
    poison()
    world.event.refresh_from_db()
    world.event.announced_total = 1129
    world.event.save()
    publish(world.event)
    return world


def poison() -> None:
    """Write hostile text into every text field of our tables, past every check of a form."""
    for model in apps.get_models():
        if model._meta.app_label in {"programmes", "events", "participants"}:
            fields = [field for field in model._meta.concrete_fields if is_free_text(field)]
            for number, row in enumerate(model._base_manager.all()):
                filled = [f for f in fields if not isinstance(f, models.URLField) or getattr(row, f.name)]
                model._base_manager.filter(pk=row.pk).update(**{field.name: text(field, number) for field in filled})


def is_free_text(field: models.Field) -> bool:
    free = isinstance(field, (models.CharField, models.TextField)) and not field.choices and not field.primary_key
    return free and field.name not in KEPT and not isinstance(field, models.FileField)


def text(field: models.Field, number: int) -> str:
    """Return hostile text that fits, another one for each row."""
    return HOSTILE_LINK if isinstance(field, models.URLField) else f"{number}{HOSTILE}"[: field.max_length]


class Wounded(HTMLParser):
    """Collects what no tag of ours is or has. The gates read thousands of pages: a tree of each would cost much more."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_run = any(name.startswith("on") or (name in LINKS and SCRIPT.match(value or "")) for name, value in attrs)
        if tag == "xss-probe" or is_run:
            self.found.append(str(self.get_starttag_text())[:200])


def wounds(html: str) -> list[str]:
    """Return what of the hostile text became markup or code (54439 is no number of a row, as 49 may be)."""
    page = Wounded()
    page.feed(html)
    page.close()
    found = page.found + re.findall(r".{60}<xss-probe.{60}", html)
    return found + (["{{7*7777}} was run"] if ">54439<" in html else [])


def test_wounds_are_seen():
    hurt = {
        "<xss-probe>",
        "<b ONclick=x>",
        "<br onload=1/>",
        "<a href='&#32;JavaScript:x'>",
        "<form action='javascript:x'>",
        "<img src='java&#115;cript:'>",
    }
    assert {tag for tag in hurt if wounds(f"<p>{tag}</p>")} == hurt
    assert wounds("<a href='/?next=javascript:'>&lt;xss-probe&gt;<!-- onclick --></a><b title='<i onclick=x>'>") == []


@pytest.mark.parametrize("person", [None, Role.VIEWER, Role.ADMINISTRATOR, Role.APPROVER])
def test_hostile_text_stays_text_on_every_page(world, person):
    client = Client()
    if person:
        client.force_login(world.people[person])
    hurt, shown = {}, 0
    for address in declared():
        response = client.get(address.url(world))
        content = body(response)
        if response.get("Content-Type", "").startswith("text/html"):
            html = content.decode()
            shown += "xss-probe" in html
            if found := wounds(html):
                hurt[address.key] = found
    assert hurt == {}
    assert shown >= 4  # the text did reach the pages


def test_hostile_text_stays_text_in_the_draft(world):
    client = Client()
    client.force_login(world.people[Role.EDITOR])
    html = client.get(f"/events/{world.event.pk}/?preview").content.decode()
    assert "xss-probe" in html
    assert wounds(html) == []
