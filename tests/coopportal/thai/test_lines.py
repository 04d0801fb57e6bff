import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai.lines import pieces, wrap

TITLE = "การประชุมเชิงปฏิบัติการขับเคลื่อนการยกระดับชุมนุมสหกรณ์ ครั้งที่ 2 (น้ำมันเชื้อเพลิง)"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("สหกรณ์บริการ", ["สหกรณ์", "บริการ"]),
        ("เสวนา “สหกรณ์บริการ” (น้ำมัน)", ["เสวนา ", "“สหกรณ์", "บริการ” ", "(น้ำมัน)"]),
        ("ประชุม 2/2565", ["ประชุม 2/2565"]),
        ("สินค้าต่าง ๆ ของกรม", ["สินค้า", "ต่าง ๆ ", "ของ", "กรม"]),
        ("Zoom meeting", ["Zoom ", "meeting"]),
        ("", []),
    ],
)
def test_line_may_end_between_words(text, expected):
    assert list(pieces(text)) == expected


@pytest.mark.parametrize("width", [12, 20, 30, 60])
def test_lines_are_no_wider_than_asked_and_hold_the_whole_text(width):
    lines = wrap(TITLE, width, len)
    assert max(len(line) for line in lines) <= width
    assert "".join(lines).replace(" ", "") == TITLE.replace(" ", "")


def test_lines_are_about_equally_long():
    text = "สหกรณ์ " * 7
    assert [line.count("สหกรณ์") for line in wrap(text, len("สหกรณ์ " * 6), len)] == [4, 3]


def test_word_that_is_too_long_has_a_line_of_its_own():
    assert wrap("a " + "x" * 30 + " b", 10, len) == ["a", "x" * 30, "b"]


@given(st.text(alphabet="กขนำุี่้ๆฯ “”(2a/ -", max_size=60))
def test_pieces_joined_are_the_text(text):
    assert "".join(pieces(text)) == text
