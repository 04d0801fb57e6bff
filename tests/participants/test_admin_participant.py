"""Participants in the staff area: contacts are masked, changes are logged without personal values."""

import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from participants.models import ChangeLog, CountState, Participant
from participants.privacy import mask_email, mask_phone
from programmes.models import Role
from tests.conftest import NOW
from tests.factories import AttendingOfficeFactory, EventDayFactory, OrganisationFactory, ParticipantFactory
from tests.posting import add_row, shown_form

LIST = reverse("admin:participants_participant_changelist")
ADD = reverse("admin:participants_participant_add")
PHONE, EMAIL = "081-234-5678", "somchai@example.org"


@pytest.fixture
def person(db):
    return ParticipantFactory(
        event=EventDayFactory().event, first_name="ประเสริฐ", last_name="สมมติ", phone=PHONE, email=EMAIL
    )


def address(person: Participant) -> str:
    return reverse("admin:participants_participant_change", args=[person.pk])


def list_of(person: Participant) -> str:
    return f"{LIST}?event__id__exact={person.event_id}"


# -- who sees what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role != Role.VIEWER])
def test_list_shows_names_with_masked_contacts(client, sign_in, person, role):
    sign_in(role)
    page = client.get(list_of(person)).content.decode()
    assert "ประเสริฐ" in page
    assert "08x-xxx-x678 s•••@example.org" in page
    assert PHONE not in page
    assert EMAIL not in page


def test_viewer_sees_nobody(client, sign_in, person):
    sign_in(Role.VIEWER)
    assert client.get(list_of(person)).status_code == 403
    assert client.get(address(person)).status_code == 403


@pytest.mark.parametrize(
    "role, seen",
    [(Role.EDITOR, True), (Role.ADMINISTRATOR, True), (Role.REVIEWER, False), (Role.APPROVER, False)],
)
def test_contacts_are_seen_by_those_with_the_right(client, sign_in, person, role, seen):
    sign_in(role)
    page = client.get(address(person)).content.decode()
    assert (PHONE in page, EMAIL in page) == (seen, seen)


def test_seeing_a_contact_leaves_a_line_in_the_log(client, editor, person, caplog):
    caplog.set_level(logging.INFO)
    client.get(address(person))
    assert f"user {editor.pk} saw the contact of participant {person.pk}" in caplog.messages


@pytest.mark.parametrize(
    "role, term, found",
    [
        (Role.EDITOR, "081-234", 1),
        (Role.APPROVER, "081-234", 0),
        (Role.EDITOR, "somchai@", 1),
        (Role.APPROVER, "somchai@", 0),
        (Role.APPROVER, "ประเสริฐ", 1),
    ],
)
def test_search_tells_contacts_only_to_those_with_the_right(client, sign_in, soup, person, role, term, found):
    sign_in(role)
    rows = soup(client.post(LIST, {"q": term}, follow=True)).select("#result_list tbody tr")
    assert len(rows) == found


@pytest.mark.parametrize("prefix, name", [("นาง", "นางกมล ใจดี"), ("ว่าที่ร้อยตรี", "ว่าที่ร้อยตรี กมล ใจดี"), ("", "กมล ใจดี")])
def test_the_space_after_the_prefix_is_that_of_the_prefix(client, editor, soup, prefix, name):
    ParticipantFactory(prefix=prefix, first_name="กมล", last_name="ใจดี")
    names = [cell.get_text() for cell in soup(client.get(LIST)).select("#result_list .field-name")]
    assert name in names


def test_what_is_searched_for_stays_out_of_every_address(client, editor, soup, person):
    response = client.post(f"{LIST}?event__id__exact={person.event_id}", {"q": "ประเสริฐ"}, follow=True)
    assert response.redirect_chain == [(f"{LIST}?event__id__exact={person.event_id}", 302)]
    page = soup(response)
    assert page.select_one("#searchbar")["value"] == "ประเสริฐ"
    assert [link["href"] for link in page.select("a[href]") if "q=" in link["href"]] == []


def test_a_name_in_the_address_is_taken_out_and_not_searched_for(client, editor, person):
    response = client.get(LIST, {"q": "ประเสริฐ", "role": "participant"})
    assert (response.status_code, response.url) == (302, f"{LIST}?role=participant")


def test_a_search_holds_for_the_list_in_which_it_was_made_and_until_it_is_emptied(client, editor, soup, person):
    def shown(response):
        return len(soup(response).select("#result_list tbody tr"))

    client.post(LIST, {"q": "ไม่มีผู้นี้"})
    assert shown(client.get(LIST)) == 0
    assert shown(client.get(LIST, {"event__id__exact": person.event_id})) == 1
    assert shown(client.post(LIST, {"q": ""}, follow=True)) == 1


@pytest.mark.parametrize("lookup", ["phone__startswith", "email__contains", "phone"])
def test_contacts_cannot_be_guessed_by_a_filter(client, editor, person, lookup):
    assert client.get(LIST, {lookup: "0"}).status_code == 400


def test_those_who_may_not_see_a_contact_do_not_empty_it(client, sign_in, person):
    sign_in(Role.APPROVER)
    client.post(address(person), shown_form(client.get(address(person))) | {"position": "ผู้จัดการ"})
    person.refresh_from_db()
    assert (person.position, person.phone, person.email) == ("ผู้จัดการ", PHONE, EMAIL)


@pytest.mark.parametrize(
    "phone, masked",
    [("081-234-5678", "08x-xxx-x678"), ("02 123 4567 ต่อ 12", "02 xxx xxx7 ต่อ 12"), ("1234", "xxxx"), ("", "")],
)
def test_mask_phone_leaves_the_ends(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize("email, masked", [(EMAIL, "s•••@example.org"), ("", ""), ("ไม่มี", "•••")])
def test_mask_email_leaves_the_first_letter_and_the_domain(email, masked):
    assert mask_email(email) == masked


# -- who changed what --------------------------------------------------------------------------------------------------


def logged() -> list[tuple[str, str, list[str]]]:
    return list(ChangeLog.objects.order_by("id").values_list("action", "subject", "fields"))


def test_person_is_added_to_an_event(client, editor, person):
    url = f"{ADD}?event={person.event_id}"
    room = AttendingOfficeFactory(event=person.event)
    day = person.event.days.get()
    data = shown_form(client.get(url)) | {"first_name": "สมหญิง", "room": room.pk, "mode": "room"}
    add_row(data, "attendances", day=day.pk, basis="present")
    assert client.post(url, data).status_code == 302
    added = Participant.objects.get(first_name="สมหญิง")
    assert (added.event, added.room, added.attendances.get().day) == (person.event, room, day)
    action, subject, fields = logged()[0]
    assert (action, subject) == ("add_participant", f"participant {added.pk}")
    assert "first_name" in fields


def test_person_is_added_to_the_event_whose_list_one_came_from(client, editor, soup, person):
    link = soup(client.get(list_of(person))).select_one(".object-tools a")["href"]
    assert shown_form(client.get(link))["event"] == str(person.event_id)


def test_change_is_logged_by_the_names_of_fields_alone(client, editor, person):
    client.post(address(person), shown_form(client.get(address(person))) | {"phone": "089-999-9999"})
    assert logged() == [("change_participant", f"participant {person.pk}", ["phone"])]


def test_deletion_is_logged(client, editor, person):
    client.post(reverse("admin:participants_participant_delete", args=[person.pk]), {"post": "yes"})
    assert Participant.objects.count() == 0
    assert logged() == [("delete_participant", f"participant {person.pk}", [])]


def test_names_do_not_get_into_the_log_of_django(client, editor, person):
    client.post(address(person), shown_form(client.get(address(person))) | {"position": "x"})
    client.post(reverse("admin:participants_participant_delete", args=[person.pk]), {"post": "yes"})
    assert LogEntry.objects.count() == 0


def test_second_person_gets_409(client, editor, person):
    stale = shown_form(client.get(address(person)))
    client.post(address(person), stale | {"position": "หนึ่ง"})
    assert client.post(address(person), stale | {"position": "สอง"}).status_code == 409


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, typed", [("first_name", " "), ("email", "x"), ("mode", "cloud"), ("organisation", "0")])
def test_bad_input_is_refused_at_its_field(client, editor, soup, person, name, typed):
    response = client.post(address(person), shown_form(client.get(address(person))) | {name: typed})
    assert soup(response).select_one(f".field-{name} ul.errorlist") is not None
    assert ChangeLog.objects.count() == 0


def test_room_of_another_event_is_refused_at_the_field(client, editor, soup, person):
    foreign = AttendingOfficeFactory()
    response = client.post(address(person), shown_form(client.get(address(person))) | {"room": foreign.pk})
    assert soup(response).select_one(".field-room ul.errorlist") is not None


def test_day_of_another_event_is_refused(client, editor, person):
    foreign = EventDayFactory()
    data = add_row(shown_form(client.get(address(person))), "attendances", day=foreign.pk, basis="present")
    client.post(address(person), data)
    assert person.attendances.count() == 0


def test_leaving_before_joining_is_refused_at_the_field(client, editor, soup, person):
    data = shown_form(client.get(address(person)))
    times = {"joined_at": "26/4/2565 10.00", "left_at": "26/4/2565 09.00"}
    add_row(data, "attendances", day=person.event.days.get().pk, basis="intervals", **times)
    assert soup(client.post(address(person), data)).select_one(".field-left_at ul.errorlist") is not None


@pytest.mark.parametrize("role, changed", [(Role.EDITOR, False), (Role.APPROVER, True)])
def test_people_of_a_closed_count_are_changed_by_its_certifiers_alone(client, sign_in, person, role, changed):
    sign_in(role)
    CountState.objects.create(event=person.event, phase="closed", closed_at=NOW)
    client.post(address(person), shown_form(client.get(address(person))) | {"position": "ใหม่"})
    client.post(reverse("admin:participants_participant_delete", args=[person.pk]), {"post": "yes"})
    assert (ChangeLog.objects.count() == 2, Participant.objects.count() == 0) == (changed, changed)


# -- size --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3])
def test_list_costs_the_same_whatever_its_length(client, editor, django_assert_num_queries, person, size):
    for _ in range(size):
        ParticipantFactory(event=person.event, organisation=OrganisationFactory())
    with django_assert_num_queries(7):
        client.get(list_of(person))


@pytest.mark.parametrize("size", [1, 3])
def test_form_costs_the_same_whatever_the_number_of_days(client, editor, django_assert_num_queries, person, size):
    for hour in range(size):
        person.attendances.create(day=person.event.days.get(), joined_at=NOW.replace(hour=hour), left_at=NOW)
    client.get(address(person))  # content types are asked for once per process
    with django_assert_num_queries(9):
        client.get(address(person))
