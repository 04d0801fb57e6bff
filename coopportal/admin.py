"""The staff area: Django's own admin, in Thai, behind allauth's sign-in."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    """The admin of the portal."""

    site_header = _("Cooperative upgrade programme")
    site_title = _("Staff area")
    index_title = _("Staff area")
