"""What several answers share: paging, addresses, links to other things."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from coopportal.addresses import absolute

MOST_PER_PAGE = 100


def address(name: str, *args: Any) -> str:
    """Return the whole address of a named page."""
    return absolute(reverse(name, args=args))


def file_address(name: str) -> str:
    """Return the whole address of a file in the public storage."""
    return absolute(default_storage.url(name))


def local(moment: datetime) -> datetime:
    """Return a moment in the time of Bangkok, to the second."""
    return timezone.localtime(moment).replace(microsecond=0)


def percent(share: Decimal | None) -> float | None:
    """Return a share to two decimals, half up: as the page shows it."""
    return None if share is None else float(share.quantize(Decimal("0.01"), ROUND_HALF_UP))


class Paging(Schema):
    """Which part of a list is asked for."""

    page: int = Field(1, ge=1, description=_("Page of the list, from 1."), examples=[1])
    page_size: int = Field(20, ge=1, le=MOST_PER_PAGE, description=_("Entries on a page."), examples=[20])


class Listed(Schema):
    """One page of a list."""

    count: int = Field(description=_("Entries of the whole list."))
    page: int = Field(description=_("Number of this page."))
    pages: int = Field(description=_("Pages of the whole list."))
    next: str | None = Field(description=_("Address of the next page."))
    previous: str | None = Field(description=_("Address of the page before."))


class OrganisationRef(Schema):
    """A body, by number and name."""

    id: int = Field(description=_("Number of the body in the register."))
    name: str = Field(description=_("Official name."))


class ProgrammeRef(Schema):
    """A programme, by address and title."""

    slug: str = Field(description=_("Name of the programme in addresses."))
    title: str = Field(description=_("Title of the programme."))
