"""The filters of the list of events and of the search page."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coopportal.fields import NormalisedCharField
from coopportal.forms import EnteredSelect, FilterForm, MoreFilters
from coopportal.templatetags.thai import fiscal_years
from coopportal.thai.words import truncate
from events import selectors
from events.models import EventFormat, EventKind
from programmes.models import SearchKind
from programmes.search.entries import facet
from programmes.search.query import LONGEST

ALL = ("", _("All"))
WHAT = [
    (SearchKind.EVENT, _("events and reports")),
    (SearchKind.SPEAKER, _("speakers")),
    (SearchKind.ORGANISATION, _("organisations")),
    (SearchKind.PROGRAMME, _("programmes")),
]


class WordsField(NormalisedCharField):
    """What is searched for. A longer text is no error: search reads its beginning, and the page says so."""

    def __init__(self) -> None:
        super().__init__(label=_("Search terms"), required=False, widget=forms.SearchInput)
        self.widget.attrs["maxlength"] = LONGEST

    def to_python(self, value: Any) -> str | None:
        """The text in its one spelling, at most as much as search reads, and one letter to tell that there was more."""
        return (super().to_python(value[: 4 * LONGEST] if isinstance(value, str) else value) or "")[: LONGEST + 1]


class WordsForm(FilterForm):
    """What is searched for; no query."""

    q = WordsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Row(Column("q", css_class="col-12")))

    def text(self) -> str:
        """Return what was typed, in its one spelling."""
        return self.understood().get("q", "")

    def was_cut(self) -> bool:
        """Whether more was typed than search reads."""
        return len(self.text()) > LONGEST


class EventsForm(FilterForm):
    """The filters that the list of events, its calendar and the search page share; a query for programmes and provinces each."""

    programme = forms.ChoiceField(label=_("Programme"), required=False, widget=EnteredSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *EventKind.choices], required=False)
    province = forms.ChoiceField(label=_("Province where it is held"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = list(selectors.programmes_with_events().values_list("slug", "title", "pk"))
        provinces = selectors.provinces_with_events().choices()
        self.fields["programme"].choices = [ALL, *((slug, title) for slug, title, _pk in programmes)]  # type: ignore[attr-defined]
        self.fields["province"].choices = [ALL, *provinces]  # type: ignore[attr-defined]
        self.programmes = {slug: pk for slug, _title, pk in programmes}


class FindForm(WordsForm, EventsForm):
    """The same, with what is searched for and the fiscal year; a query more, for the years."""

    year = forms.TypedChoiceField(label=_("Fiscal year (B.E.)"), coerce=int, empty_value=None, required=False)
    field_order = ("q", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [ALL, *((year, fiscal_years(year)) for year in selectors.fiscal_years())]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Asked:
    """A filter that is asked: its name in the address, and filter and value in words."""

    name: str
    label: str
    value: str


class MonthFilterForm(EventsForm):
    """What a reader asks of the calendar, in the words of the address (design §5)."""

    format = forms.ChoiceField(label=_("Format"), choices=[ALL, *EventFormat.choices], required=False)

    def filters(self) -> selectors.Filters:
        """Return what was understood."""
        return selectors.Filters(**self._of_calendar())

    def carried(self) -> str:
        """Return, as a query with its ``?``, what was understood of the filters that list and calendar share."""
        asked = self._of_calendar()
        return f"?{urlencode(asked)}" if asked else ""

    def _of_calendar(self) -> dict[str, Any]:
        return {name: value for name, value in self.understood().items() if name in MonthFilterForm.base_fields}

    def asked(self) -> list[Asked]:
        """Return the filters that are asked and understood, as they are shown above the list."""
        shown = []
        for name, value in self.understood().items():
            field = self.fields[name]
            label = dict(field.choices)[value] if hasattr(field, "choices") else f"“{truncate(value, 40)}”"
            shown.append(Asked(name, str(field.label), str(label)))
        return shown


class EventFilterForm(FindForm, MonthFilterForm):
    """What a reader asks of the list: the filters of the calendar, words, and the year, which a month has itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "q",
            MoreFilters(
                Row(
                    Column("programme", css_class="col-12"),
                    Column("year", css_class="col-6 col-lg-3"),
                    Column("kind", css_class="col-6 col-lg-3"),
                    Column("format", css_class="col-6 col-lg-3"),
                    Column("province", css_class="col-6 col-lg-3"),
                )
            ),
        )

    def filters(self) -> selectors.Filters:
        """Return what was understood."""
        return replace(super().filters(), text=self.text(), fiscal_year=self.understood().get("year"))

    def show_counts(self, counts: selectors.FacetCounts) -> None:
        """Say behind each choice how many events it would find."""
        for name, found in counts.items():
            field = self.fields[name]
            field.choices = [  # type: ignore[attr-defined]
                (value, f"{capfirst(label)} ({found[value]:,})")
                for value, label in field.choices  # type: ignore[attr-defined]
            ]


class SearchForm(FindForm):
    """What a reader asks of the search over everything."""

    what = forms.ChoiceField(label=_("Search in"), choices=[ALL, *WHAT], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(
                Column("q", css_class="col-12 col-lg-8"),
                Column("what", css_class="col-12 col-lg-4"),
            ),
            MoreFilters(
                Row(
                    Column("programme", css_class="col-12 col-lg-6"),
                    Column("year", css_class="col-6 col-lg-2"),
                    Column("kind", css_class="col-6 col-lg-2"),
                    Column("province", css_class="col-12 col-lg-2"),
                )
            ),
        )

    def facets(self) -> list[str]:
        """Return what the filters that were understood ask of the index."""
        asked = self.understood()
        if "programme" in asked:
            asked["programme"] = self.programmes[asked["programme"]]
        return [facet(name, asked[name]) for name in ("what", "year", "kind", "province", "programme") if name in asked]
