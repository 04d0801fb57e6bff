"""What may stand in a cell of a file that other people open in a spreadsheet."""

import re
from datetime import date, datetime
from decimal import Decimal

from coopportal.thai.digits import to_arabic

Value = str | int | float | Decimal | date | datetime | None

LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
# XML 1.0 (XLSX) holds none of these; of the line breaks one is enough.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_PHONE = re.compile(r"[+0-9().\s-]+")


def clean(text: str) -> str:
    """Return ``text`` without control characters, with one kind of line break, cut to what a cell can hold."""
    return _CONTROL.sub("", _BREAKS.sub("\n", text).replace("\t", " "))[:LONGEST]


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; for CSV, where text has no type.

    Numbers must stay numbers and not come through here.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def format_phone(text: str) -> str:
    """Return a Thai number as `081-234-5678` or `02-123-4567`; anything else stays as it was typed.

    The country code +66 becomes 0, which also keeps the number from looking like a formula.
    """
    typed = to_arabic(text).strip()
    if not _PHONE.fullmatch(typed):
        return text.strip()
    digits = re.sub(r"\D", "", typed)
    if typed.startswith("+66"):
        digits = "0" + digits[2:].removeprefix("0")
    if len(digits) == 10 and digits[0] == "0":
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if len(digits) == 9 and digits[0] == "0":
        area = 2 if digits[1] == "2" else 3
        return f"{digits[:area]}-{digits[area:-4]}-{digits[-4:]}"
    return text.strip()
