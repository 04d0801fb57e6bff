"""Who works with the portal, and in which role of which organisation."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models.base import ThaiCharField
from programmes.models.organisation import Organisation


class UserManager(BaseUserManager["User"]):
    """Makes users, and finds them by e-mail whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of an e-mail address, in upper or lower case."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a user; without a password nobody can sign in until one is set by a reset link."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a user who may do everything (for the department's IT, from the command line)."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff; signs in with an e-mail address, is shown by a Thai name.

    Rights come from memberships (``programmes.backends.MembershipBackend``), not from Django's groups of a user.
    """

    email = models.EmailField(_("e-mail"), unique=True, help_text=_("Used to sign in."))
    display_name = ThaiCharField(_("name and surname"), max_length=150)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Untick this instead of deleting the user.")
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["display_name", "id"]
        permissions = [("access_admin", "Can work in the staff area")]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_whatever_case")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_staff(self) -> bool:
        """Whether the staff area is open to this user (Django's admin asks for this name)."""
        return self.has_perm("programmes.access_admin")

    def get_full_name(self) -> str:
        """Return the name to show."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the name to greet with."""
        return self.display_name


class Role(models.TextChoices):
    """The department's roles; what each may do is the table in ``coopportal.roles``."""

    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer (group director)")
    APPROVER = "approver", _("approver (division director)")
    VIEWER = "viewer", _("viewer")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """One user has one role in one organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("role of a user")
        verbose_name_plural = _("roles of users")
        ordering = ["user", "organisation", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(name="membership_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
