"""Small windows, no pictures, no scripts, paper: every public page keeps its content and its use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.site import at

ZOOMED_4_TIMES = {"width": 320, "height": 256}
"""A window of 1280 x 1024 at 400 % (WCAG 1.4.10), which is also the smallest telephone's."""

WIDER_THAN_THE_WINDOW = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const inside = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX) && box !== document.body) return true;
    return false;
  };
  return wide <= 0 ? [] : [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !inside(element))
    .slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).concat(`${wide} px too wide`);
}"""


def found(page, addresses, *looks: str) -> dict[str, list[str]]:
    """Return what is wrong on each page, where something is."""
    wrong = {}
    for address in at(page, addresses):
        if faults := [fault for look in looks for fault in page.evaluate(look)]:
            wrong[address] = faults
    return wrong


def test_no_page_is_wider_than_the_smallest_window(site, new_page):
    assert found(new_page(viewport=ZOOMED_4_TIMES), site.public, WIDER_THAN_THE_WINDOW) == {}


BROKEN = """() => {
  const words = new Intl.Segmenter("th", {granularity: "word"}), range = document.createRange(), broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || !node.parentElement.closest("table, .tag")) continue;
    for (const {segment, index, isWordLike} of words.segment(node.data)) {
      if (!isWordLike) continue;
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom)));
      if (lines.size > 1) broken.push(`${segment} in ${node.data.trim().slice(0, 60)}`);
    }
  }
  return [...document.querySelectorAll("table .tag")].filter((tag) => tag.getClientRects().length > 1)
    .map((tag) => tag.outerHTML).concat(broken).slice(0, 6);
}"""
"""A word in a table, or in a label, that goes on in the next line; and a label in two pieces."""


@pytest.mark.parametrize("width", [320, 360])
def test_no_table_of_a_telephone_breaks_a_word(width, site, new_page):
    assert found(new_page(viewport={"width": width, "height": 740}), site.public, BROKEN) == {}


PARTED = """() => {
  const kept = /เจ้าหน้าที่|แลกเปลี่ยน|หน่วยงาน|ผู้เข้าร่วม|ห้องประชุม|การเงิน|วันที่|\\d (?:คน|ท่าน|แห่ง|กิจกรรม|รูปแบบ)(?![ก-๎])/g;
  const range = document.createRange(), parted = [];
  for (const block of document.querySelectorAll("main :is(p, li, dd, h1, h2, h3)")) {
    if (!block.checkVisibility() || block.closest("table, .agenda") || block.querySelector("p, li, dd")) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const at = (place) => { for (const node of nodes) { if (place <= node.length) return [node, place]; place -= node.length; } };
    for (const {0: text, index} of nodes.map((node) => node.data).join("").matchAll(kept)) {
      range.setStart(...at(index));
      range.setEnd(...at(index + text.length));
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
      if (Math.max(...boxes.map((box) => box.top)) >= Math.min(...boxes.map((box) => box.bottom)) - 2) parted.push(`${text} in ${block.textContent.trim().slice(0, 60)}`);
    }
  }
  return parted.slice(0, 6);
}"""
"""A compound of two words, or a number and what it counts, of which a part stands in the next line."""


def test_no_line_of_a_telephone_ends_inside_a_compound_or_before_what_is_counted(site, new_page):
    assert found(new_page(viewport={"width": 360, "height": 740}), site.one_of_each(), PARTED) == {}


OTHER_LOOK = """() => [...document.querySelectorAll(".unbroken")].filter((part) => {
  const own = getComputedStyle(part), around = getComputedStyle(part.parentElement);
  const isAlone = [...part.parentElement.childNodes].every((node) => node.nodeType !== 3 || !node.data.trim());
  return /flex|grid/.test(around.display) ? !isAlone : own.display !== "inline" || own.color !== around.color
    || own.fontSize !== around.fontSize;
}).map((part) => part.parentElement.outerHTML.slice(0, 200)).slice(0, 6)"""
"""A part of a text that became a column of its own, or that a rule for something else took for it."""


def test_what_is_kept_in_one_line_looks_as_the_text_around_it(site, new_page):
    assert found(new_page(), site.one_of_each(), OTHER_LOOK) == {}


SPACED = """() => {
  const sheet = document.createElement("style");
  sheet.textContent = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    + " p { margin-bottom: 2em !important }";
  document.head.append(sheet);
  return [];
}"""
"""The spacing that a reader may set (WCAG 1.4.12)."""


def test_no_page_is_wider_than_a_telephone_with_the_spacing_of_its_reader(site, new_page):
    page = new_page(viewport={"width": 360, "height": 800}, bypass_csp=True)
    assert found(page, site.one_of_each(), SPACED, WIDER_THAN_THE_WINDOW) == {}


LOST = """() => {
  const name = (element) => element.outerHTML.slice(0, 120);
  const seen = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !element.closest(".visually-hidden, .skip-link, svg");
  const clamped = (element) => getComputedStyle(element).webkitLineClamp !== "none";
  const cuts = (way) => ["hidden", "clip"].includes(way);
  const cut = [...document.body.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return seen(element) && element.textContent.trim() && !clamped(element)
      && (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1
        || cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
  }).map((element) => `cut off: ${name(element)}`);

  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(parent) || parent.closest("option")) continue;
    let block = parent;
    while (getComputedStyle(block).display.startsWith("inline") && getComputedStyle(block).display !== "inline-block")
      block = block.parentElement;
    const hidden = [block, block.parentElement].some(clamped);
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      const slack = box.height / 5;
      if (box.width > 1 && !hidden)
        texts.push({node: walker.currentNode, block, left: box.left + 1, right: box.right - 1, top: box.top + slack, bottom: box.bottom - slack});
    }
  }
  const scrolls = (element) => element && (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const spilt = texts.filter(({block, left, right}) => {
    const box = block.getBoundingClientRect();
    return (left < box.left - 1 || right > box.right + 1) && !scrolls(block);
  }).map(({block}) => `out of its box: ${name(block)}`);

  texts.sort((one, other) => one.top - other.top);
  const over = [];
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1)) {
      if (other.top >= one.bottom) break;
      if (other.node !== one.node && other.left < one.right && other.right > one.left)
        over.push(`"${one.node.data.trim().slice(0, 30)}" under "${other.node.data.trim().slice(0, 30)}"`);
    }
  });
  return [...new Set([...cut, ...spilt, ...over])].slice(0, 6);
}"""
"""Text that is cut off, that leaves its box, or that stands on other text."""


@pytest.fixture(params=["the browser's", "the page's"])
def enlarge(request) -> Callable[[Tab], None]:
    """Return what sets text to 200 %: as the reader's setting of the browser, or as text alone, which no query sees."""

    def of_the_browser(page: Tab) -> None:
        sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
        page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)

    def of_the_page(page: Tab) -> None:
        rule = "html { font-size: 200% !important }"
        page.add_init_script(f"""addEventListener("DOMContentLoaded", () => {{
          const sheet = document.createElement("style");
          sheet.textContent = "{rule}";
          document.head.append(sheet);
        }})""")

    return of_the_browser if request.param == "the browser's" else of_the_page


@pytest.mark.parametrize("width", [1280, 720])
def test_text_twice_as_large_loses_nothing(width, enlarge, site, new_page):
    """WCAG 1.4.4, by text alone."""
    page = new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    enlarge(page)
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert found(page, site.one_of_each(), WIDER_THAN_THE_WINDOW, LOST) == {}


WITHOUT_ITS_PICTURE = """() => [...document.images].filter((image) => {
  const box = image.getBoundingClientRect();
  return image.checkVisibility() && (!image.hasAttribute("alt") || box.width < 1 || box.height < 1);
}).map((image) => image.outerHTML.slice(0, 160))"""


def test_pages_without_pictures_keep_their_places(site, new_page):
    page = new_page()
    page.route("**/*", lambda route: route.abort() if route.request.resource_type == "image" else route.continue_())
    assert found(page, site.one_of_each(), WIDER_THAN_THE_WINDOW, WITHOUT_ITS_PICTURE) == {}


MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return long(style.transitionDuration) || long(style.animationDuration) || style.scrollBehavior === "smooth";
}).slice(0, 3).map((element) => element.outerHTML.slice(0, 120))"""


def test_nothing_moves_for_who_asked_for_no_motion(site, new_page):
    assert found(new_page(reduced_motion="reduce"), site.one_of_each(), MOVING) == {}


UNSEEN = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter((element) => {
  const style = getComputedStyle(element);
  const ground = getComputedStyle(document.body).backgroundColor;
  return element.checkVisibility() && style.forcedColorAdjust === "none" && style.color === ground;
}).map((element) => element.outerHTML.slice(0, 120))"""


def test_controls_are_seen_in_forced_colours(site, new_page):
    page = new_page(forced_colors="active")
    assert found(page, site.one_of_each(), UNSEEN) == {}
    edges = "() => [...document.querySelectorAll('.btn, input, select')].filter((e) => e.checkVisibility() && parseFloat(getComputedStyle(e).borderTopWidth) < 1).map((e) => e.outerHTML.slice(0, 120))"
    assert found(page, site.one_of_each(), edges) == {}


# -- on paper ----------------------------------------------------------------------------------------------------------

ON_PAPER_TOO = """() => ["nav", "form", "button", ".skip-link", "dialog", "video"].flatMap((what) =>
  [...document.querySelectorAll(what)].filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120)))"""

WITHOUT_ADDRESS = """() => [...document.querySelectorAll("main a[href^=http]")].filter((link) =>
  link.checkVisibility() && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href")))
  .map((link) => link.outerHTML.slice(0, 160))"""


def test_on_paper_a_page_is_its_text_and_the_addresses_of_its_links(site, new_page):
    page = new_page()
    page.emulate_media(media="print")
    pages = [address for address in site.one_of_each() if not address.startswith("/accounts/")]
    assert found(page, pages, ON_PAPER_TOO, WITHOUT_ADDRESS) == {}


def test_paper_has_the_names_of_the_site_and_the_department_at_its_head(site, new_page):
    page = new_page()
    page.emulate_media(media="print")
    page.goto(site.first("events:detail"))
    assert page.locator(".masthead").inner_text().split() == ["โครงการยกระดับสหกรณ์", "กรมส่งเสริมสหกรณ์"]


# -- without scripts ---------------------------------------------------------------------------------------------------

WITHOUT_USE = (
    "button[type=button]:not([popovertarget], [commandfor]), a[href='#'], a[href^='javascript:'], [hidden] form"
)


def test_no_control_waits_for_a_script(site, new_page):
    """A button that only a script can serve is put there by that script."""
    page = new_page(java_script_enabled=False)
    dead = {}
    for address in site.one_of_each():
        page.goto(address)
        if found := [
            control.evaluate("e => e.outerHTML") for control in page.locator(WITHOUT_USE).all() if control.is_visible()
        ]:
            dead[address] = found
    assert dead == {}


def test_finding_a_report_and_reading_it_needs_no_script(site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/events/")
    page.locator("main form input[type=search]").first.fill("เดินรถ")
    page.locator("main form select[name=year]").select_option("2565")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**year=2565**")
    with page.expect_navigation():
        page.locator(".event-row h3 a").first.click()
    contents = page.locator("nav.contents a")
    assert contents.count() > 3
    for link in contents.all():
        assert page.locator(f"{link.get_attribute('href')}").count() == 1


def test_every_picture_of_a_gallery_is_a_link_to_its_largest_copy(site, new_page):
    page = new_page(java_script_enabled=False)
    pictures: list[str] = []
    for address in site.public:
        page.goto(address)
        pictures += page.locator("main figure a:has(img)").evaluate_all("links => links.map((link) => link.href)")
    assert {page.request.get(picture).headers["content-type"] for picture in pictures} == {"image/webp"}


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_of_a_telephone_opens_with_and_without_scripts(scripts, site, new_page):
    page = new_page(java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    page.goto("/")
    menu = page.locator("#site-nav")
    expect(menu).to_be_hidden()
    page.locator("button[popovertarget=site-nav]").first.click()
    expect(menu).to_be_visible()
    menu.locator("a[href='/events/']").click()
    page.wait_for_url("**/events/")


# -- what is sent ------------------------------------------------------------------------------------------------------


def test_pages_ask_nobody_else_and_complain_of_nothing(site, new_page):
    """No third party, nothing that the content security policy stops, no error of a script, nothing missing."""
    page = new_page()
    strange: list[str] = []
    page.on("request", lambda sent: strange.append(sent.url) if not sent.url.startswith((site.url, "data:")) else None)
    page.on("pageerror", lambda error: strange.append(str(error)))
    page.on("console", lambda line: strange.append(line.text) if line.type == "error" else None)
    for _address in at(
        page, [one for one in site.one_of_each() if not one.startswith(("/nothing", "/.well"))], wait_until="load"
    ):
        pass
    assert strange == []


WAITED_FOR = """async () => {
  await document.fonts.ready;
  const named = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload]")].map((link) => link.href);
  const sent = performance.getEntriesByType("resource").map((entry) => entry.name);
  const sheets = sent.filter((address) => address.endsWith(".css"));
  return (sheets.length === 1 ? [] : sheets)
    .concat(sent.filter((address) => /\\.(css|woff2)$/.test(address) && !named.includes(address)));
}"""
"""More than one sheet, and what is asked for only when the sheet is there."""


def test_pages_name_their_one_style_sheet_and_every_font_in_their_head(site, new_page):
    """One round trip after the page everything is there to draw it: nothing is drawn twice."""
    assert found(new_page(), site.one_of_each(), WAITED_FOR) == {}


def test_report_is_sent_in_150_kb_without_its_photos(site, new_page):
    page = new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: dict[str, int] = {}
    answers: dict[str, dict] = {}
    session.on("Network.responseReceived", lambda event: answers.update({event["requestId"]: event}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(site.first("events:detail"), wait_until="networkidle")
    assert {"Document", "Stylesheet", "Font"} <= {answer["type"] for answer in answers.values()}
    photos = {request for request, answer in answers.items() if "/media/" in answer["response"]["url"]}
    assert sum(size for request, size in sizes.items() if request not in photos) <= 150_000
