"""The comforts of a report's page: pictures large, what is copied, where one is in the contents; and all of it without."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from playwright.sync_api import expect

from events import content
from events.models import Photo, ReportVersion
from tests.factories import EventFactory, ReportFactory


def picture(name: str) -> str:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "WEBP")
    return default_storage.save(name, ContentFile(file.getvalue()))


@pytest.fixture
def address(live_server) -> str:
    """Return the address of a report with three photos."""
    event = EventFactory(objectives="เพื่อหนึ่ง\nเพื่อสอง", attending_bodies="สำนักงานสหกรณ์จังหวัด")
    ReportFactory(event=event, body="<p>เนื้อข่าว</p>", key_points="<p>สาระ</p>")
    for number in range(1, 4):
        Photo.objects.create(
            event=event, image="x.jpg", alternative_text=f"ภาพ{number}", caption=f"บรรยาย{number}", width=60, height=40
        )
    shown = content.to_json(content.build(event))
    for number, photo in enumerate(shown["photos"], 1):
        photo["renditions"] = {width: picture(f"events/{number}-{width}.webp") for width in (480, 960)}
    ReportVersion.objects.create(event=event, number=1, kind="first", content=shown)
    return f"/events/{event.pk}/"


def test_pictures_are_seen_large_by_keyboard(address, page):
    page.goto(address)
    page.locator(".gallery a").first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="ดูภาพขนาดใหญ่")
    expect(viewer.get_by_role("status")).to_have_text("ภาพที่ 1 จาก 3")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("img")).to_have_attribute("alt", "ภาพ2")
    expect(viewer.locator("figcaption")).to_have_text("บรรยาย2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(viewer.get_by_role("status")).to_have_text("ภาพที่ 3 จาก 3")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".gallery a").nth(2)).to_be_focused()


@pytest.fixture
def swipe(browser, base_url):
    """Return a page for fingers and a way to draw one over the middle of it."""
    context = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 640}, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)

    def draw(across: int, along: int = 0) -> None:
        touch = {"x": 180, "y": 320}
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [touch]})
        for part in range(1, 5):
            moved = {"x": 180 + across * part / 4, "y": 320 + along * part / 4}
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [moved]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    yield page, draw
    context.close()


def test_swipe_turns_to_the_next_picture_and_back(address, swipe):
    page, draw = swipe
    page.goto(address)
    page.locator(".gallery a").first.click()
    status = page.get_by_role("status")
    for across, along, place in ((-120, 10, 2), (-120, 0, 3), (120, 0, 2), (20, 0, 2), (60, 100, 2)):
        draw(across, along)
        expect(status).to_have_text(f"ภาพที่ {place} จาก 3")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_focus_stays_in_the_viewer(address, page):
    page.goto(address)
    page.locator(".gallery a").nth(1).click()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.get_by_role("button", name="ปิด").click()
    expect(page.locator(".gallery a").nth(1)).to_be_focused()


def test_large_picture_that_does_not_come_is_said(address, page):
    page.route("**/*-960.webp", lambda route: route.abort())
    page.goto(address)
    page.locator(".gallery a").first.click()
    page.get_by_text("โหลดภาพขนาดใหญ่ไม่สำเร็จ").wait_for()


def test_large_picture_that_does_not_come_is_not_said_of_the_next(address, page):
    page.goto(address)
    asked = []
    page.route("**/*-960.webp", lambda route: asked.append(route))  # noqa: PLW0108 - a built-in method takes no marks
    with page.expect_request("**/*-960.webp"):
        page.locator(".gallery a").first.click()
    page.keyboard.press("ArrowRight")
    with page.expect_event("requestfailed"):
        asked[0].abort()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.get_by_role("status").inner_text() == "ภาพที่ 2 จาก 3"


def test_citation_and_address_are_copied(address, page, context, settings):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("button", name="คัดลอกข้อความอ้างอิง").click()
    page.get_by_role("button", name="คัดลอกแล้ว").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".citation").inner_text()
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    page.locator(".share").get_by_role("button", name="คัดลอกแล้ว").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{settings.SITE_URL}{address}"


def test_text_that_the_browser_does_not_copy_is_shown(address, page):
    shown = []
    page.on("dialog", lambda dialog: (shown.append(dialog.default_value), dialog.dismiss()))
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    page.goto(address)
    with page.expect_event("dialog"):
        page.get_by_role("button", name="คัดลอกข้อความอ้างอิง").click()
    assert shown == [page.locator(".citation").inner_text()]


def test_ways_to_pass_a_page_on_are_in_one_row_for_a_finger(address, page):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address)
    boxes = page.locator(".share :is(a, button)").evaluate_all("ways => ways.map((way) => way.getBoundingClientRect())")
    assert [box["width"] >= 44 and box["height"] >= 44 for box in boxes] == [True] * 4
    assert len({box["y"] for box in boxes}) == 1


def test_contents_mark_the_section_in_sight(address, page):
    page.goto(address)
    page.evaluate("document.querySelector('#key-points').scrollIntoView({behavior: 'instant'}); scrollBy(0, -100)")
    page.locator(".contents [aria-current][href='#key-points']").wait_for()


@pytest.mark.parametrize("width", [1440, 360])
def test_page_is_whole_without_javascript(width, address, browser, base_url):
    context = browser.new_context(
        base_url=base_url, java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(address)
    assert page.locator("dialog").is_visible() is False
    assert page.locator(".citation").is_visible()
    assert [button.is_visible() for button in page.locator("article button").all()] == [False] * 6
    page.locator(".gallery a").first.click()
    page.wait_for_url("**/media/events/1-960.webp")
    context.close()
