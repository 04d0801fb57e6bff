"""Two people edit one row: the second to save gets 409 with both texts, and loses nothing.

Each form carries the version it was opened with. If the row has moved on, nothing is saved: the form comes back with
everything that was typed, now on top of the newest version, and above it stands, field by field, what the other person
saved and what this one typed. What only the other person changed is taken over (the history knows the state from which
both started); saving again writes the form as it then stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from coopportal.admin.forms import PortalForm
from coopportal.editor import RichTextField
from coopportal.richtext import to_text

HTTP_CONFLICT = 409


class VersionedForm(PortalForm):
    """A form of a ``Versioned`` row; it carries the version that was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    conflict = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        """Refuse to save when somebody else has saved since the form was opened."""
        cleaned = super().clean()
        if self.conflict:
            raise ValidationError(
                _("Somebody else has saved this page since you opened it. Nothing of yours is lost: compare below."),
                code="conflict",
            )
        return cleaned


@dataclass(frozen=True)
class Difference:
    """One field that two people left in different states."""

    label: str
    theirs: str
    yours: str


@dataclass
class Conflict:
    """What was found when a stale form came in."""

    current: Any
    by: str = ""
    at: Any = None
    taken_over: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


class VersionedAdminMixin:
    """Mixin of ``ModelAdmin`` for ``Versioned`` models; their forms derive from ``VersionedForm``."""

    form: type[VersionedForm] = VersionedForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save in one transaction, with the row locked and its version compared first."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            request.conflict = self.find_conflict(request, object_id)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[VersionedForm]:
        """Return the form class; one of a stale request refuses to be saved."""
        form = super().get_form(request, obj, change, **kwargs)
        form.conflict = bool(getattr(request, "conflict", None))
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Count the version up."""
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Show both texts above the form, as 409."""
        conflict: Conflict | None = getattr(request, "conflict", None)
        if conflict:
            conflict.differences += form_differences(context["adminform"].form)
            for inline in context["inline_admin_formsets"]:
                conflict.differences += formset_differences(inline.formset)
            context["conflict"] = conflict
        response = super().render_change_form(request, context, **options)
        if conflict:
            response.status_code = HTTP_CONFLICT
        return response

    def find_conflict(self, request: HttpRequest, object_id: str) -> Conflict | None:
        """Lock the row; if the form was opened with another version, bring what was typed onto the newest one."""
        queryset = self.model._default_manager.select_for_update()  # type: ignore[attr-defined]
        try:
            current = queryset.get(pk=self.opts.pk.to_python(object_id))  # type: ignore[attr-defined]
        except (self.model.DoesNotExist, ValidationError):  # type: ignore[attr-defined]
            return None
        posted = request.POST.get("version", "")
        if posted == str(current.version):
            return None
        conflict = Conflict(current)
        data, files = request.POST.copy(), request.FILES
        data["version"] = str(current.version)
        if hasattr(current, "history") and posted.isdecimal():
            self.merge_untouched(request, data, conflict, int(posted))
        for formset_class, inline in self.get_formsets_with_inlines(request, current):  # type: ignore[attr-defined]
            drop_vanished_rows(data, files, formset_class, inline, current)
        request.POST = data
        return conflict

    def merge_untouched(self, request: HttpRequest, data: QueryDict, conflict: Conflict, opened: int) -> None:
        """Take over what the other person changed and this one left as it was when the form was opened."""
        current = conflict.current
        latest = current.history.select_related("history_user").first()
        if latest:
            conflict.by, conflict.at = str(latest.history_user or ""), latest.history_date
        base = current.history.filter(version=opened).first()
        if base is None:
            return
        form_class = self.get_form(request, current, change=True)
        touched = set(form_class(data, request.FILES, instance=base.instance).changed_data)
        old, new = form_class(instance=base.instance), form_class(instance=current)
        for name, form_field in new.fields.items():
            if name in touched or name == "version" or isinstance(form_field, forms.FileField):
                continue
            was, now = as_posted(old[name]), as_posted(new[name])
            if was == now:
                continue
            data.pop(name, None)
            if now is not None:
                data[name] = now
            conflict.taken_over.append(str(new[name].label))


def as_posted(bound: forms.BoundField) -> str | None:
    """Return what a browser would send for an input that shows its initial value."""
    value = bound.field.widget.format_value(bound.value())
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "on" if bound.value() else None
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return "" if value is None else str(value)


def shown(form_field: forms.Field, value: Any) -> str:
    """Return how a reader sees ``value`` (as typed, or as stored) of a field."""
    if isinstance(form_field, forms.BooleanField):
        return _("yes") if value not in {None, False, "", "off", "False"} else _("no")
    if value in form_field.empty_values:
        return ""
    if isinstance(form_field, forms.ModelChoiceField):
        try:
            return form_field.label_from_instance(form_field.to_python(value))
        except ValidationError:
            return str(value)
    if isinstance(form_field, forms.ChoiceField):
        return str(dict(form_field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(form_field, RichTextField):
        return to_text(str(value))
    formatted = form_field.widget.format_value(value)
    return str(value if formatted is None else formatted)


def form_differences(form: forms.BaseForm) -> Iterable[Difference]:
    """Return the fields of a bound form in which it differs from the database."""
    for name in form.changed_data:
        bound = form[name]
        if name == "version" or bound.is_hidden:
            continue
        yield Difference(
            str(bound.label), shown(bound.field, form.get_initial_for_field(bound.field, name)), typed(bound)
        )


def typed(bound: forms.BoundField) -> str:
    """Return what was typed into a bound field, as a reader sees it; of a file its name."""
    if isinstance(bound.field, forms.FileField):
        upload = bound.data
        return getattr(upload, "name", "") or ""
    return shown(bound.field, bound.data)


def formset_differences(formset: Any) -> Iterable[Difference]:
    """Return how the rows of a bound inline differ from the rows in the database."""
    title = str(formset.model._meta.verbose_name)
    sent = {form.instance.pk for form in formset.initial_forms if form.instance.pk}
    for row in formset.get_queryset():
        if row.pk not in sent:
            yield Difference(f"{title}: {row}", _("added"), _("not in your form; it stays"))
    for form in formset.initial_forms:
        if formset.can_delete and formset._should_delete_form(form):  # noqa: SLF001
            yield Difference(f"{title}: {form.instance}", _("kept"), _("deleted"))
            continue
        for difference in form_differences(form):
            yield Difference(f"{title}: {form.instance} – {difference.label}", difference.theirs, difference.yours)
    for form in formset.extra_forms:
        if form.has_changed():
            words = [typed(form[name]) for name in form.changed_data if not form[name].is_hidden]
            label = _("%(name)s (new)") % {"name": title}
            yield Difference(label, "", ", ".join(word for word in words if word))


def drop_vanished_rows(
    data: QueryDict, files: MultiValueDict, formset_class: Any, inline: Any, parent: models.Model
) -> None:
    """Make rows that somebody else deleted new rows of the form, so that what was typed in them can be saved again.

    Django wants existing rows first and new ones after them, so all rows of the inline are numbered anew.
    """
    prefix = formset_class.get_default_prefix()
    pk_name = inline.opts.pk.name
    there = {
        str(pk)
        for pk in inline.model._default_manager.filter(**{formset_class.fk.name: parent}).values_list("pk", flat=True)
    }
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    numbers = range(min(int(total), 1000) if total.isdecimal() else 0)
    existing = [n for n in numbers if data.get(f"{prefix}-{n}-{pk_name}") in there]
    vanished = [n for n in numbers if data.get(f"{prefix}-{n}-{pk_name}") and n not in existing]
    if not vanished:
        return
    new = [n for n in numbers if n not in existing]
    for store in (data, files):
        rows = {n: take_row(store, f"{prefix}-{n}-") for n in numbers}
        for place, number in enumerate([*existing, *new]):
            for name, values in rows[number].items():
                store.setlist(f"{prefix}-{place}-{name}", [""] if name == pk_name and number in vanished else values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(existing))


def take_row(store: MultiValueDict, start: str) -> dict[str, list[Any]]:
    """Take the values of one row out of ``store``, by the name after ``start``."""
    return {name.removeprefix(start): store.pop(name) for name in list(store) if name.startswith(start)}
