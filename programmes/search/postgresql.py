"""The index on PostgreSQL: GIN over single words, pairs of neighbours, and the words of title and lead.

GIN knows which rows hold a word, but not where, so that a phrase would make PostgreSQL read every row that holds its
words. With pairs in it, a phrase of two words is one look-up. A longer phrase is looked up by all its pairs, and then
the keys of what is left are asked whether the words really stand in a row. No positions are kept: their numbers end at
16,383, and PostgreSQL keeps at most 256 of one word. The index is of a function (migration 0004), so that the words are
stored once, in the index; and all texts lie beside their rows, so that many rows are read at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from programmes.search.cutting import OPEN, is_open
from programmes.search.query import Phrase, Query, Term
from programmes.search.sql import COLUMNS, Places, Rows, fetch

WORDS = "programmes_search_words(title_keys, lead_keys, body_keys, facets)"
"""What the index is of (migration 0004)."""

_IN_INDEX = f"{WORDS} @@ (SELECT %s::tsquery)"
"""In a SELECT, the planner does not see the query: it would guess that a common word is faster read from the table."""

COLUMNS_OF_KEYS = ("title_keys", "lead_keys", "body_keys")


@dataclass(frozen=True)
class Field:
    """A field whose words the index knows from those of other fields, by a private letter before them."""

    column: str
    mark: str


TITLE, LEAD = Field("title_keys", "\ue002"), Field("lead_keys", "\ue003")


@dataclass(frozen=True)
class Condition:
    """A condition of SQL, made of constants; what somebody typed is in its parameters alone."""

    sql: str
    parameters: tuple[Any, ...]


def condition(query: Query, facets: Sequence[str], field: Field | None = None) -> Condition:
    """Return when an entry matches: all terms and facets are in its words, and the words of phrases in a row.

    With ``field`` all terms must be in this one.
    """
    wanted = [_words(term) for term in query.terms] + [quoted(one) for one in facets]
    if field:
        wanted += [_words_of(field, term) for term in query.terms]
    sql, parameters = [_IN_INDEX], [" & ".join(wanted)]
    columns = (field.column,) if field else COLUMNS_OF_KEYS
    known = 1 if field else 2  # words in a row that the index knows
    for term in query.terms:
        if any(len(phrase) > known for phrase in term):
            sql.append(f"({' OR '.join(_in_a_row(column, term) for column in columns)})")
            parameters += _needles(term) * len(columns)
    return Condition(" AND ".join(sql), tuple(parameters))


def quoted(lexeme: str) -> str:
    """Return a lexeme in quotes."""
    return "'" + lexeme.removesuffix(OPEN).replace("\\", "\\\\").replace("'", "''") + "'"


def _words(term: Term) -> str:
    """Return the ``tsquery`` of a term: the pairs of each alternative, or its single word."""
    return f"({' | '.join(_pairs(phrase) for phrase in term)})"


def _words_of(field: Field, term: Term) -> str:
    """Return the ``tsquery`` of a term in one field, of which the index knows single words."""
    return f"({' | '.join(_all([f'{field.mark}{word}' for word in phrase], phrase) for phrase in term)})"


def _pairs(phrase: Phrase) -> str:
    return _all([f"{first} {second}" for first, second in pairwise(phrase)] or [phrase[0]], phrase)


def _all(lexemes: list[str], phrase: Phrase) -> str:
    """Return the ``tsquery`` of all these lexemes of a phrase."""
    return f"({' & '.join(map(quoted, lexemes))}{':*' if is_open(phrase) else ''})"


def _in_a_row(column: str, term: Term) -> str:
    return " OR ".join(f"strpos({column}, %s) > 0" for _phrase in term)


def _needles(term: Term) -> list[str]:
    return [f" {' '.join(phrase).removesuffix(OPEN)}{'' if is_open(phrase) else ' '}" for phrase in term]


def matching(query: Query, facets: Sequence[str]) -> Places:
    """Return the query for the places of all entries, staff's too, that match."""
    return _all_places(condition(query, facets))


def having(facets: Sequence[str]) -> Places:
    """Return the query for the places of all entries, staff's too, that have one of these facets."""
    return _all_places(Condition(_IN_INDEX, (" | ".join(map(quoted, facets)),)))


def _all_places(where: Condition) -> Places:
    # Kept, since the planner may ask for it again for every row of the other table.
    found = f"SELECT place FROM programmes_searchentry WHERE {where.sql}"  # noqa: S608 - see Condition
    return Places(f"WITH found AS MATERIALIZED ({found}) SELECT place FROM found", where.parameters)  # noqa: S608


def find(query: Query, facets: Sequence[str], start: int, size: int) -> Rows:
    """Return the public entries that match, from the ``start``-th on, the best field first, then by place.

    1 query, 2 behind the last page. Which field a match is in, the index knows: of all that match, only the place is read
    (or the keys, where a phrase is longer than the index knows), and the texts of the page alone. Each field gives as many
    of its first places as the page and those before it can need, whatever was in the fields before.
    """
    anywhere, title, lead = condition(query, facets), condition(query, facets, TITLE), condition(query, facets, LEAD)
    end = start + size
    sql = f"""
        WITH anywhere AS MATERIALIZED ({_PLACES} {anywhere.sql}),
        best AS (
            SELECT place, min(tier) AS tier FROM (
                (SELECT 1 AS tier, place FROM ({_PLACES} {title.sql}) AS title ORDER BY place LIMIT %s)
                UNION ALL (SELECT 2, place FROM ({_PLACES} {lead.sql}) AS lead ORDER BY place LIMIT %s)
                UNION ALL (SELECT 3, place FROM anywhere ORDER BY place LIMIT %s)) AS tiers
            GROUP BY place ORDER BY tier, place LIMIT %s OFFSET %s)
        SELECT (SELECT count(*) FROM anywhere), {", ".join(COLUMNS)}
        FROM best JOIN programmes_searchentry AS entry USING (place)
        ORDER BY tier, place
        """  # noqa: S608 - see Condition
    asked = (*anywhere.parameters, *title.parameters, end, *lead.parameters, 2 * end, 3 * end, size, start)
    rows = fetch(sql, asked)
    if rows:
        return Rows(rows[0][0], [row[1:] for row in rows])
    return Rows(_count(anywhere) if start else 0, [])


_PLACES = "SELECT place FROM programmes_searchentry WHERE place > 0 AND"


def _count(where: Condition) -> int:
    sql = f"SELECT count(*) FROM programmes_searchentry WHERE place > 0 AND {where.sql}"  # noqa: S608 - see Condition
    return fetch(sql, where.parameters)[0][0]
