import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai.text import normalise

NAM = "น้ำ"


@pytest.mark.parametrize(
    "typed",
    [
        "น้ำ",  # as it should be
        "น้\u0e4d\u0e32",  # SARA AM in two parts
        "น\u0e4d\u0e49\u0e32",  # and the tone mark between them
        "น\u0e4d\u0e32\u0e49",  # or after them
        "นำ\u0e49",  # the tone mark after SARA AM
        "น\u0e49\u0e49ำ",  # the tone mark twice
        "น\u200b้ำ",  # a zero-width space
        "\ufeffน้ำ\u2060",  # byte-order mark, word joiner
    ],
)
def test_normalise_gives_one_spelling_to_what_looks_the_same(typed):
    assert normalise(typed) == NAM


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("เเม่", "แม่"),
        ("ท่ี", "ที่"),
        ("ที่่", "ที่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("ผู้้", "ผู้"),
        ("สหกรณ์\u00a0จำกัด", "สหกรณ์ จำกัด"),
        ("ก\x00ข\x07ค", "กขค"),
        ("ก\u2028ข\x0bค", "ก\nข\nค"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_normalise_mends_typing_and_pasting(typed, expected):
    assert normalise(typed) == expected


@pytest.mark.parametrize(
    "text", ["สิทธิ์", "ก็", "ฤๅ", "ทฺวิ", "บรรทัด  หนึ่ง\r\n\tสอง", "น.ส.กมล  ใจดี", "²½™", "สํฆ", "“เสวนา”"]
)
def test_normalise_leaves_right_text_alone(text):
    assert normalise(text) == text


@given(st.text(st.sampled_from([chr(code) for code in range(0xE01, 0xE5C)]) | st.characters(exclude_categories=["Cs"])))
def test_normalise_twice_is_once_and_is_nfc(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
