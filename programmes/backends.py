"""Where a user's rights come from."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from programmes.models import User


class MembershipBackend(AuthenticationBackend):
    """Sign-in by e-mail (allauth), and rights from memberships.

    Each role has a group of the same name, whose permissions ``sync_roles`` writes. A user has the permissions of the
    groups of all roles held; costs one query per request, which Django's backend keeps on the user object.
    """

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(group__name__in=user_obj.memberships.values("role"))
