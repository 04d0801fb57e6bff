"""Mails that the worker sends: pages never wait for a mail server, and no queue holds a secret.

A task gets an address or a user's number and makes its link when it runs, so that neither the queue nor a backup of it
holds a token.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import int_to_base36
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from programmes.models import User

logger = logging.getLogger(__name__)

NOTICES = {
    "password_changed": _("Your password was changed."),
    "password_reset": _("A new password was set with a link from a mail."),
    "totp_activated": _("The second factor was set up."),
    "totp_deactivated": _("The second factor was switched off."),
    "recovery_codes_generated": _("New recovery codes were made; the former ones no longer work."),
}
"""What a user is told after a change, by the name of allauth's notification."""


@task()
def send_invitation(user_id: int) -> None:
    """Send the mail with which an invited user sets the first password."""
    with translation.override(settings.LANGUAGE_CODE):
        user = User.objects.get(pk=user_id)
        _send(user, gettext("Your account in the staff area"), "invitation", **_link(user))


@task()
def send_reset_link(email: str) -> None:
    """Send a reset link, if an active user has the address; else nothing is sent."""
    with translation.override(settings.LANGUAGE_CODE):
        for user in User.objects.filter(email=email, is_active=True):
            _send(user, gettext("Set a new password"), "reset", **_link(user))


@task()
def send_notice(user_id: int, notice: str, at: str, address: str) -> None:
    """Tell a user that something about signing in was changed; notices that we do not know are left out."""
    if notice not in NOTICES:
        return
    with translation.override(settings.LANGUAGE_CODE):
        user = User.objects.get(pk=user_id)
        moment = timezone.localtime(datetime.fromisoformat(at))
        _send(user, gettext("Your account was changed"), "notice", change=NOTICES[notice], at=moment, address=address)


def _link(user: User) -> dict[str, Any]:
    """Return the link that sets a password once, and until when it works."""
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": int_to_base36(user.pk), "key": token})
    until = timezone.localtime() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return {"link": settings.SITE_URL + path, "until": until}


def _send(user: User, subject: str, template: str, **context: Any) -> None:
    body = render_to_string(f"programmes/mail/{template}.txt", {"user": user, "SITE_URL": settings.SITE_URL, **context})
    send_mail(subject, body.strip() + "\n", None, [user.email])
    logger.info("mail %s sent to user %s", template, user.pk)
