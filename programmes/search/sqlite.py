"""The index on SQLite: an FTS5 table over the keys, numbered by place, so that it reads the best first and stops early.

FTS5 would cut Thai at every vowel and tone mark; with ``categories`` they are letters to it. It keeps no text of its own:
triggers of the table of entries tell it what to add and what to take away (migration 0002).
"""

from collections.abc import Sequence

from programmes.search.cutting import OPEN, is_open
from programmes.search.query import Phrase, Query, Term
from programmes.search.sql import COLUMNS, Places, Rows, fetch

FEW = 500
"""So many matches are counted by reading them, which costs less than to ask twice."""


def whole(query: Query, facets: Sequence[str]) -> str:
    """Return the FTS5 expression of the query: all terms, in any field, and all facets."""
    return _terms(query) + _asked(facets)


def inside(column: str, query: Query, facets: Sequence[str]) -> str:
    """Return the FTS5 expression of the query with all terms in one field, and all facets."""
    return f"{column} : ({_terms(query)}){_asked(facets)}"


def _asked(facets: Sequence[str]) -> str:
    return "".join(f" AND {_quoted(one)}" for one in facets)


def _terms(query: Query) -> str:
    return " AND ".join(_term(term) for term in query.terms)


def _term(term: Term) -> str:
    return f"({' OR '.join(map(_phrase, term))})"


def _phrase(phrase: Phrase) -> str:
    return f"{_quoted(' '.join(phrase).removesuffix(OPEN))}{' *' if is_open(phrase) else ''}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def matching(query: Query, facets: Sequence[str]) -> Places:
    """Return the query for the places of all entries, staff's too, that match."""
    return Places(_ALL_PLACES, (whole(query, facets),))


def having(facets: Sequence[str]) -> Places:
    """Return the query for the places of all entries, staff's too, that have one of these facets."""
    return Places(_ALL_PLACES, (" OR ".join(map(_quoted, facets)),))


_ALL_PLACES = "SELECT rowid FROM programmes_searchindex WHERE programmes_searchindex MATCH %s"


def find(query: Query, facets: Sequence[str], start: int, size: int) -> Rows:
    """Return the public entries that match, from the ``start``-th on, the best field first, then by place.

    Each field is read in the order of places until the page is full: a common word costs no more than a rare one. Who has
    read a field to its end knows all that is in it, so nothing need be excluded from the next one. At most 5 queries.
    """
    end = start + size
    limit = max(FEW, 3 * end)
    anywhere = _places(whole(query, facets), limit)
    if not anywhere:
        return Rows(0, [])
    best = dict.fromkeys(_places(inside("title_keys", query, facets), end))
    if len(best) < end:
        best.update(dict.fromkeys(_places(inside("lead_keys", query, facets), 2 * end)))
    if len(best) < end:
        best.update(dict.fromkeys(anywhere))
    total = len(anywhere) if len(anywhere) < limit else _count(query, facets)
    return Rows(total, _entries([*best][start:end]))


def _places(expression: str, limit: int) -> list[int]:
    return [place for (place,) in fetch(_PLACES, [expression, limit])]


_PLACES = """
    SELECT rowid FROM programmes_searchindex WHERE programmes_searchindex MATCH %s AND rowid > 0
    ORDER BY rowid LIMIT %s
    """


def _count(query: Query, facets: Sequence[str]) -> int:
    sql = "SELECT count(*) FROM programmes_searchindex WHERE programmes_searchindex MATCH %s AND rowid > 0"
    return fetch(sql, [whole(query, facets)])[0][0]


def _entries(places: list[int]) -> list[tuple]:
    if not places:
        return []
    sql = f"""
        SELECT place, {", ".join(COLUMNS)} FROM programmes_searchentry
        WHERE place IN ({", ".join(["%s"] * len(places))})
        """  # noqa: S608 - made of constants
    rows = {place: row for place, *row in fetch(sql, places)}
    return [tuple(rows[place]) for place in places if place in rows]
