"""The rows on the page of an event: days, agenda, speakers, organisers, documents.

Django refuses a form of more than 1,000 fields, so each kind of row has a largest number; a test adds them up.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from coopportal.admin import NOTHING, PortalForm, PortalFormSet, PortalInline
from coopportal.fields import THAI_OVERRIDES, normalise_text
from coopportal.uploads import DocumentField
from events.models import Appearance, Document, EventDay, EventOrganiser, Session


class OrganiserInline(PortalInline, admin.StackedInline):
    """Who organised the event."""

    classes = ["collapse"]
    model = EventOrganiser
    fields = [("organisation", "part", "sort_no")]
    autocomplete_fields = ["organisation"]
    loads = ("organisation",)
    max_num = 6


class TimesForm(PortalForm):
    """A day, or an item of the agenda, ends after it starts."""

    in_order = (("starts_at", "ends_at"),)


class DayInline(PortalInline, admin.StackedInline):
    """When and where."""

    model = EventDay
    fields = [("date", "starts_at", "ends_at"), ("room", "venue")]
    form = TimesForm
    max_num = 7

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        """Open one empty row for a new event."""
        return 0 if obj else 1


class SessionInline(PortalInline, admin.StackedInline):
    """The agenda."""

    classes = ["collapse"]
    model = Session
    form = TimesForm
    fields = [
        ("date", "starts_at", "ends_at", "sort_no"),
        ("title", "kind"),
        ("responsible", "room"),
        "key_points",
    ]
    max_num = 28


class AppearanceForm(PortalForm):
    """Without a name of its own, an appearance keeps today's name of the speaker."""

    def clean(self) -> dict[str, Any]:
        """Fill in the name."""
        cleaned = super().clean()
        if cleaned.get("speaker") and not cleaned.get("name"):
            cleaned["name"] = cleaned["speaker"].full_name
        return cleaned


class AppearanceFormSet(PortalFormSet):
    """Appearances belong to items of the same event's agenda."""

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer and accept only this event's agenda."""
        if name == "session":
            field.queryset = Session.objects.filter(event=self.instance) if self.instance.pk else Session.objects.none()


class AppearanceInline(PortalInline, admin.StackedInline):
    """Presiding persons and speakers, in protocol order."""

    classes = ["collapse"]
    model = Appearance
    form = AppearanceForm
    formset = AppearanceFormSet
    fields = [
        ("speaker", "capacity", "sort_no"),
        ("position", "organisation"),
        ("session", "topic"),
        "said",
        ("name", "acting_for", "staff_note"),
    ]
    autocomplete_fields = ["speaker", "organisation"]
    loads = ("speaker__prefix", "organisation")
    max_num = 22


class StoredFileForm(PortalForm):
    """A form with one private file, whose input links to the view that checks who asks."""

    file_field = ""
    address = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.file_field in self.fields:
            widget = self.fields[self.file_field].widget
            widget.address = reverse(self.address, args=[self.instance.pk])
            widget.shown_name = str(self.instance)


class StoredFileInline(PortalInline):
    """Rows with one private file: whoever may not change it gets a link, since the file has no address of its own."""

    form: type[StoredFileForm]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put the link where the input would stand."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return fields
        name = self.form.file_field
        rows = [field if isinstance(field, tuple) else (field,) for field in fields]
        return [tuple("stored_file" if field == name else field for field in row) for row in rows]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Name the link."""
        return ["stored_file", *super().get_readonly_fields(request, obj)]

    @admin.display(description=_("file"))
    def stored_file(self, row: Any) -> str:
        """Link to the view that checks who asks."""
        if not getattr(row, self.form.file_field, None):
            return NOTHING
        return format_html('<a href="{}">{}</a>', reverse(self.form.address, args=[row.pk]), row)


class DocumentForm(StoredFileForm):
    """A document; the name that its file came with is kept, without invisible characters."""

    file_field = "file"
    address = "admin:events_document_original"

    def clean(self) -> dict[str, Any]:
        """Keep the name of a new file."""
        cleaned = super().clean()
        if "file" in self.changed_data and cleaned.get("file"):
            self.instance.original_name = normalise_text(cleaned["file"].name)[-255:]
        return cleaned


class DocumentInline(StoredFileInline, admin.StackedInline):
    """Documents and links."""

    classes = ["collapse"]
    model = Document
    form = DocumentForm
    fields = [("kind", "title"), ("file", "link"), ("letter_number", "dated"), ("is_public", "sort_no")]
    formfield_overrides = {
        **THAI_OVERRIDES,
        models.FileField: {"form_class": DocumentField, "widget": DocumentField.widget},
    }
    max_num = 10
    verbose_name_plural = _("documents")


INLINES = [DayInline, SessionInline, AppearanceInline, OrganiserInline, DocumentInline]
