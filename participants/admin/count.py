"""The log of what was changed in attendance data; read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coopportal.admin import NOTHING, PortalModelAdmin, be_datetime_column
from participants.models import ChangeLog, Participant

KINDS = {"event": _("event"), "office": _("attending office"), "participant": _("participant")}
DETAILS = {"offices": _("attending offices"), "reason": _("reason")}


@admin.register(ChangeLog)
class ChangeLogAdmin(PortalModelAdmin):
    """Who changed which row, without personal values."""

    fields = ["time", "event", "by", "action", "row", "details"]
    list_display = ["time", "event", "by", "action", "row"]
    list_filter = ["action"]
    date_hierarchy = "at"
    search_fields = ["subject", "event__title", "event__code"]
    loads = ("event", "by")
    time = be_datetime_column("at", _("time"))

    @admin.display(description=_("subject"), ordering="subject")
    def row(self, change: ChangeLog) -> str:
        """Return which row it is, by kind and number."""
        kind, _space, number = change.subject.partition(" ")
        return f"{KINDS[kind]} {number}" if kind in KINDS else change.subject

    @admin.display(description=_("details"))
    def details(self, change: ChangeLog) -> str:
        """Return which fields were changed, and what else was written down, in the reader's language."""
        said = [
            f"{DETAILS.get(name, name)}: {value}"
            for item in change.fields
            if isinstance(item, dict)
            for name, value in item.items()
        ]
        labels = {field.name: str(field.verbose_name) for field in Participant._meta.concrete_fields}
        said += [labels.get(item, item) for item in change.fields if isinstance(item, str)]
        return ", ".join(said) or NOTHING

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes the log by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the log."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes from the log."""
        return False
