"""Addresses that are passed on: whole ones to read outside a browser, in both languages, and lists without what is empty."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import translation


def absolute(address: str) -> str:
    """Return ``address`` under ``SITE_URL``, whatever host was asked; one with a host of its own (a storage) stays."""
    return urljoin(f"{settings.SITE_URL}/", address)


def to_subscribe(address: str) -> str:
    """Return the absolute address of a calendar in the scheme that opens a reader's own calendar, not a download."""
    return urlsplit(address)._replace(scheme="webcal").geturl()


def thai(name: str, *args: object) -> str:
    """Return the absolute address of a page in the portal's first language: the one a page is known by."""
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(reverse(name, args=args))


def in_languages(path: str) -> dict[str, str]:
    """Return the paths of a page by language; empty for an address that has only one (files, probes, staff pages)."""
    paths = {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
    return paths if len(set(paths.values())) > 1 else {}


def without(query: QueryDict, *names: str) -> str:
    """Return a query (with its ``?``) without these names, the page number, and whatever is empty; ``""`` if none is left."""
    kept = [(name, value) for name, value in query.items() if value and name not in {*names, "page"}]
    return f"?{urlencode(kept)}" if kept else ""


def led_to_short_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead to the address without what is empty, which can be passed on: a form sends all its fields."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "" in request.GET.values():
            return redirect(request.path + without(request.GET))
        return view(request, *args, **kwargs)

    return answer
