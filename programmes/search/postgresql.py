"""The index on PostgreSQL: GIN over single words and pairs of neighbours.

GIN knows which rows hold a word, but not where, so that a phrase would make PostgreSQL read every row that holds its
words. With pairs in it, a phrase of two words is one look-up. A longer phrase is looked up by all its pairs, and then
the keys of what is left are asked whether the words really stand in a row. No positions are kept: their numbers end at
16,383, and PostgreSQL keeps at most 256 of one word. The index is of a function (migration 0002), so that the words are
stored once, in the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from programmes.search.query import Phrase, Query, Term
from programmes.search.sql import COLUMNS, fetch

WORDS = "programmes_search_words(title_keys, lead_keys, body_keys, facets)"
"""What the index is of (migration 0002)."""


@dataclass(frozen=True)
class Condition:
    """A condition of SQL, made of constants; what somebody typed is in its parameters alone."""

    sql: str
    parameters: tuple[Any, ...]


def condition(query: Query, facets: Sequence[str]) -> Condition:
    """Return when an entry matches: all terms and facets are in its words, and the words of long phrases in a row."""
    wanted = [_words(term) for term in query.terms] + [quoted(one) for one in facets]
    # In a SELECT, the planner does not see the query: it would guess that a common word is faster read from the table.
    sql, parameters = [f"{WORDS} @@ (SELECT %s::tsquery)"], [" & ".join(wanted)]
    for term in query.terms:
        if any(len(phrase) > 2 for phrase in term):
            texts = " OR ".join(_in_a_row(column, term) for column in ("title_keys", "lead_keys", "body_keys"))
            sql.append(f"({texts})")
            parameters += _needles(term) * 3
    return Condition(" AND ".join(sql), tuple(parameters))


def tier(query: Query) -> Condition:
    """Return an expression for the best field that holds the whole query: 1 title, 2 lead, 3 body or several fields."""
    title = " AND ".join(f"({_in_a_row('title_keys', term)})" for term in query.terms)
    lead = " AND ".join(f"({_in_a_row('lead_keys', term)})" for term in query.terms)
    needles = tuple(needle for term in query.terms for needle in _needles(term))
    return Condition(f"CASE WHEN {title} THEN 1 WHEN {lead} THEN 2 ELSE 3 END", needles * 2)


def quoted(lexeme: str) -> str:
    """Return a lexeme in quotes."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _words(term: Term) -> str:
    """Return the ``tsquery`` of a term: the pairs of each alternative, or its single word."""
    return f"({' | '.join(_pairs(phrase) for phrase in term)})"


def _pairs(phrase: Phrase) -> str:
    pairs = [f"{first} {second}" for first, second in pairwise(phrase)] or [phrase[0]]
    return f"({' & '.join(map(quoted, pairs))})"


def _in_a_row(column: str, term: Term) -> str:
    return " OR ".join(f"strpos({column}, %s) > 0" for _phrase in term)


def _needles(term: Term) -> list[str]:
    return [f" {' '.join(phrase)} " for phrase in term]


def count(query: Query, facets: Sequence[str]) -> int:
    """Return how many public entries match."""
    where = condition(query, facets)
    sql = f"SELECT count(*) FROM programmes_searchentry WHERE place > 0 AND {where.sql}"  # noqa: S608 - see Condition
    return fetch(sql, where.parameters)[0][0]


def best(query: Query, facets: Sequence[str], start: int, size: int) -> list[tuple[Any, ...]]:
    """Return ``COLUMNS`` of the public entries that match, the best field first, then by place.

    The texts are read of those that are returned alone.
    """
    where, by = condition(query, facets), tier(query)
    sql = f"""
        WITH best AS (
            SELECT place, {by.sql} AS tier FROM programmes_searchentry WHERE place > 0 AND {where.sql}
            ORDER BY tier, place LIMIT %s OFFSET %s)
        SELECT {", ".join(COLUMNS)} FROM best JOIN programmes_searchentry AS entry USING (place)
        ORDER BY tier, place
        """  # noqa: S608 - see Condition
    return fetch(sql, (*by.parameters, *where.parameters, size, start))
