"""Whole public pages, kept in the memory of each process for everybody who is not signed in.

What is kept is an answer as it left the portal, headers and compressed body included, so that giving it again does
next to nothing. It is given again while the generation of the site and the day are what they were when it was made
(``programmes.generation``): whatever changes what the public sees raises the generation. The reasons are in
``docs/decisions/0017``.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.views.decorators.http import require_safe

from programmes.generation import Generation

View = TypeVar("View", bound=Callable[..., Any])

KEPT = {200, 410}
"""Which answers are kept: not 404, since a stranger can ask for any number of addresses that lead nowhere."""
ASKED_AGAIN = {*KEPT, 301, 404}
"""Which answers say that they may change: also that a page has moved. It may move back, and a browser that knew the way
there for good would go round in circles."""
SHARED = "public, max-age=0, s-maxage=1, must-revalidate"
"""A browser asks each time whether the page changed; a proxy may answer for a second."""
ALIKE = {"accept-encoding", "accept-language", "cookie"}
"""What a kept answer may vary by: the encoding is part of its key, the language of its address, and nobody's cookie
was there when it was made."""
LONGEST_QUERY = 300
SMALLEST_COMPRESSED = 500
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=5, mtime=0),
}
"""How a page is compressed, the best first: a report of 93 KB takes 1 ms, and becomes 12 or 15 KB."""

_TRACKING = re.compile(r"(?:utm_\w+|[a-z]{1,3}clid|igsh(?:id)?|mc_[ce]id|_ga)(?:=|$)", re.ASCII)
_ENCODINGS = {name: re.compile(rf"\b{name}\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.ASCII) for name in ENCODERS}
_ASKED = "coopportal.page_state"


def public_page(view: View) -> View:
    """Mark a view whose answers are the same for everybody who is not signed in; it takes GET and HEAD alone.

    Only marked views are kept, and an answer that sets a cookie (a form with its token does) or has a ``Cache-Control``
    of its own is not. The answer may depend on the address with its query, on what ``touch`` is told of, on settings and
    on the day; never on the hour, the reader's address or headers.
    """
    safe = require_safe(view)
    safe.is_public_page = True  # type: ignore[attr-defined]
    safe.csrf_exempt = True  # type: ignore[attr-defined]  # it takes no form: other methods get 405, not 403
    return safe


class KeptPage(NamedTuple):
    """An answer, and the state of the site in which it was made."""

    state: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the answer anew: without its body to HEAD, and not at all to who has it already."""
        headers = dict(self.headers)
        if is_known(request, headers.get("ETag", "")):
            return not_modified(headers)
        head = request.method == "HEAD"
        response = HttpResponse(b"" if head else self.body, status=self.status, headers=headers)
        response.headers["Content-Length"] = str(len(self.body))
        return response


class Place(NamedTuple):
    """Where a page is kept: in which cache, under which key."""

    cache: str
    key: str

    def read(self) -> KeptPage | None:
        """Return what is kept here."""
        return caches[self.cache].get(self.key)

    def write(self, page: KeptPage) -> None:
        """Keep ``page`` here."""
        caches[self.cache].set(self.key, page)


class PageCacheMiddleware:
    """Answer for pages that were made already; the outermost, so that nothing else runs.

    Costs no query but one a second in each process, to read the generation. Answers of public pages get their ``ETag``,
    ``Cache-Control``, ``Vary`` and compression here, whether they are kept (setting ``PAGE_CACHE``) or not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.generation = Generation()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give a kept page to a stranger, or the page as it is now, and keep it."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        drop_tracking(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.made(request)
        encoding = encoding_for(request)
        place = place_of(request, encoding) if settings.PAGE_CACHE else None
        kept = place.read() if place else None
        if kept and kept.state == self.state():
            return kept.answer(request)
        response = self.made(request)
        state = request.META.get(_ASKED)
        if state is None or not may_be_shared(response):
            return response
        finish(response, encoding)
        page = KeptPage(state, response.status_code, tuple(response.items()), response.content)
        if place and page.status in KEPT:
            place.write(page)
        return page.answer(request)

    def made(self, request: HttpRequest) -> HttpResponse:
        """Return the answer as it is now, with the request as it was."""
        method = request.method
        response = self.get_response(request)
        request.method = method
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_arguments: Any) -> None:
        """Note the state in which a public page is made, before anything of it is read.

        A page that is made while something changes is then kept under the old state, which nobody asks for again.
        """
        if getattr(view, "is_public_page", False):
            if request.method == "HEAD":
                request.method = "GET"  # so that HEAD tells of the page that GET sends
            request.META[_ASKED] = self.state() if settings.PAGE_CACHE else ""

    def state(self) -> str:
        """Return what a kept page must have been made in: the generation, and the day, since coming events pass by."""
        return f"{self.generation.current()} {timezone.localdate()}"


def drop_tracking(request: HttpRequest) -> None:
    """Take out of the query what links carry on their way through social media and mails: it is not for us."""
    query = request.META.get("QUERY_STRING", "")
    if query:
        request.META["QUERY_STRING"] = "&".join(part for part in query.split("&") if part and not _TRACKING.match(part))


def encoding_for(request: HttpRequest) -> str:
    """Return the best encoding that the reader takes; empty for none."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    return next((name for name, asked in _ENCODINGS.items() if asked.search(accepted)), "") if accepted else ""


def place_of(request: HttpRequest, encoding: str) -> Place | None:
    """Return where the page that ``request`` asks for is kept, or ``None`` if it never is.

    Plain addresses of the site have a cache to themselves: a stranger who asks for any number of queries, or by other
    names of the host, pushes out nothing but such pages.
    """
    host, query = request.META.get("HTTP_HOST", ""), request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return None
    asked = repr((request.scheme, host, request.path, query, encoding))
    is_plain = not query and host == urlsplit(settings.SITE_URL).netloc
    return Place("pages" if is_plain else "other_pages", hashlib.sha256(asked.encode()).hexdigest())


def may_be_shared(response: HttpResponse) -> bool:
    """Say whether an answer of a public page is for everybody."""
    return not (
        response.streaming
        or response.cookies
        or "Cache-Control" in response.headers
        or response.status_code not in ASKED_AGAIN
        or {name.strip().lower() for name in response.get("Vary", "").split(",") if name} - ALIKE
    )


def finish(response: HttpResponse, encoding: str) -> None:
    """Give an answer what caches need, and compress it."""
    response.headers["Cache-Control"] = SHARED
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    if response.status_code == 200:
        # Weak: the same page, compressed or not.
        response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    is_packed = response.headers["Content-Type"].startswith("image/")
    if encoding and not is_packed and len(response.content) >= SMALLEST_COMPRESSED:
        response.content = ENCODERS[encoding](response.content)
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(response.content))


def is_known(request: HttpRequest, etag: str) -> bool:
    """Say whether the reader has this page already."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not asked or not etag:
        return False
    return asked.strip() == "*" or etag.removeprefix("W/") in {
        tag.strip().removeprefix("W/") for tag in asked.split(",")
    }


def not_modified(headers: dict[str, str]) -> HttpResponse:
    """Return the answer that says so, with the headers of the page but those of its body."""
    kept = {name: value for name, value in headers.items() if not name.startswith("Content-") or "Policy" in name}
    response = HttpResponseNotModified()
    for name, value in kept.items():
        response.headers[name] = value
    return response
