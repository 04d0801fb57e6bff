import csv
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from coopportal.thai.names import PersonName, join_name, space_follows, split_name
from coopportal.thai.text import normalise
from events.reference.load import PREFIXES
from tests.samples.make_names import ORACLE, by_hand

with ORACLE.open(encoding="utf-8", newline="") as file:
    WRITTEN = {row.pop("text"): PersonName(**row) for row in csv.DictReader(file)}
with PREFIXES.open(encoding="utf-8", newline="") as file:
    REGISTER = list(csv.DictReader(file))
FIRST_NAMES = sorted({normalise(name) for name in thai_female_names() | thai_male_names()})
SURNAMES = sorted({normalise(name) for name in thai_family_names()})

# What nobody can tell apart from a prefix without knowing the person.
AMBIGUOUS = {"นาย", "นายณัฐ"}
UNDECIDED_AFTER_NANG = {"สาวดี", "สาวตา", "สาวนูรอนีย์"}


def letters(text):
    return [character for character in text if unicodedata.category(character)[0] in "LMN"]


def test_split_name_is_right_for_at_least_995_of_1000_names():
    assert len(WRITTEN) == 500
    wrong = {text: split_name(text) for text, parts in WRITTEN.items() if split_name(text) != parts}
    assert len(wrong) <= 0.005 * len(WRITTEN), wrong


@pytest.mark.parametrize("text,prefix,first,last,suffix", by_hand())
def test_split_name_passes_the_traps(text, prefix, first, last, suffix):
    assert split_name(text) == (prefix, first, last, suffix)


@pytest.mark.parametrize("text", WRITTEN)
def test_no_letter_of_a_name_is_lost_and_joining_keeps_them(text):
    parts = split_name(text)
    assert letters("".join(parts)) == letters(normalise(text))
    assert letters(str(parts)) == letters(normalise(text))


def test_no_first_name_of_the_lists_is_taken_for_a_prefix():
    wrong = {name for name in FIRST_NAMES if split_name(f"{name} ใจดี") != ("", name, "ใจดี", "")}
    assert wrong == AMBIGUOUS


def test_no_surname_of_the_lists_is_changed():
    wrong = [name for name in SURNAMES if split_name(f"นายกมล {name}") != ("นาย", "กมล", name, "")]
    assert wrong == []


@pytest.mark.parametrize("prefix,but", [("นาย", AMBIGUOUS), ("นาง", UNDECIDED_AFTER_NANG), ("นางสาว", set())])
def test_a_prefix_without_a_space_is_found_before_every_first_name(prefix, but):
    wrong = {name for name in FIRST_NAMES if split_name(f"{prefix}{name} ใจดี") != (prefix, name, "ใจดี", "")}
    assert wrong <= but


def test_the_parts_join_to_a_text_that_splits_the_same_way():
    # Joined, นาง + ฟ้า reads as the name นางฟ้า: the space that told them apart does not belong to the prefix.
    changed = [text for text, parts in WRITTEN.items() if split_name(str(parts)) != parts]
    assert changed == ["นาง ฟ้า สายทอง"]


fragments = st.sampled_from(
    [
        " ",
        "  ",
        ".",
        "(",
        ")",
        ",",
        "\u200b",
        "\xa0",
        "น",
        "ส",
        "ร",
        "ต",
        "ก",
        "ำ",
        "ี",
        "่",
        "เ",
        "ฯ",
        "๑",
        "a",
        "Z",
        "นาย",
        "นาง",
        "สาว",
        "คุณ",
        "ว่าที่",
        "หญิง",
        "ดร",
        "ผศ",
        "ศาสตราจารย์",
        "พิเศษ",
        "พล",
        "เอก",
        "ร.น.",
        "Mr",
        "Jr",
        "นายก",
        "พระ",
        "ครู",
        "กมล",
        "ใจดี",
        "ณ ",
        "van ",
        "นพ",
        "อ.",
    ]
)


@given(st.lists(fragments, max_size=12).map("".join) | st.text(max_size=30))
def test_whatever_the_text_its_letters_stay_in_their_order(text):
    parts = split_name(text)
    assert letters("".join(parts)) == letters(normalise(text))
    assert letters(str(parts)) == letters(normalise(text))
    assert bool(parts.first) == bool(normalise(text).strip())


@pytest.mark.parametrize(
    "text", ["(ก)" * 30_000, "ดร." * 30_000, "ก" + "," * 100_000 + "ข", "(" * 100_000, "ผศ.พิเศษ" * 10_000]
)
def test_a_hundred_thousand_characters_are_split_at_once(text):
    started = time.process_time()
    split_name(text)
    assert time.process_time() - started < 10  # a tenth of a second; what grows with the square takes minutes


def test_a_name_may_be_empty():
    assert split_name(" \u200b ") == PersonName()
    assert str(PersonName()) == ""


@pytest.mark.parametrize("row", REGISTER, ids=lambda row: row["text"])
def test_every_prefix_of_the_register_is_split_off_and_spaced_as_the_register_says(row):
    prefix, space = row["text"], row["space_after"] == "yes"
    joined, apart = split_name(f"{prefix}กมล ใจดี"), split_name(f"{prefix} กมล ใจดี")
    assert joined == apart == (prefix, "กมล", "ใจดี", "")
    assert space_follows(prefix) == space


@pytest.mark.parametrize(
    "prefix,space",
    [
        ("", False),
        ("รองศาสตราจารย์พิเศษ พลโท ดร.", False),
        ("ดร.ว่าที่ ร.ต.", True),
        ("ผศ.พิเศษ", True),
        ("Mr.", True),
        ("ปลัด", True),  # not known
        ("สส.", False),
    ],
)
def test_the_last_of_several_prefixes_decides_about_the_space(prefix, space):
    assert space_follows(prefix) == space


@pytest.mark.parametrize(
    "parts,space,expected",
    [
        (("นาย", "สมชาย", "ใจดี"), False, "นายสมชาย ใจดี"),
        (("ว่าที่ ร.ต.", "กมล", "ใจดี"), True, "ว่าที่ ร.ต. กมล ใจดี"),
        (("", "กมล", ""), True, "กมล"),
        (("พระ", "กมล", ""), False, "พระกมล"),
        (("", "", "ใจดี"), True, "ใจดี"),
        (("นาย", "สมชาย", "ใจดี"), True, "นาย สมชาย ใจดี"),  # a table may say otherwise than the rule
        (("น.อ.", "กมล", "ใจดี", "ร.น."), None, "น.อ.กมล ใจดี ร.น."),
        (("พลเรือเอก", "กมล", "", "ร.น."), None, "พลเรือเอก กมล ร.น."),
    ],
)
def test_join_name_spaces_as_the_prefix_asks(parts, space, expected):
    assert join_name(*parts, space_after_prefix=space) == expected
