"""How every list is asked for and cut into pages."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from coopportal.addresses import absolute
from coopportal.api.errors import refused, unknown
from coopportal.api.schemas.common import Paging
from coopportal.paging import page_or_404


def refuse_others(request: HttpRequest, asked: Paging) -> None:
    """Refuse parameters that the list does not know, or that are given twice.

    A misspelt filter that is passed over in silence would answer with everything.
    """
    known = list(type(asked).model_fields)
    faults = [unknown(name, known) for name in request.GET if name not in known]
    faults += [
        (name, gettext("This parameter is given more than once."))
        for name, values in request.GET.lists()
        if name in known and len(values) > 1
    ]
    if faults:
        raise refused(*faults[:10])


def page_of(rows: QuerySet[Any] | Sequence[Any], asked: Paging) -> Page:
    """Return the page that is asked for; 2 queries for a queryset.

    Raises ``Http404`` for a page that is not there.
    """
    return page_or_404(rows, asked.page_size, asked.page)


def frame(request: HttpRequest, page: Page) -> dict[str, Any]:
    """Return what a list says beside its entries."""
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": _address(request, page.next_page_number()) if page.has_next() else None,
        "previous": _address(request, page.previous_page_number()) if page.has_previous() else None,
    }


def _address(request: HttpRequest, number: int) -> str:
    query = urlencode({**request.GET.dict(), "page": number})
    return absolute(f"{request.path}?{query}")
