"""Public files of reports."""

import pytest

from events.media import stale_files
from events.models import VersionKind
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def version(event, kind: VersionKind, *photos: str, file: str = "") -> None:
    """Publish a report of which nothing but its files can be read."""
    shown = {"photos": [{"renditions": {"320": name}} for name in photos], "documents": [{"file": file}]}
    content = {} if kind == VersionKind.WITHDRAWAL else shown
    event.versions.create(number=event.versions.count() + 1, kind=kind, content=content, public_note="หมายเหตุ")


def test_stale_files_are_those_of_earlier_versions_alone(django_assert_num_queries):
    event = EventFactory()
    assert stale_files(event) == set()
    version(event, VersionKind.FIRST, "a.webp", "b.webp", file="c.pdf")
    assert stale_files(event) == set()
    version(event, VersionKind.CORRECTION, "a.webp")
    with django_assert_num_queries(1):
        assert stale_files(event) == {"b.webp", "c.pdf"}
    version(event, VersionKind.WITHDRAWAL)
    assert stale_files(event) == {"a.webp", "b.webp", "c.pdf"}
