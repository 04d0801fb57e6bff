"""The staff area as such: who comes in, the first page, two people at one form, and what the history gives back."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin import site
from django.urls import reverse

from events.models import Event, ReportState, ReportStep, Session
from participants.models import CountState
from programmes.models import Programme, Role
from tests.conftest import NOW
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
    UserFactory,
    user_with_role,
)
from tests.posting import add_row, shown_form

pytestmark = pytest.mark.usefixtures("roles")

INDEX = reverse("admin:index")


@pytest.fixture
def editor(client):
    user = user_with_role(Role.EDITOR)
    client.force_login(user)
    return user


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


# -- who comes in ------------------------------------------------------------------------------------------------------


def test_stranger_is_sent_to_the_sign_in(client):
    response = client.get(INDEX, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_user_without_a_role_is_refused(client):
    client.force_login(UserFactory())
    assert client.get(INDEX, follow=True).status_code == 403


def test_user_who_was_switched_off_is_a_stranger(client):
    user = user_with_role(Role.EDITOR)
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get(INDEX, follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))


def test_unknown_number_is_404(client, editor):
    assert client.get(reverse("admin:events_event_change", args=[999])).status_code == 404


def test_menu_stands_in_the_order_of_work(client, editor):
    sections = soup(client.get(INDEX)).select(".menu .module")
    assert [[row["class"][0] for row in section.select("tr[class]")] for section in sections] == [
        ["model-event", "model-report", "model-programme", "model-speaker"],
        ["model-organisation", "model-prefix", "model-serviceform", "model-regionscheme", "model-province"],
        ["model-changelog"],
    ]


# -- my tasks ----------------------------------------------------------------------------------------------------------


def tasks(client) -> dict[str, list[str]]:
    found = soup(client.get(INDEX)).select(".task")
    return {task.h2.text: [link.text for link in task.select("li a")] for task in found}


def test_first_page_says_when_nothing_waits(client, editor):
    assert soup(client.get(INDEX)).select_one(".nothing") is not None


def test_editor_sees_what_was_sent_back_and_what_is_missing(client, editor):
    other = ReportFactory(state=ReportState.SENT_BACK, edited_by=UserFactory(), event__title="ของผู้อื่น")
    mine = ReportFactory(headline="ส่งกลับมา", state=ReportState.SENT_BACK, edited_by=editor, event__title="ก")
    EventFactory(title="ยังไม่มีรายงาน")
    late = EventFactory(title="เลยกำหนด", state="planned", reports_due_at=NOW - dt.timedelta(hours=1))
    AttendingOfficeFactory(event=late)
    closed = EventFactory(state="planned", reports_due_at=NOW - dt.timedelta(hours=1))
    CountState.objects.create(event=closed, phase="closed", closed_at=NOW)
    assert list(tasks(client).values()) == [
        [mine.headline],
        ["ยังไม่มีรายงาน"],
        ["ก", other.event.title],
        ["เลยกำหนด"],
    ]


def test_approver_sees_what_somebody_else_edited_last(client):
    approver = user_with_role(Role.APPROVER)
    client.force_login(approver)
    ReportFactory(headline="ของตนเอง", state=ReportState.IN_REVIEW, edited_by=approver)
    ReportFactory(headline="ของผู้อื่น", state=ReportState.IN_REVIEW, edited_by=UserFactory())
    assert ["ของผู้อื่น"] in tasks(client).values()
    assert ["ของตนเอง"] not in tasks(client).values()


@pytest.mark.parametrize("size", [1, 3])
def test_first_page_costs_one_query_for_each_kind_of_task(client, django_assert_num_queries, size):
    user = user_with_role(Role.APPROVER)
    client.force_login(user)
    for _ in range(size):
        ReportFactory(state=ReportState.SENT_BACK, edited_by=user)
        ReportFactory(state=ReportState.IN_REVIEW, edited_by=UserFactory())
        EventFactory(reports_due_at=NOW - dt.timedelta(hours=1))
    with django_assert_num_queries(9):
        client.get(INDEX)


def test_reports_handed_in_by_the_user_count_as_theirs(client, editor):
    report = ReportFactory(headline="ที่ส่งไว้", state=ReportState.SENT_BACK, edited_by=UserFactory())
    ReportStep.objects.create(report=report, kind="submitted", by=editor)
    assert ["ที่ส่งไว้"] in tasks(client).values()


# -- two people at one form --------------------------------------------------------------------------------------------


@pytest.fixture
def event(db):
    event = EventFactory(title="ชื่อเดิม", objectives="เดิม", contact_phone="02 000 0000")
    EventDayFactory(event=event)
    return event


def address(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def test_saving_counts_the_version_up(client, editor, event):
    data = shown_form(client.get(address(event))) | {"title": "ชื่อใหม่"}
    assert client.post(address(event), data).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.version) == ("ชื่อใหม่", 2)


def test_second_person_gets_409_with_both_texts_and_nothing_is_saved(client, editor, event):
    SessionFactory(event=event, title="หัวข้อ")
    stale = shown_form(client.get(address(event)))
    client.post(address(event), stale | {"title": "ของคนแรก", "sessions-0-title": "หัวข้อของคนแรก"})
    response = client.post(address(event), stale | {"title": "ของคนที่สอง", "sessions-0-title": "หัวข้อของคนที่สอง"})
    assert response.status_code == 409
    cells = [[cell.text.strip() for cell in row.select("td")] for row in soup(response).select(".conflict tbody tr")]
    assert cells == [["ของคนแรก", "ของคนที่สอง"], ["หัวข้อของคนแรก", "หัวข้อของคนที่สอง"]]
    assert Event.objects.get().title == "ของคนแรก"


def test_second_person_saves_again_over_the_newest_version(client, editor, event):
    stale = shown_form(client.get(address(event)))
    client.post(address(event), stale | {"title": "ของคนแรก"})
    again = shown_form(client.post(address(event), stale | {"title": "ของคนที่สอง"}))
    assert client.post(address(event), again).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.version) == ("ของคนที่สอง", 3)


def test_second_person_keeps_what_only_the_first_one_changed(client, editor, event):
    stale = shown_form(client.get(address(event)))
    client.post(address(event), stale | {"objectives": "ของคนแรก", "is_public": "", "contact_phone": ""})
    again = shown_form(client.post(address(event), stale | {"title": "ของคนที่สอง"}))
    client.post(address(event), again)
    event.refresh_from_db()
    assert (event.title, event.objectives, event.contact_phone) == ("ของคนที่สอง", "ของคนแรก", "")


def test_row_that_the_first_person_deleted_comes_back_as_a_new_one(client, editor, event):
    SessionFactory(event=event, title="หัวข้อที่หนึ่ง", starts_at=dt.time(9))
    gone = SessionFactory(event=event, title="หัวข้อที่สอง", starts_at=dt.time(10))
    stale = shown_form(client.get(address(event)))
    gone.delete()
    Event.objects.update(version=2)
    response = client.post(address(event), stale | {"sessions-1-key_points": "พิมพ์ไว้"})
    assert response.status_code == 409
    assert client.post(address(event), shown_form(response)).status_code == 302
    assert list(Session.objects.values_list("title", "key_points")) == [("หัวข้อที่หนึ่ง", ""), ("หัวข้อที่สอง", "พิมพ์ไว้")]


def test_row_that_the_first_person_added_stays(client, editor, event):
    stale = shown_form(client.get(address(event)))
    SessionFactory(event=event, title="เพิ่มโดยคนแรก")
    Event.objects.update(version=2)
    response = client.post(address(event), add_row(dict(stale), "sessions", title="เพิ่มโดยคนที่สอง"))
    client.post(address(event), shown_form(response))
    assert set(Session.objects.values_list("title", flat=True)) == {"เพิ่มโดยคนแรก", "เพิ่มโดยคนที่สอง"}


def test_form_without_a_version_is_stale(client, editor, event):
    data = shown_form(client.get(address(event)))
    del data["version"]
    assert client.post(address(event), data).status_code == 409


def test_markup_in_a_text_is_text_on_the_page_of_a_conflict(client, editor, event):
    stale = shown_form(client.get(address(event)))
    Event.objects.update(version=2, title="<script>alert(1)</script>")
    response = client.post(address(event), stale | {"title": "<img src=x onerror=alert(1)>"})
    assert "<script>alert(1)" not in response.content.decode()
    assert "<img src=x" not in response.content.decode()


# -- history -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def programme(client, editor):
    programme = ProgrammeFactory(title="ชื่อแรก")
    url = reverse("admin:programmes_programme_change", args=[programme.pk])
    client.post(url, shown_form(client.get(url)) | {"title": "ชื่อที่สอง"})
    return programme


def test_history_shows_what_was_empty_as_a_dash(client, editor, programme):
    url = reverse("admin:programmes_programme_change", args=[programme.pk])
    client.post(url, shown_form(client.get(url)) | {"starts_on": "1/10/2565"})
    page = soup(client.get(reverse("admin:programmes_programme_history", args=[programme.pk])))
    assert "– → 1 ต.ค. 65" in " ".join(page.select_one(".changes").text.split())


def test_history_shows_who_changed_what(client, editor, programme):
    page = soup(client.get(reverse("admin:programmes_programme_history", args=[programme.pk])))
    first = page.select_one("#change-history tbody tr")
    assert editor.display_name in first.text
    assert "ชื่อแรก → ชื่อที่สอง" in " ".join(first.select_one(".changes").text.split())


def test_old_state_is_taken_into_the_form_and_saved_there(client, programme):
    url = reverse("admin:programmes_programme_change", args=[programme.pk])
    old = programme.history.last()
    data = shown_form(client.get(url, {"restore": old.pk}))
    assert data["title"] == "ชื่อแรก"
    assert Programme.objects.get().title == "ชื่อที่สอง"
    assert client.post(url, data).status_code == 302
    assert Programme.objects.get().title == "ชื่อแรก"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_old_state_is_not_written_back_past_the_form(client, programme, role):
    client.force_login(user_with_role(role))
    url = reverse("admin:programmes_programme_simple_history", args=[programme.pk, programme.history.last().pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "แก้"}).status_code == 403
    assert Programme.objects.get().title == "ชื่อที่สอง"


# -- autocompletes -----------------------------------------------------------------------------------------------------


def autocompletes() -> list[tuple[str, str, str]]:
    """Return every field of the staff area that is chosen by typing: app, model, field."""
    classes = [one for model_admin in site._registry.values() for one in (model_admin, *model_admin.inlines)]
    return sorted(
        (one.model._meta.app_label, one.model._meta.model_name, field)
        for one in classes
        for field in one.autocomplete_fields
    )


@pytest.mark.parametrize("app, model, field", autocompletes())
def test_autocomplete_answers(client, app, model, field):
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    query = {"app_label": app, "model_name": model, "field_name": field, "term": "สมมติ"}
    assert client.get(reverse("admin:autocomplete"), query).status_code == 200


# -- what every list and form keeps ------------------------------------------------------------------------------------


def test_no_list_or_form_shows_a_christian_era_date(client):
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    event = EventFactory(reports_due_at=dt.datetime(2022, 5, 1, tzinfo=dt.UTC), announced_on=dt.date(2022, 4, 26))
    EventDayFactory(event=event)
    AppearanceFactory(event=event)
    report = ReportFactory(event=event, edited_at=dt.datetime(2022, 5, 1, tzinfo=dt.UTC))
    pages = [
        reverse("admin:events_event_changelist"),
        address(event),
        reverse("admin:events_event_history", args=[event.pk]),
        reverse("admin:events_report_changelist"),
        reverse("admin:events_report_change", args=[report.pk]),
        reverse("admin:programmes_programme_changelist"),
        reverse("admin:programmes_user_changelist"),
    ]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        text = soup(response).get_text(" ")
        assert "2022" not in text, page
        assert "2026" not in text, page
