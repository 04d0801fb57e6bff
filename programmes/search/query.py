"""What somebody typed, read as words: each part between spaces must be there, together or apart.

A part is a phrase of its words (`สหกรณ์บริการเดินรถ`: three words in a row). It has alternatives where a body is known by
several names, where it may be a part of a person's name, where a name was typed with a prefix, and where it is a date.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from coopportal.thai.dates import DaysInText, dates_in, format_date, format_month
from coopportal.thai.names import split_name
from coopportal.thai.text import normalise
from programmes.search import synonyms
from programmes.search.cutting import is_open, part_of_name, phrase, unfinished

Phrase = tuple[str, ...]
"""Keys of words that stand in a row."""
Term = tuple[Phrase, ...]
"""Alternatives; one of them must be there."""

LONGEST = 200
"""Letters of a query that are read."""
MOST_PARTS = 12
MOST_ALTERNATIVES = 12
MOST_DAYS = 5
"""Days in a row that are looked for, each by itself; of more, the first ones."""

_QUOTED = r'["“”]([^"“”]+)["“”]'
_PART = re.compile(rf'{_QUOTED}|([^\s"“”]+)')


@dataclass(frozen=True)
class Query:
    """A query as it was understood; without terms there is nothing to search for.

    ``text`` is what was read of it, ``parts`` are its words and dates as they were typed, ``shortened`` says that this is
    not all.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    parts: tuple[str, ...] = ()
    shortened: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(typed: str, *, is_unfinished: bool = False) -> Query:
    """Return the query that ``typed`` means; 1 query for the names of bodies, none if it has no word.

    If it ``is_unfinished``, its last word may go on in a text; there is nothing to search for where it cannot.
    """
    text = " ".join(normalise(typed[: 4 * LONGEST]).split())
    read = text[:LONGEST]
    dates = list(_dates(read))
    typed_parts = [quoted or plain for quoted, plain in _PART.findall(_without(read, dates))]
    there = [(part, found) for part in typed_parts if (found := phrase(part))]
    parts = [part for part, _ in there[:MOST_PARTS]]
    shortened = len(typed) > 4 * LONGEST or len(text) > LONGEST or len(there) > MOST_PARTS
    may_go_on = is_unfinished and not shortened and parts and read.endswith(parts[-1])
    ways = list(unfinished(parts[-1])) if may_go_on else []
    if is_unfinished and not ways:
        return Query(read)
    terms = _terms(parts, [found for _, found in there[:MOST_PARTS]], ways) + tuple(_date(read, days) for days in dates)
    parts += [read[days.start : days.end] for days in dates]
    return Query(read, terms[:MOST_PARTS], tuple(parts[:MOST_PARTS]), shortened)


def _dates(text: str) -> Iterator[DaysInText]:
    """Yield the dates in a query, but those between quotation marks, which are looked for as they stand there."""
    quoted = [found.span() for found in re.finditer(_QUOTED, text)]
    for days in dates_in(text, today=timezone.localdate()):
        if not any(start < days.end and days.start < end for start, end in quoted):
            yield days


def _without(text: str, dates: list[DaysInText]) -> str:
    for days in reversed(dates):
        text = f"{text[: days.start]} {text[days.end :]}"
    return text


def _date(text: str, days: DaysInText) -> Term:
    """Return a date as it was typed and as texts write it; events are indexed by their days in these words."""
    written = [format_month(days.first), format_month(days.first, "short")]
    if not days.is_month:
        number = min((days.last - days.first).days + 1, MOST_DAYS)
        each = [days.first + dt.timedelta(after) for after in range(number)]
        written = [*map(format_date, each), *(format_date(day, "short") for day in each)]
    return _alternatives(phrase(text[days.start : days.end]), *map(phrase, written))


def _terms(parts: list[str], phrases: list[Phrase], ways: list[Phrase]) -> tuple[Term, ...]:
    """Return the terms: names of bodies, however many parts they have, then every other part.

    The last part is asked for in the ``ways`` in which it may go on, if there are any.
    """
    if not parts:
        return ()
    last = len(parts) - 1 if ways else len(parts)
    runs = {
        synonyms.key("".join(parts[start:end])): (start, end)
        for start in range(last)
        for end in range(start + 1, last + 1)
    }
    beginnings = {typed[0] for typed in phrases}
    known = synonyms.lookup({*runs, *beginnings})
    terms: list[Term] = []
    at = 0
    while at < last:
        end = max((end for key, (start, end) in runs.items() if start == at and key in known.names), default=at + 1)
        names = known.names.get(synonyms.key("".join(parts[at:end])), ())
        typed = sum(phrases[at:end], ())
        beginning = known.beginnings.get(typed[0], ()) if end == at + 1 else ()
        terms.append(
            _alternatives(
                typed,
                part_of_name(typed) if end == at + 1 else (),
                *map(phrase, names),
                *(phrase(long) + typed[1:] for long in beginning),
            )
        )
        at = end
    closed = _without_prefix(parts[:last], terms)
    if not ways:
        return closed
    long_ways = (phrase(long) + way[1:] for way in ways for long in known.beginnings.get(way[0], ()))
    return (*closed, _alternatives(*long_ways, *ways))


def _without_prefix(parts: list[str], terms: list[Term]) -> tuple[Term, ...]:
    """Let a name that was typed with a prefix be found without it."""
    name = split_name(" ".join(parts))
    if not name.prefix or not name.first or len(terms) != len(parts):
        return tuple(terms)
    first = phrase(name.first.split()[0])
    rest = [index for index, part in enumerate(parts) if part.endswith(name.first.split()[0])][:1]
    if not first or not rest:
        return tuple(terms)
    typed = (one for one in terms[rest[0]] if not is_open(one))
    return (_alternatives(*typed, first, part_of_name(first)), *terms[rest[0] + 1 :])


def _alternatives(*phrases: Phrase) -> Term:
    """Return the different phrases, without those that hold another one: who finds the short one finds the long one."""
    different = list(dict.fromkeys(filter(None, phrases)))
    return tuple(one for one in different if not any(_holds(one, other) for other in different if other != one))[
        :MOST_ALTERNATIVES
    ]


def _holds(long: Phrase, short: Phrase) -> bool:
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))
