"""The filters of the list of offices and of the statistics."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from coopportal.forms import EnteredSelect, FilterForm, MoreFilters
from coopportal.language import lang_span
from coopportal.templatetags.thai import fiscal_years
from events.forms import ALL, WordsForm
from participants.selectors.offices import Filters, Places, kinds_listed, places
from programmes.models import OrganisationKind, Province


class YearForm(FilterForm):
    """Which fiscal year the statistics tell of; no query."""

    year = forms.TypedChoiceField(label=_("Fiscal year (B.E.)"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, fiscal_years(year)) for year in years]  # type: ignore[attr-defined]
        self.helper.layout = Layout(Row(Column("year", css_class="col-12")))

    def fiscal_year(self) -> int | None:
        """Return the year that was asked for; ``None`` without one, or where there is no such year."""
        return self.understood().get("year")


class OfficeFilterForm(WordsForm):
    """What a reader asks of the list of offices; 3 queries for the choices."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False, widget=EnteredSelect)
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: Places = places()
        there = kinds_listed()
        kinds = [(kind, label) for kind, label in OrganisationKind.choices if kind in there]
        self.fields["kind"].choices = [ALL, *kinds]  # type: ignore[attr-defined]
        region = self.fields["region"]
        region.label = lang_span(self.places.scheme) or region.label
        region.choices = [ALL, *((name, name) for name in self.places.regions)]  # type: ignore[attr-defined]
        provinces = Province.objects.choices()
        self.fields["province"].choices = [ALL, *provinces]  # type: ignore[attr-defined]
        more = ("kind", "region", "province")
        columns = (Column(name, css_class="col-12 col-md-4") for name in more)
        self.helper.layout = Layout("q", MoreFilters(Row(*columns), is_open=any(self.data.get(name) for name in more)))

    def filters(self) -> Filters:
        """Return what was understood."""
        asked = self.understood()
        return Filters(text=asked.pop("q", ""), **asked)
