import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai.text import normalise
from coopportal.thai.words import VERSION, graphemes, tokens, truncate, words

thai_text = st.text(st.sampled_from([chr(code) for code in range(0xE01, 0xE5C)] + list(" .,-()aZé12😀")), max_size=40)
any_text = thai_text | st.text(max_size=40)
MARKS = {chr(code) for code in (0xE31, 0xE33, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F))}


@pytest.mark.parametrize(
    "text,expected",
    [
        ("ชุมนุมสหกรณ์บริการเดินรถ", ["ชุมนุม", "สหกรณ์", "บริการ", "เดินรถ"]),
        ("การประชุมเชิงปฏิบัติการ", ["การ", "ประชุม", "เชิง", "ปฏิบัติ", "การ"]),
        ("ร้านสหกรณ์บริการน้ำมัน", ["ร้าน", "สหกรณ์", "บริการ", "น้ำมัน"]),
        ("ฝนตก", ["ฝน", "ตก"]),  # four letters alone as in วันนี้ฝนตก
        ("ปี2565นี้", ["ปี", "2565", "นี้"]),
        ("ใช้Zoomใน", ["ใช้", "zoom", "ใน"]),
        ("กรุงเทพฯ ต่างๆ ฯลฯ", ["กรุงเทพ", "ต่าง", "ล"]),
        ("“เสวนา” (ออนไลน์)", ["เสวนา", "ออนไลน์"]),
        ("co-op O'Brien a@example.org", ["co", "op", "o", "brien", "a", "example", "org"]),
        ("Straße ÉCOLE", ["strasse", "école"]),
        ("", []),
        (" ๆ . ", []),
    ],
)
def test_tokens_are_the_words_of_the_text(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "text,expected",
    [
        ("พ.ศ. 2565", ["พศ", "2565"]),
        ("พศ 2565", ["พศ", "2565"]),
        ("สสจ.ขอนแก่น", ["สสจ", "ขอนแก่น"]),
        ("ส.ส.จ.", ["สสจ"]),
        ("(สสพ.1)", ["สสพ", "1"]),
        ("ผศ.ดร.กมล", ["ผศ", "ดร", "กมล"]),
        ("พล.ต.อ.กมล", ["พล", "ตอ", "กมล"]),
        ("น.ส.กมล", ["นส", "กมล"]),
        ("ดร.อัศนีย์", ["ดร", *tokens("อัศนีย์")]),
        ("รวม 5 คน.", ["รวม", "5", "คน"]),
        ("U.S.A. Co.,Ltd.", ["usa", "co", "ltd"]),
    ],
)
def test_tokens_hold_abbreviations_without_their_dots(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "text,expected",
    [
        ("1,129 คน", ["1129", "คน"]),
        ("๑,๑๒๙ คน", ["1129", "คน"]),
        ("1,234,567.50", ["1234567", "50"]),
        ("1,12", ["1", "12"]),
        ("12,345,67", ["12", "345", "67"]),
        ("09.00 - ๑๖.๓๐ น.", ["09", "00", "16", "30", "น"]),
        ("26/4/2565", ["26", "4", "2565"]),
        ("081-234-5678", ["081", "234", "5678"]),
    ],
)
def test_tokens_hold_numbers_in_arabic_digits_without_commas(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize("typed", ["น้ำมัน", "น้\u0e4d\u0e32มัน", "นำ\u0e49มัน", "น\u200b้ำมัน", "\ufeffน้ำมัน\u00a0"])
def test_tokens_are_the_same_for_what_looks_the_same(typed):
    assert tokens(typed) == ["น้ำมัน"]


def test_words_say_where_they_stand():
    text = "จัดโดย สสจ.เลย 1,129 คน"
    assert [tuple(word) for word in words(text)] == [
        ("จัด", 0, 3, "จัด"),
        ("โดย", 3, 6, "โดย"),
        ("สสจ.", 7, 11, "สสจ"),
        ("เลย", 11, 14, "เลย"),
        ("1,129", 15, 20, "1129"),
        ("คน", 21, 23, "คน"),
    ]


def test_words_stand_right_after_characters_beyond_the_basic_plane():
    assert [word.start for word in words("😀😀ประชุม Zoom")] == [2, 9]


def test_a_word_inside_a_compound_is_found_by_its_tokens():
    text = tokens("ชุมนุมสหกรณ์บริการเดินรถแห่งประเทศไทย จำกัด ณ ห้องประชุม 126")
    for query in ("สหกรณ์", "บริการ", "เดินรถ", "สหกรณ์บริการ", "ประชุม", "ห้องประชุม 126", "จำกัด"):
        wanted = tokens(query)
        assert any(text[place : place + len(wanted)] == wanted for place in range(len(text))), query


@given(any_text)
def test_words_cover_every_letter_and_digit_without_overlap(typed):
    text = normalise(typed)
    end = 0
    between = []
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        assert word.start < word.end
        between.append(text[end : word.start])
        end = word.end
    rest = "".join([*between, text[end:]])
    assert [character for character in rest if character.isalnum() and character not in "ฯๆ_"] == []


@given(any_text)
def test_keys_hold_letters_marks_and_digits_only(typed):
    kinds = {unicodedata.category(character)[0] for key in tokens(typed) for character in key}
    assert kinds <= set("LMN")
    assert all(tokens(typed))
    assert tokens(typed) == tokens(normalise(typed)) == tokens(typed.upper().lower() if typed.isascii() else typed)


def test_the_version_names_icu_and_the_rules():
    assert VERSION.startswith("icu ")
    assert VERSION.endswith(", rules 1")


@pytest.mark.parametrize(
    "text,expected",
    [
        ("น้ำที่", ["น้ำ", "ที่"]),
        ("เกี๊ยว", ["เ", "กี๊", "ย", "ว"]),
        ("สิทธิ์", ["สิ", "ท", "ธิ์"]),
        ("e\u0301👨‍👩‍👧", ["e\u0301", "👨‍👩‍👧"]),
        ("a\ud800b", ["a", "\ud800", "b"]),
        ("", []),
    ],
)
def test_graphemes_are_what_a_reader_sees_as_one_character(text, expected):
    assert graphemes(text) == expected


@given(any_text)
def test_graphemes_join_to_the_text(text):
    assert "".join(graphemes(text)) == text


@pytest.mark.parametrize(
    "text,length,expected",
    [
        ("สหกรณ์", 5, "สหกรณ์"),  # five graphemes, six characters
        ("สหกรณ์บริการ", 5, "สหกร…"),  # สหกรณ์ has no room beside the ellipsis
        ("สหกรณ์บริการเดินรถ", 12, "สหกรณ์บริการ…"),
        ("สหกรณ์บริการ เดินรถ", 13, "สหกรณ์บริการ…"),
        ("สหกรณ์บริการ (เดินรถ)", 14, "สหกรณ์บริการ…"),
        ("จัดโดย สสจ.เลย", 11, "จัดโดย สสจ.…"),
        ("เครื่องบินทะเล", 3, "เค…"),
        ("กแดง", 3, "ก…"),  # not ก and a vowel without its consonant
        ("ที่ที่ที่", 2, "ที่…"),
        ("ABCDEFGHIJ KLM", 6, "ABCDE…"),
        ("ABC DEFGHIJ", 6, "ABC…"),
        ("กขค", 1, "…"),
        ("กขค", 0, ""),
        ("กขค", -1, ""),
        ("", 0, ""),
    ],
)
def test_truncate_cuts_between_words_or_graphemes(text, length, expected):
    assert truncate(text, length) == expected


def test_truncate_takes_another_ellipsis():
    assert truncate("สหกรณ์บริการเดินรถ", 14, " ...") == "สหกรณ์บริการ ..."
    assert truncate("สหกรณ์บริการเดินรถ", 2, "...") == ".."


@given(any_text, st.integers(-1, 30), st.sampled_from(["…", " ...", ""]))
def test_truncate_keeps_the_length_and_cuts_no_cluster(text, length, ellipsis):
    short = truncate(text, length, ellipsis)
    assert len(graphemes(short)) <= max(length, 0)
    if short == text:
        return
    assert len(graphemes(text)) > length
    if length < len(graphemes(ellipsis)):
        assert ellipsis.startswith(short)
        return
    assert short.endswith(ellipsis)
    kept = short.removesuffix(ellipsis) if ellipsis else short
    assert graphemes(text)[: len(graphemes(kept))] == graphemes(kept)
    assert not kept.endswith(("เ", "แ", "โ", "ใ", "ไ"))
    rest = text[len(kept) :].lstrip(" ")
    assert not rest or rest[0] not in MARKS or kept == "" or text[len(kept)] == " "


def test_truncate_is_quick_on_long_text():
    assert truncate("สหกรณ์บริการ" * 100_000, 12) == "สหกรณ์บริการ…"


def test_no_word_is_cut_in_the_lead_of_a_report():
    lead = "กองพัฒนาสหกรณ์ด้านการเงินและร้านค้า จัดกิจกรรมเสวนาวิชาการออนไลน์ มีผู้เข้าร่วมทั้งสิ้น 1,129 คน ณ ห้องประชุม 126"
    places = {word.end for word in words(lead)} | {word.start for word in words(lead)}
    for length in range(12, len(graphemes(lead))):
        kept = truncate(lead, length).removesuffix("…")
        assert len(kept) in places
        assert lead.startswith(kept)
