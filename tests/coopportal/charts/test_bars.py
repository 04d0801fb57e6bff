import re

import pytest

from coopportal.charts.bars import LONGEST_LINE, WIDTH, Bar, bar_svg, label_lines, letters

ZONES = [Bar("ส่วนกลาง", 85), Bar("เขตตรวจราชการที่ 1", 1129), Bar("เขตตรวจราชการที่ 2", 0)]


def draw(bars=ZONES, name="chart") -> str:
    return bar_svg(bars, description="มากที่สุด 1,129 คน", name=name)


def test_chart_has_every_label_and_number_in_order():
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", draw())
    assert texts == ["ส่วนกลาง", "เขตตรวจราชการที่ 1", "เขตตรวจราชการที่ 2", "85", "1,129", "0"]


def test_bars_are_as_long_as_their_numbers():
    lengths = [float(found) for found in re.findall(r'd="M0,[\d.]+h([\d.]+)v', draw())]
    assert len(lengths) == 3
    assert lengths[0] / lengths[1] == pytest.approx(85 / 1129)
    assert lengths[2] == 0


def test_chart_is_a_picture_with_a_description_and_a_title_in_the_page():
    svg = draw(name="zones")
    assert svg.startswith(f'<svg viewBox="0 0 {WIDTH} 72" role="img" aria-labelledby="zones-title"')
    assert '<desc id="zones-description">มากที่สุด 1,129 คน</desc>' in svg


def test_chart_holds_no_style_colour_or_script():
    svg = draw([*ZONES, Bar('<script>alert("x")</script>', 3)])
    assert not re.search(r"style=|fill=|stroke=|href|onload|<script", svg)
    assert svg.count('class="chart-bar"') == 4
    assert "&lt;script&gt;" in svg


def test_label_in_another_language_says_so():
    svg = draw([Bar("not stated", 3), Bar("ส่วนกลาง", 85, "th")])
    assert re.findall(r'<text[^>]* lang="th"[^>]*>([^<]*)</text>', svg) == ["ส่วนกลาง"]
    assert "lang=" not in draw()


def test_chart_of_nothing_is_nothing():
    assert draw([]) == ""


@pytest.mark.parametrize(("text", "number"), [("ที่", 1), ("ปี่น้ำ", 3), ("กลาง", 4), ("", 0)])
def test_letters_do_not_count_marks(text, number):
    assert letters(text) == number


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("เขตตรวจราชการที่ 18", ["เขตตรวจราชการที่ 18"]),
        ("สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร", ["สำนักงานส่งเสริม", "สหกรณ์กรุงเทพมหานคร"]),
        ("", []),
    ],
)
def test_label_stands_whole_in_lines_that_end_between_words(label, lines):
    assert label_lines(label) == lines


@pytest.mark.parametrize("label", ["a" * 60, "ปี่" * 80, "สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 1 " * 4])
def test_label_longer_than_three_lines_is_cut(label):
    lines = label_lines(label)
    assert len(lines) <= 3
    assert lines[-1].endswith("…")
    assert max(map(letters, lines)) <= LONGEST_LINE


def test_label_of_two_lines_stands_in_the_middle_of_its_bar():
    svg = draw([Bar("สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร", 22, "th"), Bar("สหกรณ์", 84)])
    lines = re.findall(r"<tspan([^>]*)>([^<]*)</tspan>", svg)
    assert lines == [(' dy="-10.0"', "สำนักงานส่งเสริม"), (' x="0" dy="20"', "สหกรณ์กรุงเทพมหานคร")]
    assert 'lang="th"><tspan' in svg
