"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the address of the site, for absolute links, and what it publishes; costs no query."""
    return {"SITE_URL": settings.SITE_URL, "PUBLISH_OFFICE_COUNTS": settings.PUBLISH_OFFICE_COUNTS}
