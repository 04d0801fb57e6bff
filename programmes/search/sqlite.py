"""The index on SQLite: an FTS5 table over the keys, numbered by place, so that it reads the best first and stops early.

FTS5 would cut Thai at every vowel and tone mark; with ``categories`` they are letters to it. It keeps no text of its own:
triggers of the table of entries tell it what to add and what to take away (migration 0002).
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from programmes.search.query import Query, Term


def whole(query: Query, facets: Sequence[str]) -> str:
    """Return the FTS5 expression of the query: all terms, in any of the three fields, and all facets."""
    wanted = [f"{{title_keys lead_keys body_keys}} : ({_terms(query)})"]
    return " AND ".join([*wanted, *(f"facets : {_quoted(one)}" for one in facets)])


def tiers(query: Query, facets: Sequence[str]) -> list[str]:
    """Return three expressions that share no entry: the whole query in the title, in the lead, elsewhere."""
    title, lead = f"title_keys : ({_terms(query)})", f"lead_keys : ({_terms(query)})"
    asked = "".join(f" AND facets : {_quoted(one)}" for one in facets)
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
    return _count(whole(query, facets))


def best(query: Query, facets: Sequence[str], start: int, size: int) -> list[int]:
    """Return the places of public entries that match, the best field first, then by place."""
    places: list[int] = []
    for expression in tiers(query, facets):
        found = _places(expression, start, size - len(places))
        places += found
        if len(places) >= size:
            break
        if start and not found:
            start -= _count(expression)
        elif found:
            start = 0
    return places


def _count(expression: str) -> int:
    return _fetch(
        "SELECT count(*) FROM programmes_searchindex WHERE programmes_searchindex MATCH %s AND rowid > 0", [expression]
    )[0][0]


def _places(expression: str, start: int, size: int) -> list[int]:
    rows = _fetch(
        "SELECT rowid FROM programmes_searchindex WHERE programmes_searchindex MATCH %s AND rowid > 0"
        " ORDER BY rowid LIMIT %s OFFSET %s",
        [expression, size, start],
    )
    return [row[0] for row in rows]


def _fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
