"""The log of what was changed in attendance data; read only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coopportal.admin import NOTHING, LogAdmin
from participants.models import ChangeLog, Participant

KINDS = {"event": _("event"), "office": _("attending office"), "participant": _("participant")}
DETAILS = {"offices": _("attending offices"), "reason": _("reason")}


@admin.register(ChangeLog)
class ChangeLogAdmin(LogAdmin):
    """Who changed which row, without personal values."""

    fields = ["time", "event", "by", "action", "row", "details"]
    list_display = ["time", "event", "by", "action", "row"]
    list_filter = ["action"]
    search_fields = ["subject", "event__title", "event__code"]
    loads = ("event", "by")

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
