"""Programmes, the register, lists and users in the staff area."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse

from programmes.models import (
    ExportLog,
    Membership,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Programme,
    Region,
    RegionScheme,
    Role,
    User,
)
from tests.conftest import NOW
from tests.factories import (
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProvinceFactory,
    UserFactory,
    user_with_role,
)
from tests.posting import add_row, shown_form

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture
def sign_in(client):
    def sign_in(role: Role) -> User:
        user = user_with_role(role)
        client.force_login(user)
        return user

    return sign_in


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def url(model: str, page: str = "changelist", *args: int) -> str:
    return reverse(f"admin:programmes_{model}_{page}", args=args)


def errors(response) -> list[str]:
    return [box.find_next(["input", "select", "textarea"])["name"] for box in soup(response).select("ul.errorlist")]


def first_column(response) -> list[str]:
    return [cell.text for cell in soup(response).select("#result_list tbody th")]


# -- programmes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def programme(client, sign_in):
    """The form of a new programme, filled in."""
    sign_in(Role.EDITOR)
    return shown_form(client.get(url("programme", "add"))) | {
        "title": "โครงการยกระดับชุมนุมสหกรณ์",
        "slug": "upgrade",
        "first_fiscal_year": "๒๕๖๕",
        "last_fiscal_year": "2565",
    }


def test_programme_is_entered_with_its_objectives(client, programme):
    add_row(programme, "objectives", text="เพื่อยกระดับ")
    assert client.post(url("programme", "add"), programme).status_code == 302
    saved = Programme.objects.get()
    assert (saved.first_fiscal_year, saved.objectives.get().text) == (2565, "เพื่อยกระดับ")


@pytest.mark.parametrize(
    "name, typed",
    [
        ("first_fiscal_year", "2022"),
        ("slug", "ภาษาไทย"),
        ("budget", "-1"),
        ("starts_on", "1/10/2200"),
        ("title", ""),
        ("lead_organisation", "0"),
    ],
)
def test_bad_input_is_refused_at_its_field(client, programme, name, typed):
    assert errors(client.post(url("programme", "add"), programme | {name: typed})) == [name]
    assert Programme.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"first_fiscal_year": "2566", "last_fiscal_year": "2565"},
        {"first_fiscal_year": "2493", "last_fiscal_year": "2693"},
        {"starts_on": "2/10/2565", "ends_on": "1/10/2565"},
    ],
)
def test_end_before_its_start_or_too_late_is_refused(client, programme, changes):
    response = client.post(url("programme", "add"), programme | changes)
    assert soup(response).select_one("ul.errorlist") is not None
    assert Programme.objects.count() == 0


@pytest.mark.parametrize("size", [1, 3])
def test_list_of_programmes_costs_the_same_whatever_its_length(client, sign_in, django_assert_num_queries, size):
    sign_in(Role.EDITOR)
    for _ in range(size):
        EventFactory(programme__lead_organisation=OrganisationFactory())
    with django_assert_num_queries(7):
        client.get(url("programme"))


def test_programmes_are_filtered_by_a_fiscal_year_they_run_in(client, sign_in):
    sign_in(Role.VIEWER)
    ProgrammeFactory(title="ยาว", first_fiscal_year=2564, last_fiscal_year=2566)
    ProgrammeFactory(title="สั้น", first_fiscal_year=2566, last_fiscal_year=2566)
    assert first_column(client.get(url("programme"), {"year": "2565"})) == ["ยาว"]


# -- the register ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["ตรัง", "สสพ.1", "สสจ.ตรัง", "1234", "\u200bตรัง"])
def test_register_is_searched_by_every_name_and_number(client, sign_in, term):
    sign_in(Role.VIEWER)
    found = OrganisationFactory(
        name="สำนักงานสหกรณ์จังหวัดตรัง", short_name="สสพ.1", registration_number="1234", province=ProvinceFactory()
    )
    OrganisationAlias.objects.create(organisation=found, name="สสจ.ตรัง")
    OrganisationFactory()
    assert first_column(client.get(url("organisation"), {"q": term})) == [found.name]


@pytest.mark.parametrize("size", [1, 3])
def test_register_costs_the_same_whatever_its_length(client, sign_in, django_assert_num_queries, size):
    sign_in(Role.EDITOR)
    for _ in range(size):
        OrganisationFactory(province=ProvinceFactory())
    with django_assert_num_queries(7):
        client.get(url("organisation"))


def offered(client, term: str) -> list[str]:
    query = {"app_label": "participants", "model_name": "attendingoffice", "field_name": "organisation", "term": term}
    return [row["text"] for row in client.get(reverse("admin:autocomplete"), query).json()["results"]]


def test_autocomplete_finds_by_other_names_and_offers_only_what_exists(client, sign_in):
    sign_in(Role.EDITOR)
    trang = OrganisationFactory(name="สำนักงานสหกรณ์จังหวัดตรัง")
    OrganisationAlias.objects.create(organisation=trang, name="สสจ.ตรัง")
    OrganisationFactory(name="ตรังเดิม", active_to=NOW.date().replace(year=2020))
    OrganisationFactory(name="ตรังรวม", merged_into=trang)
    assert offered(client, "สสจ.ตรัง") == offered(client, "ตรัง") == [trang.name]


def test_organisation_and_its_aliases_are_saved_together(client, sign_in):
    sign_in(Role.EDITOR)
    organisation = OrganisationFactory()
    page = url("organisation", "change", organisation.pk)
    client.post(page, add_row(shown_form(client.get(page)), "aliases", name="ชื่อเดิม"))
    assert organisation.aliases.get().name == "ชื่อเดิม"


def test_only_cooperatives_have_a_type_of_cooperative(client, sign_in):
    sign_in(Role.EDITOR)
    organisation = OrganisationFactory(kind=OrganisationKind.PROVINCIAL)
    page = url("organisation", "change", organisation.pk)
    client.post(page, shown_form(client.get(page)) | {"cooperative_type": "service"})
    assert Organisation.objects.get(pk=organisation.pk).cooperative_type == ""


def test_second_person_at_an_organisation_gets_409(client, sign_in):
    sign_in(Role.EDITOR)
    page = url("organisation", "change", OrganisationFactory().pk)
    stale = shown_form(client.get(page))
    client.post(page, stale | {"short_name": "หนึ่ง"})
    assert client.post(page, stale | {"short_name": "สอง"}).status_code == 409


@pytest.mark.parametrize("role, status", [(Role.VIEWER, 403), (Role.EDITOR, 403), (Role.ADMINISTRATOR, 302)])
def test_lists_are_kept_by_the_administrator(client, sign_in, role, status):
    sign_in(role)
    scheme = RegionScheme.objects.create(code="zones", name="เขต")
    page = url("regionscheme", "change", scheme.pk)
    data = add_row(shown_form(client.get(page)), "regions", name="เขต 1", sort_no="1") if status == 302 else {}
    assert client.post(page, data).status_code == status
    assert Region.objects.count() == (status == 302)


# -- users -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def new_user(client, sign_in):
    """The form of a new user with one role, filled in."""
    sign_in(Role.ADMINISTRATOR)
    data = shown_form(client.get(url("user", "add"))) | {"email": "Somying@Example.org", "display_name": "สมหญิง สมมติ"}
    return add_row(data, "memberships", organisation=OrganisationFactory().pk, role="editor")


def test_form_of_a_new_user_says_who_sets_the_password(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    page = soup(client.get(url("user", "add")))
    assert page.select_one(".field-invitation .readonly").text.strip() == "ผู้ใช้ตั้งเองจากลิงก์ในคำเชิญ"


def test_new_user_has_no_password_and_is_invited(client, new_user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("user", "add"), new_user)
    user = User.objects.get(email="somying@example.org")
    assert not user.has_usable_password()
    assert user.has_perm("events.change_event")
    assert [message.to for message in mail.outbox] == [["somying@example.org"]]


def test_second_user_of_one_address_is_refused_whatever_its_case(client, new_user):
    UserFactory(email="somying@example.org")
    response = client.post(url("user", "add"), new_user)
    assert soup(response).select_one("ul.errorlist") is not None
    assert User.objects.filter(email__iexact="somying@example.org").count() == 1


def test_invitation_is_sent_again_by_a_button(client, sign_in, django_capture_on_commit_callbacks):
    sign_in(Role.ADMINISTRATOR)
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    button = soup(client.get(url("user", "change", user.pk))).select_one(".object-tools form[action*=invite]")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(button["action"])
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_user_with_a_password_is_not_invited(client, sign_in, django_capture_on_commit_callbacks):
    sign_in(Role.ADMINISTRATOR)
    user = UserFactory()
    assert soup(client.get(url("user", "change", user.pk))).select_one(".object-tools form[action*=invite]") is None
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("user", "invite", user.pk))
    assert mail.outbox == []


def test_user_is_switched_off_and_never_deleted(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    user = UserFactory()
    page = url("user", "change", user.pk)
    assert client.post(url("user", "delete", user.pk), {"post": "yes"}).status_code == 403
    data = shown_form(client.get(page))
    del data["is_active"]
    client.post(page, data)
    user.refresh_from_db()
    assert not user.is_active


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.REVIEWER, Role.APPROVER])
def test_users_are_seen_by_the_administrator_alone(client, sign_in, role):
    user = sign_in(role)
    assert client.get(url("user")).status_code == 403
    assert client.post(url("user", "change", user.pk), {}).status_code == 403
    assert client.post(url("user", "invite", user.pk)).status_code == 403
    assert Membership.objects.filter(user=user).count() == 1


def test_form_of_a_user_gives_no_superuser_and_no_password(client, new_user):
    forged = {"is_superuser": "on", "password": "x", "is_staff": "on"}
    client.post(url("user", "add"), new_user | forged)
    user = User.objects.get(email="somying@example.org")
    assert (user.is_superuser, user.has_usable_password()) == (False, False)


def test_passwords_cannot_be_guessed_by_a_filter(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    assert client.get(url("user"), {"password__startswith": "scrypt"}).status_code == 400


@pytest.mark.parametrize("size", [1, 3])
def test_list_of_users_costs_the_same_whatever_its_length(client, sign_in, django_assert_num_queries, size):
    sign_in(Role.ADMINISTRATOR)
    for _ in range(size):
        user_with_role(Role.EDITOR)
    with django_assert_num_queries(8):
        client.get(url("user"))


def test_log_of_exports_is_read_and_never_written(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    line = ExportLog.objects.create(export="summary-xlsx", subject="กิจกรรม", at=NOW)
    assert "24 พ.ย. 69" in client.get(url("exportlog")).content.decode()
    page = url("exportlog", "change", line.pk)
    assert [client.post(address).status_code for address in (page, url("exportlog", "add"))] == [403, 403]
