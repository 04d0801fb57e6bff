"""Thai digits and Arabic digits."""

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_TO_THAI = str.maketrans(_ARABIC, _THAI)


def to_arabic(text: str) -> str:
    """`๒๕๖๕` -> `2565`; every other character stays."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """`2565` -> `๒๕๖๕`; every other character stays.

    For official letters and signed documents; screens, tables and spreadsheets keep Arabic
    digits (practice under the Rules on Correspondence, B.E. 2526).
    """
    return text.translate(_TO_THAI)
