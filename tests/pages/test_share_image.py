"""The picture beside a shared link: its address changes with its words, and it is there for whom the page is."""

import datetime as dt
import io

import pytest
from django.utils import translation
from PIL import Image

from coopportal.cards import HEIGHT, WIDTH
from events import content
from events.models import VersionKind
from events.sharing import card_of, share_image
from programmes import sharing
from tests.factories import EventDayFactory, EventFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def address(event) -> str:
    return f"/events/{event.pk}/share.png"


def test_picture_says_title_programme_kind_and_days():
    event = EventFactory(title="เสวนา", programme__title="โครงการ", kind="seminar", demonstration=True)
    for day in (26, 27):
        EventDayFactory(event=event, date=dt.date(2022, 4, day))
    facts = content.build(event)
    card = card_of(facts)
    assert (card.site, card.title, card.above) == ("กรมส่งเสริมสหกรณ์", "เสวนา", "โครงการ")
    assert (card.below, card.warning) == ("สัมมนา · 26 - 27 เมษายน 2565", "ข้อมูลสมมติเพื่อสาธิต")
    with translation.override("en"):
        assert card_of(facts).below.endswith("26 - 27 April 2022")


def test_event_without_a_day_has_a_picture_too():
    assert card_of(content.build(EventFactory(kind="seminar"))).below == "สัมมนา"


@pytest.mark.parametrize("state", ["planned", "postponed", "held"])
def test_every_public_event_has_a_picture(client, state):
    event = EventDayFactory(event__state=state).event
    response = client.get(address(event))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(response.content)).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"programme__is_public": False}])
def test_picture_of_an_event_that_is_not_public_is_404(client, hidden):
    assert client.get(address(EventFactory(**hidden))).status_code == 404


def test_picture_of_a_withdrawn_report_is_410(client, publish):
    event = EventDayFactory().event
    publish(event)
    publish(event, VersionKind.WITHDRAWAL, "ถอนเพื่อตรวจสอบ")
    assert client.get(address(event)).status_code == 410


def test_picture_shows_what_is_published_and_not_the_draft(client, publish):
    event = EventDayFactory(event__title="ชื่อเดิม").event
    publish(event)
    published = client.get(address(event)).content
    event.title = "ชื่อใหม่ที่ยังไม่เผยแพร่"
    event.save()
    assert client.get(address(event)).content == published


def test_address_of_the_picture_changes_with_its_words():
    event = EventDayFactory(event__title="เสวนา").event
    first = share_image(content.build(event)).address
    event.objectives = "ไม่อยู่ในภาพ"
    assert share_image(content.build(event)).address == first
    event.title = "เสวนาใหม่"
    assert share_image(content.build(event)).address != first


@pytest.mark.parametrize("days", [1, 3])
def test_picture_costs_the_same_whatever_the_event_holds(client, publish, django_assert_num_queries, days):
    event = EventFactory()
    for day in range(days):
        EventDayFactory(event=event, date=dt.date(2022, 4, 26 + day))
    publish(event)
    client.get(address(event))
    with django_assert_num_queries(4):
        client.get(address(event))


# -- programmes --------------------------------------------------------------------------------------------------------


def test_picture_of_a_programme_says_title_fiscal_years_and_status():
    programme = ProgrammeFactory(
        title="โครงการ", first_fiscal_year=2565, last_fiscal_year=2566, status="finished", demonstration=True
    )
    card = sharing.card_of(programme)
    assert (card.site, card.title, card.above) == ("กรมส่งเสริมสหกรณ์", "โครงการ", "โครงการ")
    assert (card.below, card.warning) == ("ปีงบประมาณ 2565 - 2566 · เสร็จสิ้น", "ข้อมูลสมมติเพื่อสาธิต")


def test_picture_of_a_programme_is_there_for_whom_its_page_is(client):
    ProgrammeFactory(slug="buses")
    ProgrammeFactory(slug="secret", is_public=False)
    response = client.get("/programmes/buses/share.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert client.get("/programmes/secret/share.png").status_code == 404


def test_stale_address_of_the_picture_leads_to_that_of_today(client):
    programme = ProgrammeFactory(slug="old")
    programme.slug = "new"
    programme.save()
    response = client.get("/programmes/old/share.png")
    assert (response.status_code, response["Location"]) == (301, "/programmes/new/share.png")


@pytest.mark.parametrize("events", [1, 3])
def test_picture_of_a_programme_costs_the_same_whatever_it_holds(client, django_assert_num_queries, events):
    EventFactory.create_batch(events, programme=ProgrammeFactory(slug="buses"))
    client.get("/programmes/buses/share.png")
    with django_assert_num_queries(2):
        client.get("/programmes/buses/share.png")


# -- pages without one of their own ------------------------------------------------------------------------------------


def test_portal_has_a_picture_in_the_language_of_the_page(client):
    thai, english = client.get("/share.png"), client.get("/en/share.png")
    assert [response["Content-Type"] for response in (thai, english)] == ["image/png", "image/png"]
    assert Image.open(io.BytesIO(thai.content)).size == (WIDTH, HEIGHT)
    assert thai.content != english.content
