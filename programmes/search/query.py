"""What somebody typed, read as words: each part between spaces must be there, together or apart.

A part is a phrase of its words (`สหกรณ์บริการเดินรถ`: three words in a row). It has alternatives where a body is known by
several names, and where a name was typed with a prefix.
"""

import re
from dataclasses import dataclass

from coopportal.thai.names import split_name
from coopportal.thai.text import normalise
from programmes.search import synonyms
from programmes.search.cutting import phrase

Phrase = tuple[str, ...]
"""Keys of words that stand in a row."""
Term = tuple[Phrase, ...]
"""Alternatives; one of them must be there."""

LONGEST = 200
"""Letters of a query that are read."""
MOST_PARTS = 12
MOST_ALTERNATIVES = 12

_PART = re.compile(r'["“”]([^"“”]+)["“”]|([^\s"“”]+)')


@dataclass(frozen=True)
class Query:
    """A query as it was understood; without terms there is nothing to search for.

    ``text`` is what was read of it, ``shortened`` says that this is not all.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    shortened: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(typed: str) -> Query:
    """Return the query that ``typed`` means; 1 query for the names of bodies, none if it has no word."""
    text = " ".join(normalise(typed[: 4 * LONGEST]).split())
    read = text[:LONGEST]
    parts = [quoted or plain for quoted, plain in _PART.findall(read)]
    keys = [phrase(part) for part in parts]
    there = [(part, found) for part, found in zip(parts, keys, strict=True) if found]
    terms = _terms([part for part, _ in there[:MOST_PARTS]], [found for _, found in there[:MOST_PARTS]])
    shortened = len(typed) > 4 * LONGEST or len(text) > LONGEST or len(there) > MOST_PARTS
    return Query(read, terms, shortened)


def _terms(parts: list[str], phrases: list[Phrase]) -> tuple[Term, ...]:
    """Return the terms: names of bodies, however many parts they have, then every other part."""
    if not parts:
        return ()
    runs = {
        synonyms.key("".join(parts[start:end])): (start, end)
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    }
    beginnings = {typed[0] for typed in phrases}
    known = synonyms.lookup({*runs, *beginnings})
    terms: list[Term] = []
    at = 0
    while at < len(parts):
        end = max((end for key, (start, end) in runs.items() if start == at and key in known.names), default=at + 1)
        names = known.names.get(synonyms.key("".join(parts[at:end])), ())
        typed = sum(phrases[at:end], ())
        beginning = known.beginnings.get(typed[0], ()) if end == at + 1 else ()
        terms.append(
            _alternatives(
                typed,
                *map(phrase, names),
                *(phrase(long) + typed[1:] for long in beginning),
            )
        )
        at = end
    return _without_prefix(parts, terms)


def _without_prefix(parts: list[str], terms: list[Term]) -> tuple[Term, ...]:
    """Let a name that was typed with a prefix be found without it."""
    name = split_name(" ".join(parts))
    if not name.prefix or not name.first or len(terms) != len(parts):
        return tuple(terms)
    first = phrase(name.first.split()[0])
    rest = [index for index, part in enumerate(parts) if part.endswith(name.first.split()[0])][:1]
    if not first or not rest:
        return tuple(terms)
    return (_alternatives(*terms[rest[0]], first), *terms[rest[0] + 1 :])


def _alternatives(*phrases: Phrase) -> Term:
    """Return the different phrases, without those that hold another one: who finds the short one finds the long one."""
    different = list(dict.fromkeys(filter(None, phrases)))
    return tuple(one for one in different if not any(_holds(one, other) for other in different if other != one))[
        :MOST_ALTERNATIVES
    ]


def _holds(long: Phrase, short: Phrase) -> bool:
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))
