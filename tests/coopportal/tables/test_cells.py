import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.tables.cells import clean, escape_formula, format_phone


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\n+"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start):
    assert escape_formula(f"{start}cmd") == f"'{start}cmd"


@pytest.mark.parametrize("text", ["", "สหกรณ์", "1,129", "ก=ข", "a@example.org", "081-234-5678", "'=1"])
def test_other_text_is_left_alone(text):
    assert escape_formula(text) == text


@given(st.text(st.characters(codec=None)))
def test_clean_text_has_nothing_that_xml_cannot_hold_and_no_hidden_formula(text):
    cleaned = clean(text)
    assert re.search("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", cleaned) is None
    assert escape_formula(cleaned).lstrip()[:1] not in {*"=+-@"}


def test_clean_keeps_line_breaks_and_cuts_what_no_cell_can_hold():
    assert clean("ก\r\nข\rค\u2028ง\x00") == "ก\nข\nค\nง"
    assert len(clean("ก" * 40_000)) == 32_767


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0812345678", "081-234-5678"),
        ("081 234 5678", "081-234-5678"),
        ("+66812345678", "081-234-5678"),
        ("+66 (0) 81-234-5678", "081-234-5678"),
        ("๐๘๑๒๓๔๕๖๗๘", "081-234-5678"),
        ("021234567", "02-123-4567"),
        ("053123456", "053-12-3456"),
        ("02-123-4567 ต่อ 12", "02-123-4567 ต่อ 12"),
        (" 1111 ", "1111"),
        ("", ""),
    ],
)
def test_format_phone(typed, shown):
    assert format_phone(typed) == shown
