"""One event with something for every sheet, and its files parsed back."""

import csv
import datetime as dt
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from events.models import Event
from participants.exports.attendance import write_summary
from participants.models import AcceptedFigure, Attendance, AttendingOffice, Mode, PersonGroup, PersonRole
from programmes.models import OrganisationKind, Province, Region, RegionPlace, RegionScheme
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProvinceFactory,
    UserFactory,
)

FORMULA = '=HYPERLINK("https://example.org")'


def province_of_two_schemes() -> Province:
    """Return a province that stands in a region of each of two schemes."""
    province = ProvinceFactory(code="92", name="ตรัง")
    for number, (code, name) in enumerate((("zones", "เขตตรวจราชการ"), ("rows", "ภาค (5 ภาค)")), start=1):
        scheme = RegionScheme.objects.create(code=code, name=name, is_default=number == 1, sort_no=number)
        region = Region.objects.create(scheme=scheme, name=f"{name} 1", sort_no=1)
        RegionPlace.objects.create(region=region, province=province, sort_no=1)
    return province


def office_that_reported(event: Event, province: Province) -> AttendingOffice:
    """Return an office with people of three kinds, in its room and on site."""
    office = AttendingOfficeFactory(
        event=event,
        organisation__province=province,
        state="reported",
        reply="yes",
        reply_people=20,
        target=20,
        reported_at=dt.datetime(2022, 4, 27, 2, 5, tzinfo=dt.UTC),
        reported_by="สมหญิง สมมติ",
        note=FORMULA,
    )
    HeadCountFactory(office=office, people=20)
    HeadCountFactory(office=office, people=4, role=PersonRole.STAFF)
    HeadCountFactory(office=office, people=2, role=PersonRole.GUEST, mode=Mode.ONSITE)
    return office


@pytest.fixture
def event(db) -> Event:
    """A demonstration of one day: offices that reported, one counted under another, one missing, names of all kinds."""
    day = EventDayFactory(
        event__code="demo-2565-01",
        event__demonstration=True,
        event__target_people=60,
        event__announced_total=50,
        event__announced_source="ข่าว",
        event__announced_includes="ผู้เข้าร่วมและเจ้าหน้าที่โครงการ",
        event__counts_guests=True,
    )
    event = day.event
    province = province_of_two_schemes()
    office = office_that_reported(event, province)
    cooperative = OrganisationFactory(
        kind=OrganisationKind.COOPERATIVE,
        cooperative_type="service",
        name="สหกรณ์เดินรถสมมติ จำกัด",
        province=province,
        registration_number="0123456789",
    )
    child = AttendingOfficeFactory(event=event, organisation=cooperative, counted_under=office, state="reported")
    HeadCountFactory(office=child, people=3)
    ParticipantFactory(
        event=event, organisation=cooperative, mode=Mode.ROOM, group=PersonGroup.BOARD, first_name=FORMULA, phone="0812345678",
        email="somchai@example.org",
    )  # fmt: skip
    central = AttendingOfficeFactory(event=event, organisation__kind=OrganisationKind.CENTRAL, state="reported")
    HeadCountFactory(office=central, people=6)
    AcceptedFigure.objects.create(
        office=central,
        mode=Mode.ROOM,
        people=7,
        reason="incomplete",
        note="ตามใบลงทะเบียน",
        by=UserFactory(display_name="ผู้รับรอง"),
    )
    AttendingOfficeFactory(event=event, coordinator="สมศรี สมมติ", coordinator_phone="021234567")
    person = ParticipantFactory(event=event, role=PersonRole.OBSERVER, first_name="กานดา")
    Attendance.objects.create(
        participant=person,
        day=day,
        basis="intervals",
        joined_at=dt.datetime(2022, 4, 26, 2, 0, tzinfo=dt.UTC),
        left_at=dt.datetime(2022, 4, 26, 8, 30, tzinfo=dt.UTC),
    )
    ParticipantFactory(event=event, role=PersonRole.SPEAKER)
    return event


Export = Callable[..., Workbook]


def workbook(event: Event, viewer=None, **options) -> Workbook:
    """Return the XLSX summary, read by another library."""
    file = BytesIO()
    write_summary(event, "xlsx", file, viewer=viewer, **options)
    file.seek(0)
    return load_workbook(file)


def csv_rows(event: Event, viewer=None, **options) -> list[list[str]]:
    """Return the CSV summary, read back."""
    file = BytesIO()
    write_summary(event, "csv", file, viewer=viewer, **options)
    text = file.getvalue().decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def thai(msgid: str) -> str:
    """Return what a file says for a message."""
    with translation.override("th"):
        return translation.gettext(msgid)


def tables(page) -> list[list[dict]]:
    """Return the tables of a sheet, each row by its column titles; the last row is the one of totals.

    A table begins at the row with a filled background, which only heads of tables and rows of totals have.
    """
    found, head = [], None
    for row in page.iter_rows():
        values = [cell.value for cell in row]
        if row[0].alignment.horizontal == "center" and row[0].font.bold and head is None:
            head, rows = values, []
            found.append(rows)
        elif head is not None:
            if row[0].border.left.style is None:
                head = None
                continue
            rows.append({title: value for title, value in zip(head, values, strict=True) if title is not None})
    return found
