"""The sitemap, robots.txt and security.txt: what robots and those who found a weakness read."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from events.models import VersionKind
from participants.models import TotalsSnapshot
from participants.services import indexing
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ReportFactory,
)

SITE = "https://portal.example.org"
SECTIONS = ["pages", "events", "programmes", "speakers", "offices"]
PLACES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def tree(client):
    """Read an XML file of the portal."""

    def tree(address: str) -> ElementTree.Element:
        response = client.get(address)
        assert response["Content-Type"] == "application/xml"
        return ElementTree.fromstring(response.content)  # noqa: S314 - our own answer

    return tree


@pytest.fixture
def places(tree):
    """Read one part of the sitemap: the last change of each address."""

    def places(section: str) -> dict[str, str | None]:
        return {
            place.findtext(f"{PLACES}loc"): place.findtext(f"{PLACES}lastmod")
            for place in tree(f"/sitemap-{section}.xml")
        }

    return places


def test_index_names_its_parts_under_the_site_whatever_host_was_asked(client, tree, db):
    expected = [f"{SITE}/sitemap-{section}.xml" for section in SECTIONS]
    assert [part.findtext(f"{PLACES}loc") for part in tree("/sitemap.xml")] == expected
    by_ip = client.get("/sitemap.xml", headers={"host": "127.0.0.1:8000"})
    assert by_ip.content == client.get("/sitemap.xml").content


def test_every_address_of_the_sitemap_is_the_one_its_page_is_known_by(client, read, places, publish):
    event = EventFactory(programme=ProgrammeFactory(slug="buses"), state="planned")
    publish(EventFactory(programme=event.programme))
    speaker, office = AppearanceFactory(event=event).speaker, OrganisationFactory()
    indexing.rebuild_all()
    addresses = [address for section in SECTIONS for address in places(section)]
    assert {f"{SITE}/", f"{SITE}/en/", f"{SITE}/events/", f"{SITE}/en/events/{event.pk}/"} <= set(addresses)
    for path in ("/programmes/buses/", f"/speakers/{speaker.pk}/", f"/offices/{office.pk}/"):
        assert SITE + path in addresses
    for address in addresses:
        head = read(client.get(address.removeprefix(SITE))).head
        assert head.find("link", rel="canonical")["href"] == address


def test_only_public_pages_join_the_sitemap_by_themselves(places, db):
    pages = places("pages")
    assert {f"{SITE}{path}" for path in ("/", "/events/", "/programmes/", "/speakers/", "/offices/")} <= pages.keys()
    assert {f"{SITE}{path}" for path in ("/styleguide/", "/search/")} & pages.keys() == set()


def test_place_names_its_languages(tree, db):
    event = EventFactory(state="planned")
    thai = tree("/sitemap-events.xml")[0]
    assert {link.get("hreflang"): link.get("href") for link in thai.iter(LINK)} == {
        "th": f"{SITE}/events/{event.pk}/",
        "en": f"{SITE}/en/events/{event.pk}/",
        "x-default": f"{SITE}/events/{event.pk}/",
    }


def test_sitemap_has_what_the_public_may_see(places, publish):
    hidden, withdrawn, shown = EventFactory(is_public=False), EventFactory(), EventFactory(programme__slug="shown")
    ProgrammeFactory(slug="hidden", is_public=False)
    for event in (hidden, withdrawn, shown):
        publish(event)
    publish(withdrawn, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    assert list(places("events")) == [f"{SITE}/events/{shown.pk}/", f"{SITE}/en/events/{shown.pk}/"]
    assert f"{SITE}/programmes/shown/" in places("programmes")
    assert f"{SITE}/programmes/hidden/" not in places("programmes")


def test_last_change_is_that_of_the_text_or_of_the_figures(places, publish):
    event = EventFactory()
    address = f"{SITE}/events/{event.pk}/"
    event.history.update(history_date=timezone.now() - dt.timedelta(days=30))
    assert places("events")[address] == "2026-10-25"
    ReportFactory(event=event)
    version = publish(event)
    assert places("events")[address] == "2026-11-24"
    type(version).objects.update(at=timezone.now() - dt.timedelta(days=9))
    TotalsSnapshot.objects.update(taken_at=timezone.now() - dt.timedelta(days=4))
    assert places("events")[address] == "2026-11-20"


def days_ago(number: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=number)


def test_speaker_changed_with_the_event_or_the_own_entry(places, publish):
    appearance = AppearanceFactory()
    event, speaker = appearance.event, appearance.speaker
    indexing.rebuild_all()
    address = f"{SITE}/speakers/{speaker.pk}/"
    event.history.update(history_date=days_ago(20))
    speaker.history.update(history_date=days_ago(30))
    assert places("speakers")[address] == "2026-11-04"
    ReportFactory(event=event)
    publish(event)
    event.versions.update(at=days_ago(9))
    event.save()  # a draft is no news
    assert places("speakers")[address] == "2026-11-15"
    speaker.save()
    assert places("speakers")[address] == "2026-11-24"


def test_speaker_changed_with_the_correction_that_took_the_name_out(places, publish):
    appearance = AppearanceFactory()
    AppearanceFactory(speaker=appearance.speaker)
    publish(appearance.event)
    appearance.speaker.history.update(history_date=days_ago(30))
    appearance.event.versions.update(at=days_ago(20))
    type(appearance.event).history.update(history_date=days_ago(25))
    appearance.delete()
    publish(appearance.event, VersionKind.CORRECTION, note="แก้ชื่อวิทยากร")
    appearance.event.versions.filter(number=2).update(at=days_ago(3))
    indexing.rebuild_all()
    assert places("speakers")[f"{SITE}/speakers/{appearance.speaker_id}/"] == "2026-11-21"


def test_office_changed_with_report_figures_or_register(places, publish):
    office = OrganisationFactory()
    address = f"{SITE}/offices/{office.pk}/"
    office.history.update(history_date=days_ago(30))
    event = AttendingOfficeFactory(organisation=office).event
    assert places("offices")[address] == "2026-10-25"
    publish(event)
    event.versions.update(at=days_ago(9))
    TotalsSnapshot.objects.update(taken_at=days_ago(4))
    assert places("offices")[address] == "2026-11-20"
    TotalsSnapshot.objects.update(taken_at=days_ago(12))
    assert places("offices")[address] == "2026-11-15"


def test_page_and_office_of_which_no_change_is_known_have_none(places, db):
    office = OrganisationFactory()
    office.history.all().delete()
    assert places("offices")[f"{SITE}/offices/{office.pk}/"] is None
    assert set(places("pages").values()) == {None}


def test_long_part_has_pages(client, places, tree, db, monkeypatch):
    monkeypatch.setattr("events.sitemaps.EventSitemap.limit", 4)
    EventFactory.create_batch(3, state="planned")
    assert len(places("events")) == 4
    assert len(tree("/sitemap-events.xml?p=2")) == 2
    assert f"{SITE}/sitemap-events.xml?p=2" in [part.findtext(f"{PLACES}loc") for part in tree("/sitemap.xml")]


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-events.xml?p=9", "/sitemap-events.xml?p=x"])
def test_part_that_does_not_exist_is_404(address, client, db):
    assert client.get(address).status_code == 404


def test_sitemap_that_did_not_change_is_not_sent_again(client, publish):
    event = EventFactory()
    publish(event)
    first = client.get("/sitemap-events.xml")
    again = {"if-none-match": first["ETag"]}
    assert client.get("/sitemap-events.xml", headers=again).status_code == 304
    publish(event, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    assert client.get("/sitemap-events.xml", headers=again).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_sitemap_costs_a_query_for_each_part(number, client, publish, django_assert_num_queries):
    for _ in range(number):
        publish(EventFactory())
    for address, queries in (("", 4), ("-pages", 0), *((f"-{section}", 1) for section in SECTIONS[1:])):
        with django_assert_num_queries(queries):
            client.get(f"/sitemap{address}.xml")


def test_robots_find_the_sitemap(client, db):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


# -- security.txt ------------------------------------------------------------------------------------------------------


def test_security_contact(client, settings):
    settings.SECURITY_CONTACT, settings.HTTPS = ["mailto:security@example.org", "https://example.org/report"], True
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/report",
        "Expires: 2027-05-22T17:00:00Z",
        "Preferred-Languages: th, en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]


def test_security_contact_is_the_same_all_day_in_bangkok(client, settings, time_machine):
    """The page cache keeps it for a day there, which is two in UTC."""
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    answers = set()
    for hour in ("00:00:00", "06:59:59", "07:00:00", "23:59:59"):
        time_machine.move_to(f"2026-11-24T{hour}+07:00", tick=False)
        answers.add(client.get("/.well-known/security.txt").content)
    assert len(answers) == 1


def test_nobody_is_named_where_nobody_reads(client, db):
    assert client.get("/.well-known/security.txt").status_code == 404
