"""The project as an app (commands, template tags, system checks), and its admin site."""

import mimetypes
from importlib import import_module

from django.apps import AppConfig, apps
from django.contrib import admin
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created
from django.urls import register_converter

from coopportal.converters import NumberConverter
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
        """Register the Thai collation, the system checks, a converter, and a type of file that Python learnt in 3.13."""
        import_module("coopportal.checks")
        register_converter(NumberConverter, "number")
        mimetypes.add_type("image/webp", ".webp")
        connection_created.connect(register_thai_collation, dispatch_uid="thai collation")


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site class, and nothing in it but our own tables.

    What packages register - sign-in keys, sessions, queues, groups - is not edited by hand, not even by a superuser.
    """

    default = False
    default_site = "coopportal.admin.PortalAdminSite"

    def ready(self) -> None:
        """Collect the admin classes, and leave out those of packages."""
        super().ready()
        ours = {"programmes", "events", "participants"}
        others = [model for model in apps.get_models() if model._meta.app_label not in ours]
        admin.site.unregister([model for model in others if admin.site.is_registered(model)])
