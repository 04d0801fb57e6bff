"""The one way in which rich text reaches a page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from coopportal.richtext import to_html

register = template.Library()


@register.filter
def rich_text(value: str | None) -> SafeString:
    """Paragraphs, lists and links of a report's text, cleaned again whatever the database holds."""
    return mark_safe(to_html(value or ""))  # noqa: S308 - to_html leaves nothing but the tags it names
