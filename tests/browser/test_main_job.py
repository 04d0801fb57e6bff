"""The whole main job as people do it: enter an event, count it, publish its report, hand in its summary."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.models import Report
from programmes.models import Role
from tests.factories import (
    EventDayFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ReportFactory,
    SpeakerFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Role], Page]
PASSWORD = "a long enough password"


@pytest.fixture
def complaints() -> list[str]:
    """What the browsers of a test complained about: errors of scripts, and what the content security policy refused."""
    return []


@pytest.fixture
def sign_in(browser: Browser, browser_context_args, base_url, complaints) -> Iterator[SignIn]:
    """Sign in somebody with a role in a browser of their own."""
    call_command("sync_roles", verbosity=0)
    contexts: list[BrowserContext] = []

    def sign_in(role: Role) -> Page:
        user = user_with_role(role, password=PASSWORD)
        context = browser.new_context(**{**browser_context_args, "base_url": base_url})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto("/admin/")
        page.locator("input[name=login]").fill(user.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        expect(page.locator("#user-tools")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()


def choose(page: Page, field: str, text: str) -> None:
    """Choose a row in an autocomplete by typing a part of its name.

    By a key: under the pointer the rows may be replaced, since what was found comes a moment after what was typed.
    """
    page.locator(f"{field} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(text)
    page.keyboard.press("Enter")
    expect(page.locator(f"{field} .select2-selection")).to_contain_text(text)


def follow(page: Page, selector: str) -> None:
    """Click what leads to another page, and wait for it: this one may have what is clicked next, too."""
    with page.expect_navigation():
        page.click(selector)


def enter_event(page: Page) -> str:
    """Enter an event with two speakers and three offices, and return its number."""
    page.goto("/admin/events/event/add/")
    choose(page, ".field-programme", "ยกระดับ")
    page.fill("#id_title", "เสวนา “สหกรณ์บริการ”")
    page.fill("#id_code", "bus-2565-01")
    page.select_option("#id_state", "held")
    page.check("#id_is_public")
    page.fill("#id_days-0-date", "26/4/2565")
    page.click("#appearances-group summary")
    for number, name in enumerate(("สมชาย", "สมหญิง")):
        page.click("#appearances-group .add-row a")
        choose(page, f"#appearances-{number} .field-speaker", name)
        page.fill(f"#id_appearances-{number}-position", f"ตำแหน่งของ{name}")
    follow(page, "input[name=_continue]")
    event = page.url.split("/")[-3]
    follow(page, f"a[href='/admin/events/event/{event}/offices/']")
    follow(page, ".addlink")
    follow(page, "form.way button")
    for number, people in enumerate((100, 20, 9)):
        page.locator("tbody th a").nth(number).click()
        page.fill("#id_people_room_participant", str(people))
        follow(page, "input[name=_save]")
    return event


def write_report(page: Page, event: str) -> None:
    """Write the report of an event, and send it to review."""
    page.goto(f"/admin/events/event/{event}/report/")
    page.fill("#id_headline", "กรมจัดเสวนาสหกรณ์บริการ")
    page.fill("#id_lead", "วันที่ 26 เมษายน 2565 กรมส่งเสริมสหกรณ์จัดเสวนา")
    page.locator(".field-body .ProseMirror").click()
    page.keyboard.type("เนื้อข่าวของการเสวนา")
    follow(page, "input[name=_continue]")
    follow(page, ".way a[href$='/submit/']")
    follow(page, ".submit-row button")


def numbers_in_summary(page: Page, event: str, file: Path) -> set[int]:
    """Download the summary of an event, and return the whole numbers in its sheets."""
    page.goto(f"/admin/events/event/{event}/change/")
    with page.expect_download() as download:
        page.click("a[href$='/summary.xlsx']")
    download.value.save_as(file)
    workbook = openpyxl.load_workbook(file)
    try:
        return {cell.value for sheet in workbook for row in sheet for cell in row if isinstance(cell.value, int)}
    finally:
        workbook.close()


def test_event_goes_from_an_empty_form_to_the_public_and_into_a_workbook(sign_in: SignIn, complaints, page, tmp_path):
    ProgrammeFactory(title="โครงการยกระดับชุมนุมสหกรณ์")
    for name in ("สมชาย", "สมหญิง"):
        SpeakerFactory(first_name=name, last_name="สมมติ")
    for name in ("ตรัง", "พัทลุง", "สงขลา"):
        OrganisationFactory(name=f"สำนักงานสหกรณ์จังหวัด{name}")
    editor = sign_in(Role.EDITOR)
    event = enter_event(editor)
    expect(editor.locator(".summary")).to_contain_text("129")
    write_report(editor, event)

    approver = sign_in(Role.APPROVER)
    follow(approver, ".tasks a:has-text('กรมจัดเสวนาสหกรณ์บริการ')")
    follow(approver, ".way a[href$='/publish/']")
    follow(approver, ".submit-row button")
    expect(approver.locator(".badge.good").first).to_be_visible()

    page.goto(f"/events/{event}/")
    text = page.inner_text("main")
    for part in ("กรมจัดเสวนาสหกรณ์บริการ", "เนื้อข่าวของการเสวนา", "สมชาย สมมติ", "ตำแหน่งของสมหญิง", "129"):
        assert part in text
    assert numbers_in_summary(editor, event, tmp_path / "summary.xlsx") >= {100, 20, 9, 129}
    assert complaints == []


def test_editor_of_rich_text_runs_under_the_strict_policy(sign_in: SignIn, complaints):
    report = ReportFactory(event=EventDayFactory().event)
    page = sign_in(Role.EDITOR)
    page.goto(f"/admin/events/report/{report.pk}/change/")
    page.locator(".field-key_points .ProseMirror").click()
    page.keyboard.type("ข้อแรก")
    page.click(".field-key_points button[data-name=bulletList]")
    expect(page.locator(".field-key_points .ProseMirror")).to_be_focused()  # the button gives it back when it is drawn
    page.keyboard.press("ControlOrMeta+A")
    page.click(".field-key_points button[data-name=link]:not(.disabled)")
    page.fill("dialog input", "https://example.org/")
    page.click("dialog button[type=submit]")
    expect(page.locator(".field-key_points .ProseMirror a")).to_be_visible()
    follow(page, "input[name=_save]")
    expect(page.locator(".messagelist")).to_be_visible()
    link = '<a href="https://example.org/" rel="noopener">ข้อแรก</a>'
    assert Report.objects.get().key_points == f"<ul><li><p>{link}</p></li></ul>"
    assert complaints == []


def test_second_person_sees_both_texts(sign_in: SignIn):
    event = EventDayFactory(event__title="ชื่อเดิม").event
    first, second = sign_in(Role.EDITOR), sign_in(Role.EDITOR)
    for page in (first, second):
        page.goto(f"/admin/events/event/{event.pk}/change/")
    first.fill("#id_title", "ชื่อของคนแรก")
    follow(first, "input[name=_save]")
    second.fill("#id_title", "ชื่อของคนที่สอง")
    second.click("input[name=_save]")
    expect(second.locator(".conflict tbody td")).to_have_text(["ชื่อของคนแรก", "ชื่อของคนที่สอง"])
    follow(second, "input[name=_save]")
    event.refresh_from_db()
    assert event.title == "ชื่อของคนที่สอง"
