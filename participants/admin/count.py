"""The log of what was changed in attendance data; read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coopportal.admin import PortalModelAdmin, be_datetime_column
from participants.models import ChangeLog

KINDS = {"event": _("event"), "office": _("attending office"), "participant": _("participant")}


@admin.register(ChangeLog)
class ChangeLogAdmin(PortalModelAdmin):
    """Who changed which row, without personal values."""

    fields = ["time", "event", "by", "action", "row", "fields"]
    list_display = ["time", "event", "by", "action", "row"]
    list_filter = ["action"]
    search_fields = ["subject", "event__title", "event__code"]
    loads = ("event", "by")
    time = be_datetime_column("at", _("time"))

    @admin.display(description=_("subject"), ordering="subject")
    def row(self, change: ChangeLog) -> str:
        """Return which row it is, by kind and number."""
        kind, _space, number = change.subject.partition(" ")
        return f"{KINDS[kind]} {number}" if kind in KINDS else change.subject

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes the log by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the log."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes from the log."""
        return False
