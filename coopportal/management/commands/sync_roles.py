"""``manage.py sync_roles``: write the table of ``coopportal.roles`` into the database."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from coopportal.roles import ROLE_PERMISSIONS


class Command(BaseCommand):
    """Give each role's group exactly the permissions of the table; safe to run again."""

    help = "Give each role exactly the permissions that coopportal/roles.py lists. Safe to run again."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Write every role, and say what changed; an unknown permission stops all of it."""
        known = {
            f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")
        }
        unknown = set().union(*ROLE_PERMISSIONS.values()) - known.keys()
        if unknown:
            raise CommandError(f"coopportal/roles.py names permissions that do not exist: {', '.join(sorted(unknown))}")
        changes = [self.sync(role, names, known) for role, names in ROLE_PERMISSIONS.items()]
        self.stdout.write("Roles changed." if any(changes) else "Roles are as the table says.")

    def sync(self, role: str, names: set[str], known: dict[str, Permission]) -> bool:
        """Bring one role's group in line and print each difference; returns whether there was one."""
        group, _created = Group.objects.get_or_create(name=role)
        held = set(group.permissions.values_list("pk", flat=True))
        before = {name for name, permission in known.items() if permission.pk in held}
        for sign, different in (("+", names - before), ("-", before - names)):
            for name in sorted(different):
                self.stdout.write(f"{role}: {sign} {name}")
        group.permissions.set([known[name] for name in names])
        return before != names
