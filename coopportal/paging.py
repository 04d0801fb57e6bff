"""Lists that are shown a page at a time."""

import re
from typing import Any

from django.core.paginator import InvalidPage, Page, PageNotAnInteger, Paginator
from django.http import Http404
from django.utils.translation import gettext as _


def page_or_404(rows: Any, size: int, number: str | int | None) -> Page[Any]:
    """Return one page of ``rows`` (whatever can be counted and sliced), the first where no number is asked for.

    Raises ``Http404`` for a page that is not there, and for a number that is written otherwise than in the links (``02``,
    ``+2``, ``๒``): each page has one address. 2 queries for a queryset.
    """
    try:
        if isinstance(number, str) and not re.fullmatch("[1-9][0-9]*|", number):
            raise PageNotAnInteger
        return Paginator(rows, size).page(number or 1)
    except InvalidPage as error:
        raise Http404(_("This list has no such page.")) from error
