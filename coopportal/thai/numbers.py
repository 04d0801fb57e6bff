"""Numbers as Thai staff type them."""

import re

from coopportal.thai.digits import to_arabic

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def plain_number(text: str) -> str:
    """Take Thai digits and thousands commas out of a typed number: `๑,๑๒๙` -> `1129`.

    A comma anywhere else (`1,12`, `112,9`) is left in, so that the caller's own number
    parser refuses it: it may have been meant as a decimal point.
    """
    number = to_arabic(text).strip()
    return number.replace(",", "") if _GROUPED.fullmatch(number) else number
