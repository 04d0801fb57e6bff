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


class MoreFilters(Div):
    """Fields that narrow screens fold away under a summary; where there is room they are always in sight."""

    template = "includes/more_filters.html"


class EnteredSelect(forms.Select):
    """A list to choose from of what staff entered: each choice says where it is Thai and the page is not."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return a choice with its language."""
        option = super().create_option(*args, **kwargs)
        if is_foreign(option["label"]):
            option["attrs"]["lang"] = "th"
        return option
