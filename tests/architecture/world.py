"""One row of everything that an address can name, and a person of every role."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from events.models import Appearance, Document, DocumentKind, Event, Photo, Prefix, Report
from participants.models import ChangeLog
from programmes.models import ExportLog, Programme, Region, RegionScheme, Role, ServiceForm, User
from tests import factories
from tests.factories import UserFactory, user_with_role


@dataclass
class World:
    """The rows, by what they are; ``rows`` has one of each table that the staff area shows."""

    programme: Programme
    event: Event
    appearance: Appearance
    report: Report
    photo: Photo
    document: Document
    sign_in_sheet: Document
    invited: User
    public_file: str
    people: dict[str, User] = field(default_factory=dict)
    rows: dict[type, Any] = field(default_factory=dict)

    def row(self, model: type) -> Any:
        """Return a row of a table that the staff area shows."""
        return self.rows[model]


def picture() -> SimpleUploadedFile:
    """Return a small photo."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "PNG")
    return SimpleUploadedFile("ภาพ.png", file.getvalue(), "image/png")


def build_world() -> World:
    """Make one of everything; ``sync_roles`` must have run."""
    event = factories.EventDayFactory().event
    report = factories.ReportFactory(event=event)
    scheme = RegionScheme.objects.create(code="test", name="แบบสมมติ")
    sheet = {"kind": DocumentKind.SIGN_IN_SHEET, "title": "ใบลงทะเบียน", "original_name": "ใบลงทะเบียน.pdf"}
    world = World(
        programme=event.programme,
        event=event,
        appearance=factories.AppearanceFactory(event=event),
        report=report,
        photo=Photo.objects.create(event=event, image=picture(), alternative_text="ภาพสมมติ"),
        document=Document.objects.create(
            event=event,
            title="หนังสือเชิญ",
            file=SimpleUploadedFile("เชิญ.pdf", b"%PDF-1.7 letter"),
            original_name='หนังสือเชิญ "ด่วน"\r\nX: y.pdf',
        ),
        sign_in_sheet=Document.objects.create(
            event=event, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7 names"), **sheet
        ),
        invited=User.objects.create_user("invited@example.org", display_name="มานี ใจดี"),
        public_file=default_storage.save("events/1/abc-480.webp", ContentFile(b"RIFF")),
        people={role: user_with_role(role) for role in Role} | {"no role": UserFactory()},
    )
    rows = [
        event,
        event.programme,
        report,
        world.invited,
        scheme,
        Region.objects.create(scheme=scheme, name="เขต 1", sort_no=1),
        ServiceForm.objects.create(name="รูปแบบสมมติ", sort_no=99),
        factories.ProvinceFactory(),
        factories.OrganisationFactory(),
        factories.SpeakerFactory(),
        Prefix.objects.create(text="ดร.สมมติ"),
        factories.AttendingOfficeFactory(event=event),
        factories.ParticipantFactory(event=event, phone="0812345678", email="person@example.org"),
        ChangeLog.objects.create(
            event=event, action="invite_offices", subject=f"event {event.pk}", fields=[{"offices": 2}]
        ),
        ExportLog.objects.create(export="summary-xlsx", subject="event-1"),
    ]
    world.rows = {type(row): row for row in rows}
    missing = admin.site._registry.keys() - world.rows.keys()
    assert not missing, f"tests/architecture/world.py has no row of {missing}"
    return world
