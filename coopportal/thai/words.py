"""Words and graphemes of Thai text, which has no spaces between words.

Words are found by ICU's dictionary breaker (icu4py). It cuts compounds finely (การ, ประชุม, ใหญ่), so that a word is
found inside a longer one. Around it stand rules for what a dictionary cannot know: a word ends where the script changes
(`ปี2565` is two words), dots belong to abbreviations, commas to numbers.

Graphemes are the extended grapheme clusters of Unicode (UAX #29): a consonant with the vowel above or below it, its
tone mark and SARA AM.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import icu4py
from icu4py.breakers import CharacterBreaker, WordBreaker

from coopportal.thai.digits import to_arabic
from coopportal.thai.text import normalise

VERSION = f"icu {icu4py.icu_version}, rules 1"
"""What cuts words. An index keeps it and is rebuilt when it changes, because text and query must be cut alike.

The second number counts up with every change of the rules in this module or in `coopportal.thai.text`.
"""

_THAI = "ก-ฮะ-ฺเ-ๅ็-๎"  # without ฯ and ๆ, which are no part of a word
_MARKS = "\u0300-\u036fัิ-ฺ็-๎"
_LETTER = "[^\\W\\d_ก-๛]"  # of another script
_RUN = re.compile(
    rf"(?P<short>(?<![\w{_MARKS}])(?:(?:[ก-ฮ]{{1,6}}\.)+|(?:{_LETTER}\.){{2,}}))"
    r"|(?P<number>(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,]))"
    rf"|(?P<thai>[{_THAI}]+)"
    rf"|(?P<other>\d+|(?:{_LETTER}[\u0300-\u036f]*)+)"
)
_PARTS_OF_SHORT = re.compile(r"(?:\w\.)+|\w+\.")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LEADING_VOWELS = "เแโใไ"
_NOT_BEFORE_ELLIPSIS = " \t\r\n\u00a0([{<“‘\"'«,;:/-–—"
# ICU leaves a run of four letters whole (ฝนตก), but cuts it inside a sentence, so such a run gets a word before it.
_UNCUT, _BEFORE = 4, "และ"


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, and the form in which it is searched for."""

    text: str
    start: int
    end: int
    key: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in its one spelling (`coopportal.thai.text.normalise`), in their order, without overlap.

    Everything that is a letter or a digit belongs to a word; spaces, punctuation, ฯ and ๆ to none. The key of a word
    holds letters, their marks and digits only, so that no index cuts it again:

    - Latin letters are casefolded, Thai digits Arabic.
    - An abbreviation is one word without its dots: `พ.ศ.` is พศ, `สสจ.` สสจ, `U.S.` us. A part of several letters is a
      word of its own: `ผศ.ดร.` is ผศ and ดร, `พล.ต.อ.` พล and ตอ. So it is found with and without dots.
    - A number is one word without its thousands commas: `1,129` is 1129. Other dots, strokes and hyphens part words:
      `09.00` is 09 and 00, `26/4/2565` three.

    Lazy, about 10 MB of text a second.
    """
    for run in _RUN.finditer(text):
        start = run.start()
        if run["thai"]:
            for piece in _cut(run["thai"]):
                yield Word(piece, start, start + len(piece), piece)
                start += len(piece)
        elif run["short"]:
            for part in _PARTS_OF_SHORT.finditer(run["short"]):
                yield _word(part[0], start + part.start(), part[0].replace(".", ""))
        else:
            yield _word(run[0], start, run[0].replace(",", ""))


def tokens(text: str) -> list[str]:
    """The keys of the words of any text, for an index or a query; `coopportal.thai.text.normalise` is applied first."""
    return [word.key for word in words(normalise(text))]


def graphemes(text: str) -> list[str]:
    """What a reader sees as single characters; joined they are the text."""
    return list(_graphemes(text))


def truncate(text: str, length: int, ellipsis: str = "…") -> str:
    """At most `length` graphemes of a text, the ellipsis among them; a text that fits stays as it is.

    Never cuts a mark from its consonant, nor a consonant from the vowel before it. Cuts between words, if that keeps
    half of the room, and takes a space, comma or opening bracket before the ellipsis away.
    """
    clusters = list(islice(_graphemes(text), max(length, 0) + 1))
    if len(clusters) <= length:
        return text
    tail = graphemes(ellipsis)
    room = length - len(tail)
    if room <= 0:
        return "".join(tail[: max(length, 0)])
    return text[: _place_to_cut(text, len("".join(clusters[:room])))].rstrip(_NOT_BEFORE_ELLIPSIS) + ellipsis


def _place_to_cut(text: str, end: int) -> int:
    """The last place up to `end` between two words, or between two graphemes if the word is too long."""
    for word in words(text):
        if word.end > end:
            if word.start < end and word.start >= end / 2:
                return word.start
            if word.start >= end:
                return end
            break
    return len(text[:end].rstrip(_LEADING_VOWELS))


def _word(text: str, start: int, letters: str) -> Word:
    return Word(text, start, start + len(text), unicodedata.normalize("NFC", to_arabic(letters).casefold()))


def _cut(run: str) -> Iterable[str]:
    """The words of a run of Thai letters and marks."""
    if len(run) != _UNCUT:
        return WordBreaker(run, "th")
    before, *pieces = list(WordBreaker(_BEFORE + run, "th"))
    return pieces if before == _BEFORE else [run]


def _graphemes(text: str) -> Iterator[str]:
    start = 0
    # ICU takes no lone surrogate. Its pieces are counted, not its offsets, which are those of UTF-16.
    for piece in CharacterBreaker(_SURROGATE.sub("\ufffd", text), "th"):
        yield text[start : start + len(piece)]
        start += len(piece)
