"""What counts as read on a page: the gates of language stand on it."""

import pytest

from tests.pages.reading import christian_years, english, texts


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>ก<b>ข</b> ค</p>", ["ก", "ข", "ค"]),
        ("<p>ก &amp; &#3586;</p>", ["ก & ข"]),
        ("<!doctype html><!-- seen by nobody -->ก<!-- -->ข", ["ก", "ข"]),
        ('<img alt="ภาพ"><a title="คำ" aria-label="ชื่อ">ก</a>', ["ภาพ", "คำ", "ชื่อ", "ก"]),
        ('<input type="submit" value="ส่ง"><input type="hidden" value="token"><input value="ก">', ["ส่ง", "ก"]),
        ('<meta name="description" content="ก"><meta name="viewport" content="width">', ["ก"]),
        ("""<div data-rich-text='{"bold": "ตัวหนา"}'></div>""", ["ตัวหนา"]),
        ("<script>if (a < b) word()</script><style>body{}</style><noscript>ก</noscript>ข", ["ข"]),
        ("<code>event<b>bold</b></code>ก", ["ก"]),
        ('<p lang="en">English <b title="said">words</b></p><p lang="th">ก</p>', ["ก"]),
        ('<p lang="en">English<br>words<p>still</p></p>ก', ["ก"]),
        ('<div lang="en">English <p>still open</div>ก', ["ก"]),
        ("</b>ก", ["ก"]),
    ],
)
def test_text_is_what_is_seen_or_heard(html, expected):
    assert texts(html) == expected


def test_english_is_found_outside_of_names_and_addresses():
    page = "<h1>รายงาน Zoom</h1><p>Save it</p><a>https://example.org/page</a><p>event-12</p>"
    assert english(page, {"Zoom"}) == {"Save it"}


def test_years_of_the_christian_era_are_found():
    assert christian_years('<p>พ.ศ. 2565</p><time title="26/4/2022">26 เม.ย. 65</time><p>ปี 2022</p>') == {"ปี 2022"}
