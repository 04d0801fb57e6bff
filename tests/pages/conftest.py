"""How pages are published and read in these tests."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse

from events import content
from events.models import Event, ReportVersion, VersionKind
from participants.models import TotalsSnapshot
from participants.selectors import totals
from participants.services.projecting import project
from tests.markup import parsed

Publish = Callable[..., ReportVersion]
Figures = Literal["preliminary", "certified", "none"]


@pytest.fixture
def publish(db: None) -> Publish:
    """Publish what an event's tables hold, as the service does, without the people and steps around it."""

    def publish(
        event: Event, kind: VersionKind = VersionKind.FIRST, note: str = "", figures: Figures = "preliminary"
    ) -> ReportVersion:
        number = event.versions.count() + 1
        shown = {} if kind == VersionKind.WITHDRAWAL else content.to_json(content.build(event))
        if figures != "none":
            frozen = replace(totals.live(event), kind=figures)
            TotalsSnapshot.objects.create(event=event, number=number, kind=figures, content=totals.to_json(frozen))
            project(frozen)
        return ReportVersion.objects.create(event=event, number=number, kind=kind, content=shown, public_note=note)

    return publish


@pytest.fixture
def read() -> Callable[[HttpResponse], BeautifulSoup]:
    """Parse a page."""
    return lambda response: parsed(response.content.decode())
