"""The data block of schema.org in the head of public pages, read back as machines read it."""

import datetime as dt
import json

import pytest

from events.models import Photo, VersionKind
from participants.services import indexing
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProvinceFactory,
    ReportFactory,
)
from tests.markup import without_marks

SITE = "https://portal.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def things(client, read):
    """Read the data block of a page: its things by type."""

    def things(address: str) -> dict[str, dict]:
        (block,) = read(client.get(address)).head.find_all("script", type="application/ld+json")
        data = json.loads(block.string)
        assert data["@context"] == "https://schema.org"
        return {thing["@type"]: thing for thing in data["@graph"]}

    return things


def seminar(**fields):
    """Return a seminar of one day at the department and online."""
    fields = {"format": "mixed", "broadcast_channels": "Zoom, Facebook Live", **fields}
    event = EventFactory(title="เสวนา “รถร่วม”", programme__slug="buses", programme__title="โครงการยกระดับ", **fields)
    EventDayFactory(event=event, room="ห้องประชุม 126", venue="กรมส่งเสริมสหกรณ์ เทเวศร์")
    return event


def test_event_in_the_words_of_schema_org(things, publish):
    event = seminar(province=ProvinceFactory(code="10", name="กรุงเทพมหานคร"))
    event.organisers.create(organisation=OrganisationFactory(name="กองพัฒนาสหกรณ์"))
    ReportFactory(event=event, headline="พาดหัว", lead="<p>จัดเสวนา &amp; ถ่ายทอดสด</p>")
    speaker = AppearanceFactory(event=event, name="นายประกอบ เผ่าพงศ์", position="รองอธิบดี", capacity="panellist").speaker
    AppearanceFactory(event=event, speaker=speaker, capacity="moderator")
    AppearanceFactory(event=event, name="ผู้กล่าวเปิด", capacity="presides")
    Photo.objects.create(event=event, image="photos/a.jpg", alternative_text="ห้องประชุม", width=3, height=2)
    version = publish(event)
    version.content["photos"][0]["renditions"] = {"480": "events/1/a-480.webp", "960": "events/1/a-960.webp"}
    version.save()
    url = f"{SITE}/events/{event.pk}/"
    assert things(f"/events/{event.pk}/")["Event"] == {
        "@type": "Event",
        "@id": f"{url}#event",
        "name": "เสวนา “รถร่วม”",
        "description": "จัดเสวนา & ถ่ายทอดสด",
        "url": url,
        "inLanguage": "th",
        "startDate": "2022-04-26T09:00:00+07:00",
        "endDate": "2022-04-26T16:00:00+07:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "ห้องประชุม 126 กรมส่งเสริมสหกรณ์ เทเวศร์",
                "address": {"@type": "PostalAddress", "addressRegion": "กรุงเทพมหานคร", "addressCountry": "TH"},
            },
            {"@type": "VirtualLocation", "url": url, "name": "Zoom, Facebook Live"},
        ],
        "organizer": [{"@type": "Organization", "name": "กองพัฒนาสหกรณ์"}],
        "performer": [
            {
                "@type": "Person",
                "name": "นายประกอบ เผ่าพงศ์",
                "jobTitle": "รองอธิบดี",
                "url": f"{SITE}/speakers/{speaker.pk}/",
            }
        ],
        "superEvent": {
            "@type": "EventSeries",
            "@id": f"{SITE}/programmes/buses/#programme",
            "name": "โครงการยกระดับ",
            "url": f"{SITE}/programmes/buses/",
        },
        "image": [f"{SITE}/media/events/1/a-960.webp"],
        "subjectOf": {
            "@type": "Report",
            "@id": f"{url}#report",
            "headline": "พาดหัว",
            "url": url,
            "inLanguage": "th",
            "datePublished": "2026-11-24T10:00:00+07:00",
            "dateModified": "2026-11-24T10:00:00+07:00",
        },
    }


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("planned", "EventScheduled"),
        ("held", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_status_of_an_event(state, status, things, db):
    event = seminar(state=state)
    assert things(f"/events/{event.pk}/")["Event"]["eventStatus"] == f"https://schema.org/{status}"


@pytest.mark.parametrize(
    ("how", "mode", "places"),
    [
        ("onsite", "OfflineEventAttendanceMode", ["Place"]),
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("mixed", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_where_an_event_is_followed(how, mode, places, things, db):
    event = things(f"/events/{seminar(format=how).pk}/")["Event"]
    location = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}"
    assert [place["@type"] for place in location] == places


def test_unknown_times_are_dates_and_unknown_days_are_not_said(things, db):
    event = EventFactory(state="planned")
    assert {"startDate", "endDate", "location", "subEvent"} & things(f"/events/{event.pk}/")["Event"].keys() == set()
    EventDayFactory(event=event, date=dt.date(2027, 1, 21), starts_at=dt.time(8, 30), ends_at=None)
    shown = things(f"/events/{event.pk}/")["Event"]
    assert (shown["startDate"], shown["endDate"]) == ("2027-01-21T08:30:00+07:00", "2027-01-21")


def test_days_of_an_event_are_events_of_their_own(things, db):
    event = EventFactory(title="สัมมนา", format="onsite")
    for day, room in ((18, "ห้อง 1"), (25, "ห้อง 2")):
        EventDayFactory(event=event, date=dt.date(2026, 8, day), room=room)
    shown = things(f"/events/{event.pk}/")["Event"]
    assert (shown["startDate"], shown["endDate"]) == ("2026-08-18T09:00:00+07:00", "2026-08-25T16:00:00+07:00")
    assert [(day["startDate"], day["location"]["name"]) for day in shown["subEvent"]] == [
        ("2026-08-18T09:00:00+07:00", "ห้อง 1"),
        ("2026-08-25T09:00:00+07:00", "ห้อง 2"),
    ]


def test_event_without_report_says_nothing_of_the_draft(client, db):
    event = seminar()
    ReportFactory(event=event, headline="พาดหัวลับ", lead="ความนำลับ")
    assert "ลับ" not in without_marks(client.get(f"/events/{event.pk}/").content.decode())


def test_demonstration_says_so(things, db):
    event = seminar(demonstration=True)
    assert things(f"/events/{event.pk}/")["Event"]["disambiguatingDescription"] == "ข้อมูลสมมติเพื่อสาธิต"


def test_withdrawn_report_and_preview_have_no_data_block(client, admin_client, read, publish):
    event = seminar()
    ReportFactory(event=event)
    assert read(admin_client.get(f"/events/{event.pk}/?preview")).find_all("script", type="application/ld+json") == []
    publish(event)
    publish(event, VersionKind.WITHDRAWAL, note="ตัวเลขผิด")
    assert read(client.get(f"/events/{event.pk}/")).find_all("script", type="application/ld+json") == []


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- <script>", "ก & ข \u2028 \\u003c \" '"])
def test_hostile_title_stays_inside_the_block(title, things, client, read, publish):
    event = EventFactory(title=title)
    ReportFactory(event=event)
    publish(event)
    assert things(f"/events/{event.pk}/")["Event"]["name"] == title
    page = read(client.get(f"/events/{event.pk}/"))
    assert [script["type"] for script in page.find_all("script") if not script.get("src")] == ["application/ld+json"]


def test_trail_leads_to_the_page(things, db):
    event = seminar()
    assert things(f"/en/events/{event.pk}/")["BreadcrumbList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{SITE}/en/"},
        {"@type": "ListItem", "position": 2, "name": "Events", "item": f"{SITE}/en/events/"},
        {"@type": "ListItem", "position": 3, "name": "เสวนา “รถร่วม”", "item": f"{SITE}/en/events/{event.pk}/"},
    ]


def test_list_names_its_events_in_order(things, db, monkeypatch):
    monkeypatch.setattr("events.views.PER_PAGE", 2)
    events = EventFactory.create_batch(3)
    assert things("/events/?page=2")["ItemList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 3, "url": f"{SITE}/events/{events[0].pk}/"}
    ]
    assert len(things("/events/")["ItemList"]["itemListElement"]) == 2


def test_empty_list_is_a_list_of_nothing(things, db):
    assert things("/events/?q=ไม่มีคำนี้")["ItemList"] == {"@type": "ItemList", "numberOfItems": 0}


def test_speaker_is_a_person_of_the_day(things, publish):
    event = seminar()
    speaker = AppearanceFactory(
        event=event, name="ชื่อในวันนั้น", position="รองอธิบดี", organisation=OrganisationFactory(name="กรมส่งเสริมสหกรณ์")
    ).speaker
    publish(event)
    indexing.rebuild_all()
    url = f"{SITE}/events/{event.pk}/"
    assert things(f"/speakers/{speaker.pk}/")["Person"] == {
        "@type": "Person",
        "name": speaker.full_name,
        "jobTitle": "รองอธิบดี",
        "affiliation": {"@type": "Organization", "name": "กรมส่งเสริมสหกรณ์"},
        "url": f"{SITE}/speakers/{speaker.pk}/",
        "performerIn": [{"@type": "Event", "@id": f"{url}#event", "name": event.title, "url": url}],
    }


def test_programme_is_a_series(things, db):
    lead = OrganisationFactory(name="กองพัฒนาสหกรณ์")
    ProgrammeFactory(slug="buses", title="โครงการยกระดับ", lead_organisation=lead, starts_on=dt.date(2021, 10, 1))
    assert things("/programmes/buses/")["EventSeries"] == {
        "@type": "EventSeries",
        "@id": f"{SITE}/programmes/buses/#programme",
        "name": "โครงการยกระดับ",
        "url": f"{SITE}/programmes/buses/",
        "inLanguage": "th",
        "startDate": "2021-10-01",
        "organizer": {"@type": "Organization", "name": "กองพัฒนาสหกรณ์"},
    }


def test_home_says_who_publishes_and_where_to_search(things, db):
    site = things("/")["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"
    assert site["publisher"] == things("/")["GovernmentOrganization"]
    assert site["publisher"]["url"] == "https://www.cpd.go.th/"


# -- open data -----------------------------------------------------------------------------------------------------------


def test_data_sets_are_a_catalogue(things, db):
    found = things("/data/")["DataCatalog"]
    assert (found["@id"], found["name"]) == (f"{SITE}/data/#catalog", "ข้อมูลเปิด")
    assert [(one["@id"], one["url"]) for one in found["dataset"]] == [
        (f"{SITE}/data/{name}/#dataset", f"{SITE}/data/{name}/")
        for name in ("events", "sessions", "appearances", "attendance", "programmes", "organisations")
    ]
    assert found["publisher"]["@id"] == "https://www.cpd.go.th/#department"


def test_data_set_that_is_switched_off_is_not_in_the_catalogue(things, db, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    assert f"{SITE}/data/attendance/" not in [one["url"] for one in things("/data/")["DataCatalog"]["dataset"]]


def test_data_set_in_the_words_of_schema_org(things, publish, settings):
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL = "CC BY 4.0", "https://example.org/by"
    event = seminar()
    ReportFactory(event=event)
    publish(event)
    found = things("/data/attendance/")
    assert found["Dataset"] == {
        "@type": "Dataset",
        "@id": f"{SITE}/data/attendance/#dataset",
        "name": "จำนวนผู้เข้าร่วมกิจกรรมรายหน่วยงาน",
        "description": found["Dataset"]["description"],
        "url": f"{SITE}/data/attendance/",
        "inLanguage": "th",
        "keywords": ["ผู้เข้าร่วม", "สถิติ", "สหกรณ์"],
        "isAccessibleForFree": True,
        "creator": {
            "@type": "GovernmentOrganization",
            "@id": "https://www.cpd.go.th/#department",
            "name": "กรมส่งเสริมสหกรณ์",
            "url": "https://www.cpd.go.th/",
        },
        "license": "https://example.org/by",
        "dateModified": "2026-11-24T10:00:00+07:00",
        "spatialCoverage": {"@type": "Country", "name": "ประเทศไทย", "identifier": "TH"},
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": f"{SITE}/data/#catalog",
            "name": "ข้อมูลเปิด",
            "url": f"{SITE}/data/",
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"จำนวนผู้เข้าร่วมกิจกรรมรายหน่วยงาน ({kind})",
                "encodingFormat": media,
                "contentUrl": f"{SITE}/data/attendance.{kind.lower()}",
            }
            for kind, media in (("CSV", "text/csv"), ("JSON", "application/json"))
        ],
    }
    assert 50 <= len(found["Dataset"]["description"]) <= 5000  # what search engines for data ask for
    assert [step["item"] for step in found["BreadcrumbList"]["itemListElement"]] == [
        f"{SITE}/",
        f"{SITE}/data/",
        f"{SITE}/data/attendance/",
    ]


def test_data_set_invents_no_licence(things, db, settings):
    assert "license" not in things("/data/events/")["Dataset"]
    settings.OPEN_DATA_LICENCE = "Open Data Common"
    assert things("/data/events/")["Dataset"]["license"] == {"@type": "CreativeWork", "name": "Open Data Common"}
