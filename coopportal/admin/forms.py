"""Forms, formsets and inputs of the staff area: one Thai spelling, and no query for a label that is loaded already."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from coopportal.fields import ThaiTextFormMixin


class NamedAutocomplete:
    """Mixin of autocompletes whose boxes are read aloud with the name of their field."""

    @property
    def media(self) -> forms.Media:
        """Load the script that names the boxes after the ones that draw them."""
        return super().media + forms.Media(js=["admin/js/autocomplete.js", "js/choice-names.js"])


class NamedAutocompleteMultiple(NamedAutocomplete, AutocompleteSelectMultiple):
    """An autocomplete of several rows."""


class KnownAutocompleteSelect(NamedAutocomplete, AutocompleteSelect):
    """An autocomplete that takes the label of the chosen row from ``known`` instead of asking the database."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: list[str], attr: dict[str, Any] | None = None) -> list[Any]:
        """Return the chosen row as the only option; the others come from the server while one types."""
        value = [one for one in value if self.may_be_key(one)]
        known = self.known
        if known is None or [str(one) for one in value] != [str(known.pk)]:
            options = [one for one in super().optgroups(name, value, attr)[0][1] if one["value"]]
        else:
            label = self.choices.field.label_from_instance(known)
            options = [self.create_option(name, str(known.pk), label, True, 0)]
        # HTML asks for a first option without a value where one must be chosen, and for a label of every option.
        (value_of_none, label_of_none), *_others = BLANK_CHOICE_DASH
        return [(None, [self.create_option(name, value_of_none, label_of_none, False, 0), *options], 0)]

    def may_be_key(self, value: Any) -> bool:
        """Whether a row can have this key; what somebody wrote into the address or the form is not asked for."""
        key = self.choices.queryset.model._meta.pk
        try:
            if value not in key.empty_values:
                key.run_validators(key.to_python(value))
        except ValidationError:
            return False
        return True


def bare_widget(field: forms.Field) -> forms.Widget:
    """Return the input of a field without the admin's wrapper of links."""
    widget = field.widget
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


class PortalForm(ThaiTextFormMixin, forms.ModelForm):
    """A model's form whose texts get their one Thai spelling; related rows that are loaded cost no query.

    ``in_order`` names pairs of fields of which the second must come after the first.
    """

    in_order: tuple[tuple[str, str], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = bare_widget(field)
            if isinstance(widget, KnownAutocompleteSelect) and self.instance.pk:
                relation = self.instance._meta.get_field(name)
                widget.known = relation.get_cached_value(self.instance, default=None)

    def clean(self) -> dict[str, Any]:
        """Say at the field that an end lies before its start."""
        cleaned = super().clean()
        for first, last in self.in_order:
            start, end = cleaned.get(first), cleaned.get(last)
            if start is not None and end is not None and end <= start:
                self.add_error(last, _("The end lies before the start."))
        return cleaned


class PortalFormSet(BaseInlineFormSet):
    """Rows of an inline that share the choices of their selects: one query for all rows, not one for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.shared_choices: dict[str, list[Any]] = {}
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Give the selects of a row the choices that the first row loaded."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if field.label and not field.widget.is_hidden:  # in a table, no label stands at the input
                bare_widget(field).attrs.setdefault("aria-label", field.label)
            if type(field) is forms.ModelChoiceField and type(bare_widget(field)) is forms.Select:
                self.narrow(name, field)
                if name not in self.shared_choices:
                    self.shared_choices[name] = list(field.choices)  # type: ignore[arg-type]  # of a model: iterable
                field.choices = self.shared_choices[name]

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Narrow the rows that ``field`` offers and accepts, for example to those of the same event."""
