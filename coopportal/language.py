"""Which of the two languages the page of the moment is in, and which texts on it are in the other.

Texts are entered in Thai. A page in English marks them as Thai, so that they are read aloud as Thai (WCAG 2.2, 3.1.2): an
element that shows them says so by ``lang_of``, a part of a sentence by ``lang_span``. Pages in Thai stay as they are.
"""

import re

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coopportal.thai.dates import Language

_THAI = re.compile("[ก-๛]")


def language() -> Language:
    """Return the language of the page as the date functions name it: Thai, unless it is some English."""
    return "en" if (get_language() or "").startswith("en") else "th"


def is_foreign(text: object) -> bool:
    """Whether a text is Thai and the page is not."""
    return language() != "th" and _THAI.search(str(text)) is not None


def lang_of(*texts: object) -> SafeString:
    """Return `` lang="th"`` for the element that shows these texts, if one of them is foreign; else nothing."""
    return mark_safe(' lang="th"' if any(map(is_foreign, texts)) else "")  # noqa: S308 - one of two constants


def lang_span(text: object) -> SafeString:
    """Return a text as HTML for the middle of a sentence, in a span of its language if it is foreign."""
    shown = conditional_escape(text)  # type: ignore[arg-type]  # it takes whatever has a text
    return format_html('<span lang="th">{}</span>', shown) if is_foreign(text) else shown


def in_sentence(sentence: str, **parts: object) -> SafeString:
    """Return a translated sentence as HTML with its parts filled in: texts in their language, HTML as it is."""
    shown = {name: part if isinstance(part, SafeString) else lang_span(part) for name, part in parts.items()}
    return mark_safe(escape(sentence) % shown)  # noqa: S308 - all of it is escaped
