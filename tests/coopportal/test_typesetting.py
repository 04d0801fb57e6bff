import pytest

from coopportal.typesetting import keep_whole


def test_compounds_and_numbers_stand_in_spans_and_the_rest_stays():
    assert keep_whole('<p class="x">โดย <b>เจ้าหน้าที่</b> &amp; 5 คน</p>') == (
        '<p class="x">โดย <b><span class="unbroken">เจ้าหน้าที่</span></b> &amp; <span class="unbroken">5 คน</span></p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>เจ้าหน้าที่</td></tr></table>",
        "<select><option>เจ้าหน้าที่</option></select>",
        "<textarea>เจ้าหน้าที่</textarea>",
        "<svg><text>เจ้าหน้าที่</text></svg>",
        '<span class="unbroken">เวลา <b>09.00</b> น. <span>เจ้าหน้าที่</span> เจ้าหน้าที่</span>',
        '<a class="tag tag-plain">เจ้าหน้าที่</a>',
        '<article class="report"><p>เจ้าหน้าที่</p></article>',
        '<img alt="เจ้าหน้าที่" />',
        "<!-- เจ้าหน้าที่ -->",
        "staff & 5 people",
    ],
)
def test_what_has_rules_of_its_own_and_what_is_not_text_stays_as_it_is(html):
    assert keep_whole(html) == html


def test_text_after_what_stays_as_it_is_is_set_again():
    html = "<table><tr><td>5 คน</td></tr></table><br><p>5 คน</p>"
    assert keep_whole(html).endswith('<p><span class="unbroken">5 คน</span></p>')
