"""Where a text says what was searched for: a passage of whole words around it, with the words marked."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from coopportal.thai.digits import to_thai
from programmes.search.cutting import BEGINS, ENDS, OPEN, is_part_of_name
from programmes.search.query import Query, Term

BEFORE, LENGTH = 60, 220
"""Letters that stand before the first match, and in the whole passage, about."""

_GAP = f"{ENDS}[^{BEGINS}{ENDS}\n]*{BEGINS}"
_SPLIT = f"[{BEGINS}{ENDS}]*"
_MARKS = "[ัิ-ฺ็-๎]*"  # a match never ends between a letter and its mark
_THAI_CONSONANTS = re.compile("[ก-ฮ]{1,12}")


class Passage(NamedTuple):
    """A piece of a text in parts: what is plain and what was searched for; ``…`` where the text goes on."""

    parts: tuple[tuple[str, bool], ...] = ()

    @property
    def text(self) -> str:
        """The piece without marks."""
        return "".join(text for text, _is_match in self.parts)

    @property
    def html(self) -> SafeString:
        """The piece as HTML, with ``<mark>``; everything else in it is escaped."""
        return SafeString(
            "".join(f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in self.parts)
        )


def first_line(shown: str) -> str:
    """Return the first line of a cut text as it was written."""
    return shown.partition("\n")[0].replace(BEGINS, "").replace(ENDS, "")


def marked(shown: str, query: Query) -> Passage:
    """Return the whole of a cut text with the matches marked."""
    return _parts(shown, 0, len(shown), _matches(shown, query, inside_words=True))


def passage(texts: Iterable[str], query: Query) -> Passage:
    """Return a passage of the first of these cut texts that has a match; the beginning of the first text, if none has.

    Words come before what may be a part of a name.
    """
    there = [text for text in texts if text]
    for inside_words in (False, True):
        for text in there:
            matches = _matches(text, query, inside_words=inside_words)
            if matches:
                return _around(text, matches)
    return _around(there[0], []) if there else Passage()


def _around(text: str, matches: list[tuple[int, int]]) -> Passage:
    first = matches[0][0] if matches else 0
    start = _word_before(text, first)
    end = _word_end(text, start)
    parts = _parts(text, start, end, matches).parts
    before = (("…", False),) if start else ()
    after = (("…", False),) if end < len(text) else ()
    return Passage((*before, *parts, *after))


def _word_before(text: str, first: int) -> int:
    """Return where a word begins, about ``BEFORE`` letters before ``first``, or at the beginning of its line."""
    back = max(first - BEFORE * 3 // 2, 0)
    line = text.rfind("\n", back, first)
    if line >= 0:
        return line + 1
    return text.find(BEGINS, back, first + 1) if back else 0


def _word_end(text: str, start: int) -> int:
    """Return where a word ends, about ``LENGTH`` letters after ``start``."""
    rest = start + LENGTH * 3 // 2
    if rest >= len(text):
        return len(text)
    end = text.rfind(ENDS, start, rest)
    return end + 1 if end > start else rest


def _parts(text: str, start: int, end: int, matches: list[tuple[int, int]]) -> Passage:
    parts: list[tuple[str, bool]] = []
    at = start
    for begins, ends in matches:
        if begins < at or begins >= end:
            continue
        if plain := _plain(text[at:begins]):
            parts.append((plain, False))
        at = min(ends, end)
        parts.append((_plain(text[begins:at]), True))
    if plain := _plain(text[at:end]):
        parts.append((plain, False))
    return Passage(tuple(parts))


def _plain(text: str) -> str:
    return text.replace(BEGINS, "").replace(ENDS, "").replace("\n", " ")


def _matches(text: str, query: Query, *, inside_words: bool) -> list[tuple[int, int]]:
    """Return where the words of a query stand; with ``inside_words`` parts of names too, where a term has no word here."""
    found: list[tuple[int, int]] = []
    for term in query.terms:
        words, parts = _patterns(term)
        here = [match.span() for match in words.finditer(text)]
        if parts and inside_words and not here:
            here = [match.span() for match in parts.finditer(text)]
        found += here
    return sorted(found)


@lru_cache(maxsize=256)
def _patterns(term: Term) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Return what finds the phrases of a term in a cut text, and the parts of names, whatever they are written with."""
    phrases = sorted((phrase for phrase in term if not is_part_of_name(phrase)), key=len, reverse=True)
    parts = [f"{_SPLIT.join(_letters(phrase[0][1:]))}{_MARKS}" for phrase in term if is_part_of_name(phrase)]
    # Thai has no capitals, and a pattern that need not look for them finds four times as fast.
    flags = re.IGNORECASE if any(key.upper() != key for phrase in term for key in phrase) else 0
    words = "|".join(f"{BEGINS}{_GAP.join(map(_written, phrase))}{ENDS}" for phrase in phrases)
    return re.compile(words, flags), re.compile("|".join(parts), flags) if parts else None


def _written(key: str) -> str:
    """Return a pattern of what a key may stand for: พศ for พ.ศ., 1129 for 1,129 and for Thai digits."""
    if key.endswith(OPEN):
        return f"{''.join(_letters(key.removesuffix(OPEN)))}[^{ENDS}]*"
    if key.isdecimal():
        return ",?".join(f"[{digit}{to_thai(digit)}]" for digit in key)
    if _THAI_CONSONANTS.fullmatch(key):
        return r"\.?".join(key) + r"\.?"
    return "".join(_letters(key))


def _letters(key: str) -> Iterator[str]:
    for letter in key:
        yield f"[{letter}{to_thai(letter)}]" if letter in "0123456789" else re.escape(letter)
