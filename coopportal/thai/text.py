"""One spelling for Thai text that looks the same on the screen.

Rule: Unicode NFC with SARA AM composed (never NFKC, which splits SARA AM), each mark once and
in the order of the Thai input method (vowel, then tone mark: WTT 2.0), no invisible characters.
Applied when text is saved and when it is searched for, so that both sides meet.
"""

import re
import unicodedata

_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"

# Zero-width and directional characters, soft hyphen, byte-order mark, and the control
# characters that XML (documents, feeds) cannot hold.
_JUNK = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")
_LINE_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_TONE_AFTER_SARA_AM = re.compile(f"({_NIKHAHIT}{_MARK}*){_SARA_AA}([{_TONES}]+)")
_MARKS = re.compile(f"{_MARK}{{2,}}")


def normalise(text: str) -> str:
    """Return the one spelling of `text`; applying it twice is the same as once.

    Words, capitals, punctuation, line breaks and the number of spaces stay as they are.
    """
    text = _NO_BREAK_SPACE.sub(" ", _JUNK.sub("", text))
    text = unicodedata.normalize("NFC", _LINE_BREAK.sub("\n", text))
    text = text.replace(_SARA_AM, _NIKHAHIT + _SARA_AA)
    text = _TONE_AFTER_SARA_AM.sub(rf"\1\2{_SARA_AA}", text)
    text = _MARKS.sub(_in_order, text)
    text = text.replace(_NIKHAHIT + _SARA_AA, _SARA_AM).replace("เเ", "แ")
    return unicodedata.normalize("NFC", text)


def _in_order(marks: re.Match[str]) -> str:
    """Each mark once: vowels as they came, then tone marks, then NIKHAHIT."""
    return "".join(sorted(dict.fromkeys(marks[0]), key=_rank))


def _rank(mark: str) -> int:
    return 2 if mark == _NIKHAHIT else int(mark in _TONES)
