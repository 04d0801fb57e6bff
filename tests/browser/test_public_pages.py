"""Public pages as a browser shows them: nothing that axe finds fault with, nothing wider than the window."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe

from events import content
from events.models import ReportVersion
from participants.models import Mode, TotalsSnapshot
from participants.selectors import totals
from programmes.models import Region, RegionPlace, RegionScheme
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    ProvinceFactory,
    ReportFactory,
    SessionFactory,
)


@pytest.fixture
def addresses(live_server) -> list[str]:
    """Return the addresses of the public pages, with a report that has everything."""
    event = EventFactory(
        objectives="เพื่อหนึ่ง\nเพื่อสอง",
        demonstration=True,
        announced_total=1180,
        announced_source="ข่าว",
        announced_url="https://www.example.org/",
    )
    EventDayFactory(event=event)
    SessionFactory(event=event, starts_at=dt.time(9), ends_at=dt.time(10))
    AppearanceFactory(event=event, position="ที่ปรึกษา", said="กล่าวเปิด")
    ReportFactory(event=event, body="<p>เนื้อข่าว <a href='https://www.example.org/'>ลิงก์</a></p>")
    region = Region.objects.create(
        scheme=RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True), name="เขต 1", sort_no=1
    )
    for mode in (Mode.ROOM, Mode.ONLINE):
        office = HeadCountFactory(office__event=event, mode=mode, people=100).office
        RegionPlace.objects.create(region=region, organisation=office.organisation, sort_no=office.pk)
    AttendingOfficeFactory(event=event, organisation__province=ProvinceFactory(name="พระนครศรีอยุธยา"), state="replay")
    ReportVersion.objects.create(event=event, number=1, kind="first", content=content.to_json(content.build(event)))
    TotalsSnapshot.objects.create(event=event, number=1, kind="preliminary", content=totals.to_json(totals.live(event)))
    planned = EventFactory(state="planned", programme=event.programme)
    return [
        "/",
        "/events/",
        "/events/?q=ไม่มี&kind=x",
        f"/events/{event.pk}/",
        f"/events/{planned.pk}/",
        "/programmes/",
        f"/programmes/{event.programme.slug}/",
        "/nothing/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_pages_are_accessible_and_fit(width, scheme, addresses, page):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        found = Axe().run(page).response["violations"]
        assert [(address, fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_content_security_policy_stops_nothing_of_ours(addresses, page):
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)
    for address in addresses:
        page.goto(address, wait_until="networkidle")
    assert stopped == []


def test_keyboard_reaches_the_content_first(addresses, page):
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
