import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai.text import normalise
from programmes.search.cutting import (
    BARRIER,
    BEGINS,
    ENDS,
    FACET,
    LONGEST_KEY,
    NAME,
    Cut,
    cut,
    cut_name,
    joined,
    phrase,
)


def shown(text: str) -> str:
    """Return what a reader sees of a cut text."""
    return text.replace(BEGINS, "").replace(ENDS, "")


def test_cut_keeps_the_text_and_marks_its_words():
    assert cut("สหกรณ์บริการ 2565") == Cut(
        f"{BEGINS}สหกรณ์{ENDS}{BEGINS}บริการ{ENDS} {BEGINS}2565{ENDS}", " สหกรณ์ บริการ 2565 "
    )


def test_cut_of_nothing_is_nothing():
    assert cut("", " \n ") == Cut()


def test_keys_are_one_spelling_of_digits_capitals_and_abbreviations():
    assert cut("พ.ศ. ๒๕๖๕ Zoom 1,129 นํ้า").keys == " พศ 2565 zoom 1129 น้ำ "


def test_lines_and_texts_are_kept_apart():
    assert cut("การ\nเงิน", "ดี").keys == f" การ {BARRIER} เงิน {BARRIER} ดี "
    assert joined(cut("การ"), Cut(), cut("เงิน")).keys == f" การ {BARRIER} เงิน "


@pytest.mark.parametrize("letter", [BARRIER, FACET, "\uf8ff"])
def test_private_letters_in_a_text_are_taken_out(letter):
    assert cut(f"การ{letter}เงิน").keys == " การ เงิน "
    assert phrase(f"{letter}year2565") == ("year", "2565")


def test_very_long_word_has_a_key_that_fits():
    assert [len(key) for key in phrase("x" * 5000)] == [LONGEST_KEY]


@pytest.mark.parametrize("name", ["นายสมชาย ใจดี", "ดร.อัศนีย์ รัตนามาลัย", "ว่าที่ ร.ต. กมล เทพหัสดิน ณ อยุธยา", "สมชาย", ""])
def test_name_is_shown_as_it_was(name):
    assert shown(cut_name(name).shown) == name


def test_name_is_cut_as_its_parts_alone_are():
    words, _barrier, _endings = cut_name("นางสาวอรภิญญา จริญ").keys.partition(BARRIER)
    assert tuple(words.split()) == ("นาง", "สาว", *phrase("อรภิญญา"), *phrase("จริญ"))


@pytest.mark.parametrize(
    ("name", "endings"),
    [
        ("นายประกอบ เผ่าพงศ์", ["ประกอบ", "ระกอบ", "กอบ", "เผ่าพงศ์", "พงศ์"]),
        ("ชัย ปู", []),
        ("Ms. Ann van Gogh", ["ann", "van", "gogh", "ogh"]),
        ("สมชาย เทพหัสดิน ณ อยุธยา", ["สมชาย", "มชาย", "ชาย", "เทพหัสดิน", "พหัสดิน", "หัสดิน", "สดิน", "อยุธยา", "ยุธยา", "ธยา"]),
    ],
)
def test_name_has_its_endings_from_each_syllable_on(name, endings):
    keys = cut_name(name).keys.split()
    assert [key.removeprefix(NAME) for key in keys if key.startswith(NAME)] == endings
    assert [keys[place - 1] for place, key in enumerate(keys) if key.startswith(NAME)] == [BARRIER] * len(endings)


@given(st.text(max_size=200))
def test_cut_shows_every_letter_once(text):
    public = "".join(letter for letter in text if not "\ue000" <= letter <= "\uf8ff")
    lines = [line.strip() for line in normalise(public).splitlines() if line.strip()]
    assert shown(cut(text).shown) == "\n".join(lines)


@given(st.text(max_size=200))
def test_keys_of_a_text_are_those_of_its_words(text):
    assert tuple(key for key in cut(text).keys.split() if key != BARRIER) == phrase(text)
