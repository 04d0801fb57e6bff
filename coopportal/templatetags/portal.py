"""What the frame of every page needs."""

from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag(takes_context=True)
def other_language_url(context: template.Context) -> str:
    """Return the address of this page in the other language; empty where the page has only one."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.resolver_match is None or request.method != "GET":
        return ""
    here = request.get_full_path()
    other = translate_url(here, "th" if get_language() == "en" else "en")
    return other if other != here else ""


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, number: int) -> str:
    """Return the query that leads to page ``number`` and keeps the filters, without empty ones."""
    query = [(name, value) for name, value in context["request"].GET.items() if value and name != "page"]
    return "?" + urlencode([*query, ("page", number)] if number > 1 else query)


@register.filter
def web_address(value: str) -> str:
    """Return an address that may stand in a link: http or https, else nothing, whatever an old row holds."""
    return value if value.lower().startswith(("http://", "https://")) else ""
