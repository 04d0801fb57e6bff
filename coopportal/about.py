"""Pages about the portal itself: what it is, privacy, accessibility, contact. They read no table."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coopportal.page_cache import public_page

REVISED = dt.date(2026, 11, 24)
"""When these texts were last revised: change it with them."""


def page(request: HttpRequest, name: str) -> HttpResponse:
    """Return one of the pages; what the department has not decided yet is empty, and the page says so."""
    context = {
        "revised": REVISED,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
        "dpo_contact": settings.DPO_CONTACT,
    }
    return render(request, f"about/{name}.html", context)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Say what the portal is, whose it is, and where its numbers come from."""
    return page(request, "about")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which personal data are kept, why, and what rights people have."""
    return page(request, "privacy")


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say which standard the portal holds, how it was tested, and what is known to fail."""
    return page(request, "accessibility")


@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """Say whom to ask."""
    return page(request, "contact")
