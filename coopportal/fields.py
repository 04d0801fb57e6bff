"""Form fields and widgets for what Thai staff type: Buddhist-era dates, Thai digits, Thai text.

Plain text inputs: they work without JavaScript, show the Buddhist era (`26/4/2565`) and take
every spelling that `coopportal.thai.dates` reads. What was not understood is answered with a
sentence that says how to mend it. With JavaScript a date has a calendar beside it, and what was
typed is read back under it before it is saved (`static/js/be-calendar.js`); a page with such a
form prints `{{ form.media }}`.

A ModelAdmin takes all of it by `formfield_overrides = THAI_OVERRIDES`, and for its texts by a
form with `ThaiTextFormMixin`.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coopportal.language import language
from coopportal.thai import dates
from coopportal.thai.numbers import plain_number
from coopportal.thai.text import normalise

Moment = TypeVar("Moment", date, datetime, time)

# By the codes of coopportal.thai.dates.TypedDateError.
TYPED_DATE_ERRORS: dict[str, Any] = {
    "unreadable": _("“%(value)s” is not a date. Type the day, the month and the year, for example 26/4/2565."),
    "year": _("The year %(year)s cannot be right. Type the Buddhist-era year in four digits, for example 2565."),
    "era": _("The year “%(short)s” may mean B.E. %(be)s or A.D. %(ce)s. Type the year in four digits."),
    "day": _("There is no day “%(value)s” in the calendar. Check the day and the month."),
    "time": _("“%(value)s” is not a time. Type hours and minutes, for example 09.00."),
    "time_missing": _("“%(value)s” has no time. Type the time after the date, for example 26/4/2565 09.00."),
}


class CalendarInput(forms.TextInput):
    """A text input with a calendar; `kind` says whether a time of day follows the date."""

    kind = "date"

    class Media:
        css = {"all": ["css/calendar.css"]}
        js = [Script("js/be-calendar.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the day that is today, and the words that the calendar shows."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] = {
            "autocomplete": "off",
            **context["widget"]["attrs"],
            "data-be-calendar": json.dumps(_calendar_words(self.kind), ensure_ascii=False, default=str),
        }
        return context


class BuddhistDateInput(CalendarInput):
    """A text input that shows a date as `26/4/2565`, and what was typed as it was typed."""

    def format_value(self, value: Any) -> str | None:
        """A date as `26/4/2565`; a text as it is."""
        return dates.numeric_date(value) if isinstance(value, date) else super().format_value(value)


class BuddhistDateTimeInput(CalendarInput):
    """A text input that shows a date and time as `26/4/2565 09.00`."""

    kind = "datetime"
    supports_microseconds = False

    def format_value(self, value: Any) -> str | None:
        """A moment as `26/4/2565 09.00`; a text as it is."""
        if isinstance(value, datetime):
            return f"{dates.numeric_date(value)} {dates.numeric_time(value)}"
        return super().format_value(value)


class ThaiTimeInput(forms.TextInput):
    """A text input that shows a time as `09.00`."""

    supports_microseconds = False

    def format_value(self, value: Any) -> str | None:
        """A time as `09.00`; a text as it is."""
        return dates.numeric_time(value) if isinstance(value, time) else super().format_value(value)


class ThaiNumberInput(forms.TextInput):
    """A text input that brings up the number keys; `type=number` would refuse Thai digits and commas."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"inputmode": "decimal", **(attrs or {})})


class BuddhistDateField(forms.DateField):
    """A date; which spellings and years it takes: `coopportal.thai.dates.parse_date`."""

    widget = BuddhistDateInput
    default_error_messages = TYPED_DATE_ERRORS

    def to_python(self, value: Any) -> date | None:
        """The date, or None for blank text."""
        if not isinstance(value, str):
            return super().to_python(value)
        return _read(self, value, lambda text: dates.parse_date(text, today=timezone.localdate()))


class BuddhistDateTimeField(forms.DateTimeField):
    """A date and time in one input, in the current time zone."""

    widget = BuddhistDateTimeInput
    default_error_messages = TYPED_DATE_ERRORS

    def to_python(self, value: Any) -> datetime | None:
        """The aware moment, or None for blank text."""
        if not isinstance(value, str):
            return super().to_python(value)
        moment = _read(self, value, lambda text: dates.parse_datetime(text, today=timezone.localdate()))
        return from_current_timezone(moment) if moment else None


class ThaiTimeField(forms.TimeField):
    """A time of the day: `9.30`, `09:30 น.`."""

    widget = ThaiTimeInput
    default_error_messages = TYPED_DATE_ERRORS

    def to_python(self, value: Any) -> time | None:
        """The time, or None for blank text."""
        return _read(self, value, dates.parse_time) if isinstance(value, str) else super().to_python(value)


class ThaiIntegerField(forms.IntegerField):
    """A whole number in Thai or Arabic digits, with or without thousands commas."""

    widget = ThaiNumberInput
    default_error_messages = {"invalid": _("Type a whole number, for example 1,129.")}

    def to_python(self, value: Any) -> int | None:
        """The number, or None for blank text."""
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class ThaiDecimalField(forms.DecimalField):
    """A number with decimals, in Thai or Arabic digits, with or without thousands commas."""

    widget = ThaiNumberInput
    default_error_messages = {"invalid": _("Type a number, for example 1,129.50.")}

    def to_python(self, value: Any) -> Any:
        """The Decimal, or None for blank text."""
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class NormalisedCharField(forms.CharField):
    """A text field whose value is in the one spelling of `coopportal.thai.text`: for search and filters."""

    def to_python(self, value: Any) -> str | None:
        """The text in its one spelling, without outer spaces."""
        return super().to_python(normalise_text(value) if isinstance(value, str) else value)


class ThaiTextFormMixin:
    """Gives every text of a form its one spelling before it reaches `clean()` and the model.

    Put it before `forms.Form` or `forms.ModelForm`. A field with `strip=False` (a password) is
    left as it was typed. A required text of invisible characters alone counts as not given.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        """Normalise what the fields accepted; a form that overrides it calls `super().clean()` first."""
        super().clean()  # type: ignore[misc]  # the form class that stands behind the mixin
        for name, typed in list(self.cleaned_data.items()):
            field = self.fields.get(name)
            if not isinstance(typed, str) or not getattr(field, "strip", True):
                continue
            self.cleaned_data[name] = normalise_text(typed)
            if typed and not self.cleaned_data[name] and field is not None and field.required:
                self.add_error(name, field.error_messages["required"])  # type: ignore[attr-defined]
        return self.cleaned_data


def normalise_text(text: str) -> str:
    """The spelling in which a typed text is kept: `coopportal.thai.text.normalise`, without outer spaces."""
    return normalise(text).strip()


BUDDHIST_OVERRIDES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"form_class": BuddhistDateField, "widget": BuddhistDateInput},
    models.DateTimeField: {"form_class": BuddhistDateTimeField, "widget": BuddhistDateTimeInput},
    models.TimeField: {"form_class": ThaiTimeField, "widget": ThaiTimeInput},
}
THAI_OVERRIDES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    **BUDDHIST_OVERRIDES,
    models.IntegerField: {"form_class": ThaiIntegerField, "widget": ThaiNumberInput},
    models.DecimalField: {"form_class": ThaiDecimalField, "widget": ThaiNumberInput},
}


def _calendar_words(kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "language": language(),
        "today": timezone.localdate().isoformat(),
        "choose": _("Choose a date"),
        "previousYear": _("Previous year"),
        "previousMonth": _("Previous month"),
        "nextMonth": _("Next month"),
        "nextYear": _("Next year"),
        "todayLabel": _("Today"),
        "clear": _("Clear"),
        "close": _("Close"),
        "keys": _("The arrow keys move by days and weeks, Page Up and Page Down by months, with Shift by years."),
        "errors": TYPED_DATE_ERRORS,
    }


def _read(field: forms.Field, text: str, parse: Callable[[str], Moment]) -> Moment | None:
    """What `parse` reads in `text`, nothing for blank text; its error in the words of the field."""
    if not text.strip():
        return None
    try:
        return parse(text)
    except dates.TypedDateError as error:
        raise ValidationError(field.error_messages[error.code], code=error.code, params=dict(error.params)) from error
