"""Lists that are shown a page at a time."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _


def page_number(written: str | None) -> int:
    """Return the number of a page as an address has it: the first, where it has none.

    Raises ``Http404`` for a number that is written otherwise than in the links (``02``, ``+2``, ``๒``): each page has one
    address. Seven digits are more than any list has.
    """
    if written and not re.fullmatch("[1-9][0-9]{0,6}", written):
        raise Http404(_("This list has no such page."))
    return int(written or 1)


def page_or_404(rows: Any, size: int, number: str | int | None) -> Page[Any]:
    """Return one page of ``rows`` (whatever can be counted and sliced), the first where no number is asked for.

    Raises ``Http404`` for a page that is not there, and as ``page_number`` does. 2 queries for a queryset.
    """
    return _page(Paginator(rows, size), number)


def page_of_first(lists: Iterable[Any], size: int, number: str | int | None) -> tuple[int, Page[Any]]:
    """Return which of several lists is the first that has anything, and a page of it; of the very first, if none has.

    No list is asked for while one before it has something. Raises ``Http404`` as ``page_or_404`` does. 2 queries for
    querysets, and 1 more for each that has nothing.
    """
    paginators = []
    for place, rows in enumerate(lists):
        paginators.append(Paginator(rows, size))
        if paginators[-1].count:
            return place, _page(paginators[-1], number)
    return 0, _page(paginators[0], number)


def _page(paginator: Paginator[Any], number: str | int | None) -> Page[Any]:
    try:
        return paginator.page(number if isinstance(number, int) else page_number(number))
    except InvalidPage as error:
        raise Http404(_("This list has no such page.")) from error
