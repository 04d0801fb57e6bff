import pytest

from coopportal.richtext import clean, to_html, to_text
from coopportal.templatetags.richtext import rich_text


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("<p>หนึ่ง</p><ul><li>ข้อ</li></ul>", "<p>หนึ่ง</p><ul><li>ข้อ</li></ul>"),
        ("<p>ก</p><script>alert(1)</script>", "<p>ก</p>"),
        ('<p onclick="x()" style="color:red">ก</p>', "<p>ก</p>"),
        ("<p><b>หนา</b> <img src=x onerror=alert(1)></p>", "<p>หนา </p>"),
        ("<p></p><p> </p>", ""),
    ],
)
def test_clean_keeps_paragraphs_lists_and_links_only(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "href, kept",
    [
        ("https://example.org/", ' href="https://example.org/"'),
        ("mailto:a@example.org", ' href="mailto:a@example.org"'),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
    ],
)
def test_clean_keeps_links_to_web_and_mail_only(href, kept):
    assert clean(f'<p><a href="{href}">ก</a></p>') == f'<p><a{kept} rel="noopener">ก</a></p>'


def test_to_html_makes_paragraphs_of_text_that_was_typed_without_the_editor():
    assert to_html("หนึ่ง\nบรรทัด\n\nสอง") == "<p>หนึ่ง<br>บรรทัด</p><p>สอง</p>"


def test_to_html_takes_markup_in_plain_text_as_text():
    assert to_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_to_html_twice_is_the_same_as_once():
    once = to_html("ก & ข\n\n<i>ค</i>")
    assert to_html(once) == once


def test_to_text_gives_a_line_for_each_paragraph_and_item():
    assert to_text("<p>ก &amp; ข</p><ul><li>ค</li><li>ง</li></ul>") == "ก & ข\nค\nง"


def test_rich_text_filter_cleans_what_the_database_holds():
    assert rich_text("<p>ก<script>alert(1)</script></p>") == "<p>ก</p>"


def test_rich_text_filter_prints_nothing_for_none():
    assert rich_text(None) == ""


def test_no_break_spaces_of_the_editor_become_plain_ones():
    assert clean("<p>สหกรณ์&nbsp;บริการ\u00a0เดินรถ</p>") == "<p>สหกรณ์ บริการ เดินรถ</p>"
