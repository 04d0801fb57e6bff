"""Texts in the other language: marked on pages in English; pages in Thai stay as they are."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from coopportal.forms import EnteredSelect
from coopportal.language import fill, in_sentence, is_foreign, lang_of, lang_span, language


@pytest.mark.parametrize(("code", "expected"), [("th", "th"), ("en", "en"), ("en-gb", "en"), (None, "th")])
def test_language_is_thai_unless_it_is_some_english(code, expected):
    with translation.override(code):
        assert language() == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("กลุ่ม", True), ("Zoom กลุ่ม", True), ("Zoom 5", False), ("", False), (None, False)]
)
def test_thai_is_foreign_on_a_page_in_english_alone(text, expected):
    assert not is_foreign(text)
    with translation.override("en"):
        assert is_foreign(text) == expected


def test_element_says_that_one_of_its_texts_is_thai():
    assert lang_of("กลุ่ม") == ""
    with translation.override("en"):
        assert (lang_of("กลุ่ม"), lang_of("Zoom", "กลุ่ม"), lang_of("Zoom", None)) == (' lang="th"', ' lang="th"', "")


def test_part_of_a_sentence_says_that_it_is_thai():
    assert lang_span("กลุ่ม <1>") == "กลุ่ม &lt;1&gt;"
    with translation.override("en"):
        assert lang_span("กลุ่ม <1>") == '<span lang="th">กลุ่ม &lt;1&gt;</span>'
        assert lang_span("Zoom & more") == "Zoom &amp; more"


def test_sentence_takes_texts_in_their_language_and_html_as_it_is():
    with translation.override("en"):
        said = in_sentence("%(name)s & %(who)s", name="กลุ่ม", who=SafeString("<b>กอง</b>"))
    assert said == '<span lang="th">กลุ่ม</span> &amp; <b>กอง</b>'


@pytest.mark.parametrize(
    ("channels", "said"), [("ระบบประชุมทางไกล", "ผ่านระบบประชุมทางไกล"), ("Zoom", "ผ่าน Zoom"), ("“ห้อง 2”", "ผ่าน “ห้อง 2”")]
)
def test_thai_word_has_a_space_before_what_is_not_thai(channels, said):
    assert fill("ผ่าน%(channels)s", channels=channels) == in_sentence("ผ่าน%(channels)s", channels=channels) == said


def test_choice_that_staff_entered_says_that_it_is_thai():
    select = EnteredSelect(choices=[("", "all"), ("1", "โครงการ")])
    assert "lang" not in select.render("programme", "")
    with translation.override("en"):
        html = select.render("programme", "")
    assert '<option value="1" lang="th">โครงการ</option>' in html
    assert html.count("lang=") == 1
