"""How allauth behaves here: who gets in, for how long, and what the pages of an account ask and say."""

import base64
import logging
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from programmes.models import User
from programmes.tasks import send_notice, send_reset_link

logger = logging.getLogger(__name__)

SET_UP_HERE = "second_factor_set_up_here"
"""Key in a session: the user whose second factor was set up in it."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only; wrong tries are counted by address, whatever host name was asked."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account may not sign in. Please ask the administrator."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
        "incorrect_password": _("The password is not right."),
        "rate_limited": _("Too many tries. Please wait 15 minutes and try again."),
        "too_many_login_attempts": _(
            "Too many wrong tries. Signing in is locked for 15 minutes. "
            "Please try again later, or set a new password with “Forgot the password?”."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer with pages only: the JSON twin of every form is a door that nobody needs."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether ``next=`` stays on the host that was asked; other allowed hosts do not count."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before a change of the account, unless the sign-in itself was a moment ago."""
        return super().is_reauthentication_required(app=app, **kwargs) and not self._signed_in_a_moment_ago()

    def _signed_in_a_moment_ago(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return bool(records) and timezone.now().timestamp() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT

    def login(self, request: HttpRequest, user: User) -> None:
        """Start the session; it ends at a fixed time."""
        super().login(request, user)
        end_session_later(request)
        logger.info("user %s signed in from %s", user.pk, self.get_client_ip(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a line in the log."""
        logger.warning("refused sign-in of %s from %s", credentials.get("email"), self.get_client_ip(request))

    def set_password(self, user: User, password: str) -> None:
        """Set the password, and forget the wrong tries: whoever follows the link of a mail is not guessing."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)
        logger.info("user %s set a password", user.pk)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the user by mail, sent by the worker, that something about signing in was changed."""
        send_notice.enqueue(
            user.pk, template_prefix.rpartition("/")[2], timezone.now().isoformat(), self.get_client_ip(self.request)
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return str(credentials.get("email", "")).lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are encrypted with the secret key: a stolen database does not give codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with the present secret key."""
        return fernet().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the present secret key or a former one.

        Raises:
            cryptography.fernet.InvalidToken: The secret key is another one; then nobody gets in by a code.
        """
        return fernet().decrypt(encrypted_text).decode()


def fernet() -> MultiFernet:
    """Return the cipher of the secret keys, the present one first."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("coopportal.accounts", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def end_session_later(request: HttpRequest) -> None:
    """Let the session end ``SESSION_COOKIE_AGE`` after now, however busy it is."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def passed_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was opened with a second factor, or set one up; costs no query."""
    user = request.user
    return request.session.get(SET_UP_HERE) == user.pk or any(
        record["method"] == "mfa" for record in get_authentication_records(request, user)
    )


class PlainForm(forms.Form):
    """Drops the placeholders, which only repeat the labels, and gives inputs the attributes in ``inputs``."""

    inputs: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.update(self.inputs.get(name, {}))


FIRST = {"autofocus": True}
CODE = {"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false", "autofocus": True}


class SignInForm(PlainForm, LoginForm):
    """E-mail and password."""

    inputs: ClassVar = {"login": {"autocomplete": "username", **FIRST}}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in; with a second factor the session is not open yet when this returns."""
        response = super().login(request, redirect_url)
        end_session_later(request)
        return response


class ResetForm(PlainForm, ResetPasswordForm):
    """Asks for a reset link; page and time are the same whether or not somebody has this address."""

    inputs: ClassVar = {"email": FIRST}

    def clean_email(self) -> str:
        """Return the address in lower case; nothing is looked up here."""
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Let the worker look the address up, and send the link if somebody has it."""
        send_reset_link.enqueue(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class NewPasswordForm(PlainForm, ResetPasswordKeyForm):
    """A new password, twice, after following the link of a mail."""

    inputs: ClassVar = {"password1": FIRST}


class ChangeForm(PlainForm, ChangePasswordForm):
    """The present password, and a new one twice."""

    inputs: ClassVar = {"oldpassword": FIRST}


class PasswordAgainForm(PlainForm, ReauthenticateForm):
    """The password, before a change of the account."""

    inputs: ClassVar = {"password": FIRST}


class CodeForm(PlainForm, mfa_forms.AuthenticateForm):
    """A code of the app, or a recovery code, to sign in."""

    inputs: ClassVar = {"code": CODE}


class CodeAgainForm(PlainForm, mfa_forms.ReauthenticateForm):
    """A code of the app, or a recovery code, before a change of the account."""

    inputs: ClassVar = {"code": CODE}


class FirstCodeForm(PlainForm, ActivateTOTPForm):
    """The first code of an app that was just set up."""

    inputs: ClassVar = {"code": CODE}


class SetUpSecondFactorView(ActivateTOTPView):
    """Setting up the app; a right first code is a passed second factor of this session."""

    def form_valid(self, form: FirstCodeForm) -> HttpResponse:
        """Remember it in the session."""
        response = super().form_valid(form)
        self.request.session[SET_UP_HERE] = self.request.user.pk
        return response
