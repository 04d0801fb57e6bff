"""The filters of the list of events."""

from typing import Any

from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from coopportal.fields import NormalisedCharField
from coopportal.forms import FilterHelper
from events import selectors
from events.models import EventFormat, EventKind

ALL = ("", _("all"))


class EventFilterForm(forms.Form):
    """What a reader asks of the list, in the words of the address (design §5); 3 queries for the choices."""

    q = NormalisedCharField(label=_("Words in the title"), max_length=200, required=False)
    year = forms.TypedChoiceField(label=_("Fiscal year (B.E.)"), coerce=int, empty_value=None, required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *EventKind.choices], required=False)
    format = forms.ChoiceField(label=_("Format"), choices=[ALL, *EventFormat.choices], required=False)
    province = forms.ChoiceField(label=_("Province where it is held"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = selectors.programmes_with_events().values_list("slug", "title")
        provinces = selectors.provinces_with_events().values_list("code", "name")
        self.fields["year"].choices = [ALL, *((year, str(year)) for year in selectors.fiscal_years())]  # type: ignore[attr-defined]
        self.fields["programme"].choices = [ALL, *programmes]  # type: ignore[attr-defined]
        self.fields["province"].choices = [ALL, *provinces]  # type: ignore[attr-defined]
        self.helper = FilterHelper()
        self.helper.layout = Layout(
            Row(
                Column(Field("q", type="search"), css_class="col-12 col-lg-6"),
                Column("programme", css_class="col-12 col-lg-6"),
            ),
            Row(
                Column("year", css_class="col-6 col-lg-3"),
                Column("kind", css_class="col-6 col-lg-3"),
                Column("format", css_class="col-6 col-lg-3"),
                Column("province", css_class="col-6 col-lg-3"),
            ),
        )

    def filters(self) -> selectors.Filters:
        """Return what was understood; a value that means nothing here is left out (``not_understood`` names it)."""
        self.full_clean()
        asked = self.cleaned_data
        return selectors.Filters(
            text=asked.get("q") or "",
            fiscal_year=asked.get("year"),
            programme=asked.get("programme") or "",
            kind=asked.get("kind") or "",
            format=asked.get("format") or "",
            province=asked.get("province") or "",
        )

    def not_understood(self) -> list[str]:
        """Return the labels of the filters whose value means nothing."""
        return [str(self.fields[name].label) for name in self.errors]
