"""Events in the staff area: the list, the page with its rows, what it refuses, and the actions."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse
from PIL import Image

from events.models import Appearance, Document, Event, EventDay, Photo, ReportVersion, Session
from participants.admin.inlines import INLINES
from participants.models import CountPhase, CountState, HeadCount
from participants.services.publishing import take_snapshot
from programmes.models import Role
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.posting import add_row, shown_form

LIST = reverse("admin:events_event_changelist")
ADD = reverse("admin:events_event_add")


def address(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def errors(soup, response) -> dict[str, list[str]]:
    """Return the sentences that stand at fields, by the name of the input that follows them."""
    found: dict[str, list[str]] = {}
    for box in soup(response).select("ul.errorlist"):
        field = box.find_next(["input", "select", "textarea"])
        found[field["name"] if field else ""] = [item.text for item in box.select("li")]
    return found


# -- the list ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3])
def test_list_costs_the_same_whatever_its_length(client, editor, django_assert_num_queries, size):
    for _ in range(size):
        day = EventDayFactory()
        ReportFactory(event=day.event)
        AttendingOfficeFactory(event=day.event)
    with django_assert_num_queries(10):
        client.get(LIST)


def test_list_answers_what_staff_ask(client, editor, soup):
    day = EventDayFactory(event__announced_total=1129, event__announced_source="ข่าว")
    AttendingOfficeFactory(event=day.event)
    AttendingOfficeFactory(event=day.event, state="reported")
    cells = [cell.get_text(" ", strip=True) for cell in soup(client.get(LIST)).select("#result_list tbody td")]
    assert cells[1:] == ["26 เม.ย. 65", "จัดแล้ว", "ยังไม่มีรายงาน", "เปิดรับรายงาน 1 / 2", "1,129 / –"]


@pytest.mark.parametrize(
    "query, found",
    [
        ("year=2565", {"มีรายงาน", "ไม่มีรายงาน"}),
        ("year=2566", {"ปีถัดไป"}),
        ("work=no_report", {"ไม่มีรายงาน", "ปีถัดไป"}),
        ("work=unpublished", {"มีรายงาน", "ไม่มีรายงาน", "ปีถัดไป"}),
        ("work=count_open", {"มีรายงาน", "ปีถัดไป"}),
        ("q=มีรายงาน", {"มีรายงาน", "ไม่มีรายงาน"}),
        ("q=วิมล", {"ปีถัดไป"}),
        ("year=abc", {"มีรายงาน", "ไม่มีรายงาน", "ปีถัดไป"}),
        ("year=1", {"มีรายงาน", "ไม่มีรายงาน", "ปีถัดไป"}),
        ("year=99999999999999999999", {"มีรายงาน", "ไม่มีรายงาน", "ปีถัดไป"}),
    ],
)
def test_list_is_filtered_and_searched(client, editor, soup, query, found):
    with_report = EventDayFactory(event__title="มีรายงาน").event
    ReportFactory(event=with_report)
    without = EventDayFactory(event__title="ไม่มีรายงาน").event
    CountState.objects.create(event=without, phase=CountPhase.CLOSED, closed_at=dt.datetime.now(dt.UTC))
    later = EventDayFactory(event__title="ปีถัดไป", date=dt.date(2022, 11, 1)).event
    AppearanceFactory(event=later, speaker__first_name="วิมล")
    rows = soup(client.get(f"{LIST}?{query}")).select("#result_list tbody th a")
    assert {row.contents[0] for row in rows} == found


# -- entering an event -------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(client, editor):
    """The form of a new event, filled in as one does it by hand."""
    programme = ProgrammeFactory()
    return shown_form(client.get(ADD)) | {
        "programme": programme.pk,
        "title": "เสวนา  “สหกรณ์บริการ”",
        "code": "bus-2565-01",
        "kind": "panel",
        "format": "mixed",
        "state": "held",
        "days-0-date": "26/4/2565",
        "days-0-starts_at": "9.00",
        "days-0-ends_at": "16.00 น.",
    }


def test_event_is_entered_with_days_agenda_and_speakers_at_once(client, filled):
    speaker, body = SpeakerFactory(first_name="สมชาย", last_name="สมมติ"), OrganisationFactory()
    add_row(filled, "organisers", organisation=body.pk)
    add_row(filled, "sessions", title="พิธีเปิด", kind="opening", starts_at="09.00", ends_at="09.30")
    add_row(filled, "appearances", speaker=speaker.pk, capacity="panellist", position="ประธาน", organisation=body.pk)
    add_row(filled, "appearances", speaker=SpeakerFactory().pk, capacity="moderator")
    assert client.post(ADD, filled).status_code == 302
    event = Event.objects.get()
    assert list(event.days.values_list("date", "starts_at", "ends_at")) == [
        (dt.date(2022, 4, 26), dt.time(9), dt.time(16))
    ]
    assert event.sessions.get().title == "พิธีเปิด"
    assert event.appearances.first().name == "สมชาย สมมติ"
    assert event.organisers.get().organisation == body


@pytest.mark.parametrize("typed", ["26/4/2565", "26/4/2022", "26/4/65", "26 เมษายน 2565", "๒๖/๔/๒๕๖๕"])
def test_date_is_taken_in_every_spelling(client, filled, typed):
    assert client.post(ADD, filled | {"days-0-date": typed}).status_code == 302
    assert EventDay.objects.get().date == dt.date(2022, 4, 26)


@pytest.mark.parametrize(
    "name, typed",
    [
        ("days-0-date", "26/4/2200"),
        ("days-0-date", "26/4/26"),
        ("days-0-date", "31/4/2565"),
        ("days-0-ends_at", "8.00"),
        ("days-0-ends_at", "9.00"),
        ("announced_total", "-1"),
        ("target_people", "มาก"),
        ("code", "รหัส"),
        ("title", "\u200b"),
        ("programme", "999"),
        ("state", "unknown"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_nothing_is_saved(client, filled, soup, name, typed):
    response = client.post(ADD, filled | {name: typed})
    assert list(errors(soup, response)) == [name]
    assert Event.objects.count() == EventDay.objects.count() == 0


def test_second_event_with_one_code_is_refused_at_the_field(client, filled, soup):
    EventFactory(code="bus-2565-01")
    assert errors(soup, client.post(ADD, filled)) == {"code": ["รหัสกิจกรรมนี้มีกิจกรรมอื่นใช้แล้ว"]}


def test_empty_field_is_asked_for_in_plain_words(client, filled, soup):
    assert errors(soup, client.post(ADD, filled | {"title": ""})) == {"title": ["โปรดกรอกช่องนี้"]}


def test_one_day_entered_twice_is_refused(client, filled):
    add_row(filled, "days", date="26/4/2565")
    assert client.post(ADD, filled).status_code == 200
    assert Event.objects.count() == 0


def test_markup_in_texts_is_kept_as_text_and_shown_as_text(client, filled):
    client.post(ADD, filled | {"title": "<script>alert(1)</script>", "staff_note": "<b>หนา</b>"})
    event = Event.objects.get()
    assert event.title == "<script>alert(1)</script>"
    for page in (LIST, address(event), reverse("admin:events_event_history", args=[event.pk])):
        assert "<script>alert(1)" not in client.get(page).content.decode()


def test_text_is_kept_in_one_spelling(client, filled):
    client.post(ADD, filled | {"title": "นํ้า\u200bใจ "})
    assert Event.objects.get().title == "น้ำใจ"


# -- documents, and the files of photos -----------------------------------------------------------------------------------


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "PNG")
    return out.getvalue()


def test_document_keeps_the_name_of_its_file(client, filled):
    file = SimpleUploadedFile("หนังสือเชิญ.pdf", b"%PDF-1.7")
    add_row(filled, "documents", title="หนังสือเชิญ", kind="invitation", file=file)
    assert client.post(ADD, filled).status_code == 302
    document = Document.objects.get()
    assert document.original_name == "หนังสือเชิญ.pdf"
    response = client.get(reverse("admin:events_document_original", args=[document.pk]))
    assert response.getvalue() == b"%PDF-1.7"
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_sign_in_sheet_cannot_be_published(client, filled):
    file = SimpleUploadedFile("ใบลงทะเบียน.pdf", b"%PDF-1.7")
    add_row(filled, "documents", title="ใบลงทะเบียน", kind="sign_in_sheet", file=file, is_public="on")
    assert client.post(ADD, filled).status_code == 200
    assert Document.objects.count() == 0


@pytest.fixture
def files(db):
    photo = Photo.objects.create(
        event=EventFactory(), image=SimpleUploadedFile("photo.png", picture()), alternative_text="x"
    )
    document = Document.objects.create(
        event=photo.event, title="x", file=SimpleUploadedFile("letter.pdf", b"%PDF-1.7"), original_name="x.pdf"
    )
    return [
        reverse("admin:events_photo_original", args=[photo.pk]),
        reverse("admin:events_photo_thumbnail", args=[photo.pk]),
        reverse("admin:events_document_original", args=[document.pk]),
    ]


def statuses(client, urls: list[str]) -> list[int]:
    found = []
    for url in urls:
        response = client.get(url)
        response.getvalue()  # a file is closed when it is read to its end
        found.append(response.status_code)
    return found


def test_originals_do_not_exist_for_strangers(client, files):
    assert statuses(client, files) == [404, 404, 404]


@pytest.mark.parametrize("role", list(Role))
def test_originals_are_sent_to_staff(client, files, sign_in, role):
    sign_in(role)
    assert statuses(client, files) == [200, 200, 200]


def test_originals_that_are_gone_are_404(client, files, editor):
    Photo.objects.get().image.delete(save=False)
    assert statuses(client, files[:2]) == [404, 404]


# -- rows of another event ---------------------------------------------------------------------------------------------


def test_row_of_another_event_is_not_changed_by_a_forged_number(client, editor):
    event = EventDayFactory().event
    mine, other = SessionFactory(event=event, title="ของเรา"), SessionFactory(title="ของผู้อื่น")
    data = shown_form(client.get(address(event)))
    data |= {"sessions-0-id": other.pk, "sessions-0-title": "ปลอม"}
    client.post(address(event), data)
    assert set(Session.objects.values_list("title", flat=True)) == {mine.title, other.title}


def test_speaker_cannot_be_put_into_the_agenda_of_another_event(client, editor, soup):
    event = EventDayFactory().event
    AppearanceFactory(event=event)
    other = SessionFactory()
    data = shown_form(client.get(address(event))) | {"appearances-0-session": other.pk}
    assert list(errors(soup, client.post(address(event), data))) == ["appearances-0-session"]
    assert Appearance.objects.get().session is None


# -- length ------------------------------------------------------------------------------------------------------------


def folded(page) -> list[str]:
    """Return the headings of the groups that are folded."""
    return [" ".join(heading.text.split()) for heading in page.select("details > summary > h2")]


def test_form_folds_all_but_the_first_facts_and_the_days_and_says_how_many_rows_there_are(client, editor, soup):
    event = EventDayFactory().event
    for _ in range(3):
        SessionFactory(event=event)
    page = soup(client.get(address(event)))
    assert folded(page)[-4:] == ["กำหนดการ (3)", "ประธานและวิทยากร/ผู้ร่วมเสวนา", "ผู้จัดและผู้ร่วมจัด", "เอกสาร"]
    assert page.select_one("#days-group details") is None


def test_folded_group_with_a_fault_is_open(client, filled, soup):
    before = folded(soup(client.get(ADD)))
    after = folded(soup(client.post(ADD, filled | {"budget_spent": "-1"})))
    assert set(before) - set(after) == {"งบประมาณ"}


# -- size --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_whatever_the_number_of_rows(client, editor, django_assert_num_queries, size):
    event = EventDayFactory(event__contact_organisation=OrganisationFactory()).event
    for _ in range(size):
        session = SessionFactory(event=event)
        AppearanceFactory(event=event, session=session, organisation=OrganisationFactory())
        event.organisers.create(organisation=OrganisationFactory())
    client.get(address(event))  # content types are asked for once per process
    with django_assert_num_queries(13):
        client.get(address(event))


def test_largest_event_stays_below_the_limit_of_fields(client, editor, settings):
    """As many rows as each inline allows, the template rows that browsers send too, and every box ticked."""
    data = shown_form(client.get(ADD))
    boxes = sum(isinstance(field, models.BooleanField) for field in Event._meta.fields)
    size = len(data) + boxes
    for inline in INLINES:
        relation = next(f for f in inline.model._meta.fields if f.related_model is Event)
        prefix = relation.remote_field.get_accessor_name()
        row = [name for name in data if name.startswith(f"{prefix}-__prefix__-")]
        ticked = sum(isinstance(field, models.BooleanField) for field in inline.model._meta.fields) + 1  # and "delete"
        size += inline.max_num * (len(row) + ticked)
    assert size <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


# -- neighbouring pages and actions ------------------------------------------------------------------------------------


def test_event_leads_to_its_report(client, editor):
    event = EventFactory()
    url = reverse("admin:events_event_report", args=[event.pk])
    assert client.get(url).url == f"{reverse('admin:events_report_add')}?event={event.pk}"
    report = ReportFactory(event=event)
    assert client.get(url).url == reverse("admin:events_report_change", args=[report.pk])


def test_event_is_copied(client, editor):
    source = EventDayFactory(event__title="ครั้งแรก").event
    url = reverse("admin:events_event_copy", args=[source.pk])
    data = shown_form(client.get(url)) | {"title": "ครั้งที่สอง", "code": "second", "first_day": "1/12/2569"}
    copy = Event.objects.get(pk=client.post(url, data).url.split("/")[-3])
    assert (copy.title, copy.days.get().date) == ("ครั้งที่สอง", dt.date(2026, 12, 1))


def test_copy_with_a_code_in_use_is_refused_at_the_field(client, editor, soup):
    source = EventFactory(code="first")
    url = reverse("admin:events_event_copy", args=[source.pk])
    assert list(errors(soup, client.post(url, {"title": "x", "code": "first"}))) == ["code"]


def test_event_with_a_published_report_is_not_deleted(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    event = EventFactory()
    url = reverse("admin:events_event_delete", args=[event.pk])
    assert client.get(url).status_code == 200
    ReportVersion.objects.create(event=event, number=1, kind="first")
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Event.objects.count() == 1


def test_what_the_report_shows_makes_its_editor_the_last_one(client, editor):
    report = ReportFactory(state="done")
    url = address(report.event)
    client.post(url, shown_form(client.get(url)) | {"staff_note": "ภายใน"})
    report.refresh_from_db()
    assert (report.state, report.edited_by) == ("done", None)
    client.post(url, shown_form(client.get(url)) | {"title": "ใหม่"})
    report.refresh_from_db()
    assert (report.state, report.edited_by) == ("draft", editor)


def act(client, action: str, *events: Event):
    return client.post(LIST, {"action": action, "_selected_action": [event.pk for event in events]}, follow=True)


def test_counts_are_closed_and_certified_from_the_list(client, sign_in):
    sign_in(Role.APPROVER)
    open_one, closed_one = EventFactory(), EventFactory()
    act(client, "close_counts", closed_one)
    act(client, "certify_counts", open_one, closed_one)
    assert dict(CountState.objects.values_list("event", "phase")) == {closed_one.pk: "certified"}


def test_count_is_not_certified_without_the_right(client, editor):
    event = EventFactory()
    act(client, "close_counts", event)
    act(client, "certify_counts", event)
    assert CountState.objects.get().phase == "closed"


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.VIEWER, ["", "download_summaries"]),
        (Role.EDITOR, ["", "download_summaries", "close_counts"]),
        (Role.APPROVER, ["", "download_summaries", "close_counts", "certify_counts"]),
    ],
)
def test_list_offers_the_actions_that_the_user_may_take(client, sign_in, soup, role, offered):
    sign_in(role)
    EventFactory()
    assert [option["value"] for option in soup(client.get(LIST)).select("select[name=action] option")] == offered


def test_summaries_of_several_events_are_one_zip(client, editor):
    events = [EventDayFactory().event, EventDayFactory().event]
    response = client.post(LIST, {"action": "download_summaries", "_selected_action": [e.pk for e in events]})
    archive = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    assert len(archive.namelist()) == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_summary_is_downloaded_from_the_event(client, editor, kind):
    event = EventDayFactory().event
    response = client.get(reverse("admin:events_event_summary", args=[event.pk, kind]))
    response.getvalue()
    assert f".{kind}" in response["Content-Disposition"]


# -- the count ---------------------------------------------------------------------------------------------------------


def steps(client, soup, event) -> list[str]:
    page = client.get(reverse("admin:events_event_count", args=[event.pk]))
    return [link["href"].split("/")[-2] for link in soup(page).select(".way a")]


@pytest.mark.parametrize(
    "role, phase, offered",
    [
        (Role.VIEWER, "open", []),
        (Role.EDITOR, "open", ["close"]),
        (Role.EDITOR, "closed", []),
        (Role.APPROVER, "open", ["close"]),
        (Role.APPROVER, "closed", ["certify", "reopen"]),
        (Role.APPROVER, "certified", ["reopen"]),
    ],
)
def test_count_offers_the_steps_that_state_and_right_allow(client, sign_in, soup, role, phase, offered):
    sign_in(role)
    event, now = EventFactory(), dt.datetime.now(dt.UTC)
    CountState.objects.create(
        event=event,
        phase=phase,
        closed_at=None if phase == "open" else now,
        certified_at=now if phase == "certified" else None,
    )
    assert steps(client, soup, event) == offered


def test_count_says_which_table_the_public_does_not_get_and_why(client, sign_in, soup):
    editor = sign_in(Role.EDITOR)
    room = HeadCountFactory(mode="room", role="participant", people=50)
    event = room.office.event
    staff = HeadCountFactory(office=room.office, mode="room", role="staff", people=20)
    CountState.objects.create(event=event)
    take_snapshot(event, editor)
    page = reverse("admin:events_event_count", args=[event.pk])
    assert "ไม่มีตารางตามบทบาท" not in soup(client.get(page)).get_text()
    HeadCount.objects.filter(pk=room.pk).update(people=48)
    HeadCount.objects.filter(pk=staff.pk).update(people=22)
    take_snapshot(event, editor)
    kinds = [" ".join(row.td.get_text(" ").split()) for row in soup(client.get(page)).select("tbody tr")]
    assert kinds == ["ยอดเบื้องต้น ไม่มีตารางตามบทบาท", "ยอดเบื้องต้น"]
    assert "1 ถึง 4 คน" in soup(client.get(page)).get_text()


def test_count_is_reopened_only_with_a_reason(client, sign_in, soup):
    sign_in(Role.APPROVER)
    event = EventFactory()
    act(client, "close_counts", event)
    url = reverse("admin:events_event_count_step", args=[event.pk, "reopen"])
    response = client.post(url, shown_form(client.get(url)) | {"words": " "})
    assert list(errors(soup, response)) == ["words"]
    client.post(url, shown_form(client.get(url)) | {"words": "หน่วยงานขอแก้ไข"})
    assert CountState.objects.get().phase == "open"


def test_step_that_does_not_exist_is_404(client, editor):
    assert client.get(reverse("admin:events_event_count_step", args=[EventFactory().pk, "burn"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("count", 404), ("offices", 404), ("report", 200), ("copy", 404), ("offices_add", 404)]
)
def test_pages_of_an_unknown_event_are_404_or_lead_back(client, editor, name, status):
    response = client.get(reverse(f"admin:events_event_{name}", args=[999]), follow=True)
    assert response.status_code == status
