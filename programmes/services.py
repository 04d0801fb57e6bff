"""What changes about people who work here: invitations and sign-ins."""

import logging

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programmes.models import User
from programmes.tasks import send_invitation

logger = logging.getLogger(__name__)


@transaction.atomic
def invite_user(*, user: User, by: User) -> None:
    """Let the worker send ``user`` the mail with which the first password is set; may be repeated.

    Raises:
        ValidationError: The user has a password already, or may not sign in.
    """
    if not user.is_active:
        raise ValidationError(_("This person may not sign in. Tick “may sign in” first."), code="inactive")
    if user.has_usable_password():
        raise ValidationError(
            _("This person has a password already. Who has forgotten it uses “Forgot the password?”."), code="password"
        )
    transaction.on_commit(lambda: send_invitation.enqueue(user.pk))
    logger.info("user %s invited by user %s", user.pk, by.pk)


@transaction.atomic
def end_sessions(*, user: User, by: User) -> int:
    """Sign ``user`` out everywhere and return how many sessions that were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    logger.info("%s sessions of user %s ended by user %s", len(sessions), user.pk, by.pk)
    return len(sessions)


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> None:
    """Remove the second factor of somebody who lost the telephone, and sign the person out everywhere.

    With ``REQUIRE_MFA`` the next sign-in leads to setting up a new one.
    """
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user, by=by)
    logger.warning("second factor of user %s removed by user %s", user.pk, by.pk)
