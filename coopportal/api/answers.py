"""What is true of every answer of the API: read only, for every site, never older than asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page

from coopportal.api.errors import problem

METHODS = "GET, HEAD, OPTIONS"


def published(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer GET and HEAD alike, with an ETag (304 for who has it), to pages of other sites too; refuse other methods.

    Answers may be kept, but are asked for again before each use: a withdrawn report is gone at once.
    """
    conditional = conditional_page(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = request.method
        response: HttpResponseBase
        if method == "OPTIONS":
            response = HttpResponse(status=204)
        elif method in {"GET", "HEAD"}:
            request.method = "GET"
            response = conditional(request, *args, **kwargs)
            request.method = method
        else:
            response = problem(405, gettext("This API can only be read: use GET."))
        _add_headers(response)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here writes: other methods get 405, not 403
    return answer


def _add_headers(response: HttpResponseBase) -> None:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers.setdefault("Cache-Control", "public, no-cache")
    response.headers["X-Robots-Tag"] = "noindex"
    if response.status_code == 405:
        response.headers["Allow"] = METHODS
    if response.status_code == 204:
        response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
