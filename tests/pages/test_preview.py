"""Staff see the draft on the page itself, and nobody else does."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from events.models import Document, Photo
from programmes.models import Role
from tests.factories import EventFactory, HeadCountFactory, ReportFactory, UserFactory, user_with_role
from tests.markup import without_marks


@pytest.fixture
def event(db):
    """Return an event that is not public, with a draft and a figure."""
    event = EventFactory(is_public=False)
    ReportFactory(event=event, lead="ความนำในร่าง")
    HeadCountFactory(office__event=event, people=4321)
    return event


@pytest.fixture
def sign_in(client, db):
    """Sign in with one role, or with none."""
    call_command("sync_roles", verbosity=0)

    def sign_in(role: Role | None) -> None:
        client.force_login(user_with_role(role) if role else UserFactory())

    return sign_in


@pytest.mark.parametrize("role", Role)
def test_staff_see_the_draft_with_a_banner_and_live_figures(role, event, client, sign_in, read):
    sign_in(role)
    response = client.get(f"/events/{event.pk}/?preview=1")
    page = read(response)
    assert response.status_code == 200
    assert "ความนำในร่าง" in without_marks(response.content.decode())
    assert page.select_one(".banner-staff strong").get_text() == "ร่าง"
    assert page.select_one(".headline .tag").get_text() == "ยอด ณ ขณะนี้ (ยังไม่เผยแพร่)"
    assert page.select_one(".figure-number").get_text(" ", strip=True) == "4,321 คน"


def test_photos_and_documents_of_a_draft_are_the_originals(event, client, sign_in, read):
    photo = Photo.objects.create(event=event, image="photos/a.jpg", alternative_text="ห้องประชุม", width=3, height=2)
    document = Document.objects.create(event=event, title="สไลด์", file="documents/a.pdf", is_public=True)
    sign_in(Role.EDITOR)
    page = read(client.get(f"/events/{event.pk}/?preview=1"))
    assert page.select_one(".gallery img")["src"] == reverse("admin:events_photo_thumbnail", args=[photo.pk])
    assert page.select_one(".documents a")["href"] == reverse("admin:events_document_original", args=[document.pk])


def test_preview_is_not_passed_on(event, client, sign_in, read):
    sign_in(Role.EDITOR)
    assert read(client.get(f"/events/{event.pk}/?preview=1")).select(".share") == []


def test_preview_is_kept_out_of_caches(event, client, sign_in):
    sign_in(Role.EDITOR)
    assert "no-store" in client.get(f"/events/{event.pk}/?preview=1")["Cache-Control"]


def test_visitor_is_asked_to_sign_in(event, client):
    response = client.get(f"/events/{event.pk}/?preview=1")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_visitor_learns_nothing_about_which_events_there_are(event, client):
    there, not_there = client.get(f"/events/{event.pk}/?preview=1"), client.get("/events/999999/?preview=1")
    assert there.status_code == not_there.status_code == 302


def test_user_without_a_role_may_not(event, client, sign_in):
    sign_in(None)
    assert client.get(f"/events/{event.pk}/?preview=1").status_code == 403


def test_unknown_event_is_404_for_staff(client, sign_in):
    sign_in(Role.EDITOR)
    assert client.get("/events/999999/?preview=1").status_code == 404


def test_staff_find_the_draft_from_the_public_page(event, client, sign_in, read):
    event.is_public = True
    event.save()
    sign_in(Role.VIEWER)
    links = [link["href"] for link in read(client.get(f"/events/{event.pk}/")).select(".banner-staff a")]
    assert links == ["?preview=1", f"/admin/events/event/{event.pk}/change/"]


def test_public_page_has_no_trace_of_the_draft_for_visitors(event, client):
    event.is_public = True
    event.save()
    text = without_marks(client.get(f"/events/{event.pk}/").content.decode())
    assert event.title in text
    for trace in ("preview", "ความนำในร่าง", "4,321", "/admin/events/"):
        assert trace not in text
