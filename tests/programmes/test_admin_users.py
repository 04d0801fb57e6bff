"""What an administrator may do to other people's sign-ins, and what not."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from programmes.models import Membership, Role, User
from tests.factories import PASSWORD, OrganisationFactory, UserFactory, user_with_role
from tests.posting import shown_form

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture
def administrator(client) -> User:
    user = user_with_role(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def colleague() -> User:
    user = user_with_role(Role.EDITOR)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user


def page(name: str, user: User) -> str:
    return reverse(f"admin:programmes_user_{name}", args=[user.pk])


def signed_in_elsewhere(user: User) -> Client:
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert get_user(elsewhere) == user
    return elsewhere


def test_lost_telephone_is_helped_by_a_button(client, administrator, colleague):
    assert page("second_factor", colleague) in client.get(page("change", colleague)).content.decode()
    response = client.post(page("second_factor", colleague), follow=True)
    assert "ปิดการยืนยันตัวตนขั้นที่สองแล้ว" in response.content.decode()
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert page("second_factor", colleague) not in response.content.decode()


def test_somebody_else_is_signed_out_everywhere(client, administrator):
    colleague = user_with_role(Role.EDITOR)
    elsewhere = signed_in_elsewhere(colleague)
    client.post(page("sign_out", colleague))
    assert not get_user(elsewhere).is_authenticated
    assert get_user(client) == administrator


@pytest.mark.parametrize("button", ["second_factor", "sign_out"])
def test_own_second_factor_and_sessions_are_left_to_the_own_account(client, administrator, button):
    TOTP.activate(administrator, "JBSWY3DPEHPK3PXP")
    assert page(button, administrator) not in client.get(page("change", administrator)).content.decode()
    assert client.post(page(button, administrator)).status_code == 403
    assert Authenticator.objects.filter(user=administrator).exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("button", ["second_factor", "sign_out", "invite"])
def test_other_roles_have_no_power_over_sign_ins(client, colleague, role, button):
    client.force_login(user_with_role(role))
    assert client.post(page(button, colleague)).status_code == 403
    assert Authenticator.objects.filter(user=colleague).exists()


def test_superuser_is_not_changed_by_an_administrator(client, administrator):
    """Whoever could change the address could set the password, and be a superuser."""
    root = UserFactory(is_superuser=True)
    assert client.get(page("change", root)).status_code == 200
    assert client.post(page("change", root), {"email": "mine@example.org", "display_name": "x"}).status_code == 403
    for button in ("second_factor", "sign_out", "invite"):
        assert client.post(page(button, root)).status_code == 403
    root.refresh_from_db()
    assert root.email != "mine@example.org"


def test_forged_fields_make_nobody_a_superuser(client, administrator, colleague):
    form = shown_form(client.get(page("change", colleague)))
    forged = {"is_superuser": "on", "is_staff": "on", "password": "md5$x$y", "groups": "1", "user_permissions": "1"}
    assert client.post(page("change", colleague), form | forged).status_code == 302
    before = colleague.password
    colleague.refresh_from_db()
    assert (colleague.is_superuser, colleague.password) == (False, before)
    assert not colleague.groups.exists()
    assert not colleague.user_permissions.exists()


def test_role_row_of_another_user_cannot_be_taken(client, administrator, colleague):
    """A forged key of an inline row changes nothing."""
    other = Membership.objects.create(user=UserFactory(), organisation=OrganisationFactory(), role=Role.VIEWER)
    form = shown_form(client.get(page("change", colleague)))
    form |= {"memberships-0-id": str(other.pk), "memberships-0-role": Role.ADMINISTRATOR}
    client.post(page("change", colleague), form)
    assert set(Membership.objects.filter(role=Role.ADMINISTRATOR).values_list("user", flat=True)) == {administrator.pk}
    other.refresh_from_db()
    assert other.role == Role.VIEWER
