"""How things are put into the index in these tests."""

import datetime as dt
from collections.abc import Callable
from itertools import count

import pytest

from programmes.models import SearchKind
from programmes.search import index
from programmes.search.cutting import cut
from programmes.search.entries import Entry, facet, replace
from programmes.search.query import parse

Add = Callable[..., int]


@pytest.fixture
def add(db: None) -> Add:
    """Add one event to the index; return its id (1, 2, 3 ...)."""
    numbers = count(1)

    def add(
        title: str = "ชื่อ",
        lead: str = "",
        body: str = "",
        *,
        date: dt.date | None = dt.date(2022, 4, 26),
        kind: SearchKind = SearchKind.EVENT,
        is_public: bool = True,
        **facets: object,
    ) -> int:
        number = next(numbers)
        entry = Entry(
            kind,
            number,
            cut(title),
            cut(lead),
            cut(body),
            date=date,
            facets=frozenset(facet(*one) for one in facets.items()),
            is_public=is_public,
        )
        replace(kind, [number], [entry])
        return number

    return add


@pytest.fixture
def search() -> Callable[..., list[int]]:
    """Return the ids of all that is found, in their order."""

    def search(text: str, *facets: str, **page: int) -> list[int]:
        return [hit.object_id for hit in index.find(parse(text), facets, **page).hits]

    return search
