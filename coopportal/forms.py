"""How the portal's own forms look: crispy, by one layout helper for each kind of form."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms

from coopportal.language import is_foreign


class FilterHelper(FormHelper):
    """Fields of a form whose answers stand in the address, so that they can be shared; the page writes ``<form>``."""

    form_tag = False
    disable_csrf = True


class FilterForm(forms.Form):
    """What a reader asks of a list by its address; no query.

    A value that means nothing here is no error: it is left out, and named above the list.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FilterHelper()
        self._left_out: list[str] = []

    def add_error(self, field: str | None, error: Any) -> None:
        """Name the filter whose value means nothing, where other forms keep what is wrong with it."""
        self._left_out.append(str(self.fields[str(field)].label))

    def understood(self) -> dict[str, Any]:
        """Return the values that mean something, by the names of their filters."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def not_understood(self) -> list[str]:
        """Return the labels of the filters whose value means nothing."""
        self.is_valid()
        return self._left_out


class MoreFilters(Div):
    """Fields that narrow screens fold away under a summary; where there is room they are always in sight."""

    template = "includes/more_filters.html"

    def __init__(self, *fields: Any, is_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*fields, **kwargs)
        self.is_open = is_open


class EnteredSelect(forms.Select):
    """A list to choose from of what staff entered: each choice says where it is Thai and the page is not."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return a choice with its language."""
        option = super().create_option(*args, **kwargs)
        if is_foreign(option["label"]):
            option["attrs"]["lang"] = "th"
        return option
