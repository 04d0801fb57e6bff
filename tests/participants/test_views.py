"""Downloads of the attendance summary: who gets them, and under which name."""

from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from openpyxl import load_workbook

from participants.models import TotalsSnapshot
from participants.selectors import totals
from participants.views import download_summaries, download_summary
from programmes.models import ExportLog, Role
from tests.factories import AttendingOfficeFactory, EventFactory, HeadCountFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def named(event, extension: str) -> str:
    return f"สรุปผู้เข้าร่วม_{event.code}_2569-11-24.{extension}"


@pytest.fixture
def office():
    return HeadCountFactory(office__event__code="bus-2565-01").office


@pytest.fixture
def get(rf, roles):
    """Ask for an address as a viewer, or as the user given."""

    def ask(view, *args, user=None, path="/"):
        request = rf.get(path)
        request.user = user or user_with_role(Role.VIEWER)
        return view(request, *args)

    return ask


def body(response) -> bytes:
    """Return what the response sends, and let go of the file."""
    with response.file_to_stream as file:
        return file.read()


@pytest.mark.parametrize(
    ("format_", "content_type"),
    [("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("csv", "text/csv")],
)
def test_a_summary_is_a_download_with_a_name_that_browsers_understand(get, office, format_, content_type):
    response = get(download_summary, office.event_id, format_)
    assert response["Content-Type"] == content_type
    name = named(office.event, format_)
    said = f"filename*=utf-8''{quote(name)}" if not name.isascii() else f'filename="{name}"'
    assert response["Content-Disposition"] == f"attachment; {said}"
    assert "no-store" in response["Cache-Control"]
    assert body(response)


@pytest.mark.parametrize("user", [AnonymousUser(), UserFactory.build(is_active=False)], ids=["anonymous", "inactive"])
@pytest.mark.parametrize("view", [download_summary, download_summaries])
def test_who_may_not_see_offices_is_refused(get, office, user, view):
    args = (office.event_id, "xlsx") if view is download_summary else ([office.event_id],)
    with pytest.raises(PermissionDenied):
        get(view, *args, user=user)
    assert not ExportLog.objects.exists()


@pytest.mark.parametrize(("event_id", "format_"), [(0, "xlsx"), (None, "exe"), (None, "pdf")])
def test_an_unknown_event_or_format_is_not_found(get, office, event_id, format_):
    with pytest.raises(Http404):
        get(download_summary, office.event_id if event_id is None else event_id, format_)


def test_live_figures_are_there_on_request(get, office):
    event = office.event
    TotalsSnapshot.objects.create(event=event, number=1, kind="preliminary", content=totals.to_json(totals.live(event)))
    HeadCountFactory(office=AttendingOfficeFactory(event=event), people=7)
    published = body(get(download_summary, event.pk, "csv")).decode()
    live = body(get(download_summary, event.pk, "csv", path="/?live")).decode()
    assert (published.count("\r\n"), live.count("\r\n")) == (3, 4)


def test_several_events_come_in_one_zip_with_a_workbook_each(get, office):
    events = [office.event, EventFactory()]
    response = get(download_summaries, [event.pk for event in events])
    assert response["Content-Type"] == "application/zip"
    archive = ZipFile(BytesIO(body(response)))
    assert archive.testzip() is None
    assert archive.namelist() == [named(event, "xlsx") for event in events]
    assert len(load_workbook(archive.open(archive.namelist()[0])).sheetnames) > 3
    assert [log.subject.split(":")[0] for log in ExportLog.objects.order_by("id")] == [event.code for event in events]
