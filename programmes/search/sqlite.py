"""The index on SQLite: an FTS5 table over the keys, numbered by place, so that it reads the best first and stops early.

FTS5 would cut Thai at every vowel and tone mark; with ``categories`` they are letters to it. It keeps no text of its own:
triggers of the table of entries tell it what to add and what to take away (migration 0002).
"""

from collections.abc import Sequence
from typing import Any

from programmes.search.query import Query, Term
from programmes.search.sql import COLUMNS, fetch


def whole(query: Query, facets: Sequence[str]) -> str:
    """Return the FTS5 expression of the query: all terms, in any field, and all facets."""
    return " AND ".join([_terms(query), *map(_quoted, facets)])


def tiers(query: Query, facets: Sequence[str]) -> list[str]:
    """Return three expressions that share no entry: the whole query in the title, in the lead, elsewhere."""
    title, lead = f"title_keys : ({_terms(query)})", f"lead_keys : ({_terms(query)})"
    asked = "".join(f" AND {_quoted(one)}" for one in facets)
    return [
        title + asked,
        f"({lead}{asked}) NOT ({title})",
        f"({whole(query, facets)}) NOT ({title} OR {lead})",
    ]


def _terms(query: Query) -> str:
    return " AND ".join(_term(term) for term in query.terms)


def _term(term: Term) -> str:
    return f"({' OR '.join(_quoted(' '.join(phrase)) for phrase in term)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def count(query: Query, facets: Sequence[str]) -> int:
    """Return how many public entries match."""
    sql = "SELECT count(*) FROM programmes_searchindex WHERE programmes_searchindex MATCH %s AND rowid > 0"
    return fetch(sql, [whole(query, facets)])[0][0]


def best(query: Query, facets: Sequence[str], start: int, size: int) -> list[tuple[Any, ...]]:
    """Return ``COLUMNS`` of the public entries that match, the best field first, then by place.

    Each field is read in the order of places, and the next one only if there are too few: a common word costs no more
    than a rare one.
    """
    sql = f"""
        WITH best AS (SELECT * FROM ({" UNION ALL ".join(_TIERS)}) LIMIT %s OFFSET %s)
        SELECT {", ".join(COLUMNS)} FROM best CROSS JOIN programmes_searchentry AS entry USING (place)
        ORDER BY tier, place
        """  # noqa: S608 - made of constants
    wanted = [value for expression in tiers(query, facets) for value in (expression, start + size)]
    return fetch(sql, [*wanted, size, start])


_TIERS = [
    f"""SELECT * FROM (
        SELECT {number} AS tier, rowid AS place FROM programmes_searchindex
        WHERE programmes_searchindex MATCH %s AND rowid > 0 ORDER BY rowid LIMIT %s)"""  # noqa: S608 - a number
    for number in (1, 2, 3)
]
