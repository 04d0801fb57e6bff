"""Signing in and out, wrong tries, new passwords, invitations and the second factor, as a person meets them."""

import datetime as dt
import re
import time
from statistics import median
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from bs4 import BeautifulSoup
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from coopportal.accounts import SecondFactorAdapter
from programmes import services
from programmes.models import Role, User
from tests.conftest import NOW
from tests.factories import PASSWORD, UserFactory, user_with_role
from tests.markup import parsed

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another long password"
WRONG = "อีเมลหรือรหัสผ่านไม่ถูกต้อง"
LOCKED = "ระบบปิดการเข้าสู่ระบบไว้ 15 นาที"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


@pytest.fixture
def editor(roles) -> User:
    return user_with_role(Role.EDITOR, email="somying@example.org")


def sign_in(client, email="somying@example.org", password=PASSWORD, **data):
    return client.post(reverse("account_login"), {"login": email, "password": password, **data})


def sentences(response) -> str:
    """Return the visible text of the page's main part."""
    return " ".join(parsed(response.content.decode()).main.get_text(" ").split())


def signed_in(client) -> bool:
    return get_user(client).is_authenticated


def code_of(secret: str, steps: int = 0) -> str:
    """Return what an app shows now for a key, or some steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_second_factor(user: User, secret: str = "JBSWY3DPEHPK3PXP") -> str:
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def link_in(message) -> str:
    """Return the path of the link in a mail."""
    return urlsplit(re.search(r"http\S+/accounts/password/\S+", message.body).group()).path


def set_password(client, path: str, password: str = NEW_PASSWORD):
    form = client.get(path, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)


# -- in and out ---------------------------------------------------------------------------------------------------------


def test_sign_in_leads_to_the_staff_area(client, editor):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert signed_in(client)


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, editor):
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    assert sign_in(client, next="/admin/")["Location"] == "/admin/"


def test_sign_in_takes_the_address_in_upper_case_and_with_spaces(client, editor):
    sign_in(client, email="  Somying@Example.ORG ")
    assert signed_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "http://localhost/",
        "http://testserver@evil.example/",
        "\thttps://evil.example",
    ],
)
def test_sign_in_never_leaves_the_site(client, editor, target):
    assert sign_in(client, next=target)["Location"] == "/admin/"


def test_sign_in_takes_an_escaped_address_for_a_page_of_the_site(client, editor):
    assert sign_in(client, next="%2F%2Fevil.example")["Location"] == "%2F%2Fevil.example"


def test_sign_in_gives_the_session_a_new_key(client, editor):
    client.get(reverse("account_login"))
    session = client.session
    session["left by"] = "somebody else"
    session.save()
    client.cookies["session"] = session.session_key
    sign_in(client)
    assert client.cookies["session"].value != session.session_key


def test_wrong_password_and_unknown_address_read_the_same(client, editor):
    wrong = sign_in(client, password="not this one")
    unknown = sign_in(client, email="nobody@example.org")
    assert WRONG in sentences(wrong)
    assert sentences(wrong) == sentences(unknown)
    assert wrong.status_code == unknown.status_code == 200


def test_sign_in_never_puts_a_password_into_page_session_or_log(client, editor, caplog):
    page = sign_in(client, password="my secret try").content.decode()
    sign_in(client, password=PASSWORD)
    assert "my secret try" not in page + caplog.text
    assert PASSWORD not in str(Session.objects.get().get_decoded())


def test_refusals_and_sign_ins_leave_one_line_in_the_log(client, editor, caplog):
    caplog.set_level("INFO", logger="coopportal")
    sign_in(client, password="no")
    sign_in(client)
    assert [record.getMessage() for record in caplog.records if record.name == "coopportal.accounts"] == [
        "refused sign-in of somying@example.org from 127.0.0.1",
        f"user {editor.pk} signed in from 127.0.0.1",
    ]


def test_signing_out_takes_a_click_and_ends_the_session(client, editor):
    sign_in(client)
    assert "ออกจากระบบ" in sentences(client.get(reverse("account_logout")))
    assert signed_in(client)
    response = client.post("/admin/logout/")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert not signed_in(client)
    assert not Session.objects.exists()


def test_session_ends_twelve_hours_after_sign_in_however_busy(client, editor, time_machine):
    time_machine.move_to(NOW, tick=False)
    sign_in(client)
    for hours in range(1, 12):
        time_machine.move_to(NOW + dt.timedelta(hours=hours), tick=False)
        session = client.session
        session["busy"] = hours
        session.save()
        assert signed_in(client)
    time_machine.move_to(NOW + dt.timedelta(hours=12, seconds=1), tick=False)
    assert not signed_in(client)


def test_switching_a_user_off_ends_what_is_open(client, editor):
    sign_in(client)
    editor.is_active = False
    editor.save()
    assert client.get("/admin/").status_code == 302
    assert not signed_in(client)


def test_switched_off_user_is_told_so_only_with_the_right_password(client, editor):
    User.objects.update(is_active=False)
    assert sign_in(client)["Location"] == reverse("account_inactive")
    assert "ถูกปิดการใช้งาน" in sentences(client.get(reverse("account_inactive")))
    assert WRONG in sentences(sign_in(client, password="not this one"))
    assert not signed_in(client)


def test_user_without_rights_is_refused_in_the_staff_area_not_sent_round(client):
    UserFactory(email="somying@example.org")
    sign_in(client)
    assert client.get("/admin/", follow=True).status_code == 403


# -- wrong tries --------------------------------------------------------------------------------------------------------


def test_five_wrong_tries_lock_the_account_for_fifteen_minutes(client, editor, time_machine):
    for second in range(5):
        time_machine.move_to(NOW + dt.timedelta(seconds=second), tick=False)
        assert WRONG in sentences(sign_in(client, password="guess"))
    time_machine.move_to(NOW + dt.timedelta(minutes=14, seconds=59), tick=False)
    assert LOCKED in sentences(sign_in(client))
    assert not signed_in(client)
    time_machine.move_to(NOW + dt.timedelta(minutes=15, seconds=5), tick=False)
    sign_in(client)
    assert signed_in(client)


def test_four_wrong_tries_and_a_right_one_do_not_lock(client, editor, time_machine):
    for second in range(4):
        time_machine.move_to(NOW + dt.timedelta(seconds=second), tick=False)
        sign_in(client, password="guess")
    time_machine.move_to(NOW + dt.timedelta(seconds=5), tick=False)
    sign_in(client)
    assert signed_in(client)


def test_lock_reads_the_same_for_an_unknown_address(client, editor):
    for _ in range(5):
        sign_in(client, password="guess")
        sign_in(client, email="nobody@example.org")
    assert sentences(sign_in(client)) == sentences(sign_in(client, email="nobody@example.org"))


def test_lock_of_one_account_leaves_the_others_alone(client, editor):
    other = user_with_role(Role.VIEWER)
    for _ in range(5):
        sign_in(client, password="guess")
    sign_in(client, email=other.email)
    assert signed_in(client)


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_forged_addresses_do_not_reset_the_count(editor, header):
    for n in range(5):
        sign_in(Client(**{header: f"10.0.0.{n}"}), password="guess")
    assert LOCKED in sentences(sign_in(Client(**{header: "10.9.9.9"})))
    answers = [sign_in(Client(**{header: f"10.0.1.{n}"}), f"nobody{n}@example.org") for n in range(100)]
    assert {response.status_code for response in answers[30:]} == {429}


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(editor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(30):
        sign_in(Client(HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.7"), f"nobody{n}@example.org")
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="10.0.0.99, 203.0.113.7")).status_code == 429
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8")).status_code == 302


def test_another_host_name_does_not_reset_the_count(client, editor, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    for _ in range(5):
        sign_in(client, password="guess")
    assert LOCKED in sentences(sign_in(Client(HTTP_HOST="localhost")))


# -- a new password -----------------------------------------------------------------------------------------------------


def test_reset_mail_is_thai_and_its_link_sets_a_password_once(client, editor):
    response = client.post(reverse("account_reset_password"), {"email": "Somying@example.org"}, follow=True)
    assert "หากอีเมลนี้มีบัญชี" in sentences(response)
    (message,) = mail.outbox
    assert message.to == ["somying@example.org"]
    assert message.subject == "ตั้งรหัสผ่านใหม่"
    assert "ลิงก์นี้ใช้ได้ครั้งเดียว ถึงวันที่ 27 พฤศจิกายน 2569 เวลา 10.00 น." in message.body
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in message.body
    path = link_in(message)
    assert "ตั้งรหัสผ่านใหม่แล้ว" in sentences(set_password(client, path))
    assert not signed_in(client)
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in sentences(client.get(path, follow=True))
    sign_in(client, password=NEW_PASSWORD)
    assert signed_in(client)


def test_reset_answers_the_same_and_sends_nothing_for_an_unknown_address(client, editor):
    known = client.post(reverse("account_reset_password"), {"email": "somying@example.org"}, follow=True)
    mail.outbox.clear()
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert sentences(known) == sentences(unknown)
    assert mail.outbox == []


def test_switched_off_user_gets_no_reset_mail(client, editor):
    User.objects.update(is_active=False)
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    assert mail.outbox == []


def test_reset_link_dies_after_three_days(client, editor, time_machine):
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    time_machine.move_to(NOW + dt.timedelta(days=3, seconds=1), tick=False)
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in sentences(client.get(link_in(mail.outbox[0]), follow=True))


def test_reset_link_dies_when_the_address_changes(client, editor):
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    User.objects.update(email="somying.new@example.org")
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in sentences(client.get(link_in(mail.outbox[0]), follow=True))


def test_reset_opens_a_locked_account_and_ends_its_sessions(client, editor):
    elsewhere = Client()
    sign_in(elsewhere)
    for _ in range(5):
        sign_in(client, password="guess")
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    set_password(client, link_in(mail.outbox[0]))
    assert not signed_in(elsewhere)
    sign_in(client, password=NEW_PASSWORD)
    assert signed_in(client)


def test_reset_keeps_the_second_factor(client, editor):
    with_second_factor(editor)
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    set_password(client, link_in(mail.outbox[0]))
    assert sign_in(client, password=NEW_PASSWORD)["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_reset_may_be_asked_for_five_times_an_hour(client, editor):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    response = client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    assert response.status_code == 429
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elevenchars", "อย่างน้อย 12 ตัวอักษร"),
        ("123456789012", "เป็นตัวเลขทั้งหมด"),
        ("passwordpassword1", "ตั้งรหัสผ่านใหม่แล้ว"),
        ("somying@example", "คล้ายกับ"),
        ("qwerty123456", "เดาได้ง่าย"),
    ],
)
def test_new_password_is_taken_or_refused_in_thai(client, editor, password, sentence):
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    page = sentences(set_password(client, link_in(mail.outbox[0]), password))
    assert sentence in page


def test_thai_and_very_long_passwords_work(client, editor):
    password = "ม้าสี่ตัว กระโดดข้ามรั้ว " * 5
    client.post(reverse("account_reset_password"), {"email": "somying@example.org"})
    set_password(client, link_in(mail.outbox[0]), password)
    sign_in(client, password=password)
    assert signed_in(client)


def test_changing_the_password_asks_for_the_present_one_and_tells_by_mail(client, editor):
    sign_in(client)
    url = reverse("account_change_password")
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(url, {**data, "oldpassword": "not this one"}).status_code == 200
    assert client.post(url, {**data, "oldpassword": PASSWORD}).status_code == 302
    assert signed_in(client)
    assert ["รหัสผ่านของท่านถูกเปลี่ยนแล้ว" in message.body for message in mail.outbox] == [True]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_time_does_not_tell_whether_an_address_is_known(client, editor, settings, name):
    """Median gap below 10 ms over 60 tries each, with the real password hash and queue."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    editor.set_password(PASSWORD)
    editor.save()

    def seconds(email: str) -> float:
        start = time.perf_counter()
        client.post(reverse(name), {"login": email, "email": email, "password": "guess"})
        return time.perf_counter() - start

    pairs = [(seconds("somying@example.org"), seconds("nobody@example.org")) for _ in range(60)]
    assert abs(median(known - unknown for known, unknown in pairs)) < 0.010


# -- invitation ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(roles) -> User:
    return user_with_role(Role.ADMINISTRATOR)


def test_invitation_is_sent_once_the_transaction_is_through(client, administrator, django_capture_on_commit_callbacks):
    invited = User.objects.create_user("Newcomer@example.org", display_name="มานี ใจดี")
    with django_capture_on_commit_callbacks(execute=True):
        services.invite_user(user=invited, by=administrator)
        assert mail.outbox == []
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["newcomer@example.org"], "บัญชีของท่านสำหรับงานเจ้าหน้าที่")
    assert message.body.startswith("เรียน มานี ใจดี")
    assert "ถึงวันที่ 27 พฤศจิกายน 2569 เวลา 10.00 น." in message.body
    set_password(client, link_in(message))
    sign_in(client, "newcomer@example.org", NEW_PASSWORD)
    assert signed_in(client)


def test_invited_user_cannot_sign_in_before_setting_a_password(client):
    User.objects.create_user("newcomer@example.org", display_name="มานี ใจดี")
    for password in ("", "!", "None", "unusable"):
        assert sign_in(client, "newcomer@example.org", password).status_code == 200
    assert not signed_in(client)


@pytest.mark.parametrize(("fields", "code"), [({}, "password"), ({"is_active": False}, "inactive")])
def test_invitation_is_refused(administrator, fields, code):
    with pytest.raises(ValidationError) as error:
        services.invite_user(user=UserFactory(**fields), by=administrator)
    assert error.value.code == code
    assert mail.outbox == []


def test_names_with_line_breaks_add_no_header(administrator, django_capture_on_commit_callbacks):
    invited = User.objects.create_user("newcomer@example.org", display_name="มานี\r\nBcc: all@example.org <b>")
    with django_capture_on_commit_callbacks(execute=True):
        services.invite_user(user=invited, by=administrator)
    message = mail.outbox[0].message()
    assert (message["To"], message["Bcc"], message.get_content_type()) == ("newcomer@example.org", None, "text/plain")


# -- second factor ------------------------------------------------------------------------------------------------------


def test_second_factor_is_asked_after_the_password(client, editor):
    secret = with_second_factor(editor)
    assert sign_in(client, next="/admin/")["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert response["Location"] == "/admin/"
    assert signed_in(client)


def test_code_works_once_and_only_in_its_half_minute(client, editor):
    secret = with_second_factor(editor)
    for steps in (-1, 1):
        sign_in(client)
        assert "รหัสไม่ถูกต้อง" in sentences(client.post(reverse("mfa_authenticate"), {"code": code_of(secret, steps)}))
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert signed_in(client)
    again = Client()
    sign_in(again)
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not signed_in(again)


def test_five_wrong_codes_lock(client, editor):
    secret = with_second_factor(editor)
    sign_in(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert LOCKED in sentences(client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}))
    assert not signed_in(client)


def test_recovery_code_gets_in_once(client, editor):
    with_second_factor(editor)
    code = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        again = Client()
        sign_in(again)
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(again) is expected


def test_secrets_of_the_second_factor_are_not_readable_in_the_database(editor):
    secret = with_second_factor(editor)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert SecondFactorAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_setting_up_shows_a_picture_and_takes_a_real_code(client, editor, django_capture_on_commit_callbacks):
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = BeautifulSoup(page.content, "html.parser").find("code").get_text()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    codes = BeautifulSoup(client.get(response["Location"]).content, "html.parser").select(".recovery-codes code")
    assert [len(code.get_text()) for code in codes] == [8] * 10
    assert ["ตั้งค่าการยืนยันตัวตนขั้นที่สองแล้ว" in message.body for message in mail.outbox] == [True]


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes"])
def test_changes_of_the_second_factor_ask_for_the_password_again(client, editor, name, time_machine):
    secret = with_second_factor(editor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    time_machine.move_to(NOW + dt.timedelta(minutes=5), tick=False)
    response = client.get(reverse(name))
    assert urlsplit(response["Location"]).path == reverse("account_reauthenticate")
    again = client.post(response["Location"], {"password": PASSWORD, "next": reverse(name)})
    assert again["Location"] == reverse(name)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_second_factor_stays_as_it_is_until_the_password_was_given(client, editor, name, time_machine):
    secret = with_second_factor(editor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    time_machine.move_to(NOW + dt.timedelta(minutes=5), tick=False)
    before = list(Authenticator.objects.values("pk", "data"))
    assert urlsplit(client.post(reverse(name))["Location"]).path == reverse("account_reauthenticate")
    client.post(reverse("account_reauthenticate"), {"password": "guess", "next": reverse(name)})
    assert list(Authenticator.objects.values("pk", "data")) == before


def test_another_telephone_is_set_up_by_switching_off_first(client, editor):
    secret = with_second_factor(editor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=editor).exists()
    assert "ปิดการยืนยันตัวตนขั้นที่สองแล้ว" in mail.outbox[0].body


def test_administrator_switches_off_a_lost_second_factor_and_ends_sessions(client, editor, administrator):
    secret = with_second_factor(editor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    services.reset_second_factor(user=editor, by=administrator)
    assert not signed_in(client)
    assert not Authenticator.objects.filter(user=editor).exists()


def test_other_devices_can_be_signed_out(client, editor):
    elsewhere = Client(HTTP_USER_AGENT="โทรศัพท์ที่หายไป")
    sign_in(elsewhere)
    sign_in(client)
    assert "โทรศัพท์ที่หายไป" in sentences(client.get(reverse("usersessions_list")))
    client.post(reverse("usersessions_list"))
    assert signed_in(client)
    assert not signed_in(elsewhere)


# -- a second factor for all staff ---------------------------------------------------------------------------------------


@pytest.fixture
def required(settings) -> None:
    settings.REQUIRE_MFA = True


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/jsi18n/", "/admin/programmes/user/", "/admin/password_change/", "/"]
)
def test_staff_without_a_second_factor_are_led_to_it_from_every_page(client, editor, required, path):
    sign_in(client)
    assert client.get(path)["Location"] == reverse("mfa_activate_totp")
    assert client.post(path)["Location"] == reverse("mfa_activate_totp")


def test_setting_it_up_opens_the_staff_area_without_a_second_code(client, editor, required):
    sign_in(client)
    page = client.get("/admin/", follow=True)
    assert "แอปยืนยันตัวตน" in sentences(page)
    secret = BeautifulSoup(page.content, "html.parser").find("code").get_text()
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200


def test_session_from_before_must_give_a_code_first(client, editor, required):
    sign_in(client)
    secret = with_second_factor(editor)
    for path in ("/admin/", reverse("mfa_deactivate_totp"), reverse("account_change_password")):
        assert urlsplit(client.get(path)["Location"]).path == reverse("mfa_reauthenticate")
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200


def test_session_that_gave_a_code_needs_no_other(client, editor, required):
    secret = with_second_factor(editor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200


def test_switching_it_off_leads_straight_to_a_new_one(client, editor, required):
    secret = with_second_factor(editor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.post(reverse("mfa_deactivate_totp"), follow=True).request["PATH_INFO"] == reverse("mfa_index")
    assert client.get("/admin/")["Location"] == reverse("mfa_activate_totp")


def test_readers_and_signing_out_need_no_second_factor(client, editor, required):
    assert client.get("/healthz").status_code == 200
    sign_in(client)
    assert client.post(reverse("account_logout"))["Location"] == "/"
