"""Thai alphabetical order, the same as PostgreSQL's ICU collation `th`.

Rule (order of the Royal Institute dictionary, as in Unicode CLDR's `th`): a leading vowel is
sorted after its consonant; tone marks and the other signs above decide only between otherwise
equal words; spaces, punctuation, ฯ and ๆ are ignored; digits come before Thai, Thai before
Latin; capitals decide last. Accented Latin letters stand with their base letter, but among
themselves by code point, not as in ICU.
"""

import re
import unicodedata
from functools import lru_cache

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_SARA_AM = re.compile("\u0e33|\u0e4d\u0e32")
_SIGNS = {sign: str(weight) for weight, sign in enumerate("๎์็่้๊๋")}
_LETTERS = {
    # Symbols that ICU does not ignore, in its order, before the digits.
    **{symbol: chr(place) for place, symbol in enumerate("`^+<=>|~$฿", start=1)},
    "\u0e4d": "\u0e2f",  # NIKHAHIT before all vowels
    "\u0e3a": "\u0e45",  # PHINTHU after all vowels
    "\u0e45": "\u0e32",  # LAKKHANGYAO as SARA AA
    "ฯ": "",
    "ๆ": "",
}
_VARIANTS = frozenset("๐๑๒๓๔๕๖๗๘๙ๅ")


@lru_cache(maxsize=16_384)
def sort_key(text: str) -> tuple[str, str, str, str]:
    """Key for `sorted`: letters, then signs, then capitals, then `text` itself.

    The last part keeps two different texts different, so that UNIQUE stays exact.
    """
    letters, signs, variants = [], [], []
    after_ignored = False  # a sign that follows an ignored character is ignored with it
    for character in _spread(text):
        if sign := _sign(character):
            if not after_ignored:
                signs.append(sign)
        elif letter := _letter(character):
            letters.append(letter)
            signs.append(" ")
            variants.append("1" if character in _VARIANTS or character.isupper() else "0")
            after_ignored = False
        else:
            after_ignored = True
    return "".join(letters), "".join(signs), "".join(variants), text


def initial(text: str) -> str:
    """Return the letter under which a dictionary lists `text`: อ of เอก, K of kiosk; empty without a letter or digit."""
    for character in _spread(text):
        if _letter(character) and not _sign(character):
            return character.upper()
    return ""


def compare(a: str, b: str) -> int:
    """Three-way comparison for `sqlite3.Connection.create_collation`; 0 only if identical."""
    key_a, key_b = sort_key(a), sort_key(b)
    return (key_a > key_b) - (key_a < key_b)


def _spread(text: str) -> str:
    """One character for each weight: SARA AM is two, a leading vowel follows its consonant."""
    text = _SARA_AM.sub("\u0e32\u0e4d", unicodedata.normalize("NFD", text))
    return _LEADING_VOWEL.sub(r"\2\1", text)


def _sign(character: str) -> str:
    """Weight of what decides only between equal letters; empty for everything else."""
    if "\u0e00" <= character <= "\u0e7f":
        return _SIGNS.get(character, "")
    return character if unicodedata.combining(character) else ""


def _letter(character: str) -> str:
    """Place in the alphabet; empty for what is ignored."""
    if character in _LETTERS:
        return _LETTERS[character]
    if unicodedata.category(character)[0] in "PZC":
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if "\u0e00" <= character <= "\u0e7f":
        return character
    return "".join(chr(0x10000 + ord(letter)) for letter in character.lower())
