"""How texts are cut: into words as they are shown, and into the keys by which they are found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coopportal.thai import compounds, words
from coopportal.thai.names import split_name
from coopportal.thai.text import normalise

CUT_BY = f"{words.VERSION}; {compounds.VERSION}; cutting 7"
"""What cut the words of an entry; one that was cut by something else is written anew by ``rebuild_search``."""

BEGINS, ENDS = "\x1e", "\x1f"
"""Stand in a shown text where a word begins and ends (``normalise`` has taken them out of what people type)."""
BARRIER = "\ue000"
"""Stands between two texts, so that no phrase reaches from one into the other (a letter to SQLite, to nobody else)."""

NAME = "\ue004"
"""Stands before a name from one of its syllables on; whoever asks for it need not know how it ends (``is_open``)."""

OPEN = "\ue005"
"""Stands behind the last word of a query that may go on in a text (``is_open``)."""

FACET = "\ue001"
"""Stands before the words of filters; no word of a text begins with it, since texts with private letters lose them."""

LONGEST_TEXT = 200_000
"""Letters of a text that are searched; nobody reads on."""
LONGEST_KEY = 100

SHORTEST_OF_NAME, LONGEST_OF_NAME = 3, 16
"""Letters, as a reader sees them, of a part of a name that is searched for; what is longer is mostly no name."""

_SYLLABLE = re.compile("(?<![เแโใไ])(?![ะ-ฺๅ็-๎])")
"""Where one may begin: not after a vowel that belongs to the next letter, nor before one that belongs to the last."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LAST_RUN = re.compile(r"(?:[ก-ฮะ-ฺเ-ๅ็-๎]+|[^\W\d_ก-๛]+)$")
SHORTEST_UNFINISHED = 3
"""Letters, as a reader sees them, of a text that may be the beginning of a longer one."""


@dataclass(frozen=True)
class Cut:
    """A text as it is shown, with its words marked, and their keys in a row, each between spaces."""

    shown: str = ""
    keys: str = ""


NO_TEXT = Cut()


def phrase(text: str) -> tuple[str, ...]:
    """Return the keys of the words of any text, compounds cut into their parts."""
    return tuple(part for word in words.words(_PRIVATE.sub("", normalise(text))) for part in _parts(word.key))


def cut(*texts: str) -> Cut:
    """Return texts cut into words, one line of the shown text for each line; empty ones are left out."""
    shown: list[str] = []
    keys: list[str] = []
    for text in texts:
        for line in normalise(_PRIVATE.sub("", text[:LONGEST_TEXT])).splitlines():
            if not line.strip():
                continue
            if shown:
                shown.append("\n")
                keys.append(BARRIER)
            _cut_line(line.strip(), shown, keys)
    return _cut(shown, keys)


def cut_name(name: str) -> Cut:
    """Return a person's name cut so that first name and surname are found by themselves, whatever stands before them.

    Each is found by a part of it too, from any syllable on: names are in no dictionary, and their parts no words.
    """
    shown: list[str] = []
    keys: list[str] = []
    rest = _PRIVATE.sub("", normalise(name))
    whole = split_name(rest)
    for part in filter(None, whole):
        before, found, after = rest.partition(part)
        if found:
            _cut_line(before, shown, keys)
            _cut_line(part, shown, keys)
            rest = after
    _cut_line(rest, shown, keys)
    for ending in _endings(f"{whole.first} {whole.last}"):
        keys += [BARRIER, f"{NAME}{ending}"]
    return _cut(shown, keys)


def _endings(name: str) -> Iterator[str]:
    """Yield each word of a name from each of its syllables on."""
    for word in name.split():
        letters = "".join(phrase(word))[:LONGEST_KEY]
        for syllable in _SYLLABLE.finditer(letters):
            ending = letters[syllable.start() :]
            if len(words.graphemes(ending)) >= SHORTEST_OF_NAME:
                yield ending


def part_of_name(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the key that finds names by what was typed of them, the keys of one word; none if it is no part of a name."""
    letters = "".join(typed)
    if any(letter.isdecimal() for letter in letters):
        return ()
    return (f"{NAME}{letters}",) if SHORTEST_OF_NAME <= len(words.graphemes(letters)) <= LONGEST_OF_NAME else ()


def unfinished(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the keys that find a text as the beginning of a longer one, for each place where its last word may begin.

    An unfinished word is cut anyhow (สหกร: สห, กร), so the letters from any syllable on may be its beginning. None where a text
    is too short, or ends in no letter: a number, a full stop, a quotation mark.
    """
    run = _LAST_RUN.search(text)
    if not run or len(words.graphemes("".join(phrase(text)))) < SHORTEST_UNFINISHED:
        return
    places = (
        [run.start() + place.start() for place in _SYLLABLE.finditer(run[0])] if run[0][0] >= "ก" else [run.start()]
    )
    for place in reversed([place for place in places if place < len(text)]):
        yield (*phrase(text[:place]), f"{text[place:].casefold()}{OPEN}")


def is_open(keys: tuple[str, ...]) -> bool:
    """Whether more letters may follow these keys in a text."""
    return is_part_of_name(keys) or keys[-1].endswith(OPEN)


def is_part_of_name(keys: tuple[str, ...]) -> bool:
    """Whether these keys find parts of names."""
    return keys[0].startswith(NAME)


def joined(*cuts: Cut) -> Cut:
    """Return several cut texts as one, each a line of its own."""
    there = [one for one in cuts if one.shown]
    return Cut("\n".join(one.shown for one in there), f"{BARRIER}".join(one.keys or " " for one in there))


def _cut(shown: list[str], keys: list[str]) -> Cut:
    return Cut("".join(shown), f" {' '.join(keys)} " if keys else "")


def _cut_line(line: str, shown: list[str], keys: list[str]) -> None:
    done = 0
    for word in words.words(line):
        shown.append(line[done : word.start])
        parts = _parts(word.key)
        pieces = parts if len(parts) > 1 else (word.text,)
        shown += [f"{BEGINS}{piece}{ENDS}" for piece in pieces]
        keys += parts
        done = word.end
    shown.append(line[done:])


def _parts(key: str) -> tuple[str, ...]:
    return compounds.parts(key) if len(key) <= LONGEST_KEY else (key[:LONGEST_KEY],)
