"""Which of the two languages the page of the moment is in, and which texts on it are in the other.

Texts are entered in Thai. A page in English marks them as Thai, so that they are read aloud as Thai (WCAG 2.2, 3.1.2): an
element that shows them says so by ``lang_of``, a part of a sentence by ``lang_span``. Pages in Thai stay as they are.
"""

import re

from django.conf import settings
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_from_path

from coopportal.thai.dates import Language

_THAI = re.compile("[ก-๛]")
_AFTER_THAI = re.compile(r"(?<=[ก-๛])%\((\w+)\)s")


def language() -> Language:
    """Return the language of the page as the date functions name it: Thai, unless it is some English."""
    return "en" if (get_language() or "").startswith("en") else "th"


def language_of(path: str) -> str:
    """Return the language that an address is in."""
    return get_language_from_path(path) or settings.LANGUAGE_CODE


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


def fill(sentence: str, **parts: object) -> str:
    """Return a translated sentence with its parts filled in, as plain text.

    Thai has no space between words: `ผ่าน%(channels)s`. Before a part that is not Thai there is one: `ผ่าน Zoom`.
    """

    def placed(found: re.Match[str]) -> str:
        return found[0] if _THAI.match(str(parts[found[1]])) else f" {found[0]}"

    return _AFTER_THAI.sub(placed, sentence) % parts


def in_sentence(sentence: str, **parts: object) -> SafeString:
    """Return the same as HTML: texts in their language, and HTML as it is."""
    shown = {name: part if isinstance(part, SafeString) else lang_span(part) for name, part in parts.items()}
    return mark_safe(fill(escape(sentence), **shown))  # noqa: S308 - all of it is escaped
