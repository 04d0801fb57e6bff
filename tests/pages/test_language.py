"""Every page, as everybody who may open it: whoever reads Thai meets no English sentence and no Christian year."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.models import Document, Event
from participants.models import AcceptedFigure, AcceptedReason, Mode
from programmes.models import Role
from tests import factories
from tests.architecture.access import Address, body, declared
from tests.architecture.world import World, build_world
from tests.pages.reading import christian_years, english
from tests.posting import emptied, is_frame, shown_form

pytestmark = pytest.mark.django_db

NAMES = {
    *("Zoom", "Facebook", "LINE", "Live", "Microsoft", "Teams", "Webex", "Google", "Meet", "Authenticator"),
    *("XLSX", "CSV", "PDF", "DOCX", "JSON", "Word", "Excel", "PowerPoint", "OpenDocument", "JPEG", "PNG", "WebP"),
    *("Control", "Command", "Mac", "UUID", "WebAuthn", "MFA", "URL", "TOTP"),
    *("coopportal", "ZIP", "JavaScript", "RSS", "Atom", "iCalendar", "API", "OpenAPI", "HTML", "ISO"),
    *("CKAN", "DCAT"),  # the catalogue's software and the vocabulary, under which their users look for the files
    *("WCAG", "DPO", "axe", "core"),  # the standard, the office of the law and the checker that the statements name
    *("Province", "test"),  # texts of the rows of the tests: English names of provinces, the code of a scheme
}
"""Names of products, of kinds of file and of keys, which Thai people write in Latin letters."""

LEAVES = {"account_logout", "admin:logout", "admin/logout/"}
"""Addresses whose form ends the visit."""


@pytest.fixture
def world(roles, publish) -> World:
    """One of everything with Thai texts, a published report, counted figures and a photo."""
    world = build_world()
    factories.AppearanceFactory(event=world.event, session=factories.SessionFactory(event=world.event))
    count = factories.HeadCountFactory(office__event=world.event)
    factories.ObjectiveFactory(programme=world.programme)
    AcceptedFigure.objects.create(office=count.office, mode=Mode.ROOM, people=9, reason=AcceptedReason.INCOMPLETE)
    Document.objects.create(event=world.event, title="ลิงก์", link="https://example.org/", is_public=True)
    announced = {"announced_total": 1129, "announced_on": dt.date(2022, 4, 26), "announced_source": "ข่าวสมมติ"}
    Event.objects.filter(pk=world.event.pk).update(**announced)
    world.event.refresh_from_db()
    publish(world.event)
    return world


def client_of(world: World, person: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(world.people[person])
    return client


def faults(response: HttpResponse) -> set[str]:
    """Return what of an answer is not Thai, or that there is none."""
    content = body(response)
    if response.status_code >= 500:
        return {"server error"}
    if not response.get("Content-Type", "").startswith("text/html"):
        return set()
    html = content.decode()
    return english(html, NAMES) | {f"year of the Christian era: {text}" for text in christian_years(html)}


def collect(answers: Iterator[tuple[str, HttpResponse]]) -> dict[str, str]:
    """Return every fault with the first page that shows it."""
    found: dict[str, str] = {}
    for name, response in answers:
        for fault in faults(response):
            found.setdefault(fault, f"{name} ({response.status_code})")
    return found


PEOPLE = [None, "no role", *Role]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_in_thai(world, person):
    client = client_of(world, person)
    assert collect((address.key, client.get(address.url(world))) for address in declared()) == {}


@pytest.mark.parametrize("person", [None, Role.ADMINISTRATOR, Role.APPROVER])
def test_every_page_is_in_thai_when_asked_for_nonsense(world, person):
    client = client_of(world, person)
    query = {"page": "99999", "p": "99999", "year": "xx", "q": "ไม่มีคำนี้", "date__year": "xx", "nothing": "1", "o": "99"}
    assert collect((address.key, client.get(address.url(world), query)) for address in declared()) == {}


@pytest.mark.parametrize("person", [None, "no role", Role.VIEWER, Role.EDITOR, Role.ADMINISTRATOR])
def test_every_refusal_of_an_empty_form_is_in_thai(world, person):
    client = client_of(world, person)
    pages = (address for address in declared() if address.key not in LEAVES and "session" not in address.key)
    assert collect((address.key, client.post(address.url(world), {"x": "y"}, follow=True)) for address in pages) == {}


def stock(action: str) -> list[Address]:
    return [address for address in declared() if address.model and address.action == action]


def nonsense(data: dict[str, Any]) -> dict[str, Any]:
    """Write into every input what no field of dates, numbers, choices or addresses takes."""
    return {name: value if is_frame(name) else "ไม่ใช่ค่าที่รับ" * 30 for name, value in data.items()}


def as_it_is(data: dict[str, Any]) -> dict[str, Any]:
    return data


@pytest.mark.parametrize("fill", [emptied, nonsense, as_it_is])
@pytest.mark.parametrize("action", ["add", "change"])
@pytest.mark.parametrize("person", [Role.EDITOR, Role.ADMINISTRATOR])
def test_every_answer_to_a_form_of_the_staff_area_is_in_thai(world, person, action, fill):
    client = client_of(world, person)

    def answers() -> Iterator[tuple[str, HttpResponse]]:
        for address in stock(action):
            url = address.url(world)
            page = client.get(url)
            if page.status_code == 200 and b'name="_save"' in page.content:
                data = fill(shown_form(page)) | {"_continue": "1"}
                yield address.key, client.post(url, data, follow=True)

    assert collect(answers()) == {}


def test_every_trace_of_a_change_is_in_thai(world):
    """Pages of history after a change, and what deleting asks."""
    client = client_of(world, Role.ADMINISTRATOR)
    for address in stock("change"):
        page = client.get(address.url(world))
        if page.status_code == 200 and b'name="_save"' in page.content:
            data = shown_form(page)
            named = next(
                (n for n in data if n.split("-")[0] in {"title", "name", "headline", "first_name", "text"}), ""
            )
            client.post(address.url(world), data | ({named: "ชื่อใหม่"} if named else {}), follow=True)
    pages = [address for action in ("history", "simple_history", "delete") for address in stock(action)]
    assert collect((address.key, client.get(address.url(world))) for address in pages) == {}


def test_every_action_of_a_list_answers_in_thai(world):
    client = client_of(world, Role.ADMINISTRATOR)

    def answers() -> Iterator[tuple[str, HttpResponse]]:
        for model, model_admin in admin.site._registry.items():
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            row = str(world.row(model).pk)
            yield f"{url} nothing chosen", client.post(url, {"action": "", "index": "0"}, follow=True)
            yield f"{url} no action", client.post(url, {"action": "", "_selected_action": row}, follow=True)
            for action in model_admin.actions or ():
                name = action if isinstance(action, str) else action.__name__
                chosen = {"action": name, "_selected_action": row, "index": "0"}
                yield f"{url} {name}", client.post(url, chosen, follow=True)
            yield f"{url} delete", client.post(url, {"action": "delete_selected", "_selected_action": row}, follow=True)

    assert collect(answers()) == {}


def test_every_mail_is_in_thai(world, django_capture_on_commit_callbacks):
    client = client_of(world, Role.ADMINISTRATOR)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:programmes_user_invite", args=[world.invited.pk]))
        Client().post(reverse("account_reset_password"), {"email": world.people[Role.EDITOR].email})
        Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert len(mail.outbox) >= 2
    for message in mail.outbox:
        assert english(f"<p>{message.subject}</p><p>{message.body}</p>", NAMES) == set()
        assert christian_years(f"<p>{message.body}</p>") == set()
