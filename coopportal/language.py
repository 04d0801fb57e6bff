"""Which of the two languages the page of the moment is in."""

from django.utils.translation import get_language

from coopportal.thai.dates import Language


def language() -> Language:
    """Return the language of the page as the date functions name it: Thai, unless it is some English."""
    return "en" if (get_language() or "").startswith("en") else "th"
