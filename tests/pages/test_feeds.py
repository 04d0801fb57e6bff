"""The feeds of the latest reports, read by a library that readers use."""

import datetime as dt
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from events.feeds import LONGEST_FEED
from events.models import VersionKind
from tests.factories import EventDayFactory, EventFactory, ReportFactory

FEEDS = ["/feeds/events.rss", "/feeds/events.atom"]
SITE = "https://portal.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def feed(client):
    """Read a feed; nothing in it may be against the rules of its format."""

    def feed(address: str):
        response = client.get(address)
        assert response.status_code == 200
        parsed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
        assert not parsed.bozo, parsed.bozo_exception
        return parsed

    return feed


def report(**fields):
    """Return an event of 26 April 2565 with a report."""
    event = EventDayFactory(**{f"event__{name}": value for name, value in fields.items()}).event
    ReportFactory(event=event, headline=f"พาดหัวของ{event.title}", lead="<p>จัดเสวนา &amp; ถ่ายทอดสด</p>")
    return event


@pytest.mark.parametrize("address", FEEDS)
def test_feed_says_what_it_is(address, feed, client, db):
    parsed = feed(address)
    assert parsed.feed.title == "รายงานกิจกรรมด้านสหกรณ์บริการ"
    assert parsed.feed.language == "th"
    assert f"{SITE}/events/" in {link.href for link in parsed.feed.links}
    assert f"{SITE}{address}" in {link.href for link in parsed.feed.links if link.rel == "self"}
    kind = "rss" if address.endswith("rss") else "atom"
    assert client.get(address)["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[kind]


@pytest.mark.parametrize("address", FEEDS)
def test_entry_of_a_report(address, feed, publish):
    event = report(title="เสวนา <รถร่วม>", kind="panel", programme__title="โครงการยกระดับ")
    publish(event)
    (entry,) = feed(address).entries
    assert entry.link == f"{SITE}/events/{event.pk}/"
    assert entry.id == f"tag:portal.example.org,2026-11-24:events/{event.pk}"
    assert entry.published_parsed[:6] == (2026, 11, 24, 3, 0, 0)
    assert [tag.term for tag in entry.tags] == ["เสวนา", "โครงการยกระดับ"]
    assert BeautifulSoup(entry.summary, "html.parser").get_text("|") == (
        "จัดเสวนา & ถ่ายทอดสด|เสวนา <รถร่วม> 26 เมษายน 2565"
    )


@pytest.mark.parametrize("address", FEEDS)
def test_corrected_report_comes_first_and_stays_the_same_entry(address, feed, publish):
    first, second = report(), report()
    published = [publish(event) for event in (first, second)]
    before = {entry.id for entry in feed(address).entries}
    later = timezone.now() + dt.timedelta(days=1)
    correction = publish(first, VersionKind.CORRECTION, note="แก้ชื่อ")
    type(correction).objects.filter(pk=correction.pk).update(at=later)
    entries = feed(address).entries
    assert [entry.link for entry in entries] == [f"{SITE}/events/{event.pk}/" for event in (first, second)]
    assert {entry.id for entry in entries} == before
    assert entries[0].published_parsed[:3] == published[0].at.timetuple()[:3]
    if address.endswith("atom"):
        assert entries[0].updated_parsed[:3] == later.timetuple()[:3]


@pytest.mark.parametrize("address", FEEDS)
def test_feed_stands_in_the_order_of_the_first_page(address, feed, client, read, publish):
    for title, invented in (("ก่อน", False), ("หลัง", False), ("สมมติ", True)):
        publish(report(title=title, demonstration=invented))
    links = read(client.get("/")).select(".lead-story h3 a, .event-row h3 a")
    order = [f"{SITE}{link['href']}" for link in links]
    assert [entry.link for entry in feed(address).entries] == order
    assert [link.get_text(strip=True) for link in links] == ["หลัง", "ก่อน", "สมมติ"]


@pytest.mark.parametrize("address", FEEDS)
def test_feed_has_published_reports_only(address, feed, publish):
    EventFactory(state="planned")
    report(title="ยังไม่มีรายงาน")
    hidden, withdrawn, shown = report(is_public=False), report(), report(title="เผยแพร่แล้ว")
    for event in (hidden, withdrawn, shown):
        publish(event)
    publish(withdrawn, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    shown.report.headline = "พาดหัวที่กำลังแก้"
    shown.report.save()
    assert [entry.title for entry in feed(address).entries] == ["พาดหัวของเผยแพร่แล้ว"]


@pytest.mark.parametrize("address", FEEDS)
def test_demonstration_says_so(address, feed, publish):
    publish(report(demonstration=True))
    assert feed(address).entries[0].summary.startswith("<p>ข้อมูลสมมติเพื่อสาธิต</p>")


@pytest.mark.parametrize("address", FEEDS)
def test_hostile_texts_break_nothing(address, client, publish):
    event = report()
    event.report.headline = "</title><script>alert(1)</script> ]]> & \x07\x1bกำ"
    event.report.lead = "<p><script>alert(2)</script>ก &lt;b&gt; \x0b</p>"
    event.report.save()
    publish(event)
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own answer
    names = {element.tag.rpartition("}")[2]: element.text or "" for element in feed.iter()}
    assert "script" not in names
    assert names["title"] == "</title><script>alert(1)</script> ]]> & กำ"
    summary = names["summary"] if address.endswith("atom") else feed.findtext("channel/item/description")
    assert summary == f"<p>ก &lt;b&gt;</p><p>{event.title} 26 เมษายน 2565</p>"


@pytest.mark.parametrize("address", FEEDS)
def test_feed_that_did_not_change_is_not_sent_again(address, client, publish):
    publish(report())
    latest = report()
    publish(latest)
    first = client.get(address)
    again = {"if-none-match": first["ETag"], "if-modified-since": "Tue, 24 Nov 2026 03:00:00 GMT"}
    assert client.get(address, headers=again).status_code == 304
    publish(latest, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    assert client.get(address, headers=again).status_code == 200
    assert client.get(address, headers={"if-modified-since": again["if-modified-since"]}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_feed_costs_one_query(number, client, publish, django_assert_num_queries):
    for _ in range(number):
        publish(report())
    for address in FEEDS:
        with django_assert_num_queries(1):
            client.get(address)


def test_feed_has_an_end(feed, publish):
    for _ in range(LONGEST_FEED + 1):
        publish(EventFactory())
    assert len(feed(FEEDS[0]).entries) == LONGEST_FEED


def test_pages_name_the_feeds(client, read, db):
    links = read(client.get("/en/")).head.select("link[rel=alternate][type]")
    assert [link["href"] for link in links] == FEEDS
