"""A report's way to the public, and a count's way to its certificate."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from events.content import from_json
from events.models import Document, DocumentKind, Event, Photo, Report, ReportState, StepKind, VersionKind
from participants.models import CountPhase, CountState, Mode, PersonRole, SnapshotKind
from participants.services.counts import close_count, reopen_count, report_head_counts
from participants.services.publishing import (
    certify_count,
    check_report,
    mark_edited,
    publish_report,
    send_back_report,
    submit_report,
    update_preliminary,
    withdraw_report,
)
from programmes.generation import read_generation
from programmes.models import Role, User
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    HeadCountFactory,
    ParticipantFactory,
    ReportFactory,
    user_with_role,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def editor() -> User:
    """Who writes the report."""
    return user_with_role(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    """Who publishes it."""
    return user_with_role(Role.APPROVER)


@pytest.fixture
def report(editor: User) -> Report:
    """A draft that is complete, last edited by the editor, of a public event that was held."""
    report = ReportFactory(edited_by=editor)
    EventDayFactory(event=report.event)
    return report


@pytest.fixture
def submitted(report: Report, editor: User) -> Report:
    """The draft, sent to review."""
    submit_report(report=report, by=editor)
    report.refresh_from_db()
    return report


@pytest.fixture
def published(submitted: Report, approver: User) -> Report:
    """The report, published for the first time."""
    publish_report(report=submitted, by=approver)
    submitted.refresh_from_db()
    return submitted


def state_of(report: Report) -> str:
    """Return the state of the draft in the database."""
    return Report.objects.get(pk=report.pk).state


def steps_of(report: Report) -> list[str]:
    """Return the steps of a report, first to last."""
    return list(report.steps.values_list("kind", flat=True))


def picture(event: Event) -> Photo:
    """Return a photo of an event that carries a position in its EXIF data."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (13.0, 46.0, 0.0)
    data = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(data, "JPEG", exif=exif)
    return Photo.objects.create(event=event, image=ContentFile(data.getvalue(), "ภาพ.jpg"), alternative_text="พื้นสีเขียว")


def test_submit_brings_a_draft_into_review(report, editor):
    submit_report(report=report, by=editor)
    assert state_of(report) == ReportState.IN_REVIEW
    assert steps_of(report) == [StepKind.SUBMITTED]


def test_submit_refuses_a_report_without_lead_and_names_it(report, editor):
    Report.objects.filter(pk=report.pk).update(lead="")
    with pytest.raises(ValidationError) as refused:
        submit_report(report=report, by=editor)
    assert refused.value.code == "incomplete"
    assert state_of(report) == ReportState.DRAFT


def test_submit_names_the_photos_without_alternative_text(report, editor):
    for place, texts in enumerate(({"alternative_text": "พื้น"}, {"caption": "พิธีเปิด"}, {"is_decorative": True}, {}), 1):
        Photo.objects.create(event=report.event, image="photos/a.jpg", width=4, height=3, sort_no=place, **texts)
    with pytest.raises(ValidationError) as refused:
        submit_report(report=report, by=editor)
    assert (refused.value.code, state_of(report)) == ("alternative_text", ReportState.DRAFT)
    assert refused.value.message.endswith(": ภาพที่ 2 (พิธีเปิด), ภาพที่ 4")


def test_publish_asks_again_for_the_alternative_texts(submitted, approver):
    Photo.objects.create(event=submitted.event, image="photos/a.jpg", width=4, height=3)
    with pytest.raises(ValidationError) as refused:
        publish_report(report=submitted, by=approver)
    assert (refused.value.code, state_of(submitted)) == ("alternative_text", ReportState.IN_REVIEW)


def test_submit_is_not_for_viewers(report):
    with pytest.raises(PermissionDenied):
        submit_report(report=report, by=user_with_role(Role.VIEWER))


def test_send_back_needs_a_remark(submitted, approver):
    with pytest.raises(ValidationError):
        send_back_report(report=submitted, by=approver, remark="  ")
    assert state_of(submitted) == ReportState.IN_REVIEW


def test_send_back_keeps_the_remark_and_can_be_submitted_again(submitted, approver, editor):
    send_back_report(report=submitted, by=approver, remark="เพิ่มชื่อผู้ดำเนินรายการ")
    assert state_of(submitted) == ReportState.SENT_BACK
    assert submitted.steps.last().remark == "เพิ่มชื่อผู้ดำเนินรายการ"
    submit_report(report=submitted, by=editor)
    assert state_of(submitted) == ReportState.IN_REVIEW


def test_publish_makes_version_one_with_the_first_snapshot(submitted, approver):
    version = publish_report(report=submitted, by=approver)
    assert (version.number, version.kind, version.by) == (1, VersionKind.FIRST, approver)
    assert from_json(version.content).headline == submitted.headline
    assert list(submitted.event.snapshots.values_list("number", "kind")) == [(1, SnapshotKind.PRELIMINARY)]
    assert state_of(submitted) == ReportState.DONE


def test_publish_is_refused_to_who_edited_last(submitted, approver):
    mark_edited(event=submitted.event, by=approver)
    with pytest.raises(ValidationError) as refused:
        publish_report(report=submitted, by=approver)
    assert refused.value.code == "second_person"
    assert not submitted.event.versions.exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_publish_is_refused_without_the_right(submitted, role):
    with pytest.raises(PermissionDenied):
        publish_report(report=submitted, by=user_with_role(role))


def test_publish_is_refused_from_draft(report, approver):
    with pytest.raises(ValidationError) as refused:
        publish_report(report=report, by=approver)
    assert refused.value.code == "state"


@pytest.mark.parametrize(
    ("field", "value", "code"), [("is_public", False, "not_public"), ("state", "planned", "not_held")]
)
def test_publish_is_refused_for_an_event_the_public_may_not_see(submitted, approver, field, value, code):
    Event.objects.filter(pk=submitted.event_id).update(**{field: value})
    with pytest.raises(ValidationError) as refused:
        publish_report(report=submitted, by=approver)
    assert refused.value.code == code


def test_two_levels_of_approval_need_a_check_before_publication(submitted, approver, settings):
    settings.APPROVAL_LEVELS = 2
    with pytest.raises(ValidationError):
        publish_report(report=submitted, by=approver)
    check_report(report=submitted, by=user_with_role(Role.REVIEWER))
    assert state_of(submitted) == ReportState.CHECKED
    assert publish_report(report=submitted, by=approver).number == 1


def test_check_is_undone_by_an_edit(submitted, editor):
    check_report(report=submitted, by=user_with_role(Role.REVIEWER))
    mark_edited(event=submitted.event, by=editor)
    assert state_of(submitted) == ReportState.IN_REVIEW


def test_nothing_published_changes_while_staff_type(published, editor):
    before = from_json(published.event.versions.get().content)
    Report.objects.filter(pk=published.pk).update(lead="ข้อความใหม่")
    mark_edited(event=published.event, by=editor)
    assert from_json(published.event.versions.get().content) == before
    assert state_of(published) == ReportState.DRAFT


def test_correction_needs_a_public_note_and_adds_a_version(published, editor, approver):
    mark_edited(event=published.event, by=editor)
    submit_report(report=published, by=editor)
    with pytest.raises(ValidationError):
        publish_report(report=published, by=approver)
    version = publish_report(report=published, by=approver, public_note="แก้ไขตำแหน่งวิทยากร")
    assert (version.number, version.kind, version.public_note) == (2, VersionKind.CORRECTION, "แก้ไขตำแหน่งวิทยากร")
    assert published.event.snapshots.count() == 1


def test_withdrawal_keeps_the_versions_and_the_draft(published, approver, editor):
    version = withdraw_report(event=published.event, by=approver, public_note="ข้อมูลไม่ครบถ้วน")
    assert (version.number, version.kind) == (2, VersionKind.WITHDRAWAL)
    assert state_of(published) == ReportState.DRAFT
    with pytest.raises(ValidationError):
        withdraw_report(event=published.event, by=approver, public_note="อีกครั้ง")
    submit_report(report=published, by=editor)
    assert publish_report(report=published, by=approver, public_note="เผยแพร่ใหม่").number == 3


def test_publish_writes_renditions_without_position_and_withdrawal_deletes_them(
    submitted, approver, django_capture_on_commit_callbacks
):
    picture(submitted.event)
    with django_capture_on_commit_callbacks(execute=True):
        version = publish_report(report=submitted, by=approver)
    (photo,) = from_json(version.content).photos
    assert sorted(photo.renditions) == [320, 640, 960, 1200]
    with default_storage.open(photo.renditions[960]) as file, Image.open(file) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (960, 640), {})
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_report(event=submitted.event, by=approver, public_note="ถอนเพื่อตรวจสอบ")
    assert [default_storage.exists(name) for name in photo.renditions.values()] == [False] * 4


def test_correction_deletes_the_files_it_no_longer_shows(
    submitted, approver, editor, django_capture_on_commit_callbacks
):
    document = Document.objects.create(
        event=submitted.event, title="เอกสาร", file=ContentFile(b"%PDF-1.7", "a.pdf"), is_public=True
    )
    internal = Document.objects.create(
        event=submitted.event, title="ใบลงทะเบียน", kind=DocumentKind.SIGN_IN_SHEET, file=ContentFile(b"x", "b.pdf")
    )
    (facts,) = from_json(publish_report(report=submitted, by=approver).content).documents
    with default_storage.open(facts.file) as copy:
        assert (facts.id, copy.read()) == (document.pk, b"%PDF-1.7")
    assert internal.file.storage.exists(internal.file.name)
    document.delete()
    mark_edited(event=submitted.event, by=editor)
    submit_report(report=submitted, by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        publish_report(report=submitted, by=approver, public_note="นำเอกสารออก")
    assert default_storage.exists(facts.file) is False


def test_publish_that_fails_leaves_neither_rows_nor_files(submitted, approver):
    photo = picture(submitted.event)
    photo.image.storage.delete(photo.image.name)
    with pytest.raises(FileNotFoundError):
        publish_report(report=submitted, by=approver)
    assert state_of(submitted) == ReportState.IN_REVIEW
    assert not submitted.event.versions.exists()


def test_update_preliminary_shows_what_came_in_since(published, editor):
    office = AttendingOfficeFactory(event=published.event)
    report_head_counts(office=office, by=editor, figures={(Mode.ROOM, PersonRole.PARTICIPANT): 12})
    assert update_preliminary(event=published.event, by=editor).content["people"] == 12


def test_new_totals_make_the_public_pages_anew(published, editor, django_capture_on_commit_callbacks):
    before = read_generation()
    with django_capture_on_commit_callbacks(execute=True):
        update_preliminary(event=published.event, by=editor)
    assert read_generation() > before


def test_update_preliminary_comes_after_publication(report, editor):
    with pytest.raises(ValidationError):
        update_preliminary(event=report.event, by=editor)


def test_certify_needs_a_closed_count(published, approver):
    with pytest.raises(ValidationError):
        certify_count(event=published.event, by=approver)


def test_certify_freezes_the_total_with_the_sign_in_sheets_it_rests_on(published, approver, editor):
    HeadCountFactory(office__event=published.event, people=20)
    Document.objects.create(
        event=published.event,
        title="ใบลงทะเบียน",
        kind=DocumentKind.SIGN_IN_SHEET,
        file=ContentFile(b"sheet", "ใบลงทะเบียน.pdf"),
        original_name="ใบลงทะเบียน.pdf",
    )
    close_count(event=published.event, by=editor)
    snapshot = certify_count(event=published.event, by=approver)
    assert (snapshot.kind, snapshot.content["people"]) == (SnapshotKind.CERTIFIED, 20)
    assert snapshot.files == [
        {
            "name": "ใบลงทะเบียน.pdf",
            "sha256": "78af7bdb5626eb0a046772b3edda705ca9e60ba7af0960eea89f7fa201d685a8",
        }
    ]
    assert CountState.objects.get(event=published.event).phase == CountPhase.CERTIFIED


def test_certify_is_refused_while_a_large_gap_is_not_explained(published, approver, editor):
    office = HeadCountFactory(office__event=published.event, people=20).office
    for _ in range(10):
        ParticipantFactory(event=published.event, room=office, mode=Mode.ROOM)
    close_count(event=published.event, by=editor)
    with pytest.raises(ValidationError) as refused:
        certify_count(event=published.event, by=approver)
    assert refused.value.code == "gaps"
    assert CountState.objects.get(event=published.event).phase == CountPhase.CLOSED


def test_certify_is_not_for_editors(published, editor):
    close_count(event=published.event, by=editor)
    with pytest.raises(PermissionDenied):
        certify_count(event=published.event, by=editor)


def test_reopened_count_keeps_what_is_published(published, approver, editor):
    close_count(event=published.event, by=editor)
    certify_count(event=published.event, by=approver)
    reopen_count(event=published.event, by=approver, reason="หน่วยงานขอแก้ไขหลังปิดยอด")
    assert CountState.objects.get(event=published.event).phase == CountPhase.OPEN
    assert published.event.snapshots.last().kind == SnapshotKind.CERTIFIED
