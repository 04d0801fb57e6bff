"""Base classes of every list and form in the staff area."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from coopportal.admin.forms import KnownAutocompleteSelect, PortalForm, PortalFormSet
from coopportal.fields import THAI_OVERRIDES, normalise_text
from coopportal.richtext import to_text
from coopportal.thai.dates import format_date, format_datetime

Column = Callable[[Any, Any], str]
NOTHING = "–"


def be_date(day: date | None) -> str:
    """Return `26 เม.ย. 65`, or a dash."""
    return format_date(day, "short") if day else NOTHING


def be_datetime(moment: datetime | None) -> str:
    """Return `26 เม.ย. 65 เวลา 09.00 น.` in the portal's time zone, or a dash."""
    return format_datetime(timezone.localtime(moment), "short") if moment else NOTHING


def be_datetime_column(name: str, label: Any) -> Column:
    """Return a column of a list, sortable, that shows the moment in the attribute ``name`` in the Buddhist era."""

    @admin.display(description=label, ordering=name)
    def column(_admin: Any, obj: Any) -> str:
        return be_datetime(getattr(obj, name))

    return column


@dataclass(frozen=True)
class Tool:
    """A link above a form; with ``post`` a button, because it changes something at once."""

    label: Any
    url: str
    post: bool = False


def as_message(label: str) -> str:
    """Return the message that a label was made of: the label, or the same with a small first letter."""
    with translation.override("th"):
        return label if gettext(label) != label else label[:1].lower() + label[1:]


class FiscalYearFilter(admin.SimpleListFilter):
    """Rows of a fiscal year, named in the Buddhist era; a year that is not offered filters nothing.

    The rows come from a queryset with ``in_fiscal_year``; a subclass says in ``lookups`` which years are offered.
    """

    title = _("fiscal year (B.E.)")
    parameter_name = "year"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the rows of the chosen year."""
        chosen = [year for year, label in self.lookup_choices if label == self.value()]
        return queryset.in_fiscal_year(chosen[0]) if chosen else queryset


class AutocompleteMixin:
    """Autocompletes that show a loaded row without a query, and no button that would delete a related row."""

    admin_site: admin.AdminSite

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave deleting to the page of the related row itself."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use our autocomplete where Django would use its own."""
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = KnownAutocompleteSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PortalInline(AutocompleteMixin):
    """Mixin of inlines: Thai inputs, no empty rows, related rows of ``loads`` in one query."""

    form: type[PortalForm] = PortalForm
    formset: type[BaseInlineFormSet] = PortalFormSet
    formfield_overrides = THAI_OVERRIDES
    extra = 0
    loads: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Load the related rows whose labels the inputs show."""
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.loads) if self.loads else queryset


class PortalChangeList(ChangeList):
    """A list that sorts a column of choices in the order in which they are declared, not by what the database holds."""

    def get_ordering_field(self, field_name: Any) -> Any:
        """Return what to sort a column by."""
        name = super().get_ordering_field(field_name)
        if not isinstance(name, str):
            return name
        try:
            field = get_fields_from_path(self.model, name)[-1]
        except (FieldDoesNotExist, NotRelationField):
            return name
        if not field.choices:
            return name
        places = [models.When(**{name: value}, then=place) for place, (value, _label) in enumerate(field.flatchoices)]
        return models.Case(*places, default=len(places))


class PortalModelAdmin(AutocompleteMixin, admin.ModelAdmin):
    """A list and a form: Thai inputs, normalised search, links to neighbouring pages, no bulk deletion."""

    form: type[PortalForm] = PortalForm
    formfield_overrides = THAI_OVERRIDES
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    loads: tuple[str, ...] = ()
    """Related rows to load with the row of a form, for the labels of its inputs."""
    touch: Callable[[Any], None] | None = None
    """Told each row that was saved with its inlines, or is about to be deleted: keeps what was made of it up to date."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the inlines, and tell ``touch``."""
        super().save_related(request, form, formsets, change)
        if self.touch:
            self.touch(form.instance)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row, and tell ``touch``."""
        if self.touch:
            self.touch(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Delete rows, and tell ``touch`` of each."""
        if self.touch:
            for obj in queryset:
                self.touch(obj)
        super().delete_queryset(request, queryset)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Load the related rows whose labels a form shows."""
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.loads) if self.loads else queryset

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the class of lists."""
        return PortalChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Search for the one spelling in which texts are kept."""
        return super().get_search_results(request, queryset, normalise_text(search_term))

    def object_tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        """Return what stands above the form of ``obj``."""
        return []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form; what a service refuses at the last moment is said, and nothing is saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            return self.refused(request, error, request.get_full_path())

    def refused(self, request: HttpRequest, error: ValidationError, back: str) -> HttpResponse:
        """Say why something was refused, and go ``back``."""
        self.message_user(request, " ".join(error.messages), messages.ERROR)
        return redirect(back)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        """Keep the names of changed fields as the models have them: Django's capital letter has no translation."""
        said = super().construct_change_message(request, form, formsets, add)
        for change in said:
            if fields := change.get("changed", {}).get("fields"):
                change["changed"]["fields"] = [as_message(field) for field in fields]
        return said

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404(_("There is no such page."))

    def trail(self, request: HttpRequest, obj: Any) -> list[tuple[Any, str]]:
        """Return the links (label, address) between the first page and the form of ``obj`` (``None``: a new one)."""
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return [(self.opts.verbose_name_plural, address)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *, obj: Any = None, **options: Any
    ) -> HttpResponse:
        """Hand the links to the template."""
        context["object_tools"] = self.object_tools(request, obj) if obj else []
        context["trail"] = self.trail(request, obj)
        return super().render_change_form(request, context, obj=obj, **options)


class LogAdmin(PortalModelAdmin):
    """Rows that the portal itself writes, each with its moment ``at``: read only."""

    date_hierarchy = "at"
    time = be_datetime_column("at", _("time"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes the log by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the log."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes from the log."""
        return False


class BuddhistHistory(HistoricalRecordContextHelper):
    """How the list of changes words an old and a new value: dates in the Buddhist era."""

    def prepare_delta_change_value(self, change: ModelChange, value: Any) -> Any:
        """Return the value as a reader expects it."""
        if value is None:
            return "–"
        if isinstance(value, datetime):
            return be_datetime(value)
        if isinstance(value, date):
            return be_date(value)
        field = self.model._meta.get_field(change.field)
        if field.choices:
            return dict(field.flatchoices).get(value, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, str) and value.startswith("<"):
            return to_text(value) or value
        return super().prepare_delta_change_value(change, value)


class HistoryModelAdmin(PortalModelAdmin, SimpleHistoryAdmin):
    """A form with its history. An old state is not written back by itself: it is taken into the form, and saved there."""

    object_history_template = "admin/portal_history.html"
    object_history_list_template = "admin/portal_history_list.html"
    object_history_form_template = "admin/portal_history_form.html"
    history_list_per_page = 30

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> BuddhistHistory:
        """Word changes for Thai readers."""
        return BuddhistHistory(self.model, historical_record)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row; with ``?restore=`` and a number of its history, with the texts of that time (not saved)."""
        obj = super().get_object(request, object_id, from_field)
        restore = request.GET.get("restore", "")
        if obj is not None and request.method == "GET" and restore.isdecimal():
            old = obj.history.filter(history_id=restore).first()
            if old is not None:
                self.take_over(obj, old.instance)
        return obj

    def take_over(self, obj: Any, old: Any) -> None:
        """Copy what a person may edit from ``old`` to ``obj``."""
        for field in self.opts.concrete_fields:
            if field.editable and not field.primary_key and not isinstance(field, models.FileField):
                setattr(obj, field.attname, getattr(old, field.attname))

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an old state; writing it back here would pass by the rules of saving, so it is refused."""
        if request.method != "GET":
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        """Return the title of the list of changes."""
        return gettext("History: %(what)s") % {"what": obj}

    def history_form_view_title(self, request: HttpRequest, obj: Any) -> str:
        """Return the title of an old state."""
        return gettext("An earlier state: %(what)s") % {"what": obj}

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """Hide the button that would write an old state back."""
        return True
