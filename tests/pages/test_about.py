"""The pages about the portal itself."""

import pytest

from tests.markup import without_marks

PAGES = ("about", "privacy", "accessibility", "contact")


@pytest.mark.parametrize("name", PAGES)
def test_page_costs_no_query_and_is_linked_from_the_foot(name, client, read, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        page = read(client.get(f"/{name}/"))
    assert f"/{name}/" in [link["href"] for link in page.select(".site-foot a")]


@pytest.mark.parametrize(("name", "times"), [("contact", 2), ("accessibility", 2), ("privacy", 5)])
def test_what_is_not_decided_says_so(name, times, client, read, db):
    tags = read(client.get(f"/{name}/")).select(".plain-page .tag-gold")
    assert [tag.get_text(strip=True) for tag in tags] == ["รอหน่วยงานยืนยัน"] * times


def test_what_the_department_decided_is_shown(client, read, settings, db):
    settings.CONTACT_PHONE, settings.CONTACT_EMAIL, settings.DPO_CONTACT = "0 1234 5678", "a@example.org", "ผู้คุ้มครอง"
    page = read(client.get("/privacy/"))
    text = page.select_one(".plain-page").get_text()
    assert [known in text for known in ("0 1234 5678", "a@example.org", "ผู้คุ้มครอง")] == [True] * 3
    assert page.select_one(".plain-page a[href^=mailto]")["href"] == "mailto:a@example.org"


def test_texts_stand_in_english_too(client, read, db):
    assert read(client.get("/en/privacy/")).h1.get_text(strip=True) == "Privacy notice"


@pytest.mark.parametrize("published", [True, False])
def test_figures_of_offices_are_promised_where_they_are_published(published, client, settings):
    settings.PUBLISH_OFFICE_COUNTS = published
    text = without_marks(client.get("/about/").content.decode())
    assert ("ยอดที่เผยแพร่เป็นยอดรวมของแต่ละหน่วยงาน" in text) == published
