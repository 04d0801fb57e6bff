import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai.words import graphemes
from programmes.search.cutting import NAME, cut
from programmes.search.passages import marked, passage
from programmes.search.query import Query

LONG = "สหกรณ์บริการกับการพัฒนาที่ยั่งยืนของสมาชิกในทุกจังหวัด " * 20


def asked(*phrases: tuple[str, ...]) -> Query:
    return Query("x", tuple((phrase,) for phrase in phrases))


def test_match_is_marked():
    text = cut("ชุมนุมสหกรณ์บริการเดินรถ").shown
    assert marked(text, asked(("บริการ", "เดินรถ"))).html == "ชุมนุมสหกรณ์<mark>บริการเดินรถ</mark>"


def test_word_is_marked_where_it_is_a_word():
    assert marked(cut("ปูนและปู").shown, asked(("ปู",))).html == "ปูนและ<mark>ปู</mark>"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("เมศว", "นายปร<mark>เมศว</mark>ร์ อินทร"),
        ("ปรเมศวร", "นาย<mark>ปรเมศวร์</mark> อินทร"),
        ("อินทร", "นายปรเมศวร์ <mark>อินทร</mark>"),
    ],
)
def test_part_of_a_name_is_marked_with_its_marks(part, expected):
    query = Query("x", ((("ไม่มี",), (f"{NAME}{part}",)),))
    assert marked(cut("นายปรเมศวร์ อินทร").shown, query).html == expected


def test_part_of_a_name_is_marked_where_there_is_no_such_word():
    query = Query("x", ((("ปร", "เมศ"), (f"{NAME}ปรเมศ",)),))
    name, word = cut("ปรเมศวร์").shown, cut("ปรเมศ").shown
    assert passage([name, word], query).html == "<mark>ปรเมศ</mark>"
    assert passage([name], query).html == "<mark>ปรเมศ</mark>วร์"
    assert marked(f"{name} {word}", query).html == "ปรเมศวร์ <mark>ปรเมศ</mark>"


def test_everything_but_the_mark_is_escaped():
    text = cut("<b>เดินรถ</b> & <script>").shown
    assert marked(text, asked(("เดินรถ",))).html == "&lt;b&gt;<mark>เดินรถ</mark>&lt;/b&gt; &amp; &lt;script&gt;"


@pytest.mark.parametrize(
    "text,key,expected",
    [
        ("พ.ศ. 2565", "พศ", "<mark>พ.ศ.</mark> 2565"),
        ("ปี ๒๕๖๕", "2565", "ปี <mark>๒๕๖๕</mark>"),
        ("1,129 คน", "1129", "<mark>1,129</mark> คน"),
        ("ผ่าน Zoom", "zoom", "ผ่าน <mark>Zoom</mark>"),
        ("ดร.อัศนีย์", "ดร", "<mark>ดร.</mark>อัศนีย์"),
    ],
)
def test_match_is_marked_as_it_is_written(text, key, expected):
    assert marked(cut(text).shown, asked((key,))).html == expected


def test_spaces_inside_a_phrase_are_marked_and_lines_part_it():
    assert marked(cut("การ เงิน").shown, asked(("การ", "เงิน"))).html == "<mark>การ เงิน</mark>"
    assert marked(cut("การ\nเงิน").shown, asked(("การ", "เงิน"))).html == "การ เงิน"


def test_passage_is_of_the_first_text_that_has_the_match():
    found = passage([cut(LONG).shown, cut(LONG + "เดินรถดี").shown], asked(("เดินรถ",)))
    assert found.html.startswith("…")
    assert found.html.endswith("<mark>เดินรถ</mark>ดี")


def test_passage_without_a_match_is_the_beginning():
    found = passage(["", cut(LONG).shown], asked(("เดินรถ",)))
    assert found.text.startswith("สหกรณ์บริการ")
    assert found.text.endswith("…")
    assert {is_match for _text, is_match in found.parts} == {False}


def test_passage_of_nothing_is_empty():
    assert passage(["", ""], asked(("เดินรถ",))).html == ""


def test_passage_is_short_and_has_whole_words():
    text = f"{LONG}เดินรถ{LONG}"
    found = passage([cut(text).shown], asked(("เดินรถ",)))
    assert 150 < len(found.text) < 350
    inner = found.text.strip("…").split()
    assert [piece for piece in inner if piece not in text] == []
    words = set(cut(text).keys.split())
    assert set(cut(found.text).keys.split()) <= words


@given(st.text(alphabet="กขคง่้ำีเแๆ ", min_size=1, max_size=600), st.integers(0, 30))
def test_passage_never_cuts_inside_a_grapheme(text, start):
    whole = cut(text)
    keys = whole.keys.split()
    if not keys:
        return
    query = asked((keys[start % len(keys)],))
    found = passage([whole.shown], query).text.strip("…")
    clusters = graphemes(" ".join(cut(text).shown.translate({0x1E: None, 0x1F: None}).split("\n")))
    assert any("".join(clusters[at:]).startswith(found) for at in range(len(clusters)))
