"""Photos in a browser: several at once with their progress, order by keys and by dragging, and all of it without a script."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from events.models import Event, Photo
from programmes.models import Role
from tests.factories import EventFactory, user_with_role
from tests.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long enough password"


@pytest.fixture
def event() -> Event:
    return EventFactory()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: errors of scripts, and what the content security policy refused."""
    return []


def open_page(browser: Browser, address: str, complaints: list[str], **options) -> Page:
    """Sign in an editor in a browser of their own, and open the photos of an event."""
    call_command("sync_roles", verbosity=0)
    page = browser.new_context(**options).new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto("/admin/")
    page.fill("input[name=login]", user_with_role(Role.EDITOR, password=PASSWORD).email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("#user-tools")).to_be_visible()
    page.goto(address)
    return page


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def any_page(request, browser: Browser, browser_context_args, base_url, event, complaints) -> Iterator[Page]:
    options = {**browser_context_args, "base_url": base_url, "java_script_enabled": request.param}
    page = open_page(browser, f"/admin/events/event/{event.pk}/photos/", complaints, **options)
    yield page
    page.context.close()


@pytest.fixture
def page(browser: Browser, browser_context_args, base_url, event, complaints) -> Iterator[Page]:
    page = open_page(
        browser,
        f"/admin/events/event/{event.pk}/photos/",
        complaints,
        **{**browser_context_args, "base_url": base_url},
    )
    yield page
    page.context.close()


def as_chosen(*numbers: int) -> list[dict]:
    """Return photos as one chooses them, the first with a position in it."""
    return [{"name": f"ภาพ {n}.jpg", "mimeType": "image/jpeg", "buffer": picture(n).read()} for n in numbers]


def choose(page: Page, *files: dict) -> None:
    page.set_input_files("#id_photos", list(files))
    if page.locator("#photo-upload button[type=submit]").is_visible():
        page.click("#photo-upload button[type=submit]")


def order() -> list[str]:
    return list(Photo.objects.values_list("caption", flat=True))


def press_at_once(page: Page, card: int, *keys: str) -> None:
    """Press keys on the handle of a photo before the server has answered to the first."""
    page.locator(".photo-card").nth(card).locator(".photo-handle").evaluate(
        "(handle, keys) => keys.forEach((key) => handle.dispatchEvent(new KeyboardEvent('keydown', { key })))",
        list(keys),
    )


def three_with_captions(page: Page) -> None:
    choose(page, *as_chosen(1, 2, 3))
    expect(page.locator(".photo-card")).to_have_count(3)
    for card, caption in zip(page.locator(".photo-card").all(), ("ก", "ข", "ค"), strict=True):
        card.locator("textarea[name$=-caption]").fill(caption)
    with page.expect_navigation():
        page.click(".submit-row button")
    expect(page.locator(".messagelist")).to_be_visible()


def test_several_photos_are_added_written_about_and_moved(any_page: Page):
    three_with_captions(any_page)
    any_page.locator(".photo-card").nth(2).locator("button[value$=earlier]").click()
    expect(any_page.locator(".photo-card textarea[name$=-caption]").nth(1)).to_have_value("ค")
    expect(any_page.locator("#photo-said, .messagelist").filter(has_text="2")).to_be_visible()
    assert order() == ["ก", "ค", "ข"]


def test_each_photo_has_its_own_outcome(page: Page, complaints):
    broken = {"name": "บันทึก.jpg", "mimeType": "image/jpeg", "buffer": b"hello"}
    large = {"name": "ใหญ่.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8" + b"0" * 15 * 2**20}
    choose(page, *as_chosen(1), broken, *as_chosen(1), large, *as_chosen(2))
    expect(page.locator(".uploads li")).to_have_text(
        [
            "ภาพ 1.jpgเพิ่มแล้ว เป็นภาพที่ 1",
            "บันทึก.jpgไฟล์นี้ไม่ใช่ภาพที่เปิดได้ โปรดเลือกไฟล์ JPEG, PNG หรือ WebP",
            "ภาพ 1.jpgมีภาพนี้อยู่แล้ว คือภาพที่ 1 จึงไม่ได้บันทึกซ้ำ",
            "ใหญ่.jpgภาพนี้ใหญ่เกิน 15 เมกะไบต์ โปรดย่อภาพแล้วเลือกใหม่",
            "ภาพ 2.jpgเพิ่มแล้ว เป็นภาพที่ 2",
        ]
    )
    expect(page.locator(".photo-card")).to_have_count(2)
    assert Photo.objects.count() == 2
    assert [line for line in complaints if "400" not in line] == []


def test_photo_that_the_connection_lost_can_be_sent_again(page: Page):
    page.route("**/photos/add/", lambda route: route.abort())
    choose(page, *as_chosen(1))
    again = page.locator(".uploads .refused button")
    expect(again).to_be_visible()
    assert Photo.objects.count() == 0
    page.unroute("**/photos/add/")
    again.click()
    expect(page.locator(".photo-card")).to_have_count(1)


def test_arrow_keys_move_a_photo_and_a_reader_hears_where_it_stands(page: Page, complaints):
    three_with_captions(page)
    handle = page.locator(".photo-card").nth(2).locator(".photo-handle")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    expect(page.locator("#photo-said")).to_have_text("ย้ายภาพไปลำดับที่ 1 จาก 3 และบันทึกลำดับแล้ว")
    expect(page.locator(".photo-card").first.locator(".photo-handle")).to_be_focused()
    expect(page.locator(".photo-card [data-place]")).to_have_text(["1", "2", "3"])
    assert order() == ["ค", "ก", "ข"]
    assert complaints == []


def test_keys_that_are_faster_than_the_server_all_count(page: Page):
    three_with_captions(page)
    first = page.locator(".photo-card textarea[name$=-caption]").first
    seen = []
    page.route("**/photos/move/", lambda route: (seen.append(first.input_value()), route.continue_()))
    press_at_once(page, 2, "ArrowLeft", "ArrowLeft")
    expect(page.locator("#photo-said")).to_have_text("ย้ายภาพไปลำดับที่ 1 จาก 3 และบันทึกลำดับแล้ว")
    assert seen == ["ค", "ค"]
    assert order() == ["ค", "ก", "ข"]


def test_photo_is_dragged_to_its_place(page: Page):
    three_with_captions(page)
    handle = page.locator(".photo-card").first.locator(".photo-handle").bounding_box()
    last = page.locator(".photo-card").nth(2).bounding_box()
    page.mouse.move(handle["x"] + 9, handle["y"] + 9)
    page.mouse.down()
    page.mouse.move(last["x"] + 150, last["y"] + 80, steps=8)
    page.mouse.up()
    expect(page.locator("#photo-said")).to_have_text("ย้ายภาพไปลำดับที่ 3 จาก 3 และบันทึกลำดับแล้ว")
    assert order() == ["ข", "ค", "ก"]


def test_order_that_cannot_be_saved_goes_back(page: Page):
    three_with_captions(page)
    page.route("**/photos/move/", lambda route: route.abort())
    press_at_once(page, 0, "ArrowRight", "ArrowRight")
    expect(page.locator("#photo-said")).to_contain_text("บันทึกลำดับใหม่ไม่ได้")
    expect(page.locator(".photo-card textarea[name$=-caption]").first).to_have_value("ก")


def test_photos_are_dropped_onto_the_page(page: Page):
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(out, "PNG")
    page.evaluate(
        """(bytes) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], "a.png", { type: "image/png" }));
          document.getElementById("photo-upload").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer }));
        }""",
        list(out.getvalue()),
    )
    expect(page.locator(".photo-card")).to_have_count(1)
