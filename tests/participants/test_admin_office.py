"""The board of offices, the form of one, and inviting many."""

import datetime as dt

import pytest
from django.urls import reverse

from events.models import EventDay
from participants.models import AcceptedFigure, AttendingOffice, CountState, HeadCount
from programmes.models import OrganisationAlias, OrganisationKind, Role
from tests.conftest import NOW
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
)
from tests.posting import shown_form


@pytest.fixture
def event(db):
    return EventDayFactory().event


@pytest.fixture
def office(event):
    return AttendingOfficeFactory(event=event, organisation__name="สำนักงานสหกรณ์จังหวัดตรัง")


def board(event) -> str:
    return reverse("admin:events_event_offices", args=[event.pk])


def address(office: AttendingOffice) -> str:
    return reverse("admin:participants_attendingoffice_change", args=[office.pk])


def save(client, office: AttendingOffice, query: str = "", **changes: str):
    url = address(office) + query
    return client.post(url, shown_form(client.get(url)) | changes)


def figures(office: AttendingOffice) -> dict[tuple[str, str], int]:
    return {(c.mode, c.role): c.people for c in office.head_counts.current().filter(day=None)}


def errors(soup, response) -> list[str]:
    return [box.find_next(["input", "select"])["name"] for box in soup(response).select("ul.errorlist:not(.nonfield)")]


# -- the board ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3])
def test_board_costs_the_same_whatever_its_length(client, editor, django_assert_num_queries, event, size):
    for _ in range(size):
        HeadCountFactory(office__event=event)
    with django_assert_num_queries(11):
        client.get(board(event))


def test_board_says_how_many_are_missing_and_which(client, editor, soup, event):
    AttendingOfficeFactory(event=event, name="สำนักงานหนึ่ง")
    HeadCountFactory(office__event=event, people=12)
    parent = AttendingOfficeFactory(event=event, state="absent")
    AttendingOfficeFactory(event=event, counted_under=parent)
    page = soup(client.get(board(event)))
    assert [strong.text for strong in page.select(".summary strong")] == ["3", "2", "1", "12"]
    assert page.select_one("#missing-offices").text.strip() == "1. สำนักงานหนึ่ง"


def test_board_shows_target_reply_state_and_figures_of_an_office(client, editor, soup, office):
    AttendingOffice.objects.update(target=20, reply="yes", reply_people=15, state="reported")
    HeadCountFactory(office=office, people=12)
    HeadCountFactory(office=office, role="staff", people=3)
    cells = [cell.get_text(" ", strip=True) for cell in soup(client.get(board(office.event))).select("tbody td")]
    assert cells == ["20", "เข้าร่วม (15)", "รายงานแล้ว", "ห้องรับสัญญาณของหน่วยงาน 15", "ผู้เข้าร่วม 12 เจ้าหน้าที่โครงการ 3", "15"]


def test_board_stands_in_official_order_25_on_a_page(client, editor, soup, event):
    for number in range(30, 0, -1):
        AttendingOfficeFactory(event=event, organisation__sort_no=number, name=f"หน่วยงาน {number}")
    pages = [soup(client.get(board(event), {"page": page})).select("tbody th a") for page in (1, 2)]
    assert [link.text for page in pages for link in page] == [f"หน่วยงาน {number}" for number in range(1, 31)]
    assert [len(page) for page in pages] == [25, 5]


@pytest.mark.parametrize(
    "query, found",
    [
        ("q=ตรัง", {"ตรัง"}),
        ("q=สสจ.ตรัง", {"ตรัง"}),
        ("state=pending", {"ตรัง"}),
        ("state=reported", {"ศูนย์"}),
        ("kind=centre", {"ศูนย์"}),
        ("state=burnt", {"ตรัง", "ศูนย์"}),
        ("q=<script>", set()),
    ],
)
def test_board_is_filtered_and_searched(client, editor, soup, event, query, found):
    trang = AttendingOfficeFactory(event=event, name="ตรัง", organisation__name="สำนักงานสหกรณ์จังหวัดตรัง")
    OrganisationAlias.objects.create(organisation=trang.organisation, name="สสจ.ตรัง")
    AttendingOfficeFactory(event=event, name="ศูนย์", state="reported", organisation__kind=OrganisationKind.CENTRE)
    assert {link.text for link in soup(client.get(f"{board(event)}?{query}")).select("tbody th a")} == found


def test_board_does_not_show_the_offices_of_another_event(client, editor, soup, event, office):
    AttendingOfficeFactory(event=EventFactory())
    assert len(soup(client.get(board(event))).select("tbody tr")) == 1


# -- inviting ----------------------------------------------------------------------------------------------------------


def test_all_offices_of_the_usual_kinds_are_invited_in_one_click(client, editor, soup, event, office):
    for kind in (OrganisationKind.PROVINCIAL, OrganisationKind.AREA_OFFICE, OrganisationKind.CENTRE):
        OrganisationFactory(kind=kind)
    url = reverse("admin:events_event_offices_add", args=[event.pk])
    data = shown_form(client.get(url), "form.way")
    assert client.post(url, data).url == board(event)
    kinds = sorted(event.offices.values_list("organisation__kind", flat=True))
    assert kinds == ["area_office", "provincial", "provincial"]


def test_single_organisations_are_invited_by_todays_name(client, editor, event):
    organisation = OrganisationFactory(kind=OrganisationKind.CENTRE, name="ศูนย์ถ่ายทอดเทคโนโลยีการสหกรณ์ที่ 1")
    url = reverse("admin:events_event_offices_add", args=[event.pk])
    client.post(url, {"organisations": organisation.pk})
    assert event.offices.get().name == organisation.name


def test_inviting_nobody_is_refused_with_a_sentence(client, editor, soup, event):
    response = client.post(reverse("admin:events_event_offices_add", args=[event.pk]), {})
    assert soup(response).select_one("ul.errorlist") is not None


def test_viewer_sees_the_board_and_invites_nobody(client, sign_in, event):
    sign_in(Role.VIEWER)
    url = reverse("admin:events_event_offices_add", args=[event.pk])
    assert client.get(board(event)).status_code == 200
    assert client.post(url, {"kinds": "provincial"}).status_code == 403


# -- head-counts -------------------------------------------------------------------------------------------------------


def test_head_counts_are_reported_and_the_office_counts_as_reported(client, editor, office):
    response = save(client, office, people_room_participant="๑๒", people_online_staff="0", target="1,000")
    assert response.url == board(office.event)
    office.refresh_from_db()
    assert figures(office) == {("room", "participant"): 12, ("online", "staff"): 0}
    assert (office.state, office.target) == ("reported", 1000)


def test_earlier_head_counts_stay_and_are_replaced(client, editor, office):
    save(client, office, people_room_participant="12")
    save(client, office, people_room_participant="13")
    assert figures(office) == {("room", "participant"): 13}
    assert list(HeadCount.objects.values_list("people", flat=True)) == [12, 13]


@pytest.mark.parametrize("typed", ["-1", "1.5", "มาก", "999999999"])
def test_bad_head_count_is_refused_at_its_field_and_nothing_is_saved(client, editor, soup, office, typed):
    response = save(client, office, people_room_participant=typed, people_room_staff="2", note="จดไว้")
    assert errors(soup, response) == ["people_room_participant"]
    office.refresh_from_db()
    assert (figures(office), office.note, office.state) == ({}, "", "pending")


def test_several_days_have_head_counts_of_their_own(client, editor, office):
    second = EventDayFactory(event=office.event, date=dt.date(2022, 4, 27))
    save(client, office, f"?day={second.pk}", people_room_participant="7")
    assert HeadCount.objects.get().day == second
    assert shown_form(client.get(address(office)))["people_room_participant"] == ""


def test_day_of_another_event_is_404(client, editor, office):
    other = EventDayFactory(date=dt.date(2022, 4, 27))
    assert client.get(f"{address(office)}?day={other.pk}").status_code == 404


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"state": "reported"}, "state"),
        ({"state": "absent", "people_room_participant": "3"}, "state"),
        ({"accepted_room": "5"}, "reason_room"),
        ({"accepted_room": "5", "reason_room": "other"}, "note_room"),
        ({"reason_room": "double"}, "accepted_room"),
    ],
)
def test_state_numbers_and_reasons_must_fit_together(client, editor, soup, office, changes, field):
    assert errors(soup, save(client, office, **changes)) == [field]
    assert HeadCount.objects.count() == AcceptedFigure.objects.count() == 0


def test_office_that_did_not_attend_says_why(client, editor, office):
    save(client, office, state="absent", absence_reason="ติดภารกิจ")
    office.refresh_from_db()
    assert (office.state, office.absence_reason) == ("absent", "ติดภารกิจ")


def test_head_counts_are_taken_back_before_an_absence(client, editor, office):
    save(client, office, people_room_participant="3")
    save(client, office, people_room_participant="", state="absent")
    office.refresh_from_db()
    assert (figures(office), office.state) == ({}, "absent")


def test_another_figure_is_accepted_with_a_reason(client, editor, office):
    save(client, office, people_room_participant="12", accepted_room="10", reason_room="double")
    figure = AcceptedFigure.objects.get()
    assert (figure.mode, figure.people, figure.reason, figure.by) == ("room", 10, "double", editor)


def test_office_is_counted_under_one_of_the_same_event_only(client, editor, soup, office):
    foreign = AttendingOfficeFactory()
    assert errors(soup, save(client, office, counted_under=foreign.pk)) == ["counted_under"]


def test_office_that_contains_others_stands_by_itself(client, editor, soup, office):
    AttendingOfficeFactory(event=office.event, counted_under=office)
    third = AttendingOfficeFactory(event=office.event)
    assert errors(soup, save(client, office, counted_under=third.pk)) == ["counted_under"]


def test_second_person_at_an_office_gets_409_and_the_first_ones_figures_stay(client, editor, soup, office):
    stale = shown_form(client.get(address(office)))
    client.post(address(office), stale | {"people_room_participant": "12"})
    response = client.post(address(office), stale | {"people_room_participant": "15"})
    assert response.status_code == 409
    assert [cell.text for cell in soup(response).select(".conflict tbody td")][:2] == ["12", "15"]
    assert figures(office) == {("room", "participant"): 12}


def test_next_leads_to_the_next_office_that_has_not_reported(client, editor, event):
    first, reported, third = (
        AttendingOfficeFactory(event=event, organisation__sort_no=number, state=state)
        for number, state in ((1, "pending"), (2, "absent"), (3, "pending"))
    )
    data = shown_form(client.get(address(first))) | {"people_room_participant": "1", "_next": "1"}
    assert client.post(address(first), data).url == address(third)
    assert reported.state == "absent"


# -- when the count is closed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role, phase, status",
    [
        (Role.EDITOR, "closed", 403),
        (Role.APPROVER, "closed", 302),
        (Role.APPROVER, "certified", 403),
        (Role.VIEWER, "open", 403),
    ],
)
def test_closed_count_is_changed_by_its_certifiers_alone(client, sign_in, office, role, phase, status):
    sign_in(role)
    data = shown_form(client.get(address(office)))
    closed = None if phase == "open" else NOW
    certified = NOW if phase == "certified" else None
    CountState.objects.create(event=office.event, phase=phase, closed_at=closed, certified_at=certified)
    response = client.post(address(office), data | {"people_room_participant": "1"})
    assert response.status_code == status


def test_office_with_figures_is_not_taken_off_the_board(client, editor, office):
    save(client, office, people_room_participant="12")
    client.post(reverse("admin:participants_attendingoffice_delete", args=[office.pk]), {"post": "yes"})
    assert AttendingOffice.objects.count() == 1


def test_office_with_named_people_is_not_taken_off_the_board(client, editor, office):
    ParticipantFactory(event=office.event, room=office)
    client.post(reverse("admin:participants_attendingoffice_delete", args=[office.pk]), {"post": "yes"})
    assert AttendingOffice.objects.count() == 1


def test_office_without_figures_is_taken_off_the_board(client, editor, office):
    client.post(reverse("admin:participants_attendingoffice_delete", args=[office.pk]), {"post": "yes"})
    assert AttendingOffice.objects.count() == 0


# -- contacts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role, seen", [(Role.EDITOR, True), (Role.APPROVER, False), (Role.VIEWER, False)])
def test_telephone_of_the_coordinator_is_seen_by_those_with_the_right(client, sign_in, office, role, seen):
    sign_in(role)
    AttendingOffice.objects.update(coordinator_phone="081-234-5678")
    assert ("081-234-5678" in client.get(address(office)).content.decode()) is seen


@pytest.mark.parametrize("role, seen", [(Role.EDITOR, True), (Role.APPROVER, True), (Role.VIEWER, False)])
@pytest.mark.parametrize("field", ["coordinator", "reported_by"])
def test_who_answers_for_an_office_is_seen_by_those_who_may_see_names(client, sign_in, office, field, role, seen):
    sign_in(role)
    AttendingOffice.objects.update(**{field: "สมหญิง สมมติ"})
    assert ("สมหญิง สมมติ" in client.get(address(office)).content.decode()) is seen


@pytest.mark.parametrize("field", ["coordinator", "coordinator_phone", "reported_by"])
def test_contacts_cannot_be_guessed_by_a_filter(client, sign_in, office, field):
    sign_in(Role.APPROVER)
    url = reverse("admin:participants_attendingoffice_changelist")
    assert client.get(url, {f"{field}__startswith": "0"}).status_code == 400


@pytest.mark.parametrize("size", [1, 3])
def test_form_costs_the_same_whatever_the_number_of_offices(client, editor, django_assert_num_queries, event, size):
    offices = [AttendingOfficeFactory(event=event) for _ in range(size)]
    client.get(address(offices[0]))  # content types are asked for once per process
    with django_assert_num_queries(9):
        client.get(address(offices[0]))
    assert EventDay.objects.count() == 1
