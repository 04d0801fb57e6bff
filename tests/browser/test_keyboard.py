"""Every public page by keyboard alone: in order, seen, never stuck."""

from playwright.sync_api import expect

from tests.browser.site import at, start_at_the_top
from tests.crawl import kind_of

MOST_STEPS = 60
"""How far a page is walked by Tab: past its head, its forms and into its content."""

REACHABLE = """() => {
  window.reached = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((element) => element.checkVisibility({visibilityProperty: true}) && !element.disabled && element.type !== "hidden"
      && element.tabIndex >= 0 && !element.closest("dialog:not([open]), [inert]"));
  return window.reached.length;
}"""

WHERE = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const edge = (here.closest("summary, label") ?? here);
  const outline = style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0;
  const shadow = style.boxShadow !== "none" ? 2 : 0;
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
  const above = document.elementFromPoint(x, y);
  const covered = box.width && above && !here.contains(above) && !above.contains(here) && !above.closest("label")
    && ["fixed", "sticky"].some((way) => { for (let e = above; e; e = e.parentElement) if (getComputedStyle(e).position === way) return true; });
  return {
    place: window.reached.indexOf(here),
    html: here.outerHTML.slice(0, 120),
    ring: Math.max(outline, shadow),
    seen: box.bottom > 0 && box.top < window.innerHeight,
    covered: Boolean(covered),
  };
}"""


def walk(page) -> list[str]:
    """Press Tab through a page; return what is out of order, unseen, without a ring or covered."""
    start_at_the_top(page)
    steps = min(page.evaluate(REACHABLE), MOST_STEPS)
    wrong = []
    for step in range(steps):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["place"] != step:
            return [*wrong, f"step {step} leads to {here['place']}: {here['html']}"]
        if here["ring"] < 2 or not here["seen"] or here["covered"]:
            wrong.append(f"{here}")
    return wrong


def test_tab_goes_through_every_page_in_order_and_is_seen(site, new_page):
    page = new_page(reduced_motion="reduce")
    assert {address: wrong for address in at(page, site.one_of_each()) if (wrong := walk(page))} == {}


def test_skip_link_leads_to_the_content_of_every_page(site, new_page):
    page = new_page()
    lost = []
    for address in at(page, site.one_of_each()):
        start_at_the_top(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        try:
            expect(page.locator("#content")).to_be_focused()
        except AssertionError:
            lost.append(address)
    assert lost == []


OPENERS = {"menu": "button[popovertarget]:not([popovertargetaction=hide])", "picture": ".gallery a"}
OPEN = ":popover-open, dialog[open]"


def test_escape_closes_whatever_opens(site, new_page):
    reports = [address for address in site.public if kind_of(address) == "events:detail"]
    met = set()
    for width in (1440, 360):
        page = new_page(viewport={"width": width, "height": 800})
        for address in at(page, [*site.one_of_each(), *reports]):
            for name, openers in OPENERS.items():
                for opener in page.locator(openers).all()[:3]:
                    if opener.is_visible():
                        opener.press("Enter")
                        expect(page.locator(OPEN), f"{name} of {address} opens").to_have_count(1)
                        page.keyboard.press("Escape")
                        expect(page.locator(OPEN), f"{name} of {address} closes").to_have_count(0)
                        met.add((width, name))
    assert met == {(1440, "picture"), (360, "picture"), (360, "menu")}
