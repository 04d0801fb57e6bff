"""What the frame of every page needs."""

import re
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from coopportal.addresses import absolute, in_languages, without
from coopportal.sharing import ShareImage, portal_card, share_image

register = template.Library()


@register.simple_tag(takes_context=True)
def other_language_url(context: template.Context) -> str:
    """Return the address of this page in the other language, of an error that of the first page; empty if there is none."""
    request: HttpRequest | None = context.get("request")
    if context.get("is_error"):
        here = reverse("home")
    elif request is None or request.resolver_match is None or request.method != "GET":
        return ""
    else:
        here = request.get_full_path()
    other = translate_url(here, "th" if get_language() == "en" else "en")
    return other if other != here else ""


@register.simple_tag
def portal_share_image() -> ShareImage:
    """Return the picture that stands beside a link where somebody shares a page that has none of its own."""
    return share_image(reverse("share_image"), portal_card())


@register.inclusion_tag("includes/page_links.html", takes_context=True)
def page_links(context: template.Context) -> dict[str, Any]:
    """Say under which address a page is known, in which languages it is, and whether search engines may list it.

    Of the query the address keeps ``page`` and what the fields of the page's ``form`` ask, in their order; the rest, and
    what is empty, makes no other page. What a search found is not listed, nor is a page that did not understand its
    filters. A preview, and an address without languages (files, staff pages), get nothing.
    """
    request: HttpRequest | None = context.get("request")
    paths = in_languages(request.path) if request and not context.get("is_preview") else {}
    if request is None or not paths:
        return {}
    form = context.get("form")
    names = [*(form.fields if form else ()), "page"]
    asked = {name: value for name in names if (value := request.GET.get(name))}
    if asked.get("page") == "1":
        del asked["page"]
    query = f"?{urlencode(asked)}" if asked else ""
    languages = {code: absolute(path + query) for code, path in paths.items()}
    return {
        "languages": languages,
        "canonical": languages[get_language() or settings.LANGUAGE_CODE],
        "default": languages[settings.LANGUAGE_CODE],
        "is_listed": "q" not in asked and not context.get("not_understood"),
    }


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, number: int) -> str:
    """Return the address of page ``number`` of this list, which keeps the filters."""
    query = without(context["request"].GET)
    if number > 1:
        query = f"{query}&page={number}" if query else f"?page={number}"
    return query or context["request"].path


@register.simple_tag(takes_context=True)
def without_url(context: template.Context, name: str) -> str:
    """Return the address of this list, its first page, without the filter ``name``."""
    request: HttpRequest = context["request"]
    return request.path + without(request.GET, name)


@register.filter
def web_address(value: str) -> str:
    """Return an address that may stand in a link: http or https, else nothing, whatever an old row holds."""
    return value if value.lower().startswith(("http://", "https://")) else ""


@register.filter
def with_code(text: str) -> SafeString:
    """Return a sentence with what stands between backticks as code, as OpenAPI documents write it."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S308 - escaped before


@register.filter
def message(text: str) -> str:
    """Return an English message in the reader's language."""
    return gettext(text)
