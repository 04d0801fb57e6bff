"""The calendar beside the inputs of dates: by keyboard, by mouse, on a telephone, in the admin, and without JavaScript."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from events.models import Event
from programmes.models import User
from tests.factories import EventFactory

TODAY = date(2026, 11, 24)
TELEPHONE = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def _pages(settings, monkeypatch):
    """Serve the pages of this module, on a day that does not end in the middle of a test."""
    settings.ROOT_URLCONF = "tests.browser.calendar_pages"
    monkeypatch.setattr("coopportal.fields.timezone.localdate", lambda: TODAY)


@pytest.fixture
def faults(page):
    """What the browser complained of: errors of scripts, and what the content security policy refused."""
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    yield found
    assert found == []


@pytest.fixture
def form(page, faults):
    page.goto("/calendar/")
    expect(button(page, "held")).to_be_visible()
    return page


def typed(page, name):
    """The input of a field."""
    return page.locator(f"[name={name}]")


def button(page, name):
    """The button beside an input."""
    return page.locator(f".be-date:has([name={name}]) button")


def hint(page, name):
    """The line under an input."""
    return page.locator(f".be-date:has([name={name}]) [role=status]")


def focused(page):
    """The day on which the focus stands."""
    return page.evaluate("document.activeElement.dataset.day")


def leave(page, name):
    """Close the calendar; it gives the focus back a moment later."""
    page.keyboard.press("Escape")
    expect(button(page, name)).to_be_focused()


def save(page):
    """What the server understood."""
    with page.expect_navigation():
        page.locator("#save").click()
    return page.locator("output").inner_text()


def test_the_calendar_works_by_keyboard_alone(form):
    typed(form, "held").focus()
    form.keyboard.type("26/4/2565")
    form.keyboard.press("Tab")
    expect(button(form, "held")).to_be_focused()
    form.keyboard.press("Enter")
    dialog = form.get_by_role("dialog", name="เมษายน 2565")
    expect(dialog).to_be_visible()
    assert focused(form) == "2022-04-26"
    for key, day in [
        ("ArrowRight", "2022-04-27"),
        ("ArrowDown", "2022-05-04"),
        ("ArrowUp", "2022-04-27"),
        ("ArrowLeft", "2022-04-26"),
        ("Home", "2022-04-24"),
        ("End", "2022-04-30"),
        ("PageDown", "2022-05-30"),
        ("PageUp", "2022-04-30"),
        ("Shift+PageDown", "2023-04-30"),
        ("Shift+PageUp", "2022-04-30"),
    ]:
        form.keyboard.press(key)
        assert (key, focused(form)) == (key, day)
    form.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(button(form, "held")).to_be_focused()
    expect(typed(form, "held")).to_have_value("30/4/2565")
    expect(hint(form, "held")).to_have_text("30 เมษายน 2565")
    assert save(form) == "2022-04-30"


def test_escape_closes_without_a_change_and_gives_the_focus_back(form):
    typed(form, "held").fill("26/4/2565")
    button(form, "held").press("Enter")
    form.keyboard.press("ArrowRight")
    form.keyboard.press("Escape")
    expect(form.get_by_role("dialog")).to_be_hidden()
    expect(button(form, "held")).to_be_focused()
    expect(typed(form, "held")).to_have_value("26/4/2565")


def test_tab_stays_in_the_open_calendar_and_reaches_one_day(form):
    button(form, "held").click()
    reached = []
    for _ in range(16):  # two rounds: between them the focus may leave the page for more than one step
        reached.append(
            form.evaluate("document.activeElement.closest('dialog') && document.activeElement.textContent.trim()")
        )
        form.keyboard.press("Tab")
    stops = [text for text in reached if text]
    assert stops[:3] == [str(TODAY.day), "วันนี้", "ปิด"]
    assert {"«", "‹", "›", "»"} <= set(stops)
    assert form.evaluate("document.querySelectorAll('dialog td button[tabindex=\"0\"]').length") == 1


def test_the_ends_of_what_may_be_typed_are_not_passed(form):
    typed(form, "held").fill("31/12/2693")
    button(form, "held").press("Enter")
    for key in ("ArrowRight", "PageDown", "Shift+PageDown"):
        form.keyboard.press(key)
        assert focused(form) == "2150-12-31"
    leave(form, "held")
    typed(form, "held").fill("1/1/2443")
    button(form, "held").press("Enter")
    for key in ("ArrowLeft", "ArrowUp", "PageUp", "Shift+PageUp"):
        form.keyboard.press(key)
        assert focused(form) == "1900-01-01"


def test_the_calendar_works_by_mouse(form):
    typed(form, "held").fill("26/4/2565")
    button(form, "held").click()
    form.get_by_role("button", name="เดือนถัดไป").click()
    form.get_by_role("button", name="ปีถัดไป").click()
    expect(form.get_by_role("dialog", name="พฤษภาคม 2566")).to_be_visible()
    form.get_by_role("button", name="เดือนก่อน").click()
    form.get_by_role("button", name="ปีก่อน").click()
    expect(form.get_by_role("gridcell", selected=True)).to_have_text("26")
    form.get_by_role("button", name="วันพุธที่ 27 เมษายน 2565").click()
    expect(typed(form, "held")).to_have_value("27/4/2565")
    assert save(form) == "2022-04-27"


def test_a_click_beside_the_calendar_closes_it(form):
    button(form, "held").click()
    form.mouse.click(1400, 880)
    expect(form.get_by_role("dialog")).to_be_hidden()


def test_the_calendar_is_buddhist_and_begins_on_sunday(form):
    typed(form, "held").fill("29/2/2567")
    button(form, "held").click()
    heads = form.locator("dialog thead th")
    assert heads.all_inner_texts() == ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."]
    assert heads.first.get_attribute("abbr") == "วันอาทิตย์"
    days = form.locator("dialog td button").all_inner_texts()
    assert days == [str(number) for number in range(1, 30)]
    first = form.locator("dialog tbody tr").first.locator("td").all_inner_texts()
    assert first == ["", "", "", "", "1", "2", "3"]  # 1 February 2567 was a Thursday


def test_today_is_marked_and_taken_with_one_button(form):
    button(form, "announced").click()
    marked = form.locator("dialog [aria-current=date]")
    expect(marked).to_have_attribute("data-day", TODAY.isoformat())
    expect(marked).to_be_focused()
    form.get_by_role("button", name="วันนี้").click()
    expect(typed(form, "announced")).to_have_value("24/11/2569")
    expect(hint(form, "announced")).to_have_text("24 พฤศจิกายน 2569")


def test_clear_empties_a_date_that_may_be_missing_and_no_other(form):
    button(form, "held").click()
    expect(form.get_by_role("button", name="ล้าง")).to_have_count(0)
    leave(form, "held")
    typed(form, "announced").fill("26/4/2565")
    button(form, "announced").click()
    form.get_by_role("button", name="ล้าง").click()
    expect(typed(form, "announced")).to_have_value("")
    expect(hint(form, "announced")).to_be_empty()


def test_a_two_digit_year_is_read_back_before_it_is_saved(form):
    held = typed(form, "held")
    held.press_sequentially("26/4/65")
    expect(hint(form, "held")).to_have_text("26 เมษายน 2565")
    assert held.get_attribute("aria-describedby") == hint(form, "held").get_attribute("id")
    expect(button(form, "held")).to_have_accessible_name("เลือกวันที่, Held on, 26 เมษายน 2565")
    assert save(form) == "2022-04-26"


def test_a_click_is_not_lost_when_the_line_under_the_input_appears(form):
    for name in ("held", "announced", "due"):
        typed(form, name).fill("26/4/65 9.00" if name == "due" else "26/4/65")
    with form.expect_navigation():
        form.locator("#save").click(delay=600)
    assert form.locator("output").inner_text() == "2022-04-26 2022-04-26 2022-04-26T09:00:00+07:00"


def test_a_doubtful_year_is_asked_about_when_the_input_is_left(form):
    typed(form, "held").press_sequentially("26/4/26")
    form.wait_for_timeout(600)
    expect(hint(form, "held")).to_be_empty()  # the person may still be typing
    form.keyboard.press("Tab")
    expect(hint(form, "held")).to_have_text("ปี “26” อาจหมายถึง พ.ศ. 2526 หรือ ค.ศ. 2026 กรุณาพิมพ์ปีให้ครบ 4 หลัก")
    typed(form, "held").fill("26/4/2526")
    expect(hint(form, "held")).to_have_text("26 เมษายน 2526")


def test_a_date_that_came_back_from_the_server_is_read_at_once(page):
    page.goto("/calendar/?held=26/4/65")
    expect(hint(page, "held")).to_have_text("26 เมษายน 2565")
    page.goto("/calendar/?held=26/4/2565")
    expect(button(page, "held")).to_be_visible()
    expect(hint(page, "held")).to_be_empty()


def test_a_moment_keeps_the_time_that_was_typed(form):
    typed(form, "due").fill("26/4/65 16.30 น.")
    button(form, "due").click()
    form.get_by_role("button", name="วันพุธที่ 27 เมษายน 2565").click()
    expect(typed(form, "due")).to_have_value("27/4/2565 16.30 น.")
    expect(hint(form, "due")).to_have_text("27 เมษายน 2565 เวลา 16.30 น.")


def test_a_moment_without_a_time_asks_for_it_where_it_is_typed(form):
    typed(form, "due").fill("26/4/2565")
    button(form, "due").click()
    assert focused(form) == "2022-04-26"
    form.keyboard.press("Enter")
    due = typed(form, "due")
    expect(due).to_be_focused()
    expect(hint(form, "due")).to_contain_text("ยังไม่มีเวลา")
    form.keyboard.type("9.00")
    expect(hint(form, "due")).to_have_text("26 เมษายน 2565 เวลา 09.00 น.")
    typed(form, "held").fill("26/4/2565")
    assert save(form) == "2022-04-26 2022-04-26T09:00:00+07:00"


def test_the_calendar_fits_a_telephone_with_targets_of_44_pixels(form):
    form.set_viewport_size(TELEPHONE)
    typed(form, "held").fill("26/11/2565")
    button(form, "held").click()
    box = form.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= TELEPHONE["width"]
    assert box["y"] + box["height"] <= TELEPHONE["height"]
    assert form.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
    assert form.evaluate("document.querySelector('dialog').scrollWidth") <= box["width"]
    small = form.locator("dialog button, .be-date-button").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect()).filter(b => b.width < 43.9 || b.height < 43.9).length"
    )
    assert small == 0


def test_the_calendar_stands_under_its_button_or_above_it(form):
    button(form, "held").click()
    below, dialog = button(form, "held").bounding_box(), form.get_by_role("dialog").bounding_box()
    assert 0 <= dialog["y"] - (below["y"] + below["height"]) <= 8
    leave(form, "held")
    form.set_viewport_size({"width": 700, "height": 500})
    button(form, "due").click()
    dialog = form.get_by_role("dialog").bounding_box()
    assert dialog["y"] >= 0
    assert dialog["y"] + dialog["height"] <= 500


@pytest.mark.parametrize("width", [320, 1440])
def test_the_page_and_the_open_calendar_have_no_barrier(form, width):
    form.set_viewport_size({"width": width, "height": 900})
    typed(form, "held").fill("26/4/65")
    assert barriers(form) == []
    button(form, "held").click()
    assert barriers(form) == []


def barriers(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def test_the_calendar_speaks_english_where_the_page_does(form):
    form.context.add_cookies([{"name": "django_language", "value": "en", "url": form.url}])
    form.goto("/calendar/")
    typed(form, "held").fill("26/4/65")
    button(form, "held").click()
    expect(form.get_by_role("dialog", name="April 2022 (B.E. 2565)")).to_be_visible()
    form.get_by_role("button", name="Wednesday 27 April 2022").click()
    expect(typed(form, "held")).to_have_value("27/4/2565")
    expect(hint(form, "held")).to_have_text("27 April 2022")


def test_a_date_is_typed_and_saved_without_javascript(browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto("/calendar/")
    typed(page, "held").fill("๒๖ เม.ย. ๖๕")
    assert save(page) == "2022-04-26"
    assert page.locator("button:not(#save)").count() == 0
    page.context.close()


@pytest.fixture
def admin_page(page, faults, client, live_server):
    user = User.objects.create_superuser("admin@example.org", "a-long-password-2569")
    client.force_login(user)
    cookie = client.cookies["session"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def test_the_admin_has_the_calendar_in_its_fieldsets_and_in_new_rows(admin_page):
    event = EventFactory()
    event.days.all().delete()
    admin_page.goto(f"/admin/events/event/{event.pk}/change/")
    typed(admin_page, "announced_on").fill("27/4/2565")
    button(admin_page, "announced_on").click()
    admin_page.get_by_role("button", name="วันพฤหัสบดีที่ 28 เมษายน 2565").click()
    expect(typed(admin_page, "announced_on")).to_have_value("28/4/2565")
    admin_page.locator(".add-row a").click()
    for number, day in enumerate(["26", "27"]):
        typed(admin_page, f"days-{number}-date").fill("25/4/2565")
        button(admin_page, f"days-{number}-date").click()
        admin_page.locator(f"dialog [data-day='2022-04-{day}']").click()
        expect(typed(admin_page, f"days-{number}-date")).to_have_value(f"{day}/4/2565")
    admin_page.locator("input[name=_save]").click()
    admin_page.wait_for_url("**/admin/events/event/")
    saved = Event.objects.get()
    assert saved.announced_on == date(2022, 4, 28)
    assert [day.date for day in saved.days.all()] == [date(2022, 4, 26), date(2022, 4, 27)]
