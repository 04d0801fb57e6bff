"""The events of one month, day by day, and the months that have any."""

import datetime as dt
from calendar import SUNDAY, Calendar, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncMonth

from coopportal.thai.dates import fiscal_year
from events.models import Event, EventDay
from events.selectors import Filters, filtered_events

WEEKS = Calendar(firstweekday=SUNDAY)
"""Thai calendars begin a week with Sunday, as the calendar beside an input does."""


@dataclass(frozen=True)
class Day:
    """One day, with the events that have a day on it."""

    date: dt.date
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Week:
    """Seven days from Sunday on; ``None`` stands for those of another month."""

    days: tuple[Day | None, ...]

    @property
    def last(self) -> dt.date:
        """Its last day within the month."""
        return self.within[-1].date

    @property
    def within(self) -> list[Day]:
        """The days that belong to the month."""
        return [day for day in self.days if day]


@dataclass(frozen=True)
class CountedMonth:
    """A month, by its first day, and how many events have days in it."""

    first: dt.date
    events: int


@dataclass(frozen=True)
class MonthPage:
    """One month as a calendar; ``counted`` are all months with events that fit the same filters, in order."""

    first: dt.date
    weeks: tuple[Week, ...]
    counted: tuple[CountedMonth, ...]

    @cached_property
    def days(self) -> list[Day]:
        """The days on which there is something."""
        return [day for week in self.weeks for day in week.within if day.events]

    @cached_property
    def events(self) -> list[Event]:
        """The events of the month, each once, in the order of the calendar."""
        return list(dict.fromkeys(event for day in self.days for event in day.events))

    @property
    def demonstration(self) -> bool:
        """Whether there are events, and all are invented: the page says so once, and not of each."""
        return bool(self.events) and all(event.demonstration or event.programme.demonstration for event in self.events)

    @property
    def previous(self) -> CountedMonth | None:
        """The nearest month before with events, so that nobody walks through empty ones."""
        return next((month for month in reversed(self.counted) if month.first < self.first), None)

    @property
    def next(self) -> CountedMonth | None:
        """The nearest month after with events."""
        return next((month for month in self.counted if month.first > self.first), None)

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the month (Buddhist era)."""
        return fiscal_year(self.first)

    @property
    def in_year(self) -> list[CountedMonth]:
        """The months with events of the same fiscal year."""
        return [month for month in self.counted if fiscal_year(month.first) == self.fiscal_year]

    @property
    def other_years(self) -> dict[int, dt.date]:
        """The other fiscal years with events, each with its first month that has some."""
        years: dict[int, dt.date] = {}
        for month in self.counted:
            years.setdefault(fiscal_year(month.first), month.first)
        return {year: first for year, first in years.items() if year != self.fiscal_year}


def month_page(first: dt.date, filters: Filters) -> MonthPage:
    """Return the month that begins on ``first`` with the listed events that fit; 2 queries.

    Days are those of the tables, as in the list: a published report of other days changes neither.
    """
    days = EventDay.objects.filter(event__in=filtered_events(filters).order_by().values("pk"))
    return MonthPage(first, _weeks(first, _events(first, days)), _counted(days))


def _events(first: dt.date, days: QuerySet[EventDay]) -> dict[dt.date, tuple[Event, ...]]:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    inside = days.filter(date__range=(first, last)).select_related("event__programme")
    found: dict[dt.date, tuple[Event, ...]] = {}
    for day in inside.order_by("date", F("starts_at").asc(nulls_first=True), "event_id"):
        found[day.date] = (*found.get(day.date, ()), day.event)
    return found


def _weeks(first: dt.date, events: dict[dt.date, tuple[Event, ...]]) -> tuple[Week, ...]:
    def week(numbers: Iterable[int]) -> Week:
        dates = [first.replace(day=number) if number else None for number in numbers]
        return Week(tuple(Day(date, events.get(date, ())) if date else None for date in dates))

    return tuple(week(numbers) for numbers in WEEKS.monthdayscalendar(first.year, first.month))


def _counted(days: QuerySet[EventDay]) -> tuple[CountedMonth, ...]:
    rows = days.order_by().annotate(month=TruncMonth("date")).values("month")
    counts = rows.annotate(events=Count("event", distinct=True)).order_by("month")
    return tuple(CountedMonth(row["month"], row["events"]) for row in counts)
