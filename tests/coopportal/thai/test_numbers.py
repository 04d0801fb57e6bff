import pytest

from coopportal.thai.digits import to_arabic, to_thai
from coopportal.thai.numbers import plain_number


def test_digits_change_script_and_nothing_else():
    assert to_thai("ข้อ 1,290.5 ก.") == "ข้อ ๑,๒๙๐.๕ ก."
    assert to_arabic("ข้อ ๑,๒๙๐.๕ ก.") == "ข้อ 1,290.5 ก."


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("1129", "1129"),
        ("1,129", "1129"),
        (" ๑,๑๒๙ ", "1129"),
        ("1,234,567.50", "1234567.50"),
        ("-1,129", "-1129"),
        ("1,12", "1,12"),  # a comma elsewhere may be a decimal point: left for the parser to refuse
        ("1129,5", "1129,5"),
        ("1,,129", "1,,129"),
    ],
)
def test_plain_number_takes_out_thousands_commas_only(typed, expected):
    assert plain_number(typed) == expected
