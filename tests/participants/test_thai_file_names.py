"""Thai names of files and of people, unharmed through uploads, downloads, ZIP files and mails."""

import email
import random
import re
from email import policy
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import BadHeaderError
from django.urls import reverse
from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from coopportal.fields import normalise_text
from events.models import Document
from participants.exports.attendance import write_summaries
from programmes import tasks
from programmes.models import Role
from tests.factories import AttendingOfficeFactory, EventDayFactory, UserFactory
from tests.posting import add_row, shown_form

pytestmark = pytest.mark.django_db

AT_ONCE = 10
"""How many documents one form takes."""


def people(number: int) -> list[str]:
    """Return fictional names, the same ones each time."""
    source = random.Random(2569)
    first, last = sorted(thai_female_names() | thai_male_names()), sorted(thai_family_names())
    return [f"{normalise_text(source.choice(first))} {normalise_text(source.choice(last))}" for _ in range(number)]


FORMS = [
    "หนังสือเชิญ {}.pdf",
    "ใบตอบรับ ({}) ฉบับแก้ไข.pdf",
    "น้ำ-ป่าไม้_{}.pdf",
    "รายงาน “{}” 100%.pdf",
    "ที่ กษ 1115; {} = ๒๕๖๙.pdf",
    "แผ่นพับ's {}, ก+ข&ค.PDF",
]
NAMES = [FORMS[number % len(FORMS)].format(name) for number, name in enumerate(people(200))]


@pytest.fixture
def uploaded(client, editor) -> list[str]:
    """Upload a file under each of the 200 names through the page of an event."""
    event = EventDayFactory(event__programme__is_public=True).event
    for start in range(0, len(NAMES), AT_ONCE):
        event = EventDayFactory(event__programme=event.programme).event
        page = reverse("admin:events_event_change", args=[event.pk])
        form = shown_form(client.get(page))
        for name in NAMES[start : start + AT_ONCE]:
            file = SimpleUploadedFile(name, b"%PDF-1.7 " + name.encode(), "application/pdf")
            add_row(form, "documents", title="เอกสาร", file=file)
        assert client.post(page, form).status_code == 302
    return NAMES


def test_200_thai_names_survive_upload_and_download(client, uploaded):
    documents = list(Document.objects.order_by("id"))
    assert [document.original_name for document in documents] == uploaded
    assert all(re.fullmatch(r"documents/[0-9a-f]{32}\.pdf", document.file.name) for document in documents)
    for document, name in zip(documents, uploaded, strict=True):
        response = client.get(reverse("admin:events_document_original", args=[document.pk]))
        assert b"".join(response.streaming_content) == b"%PDF-1.7 " + name.encode()
        kind, _, encoded = response["Content-Disposition"].partition("; filename*=utf-8''")
        assert (kind, unquote(encoded), encoded.isascii()) == ("attachment", name, True)


def test_uploaded_name_loses_what_nobody_sees(client, editor):
    page = reverse("admin:events_event_change", args=[EventDayFactory().event.pk])
    form = shown_form(client.get(page))
    file = SimpleUploadedFile("นํ้า\u200bท่วม\u202efdp.exe.pdf", b"%PDF-1.7")
    client.post(page, add_row(form, "documents", title="เอกสาร", file=file))
    assert Document.objects.get().original_name == "น้ำท่วมfdp.exe.pdf"


def test_names_in_a_zip_are_thai_and_marked_as_utf_8(roles):
    events = [AttendingOfficeFactory(event=EventDayFactory().event).event for _ in range(2)]
    file = BytesIO()
    write_summaries(events, file, viewer=None)
    members = ZipFile(file).infolist()
    assert [Path(member.filename).name.split("_")[0] for member in members] == ["สรุปผู้เข้าร่วม", "สรุปผู้เข้าร่วม"]
    assert [bool(member.flag_bits & 0x800) for member in members] == [True, True]


def test_mails_carry_200_thai_names():
    for name in people(200):
        user = UserFactory(display_name=name)
        tasks.send_invitation.func(user.pk)
        message = email.message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
        assert message["Subject"].strip() == mail.outbox[-1].subject == "บัญชีของท่านสำหรับงานเจ้าหน้าที่"
        assert message["To"] == user.email
        assert f"เรียน {name}" in message.get_content().splitlines()[0]
        assert max(map(len, mail.outbox[-1].message().as_bytes().splitlines())) <= 998


@pytest.mark.parametrize("subject", ["หัวเรื่อง\r\nBcc: x@example.org", "หัวเรื่อง\nX: y", "หัวเรื่อง\r"])
def test_subject_with_a_line_break_is_refused(subject):
    with pytest.raises(BadHeaderError):
        tasks._send(UserFactory(), subject, "reset", link="https://example.org/", until=None)
    assert mail.outbox == []


@pytest.mark.parametrize("address", ["a@example.org\r\nBcc: x@example.org", "a@example.org\nx"])
def test_address_with_a_line_break_is_refused(address):
    with pytest.raises(BadHeaderError):
        mail.EmailMessage("หัวเรื่อง", "เนื้อความ", None, [address]).message()


def test_name_with_a_line_break_does_not_reach_a_header(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    page = reverse("admin:programmes_user_add")
    form = shown_form(client.get(page)) | {"email": "new@example.org", "display_name": "สมชาย\r\nBcc: x@example.org"}
    client.post(page, form)
    user = UserFactory(display_name="สมชาย\r\nBcc: x@example.org")
    tasks.send_invitation.func(user.pk)
    message = email.message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
    assert (message["Bcc"], message["To"]) == (None, user.email)
