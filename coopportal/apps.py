"""The project as an app (commands, template tags, system checks), and its admin site."""

import mimetypes
from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created

from coopportal.thai.collate import compare


def register_thai_collation(connection, **kwargs) -> None:
    """Give each SQLite connection the collation ``thai``; PostgreSQL has it from the first migration."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("thai", compare)


class CoopportalConfig(AppConfig):
    """Wiring: what must be in place before the first query."""

    default = True
    name = "coopportal"

    def ready(self) -> None:
        """Register the Thai collation, the system checks, and a type of file that Python learnt in 3.13."""
        import_module("coopportal.checks")
        mimetypes.add_type("image/webp", ".webp")
        connection_created.connect(register_thai_collation, dispatch_uid="thai collation")


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site class."""

    default = False
    default_site = "coopportal.admin.PortalAdminSite"
