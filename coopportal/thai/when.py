"""When an event is: its days and their hours as one phrase."""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Protocol

from coopportal.thai.dates import Language, format_date, format_date_range, format_month, format_time, format_time_range

_AND = {"th": " และ", "en": " and "}


class Hours(Protocol):
    """From when to when something lasts; what is not known is `None`."""

    @property
    def starts_at(self) -> time | None:
        """The beginning."""

    @property
    def ends_at(self) -> time | None:
        """The end."""


class Day(Hours, Protocol):
    """One day of an event."""

    @property
    def date(self) -> date:
        """Which day."""


def format_hours(item: Hours, *, language: Language = "th") -> str:
    """`09.00 - 16.00 น.`, the start alone, or nothing."""
    if item.starts_at and item.ends_at:
        return format_time_range(item.starts_at, item.ends_at, language=language)
    return format_time(item.starts_at, language=language) if item.starts_at else ""


def format_days(days: Sequence[date], *, language: Language = "th") -> str:
    """`วันอังคารที่ 26 เมษายน 2565`, `วันที่ 18 - 19 สิงหาคม 2569`, `วันที่ 18 และ 25 สิงหาคม 2569`; days in their order.

    Days of several months that are not in a row are written whole, each for itself.
    """
    first, last = days[0], days[-1]
    if len(days) == 1:
        return format_date(first, weekday=True, language=language)
    if (last - first).days == len(days) - 1:
        return _on(format_date_range(first, last, language=language), language)
    if (first.year, first.month) == (last.year, last.month):
        numbers = _listed([str(day.day) for day in days], ", ", language)
        return _on(f"{numbers} {format_month(last, language=language)}", language)
    whole = [_on(format_date(day, language=language), language) for day in days]
    return _listed(whole, " " if language == "th" else ", ", language)


def format_days_and_hours(days: Sequence[Day], *, language: Language = "th", mark: Callable[[str], str] = str) -> str:
    """`วันอังคารที่ 26 เมษายน 2565 เวลา 09.00 - 16.00 น.`; hours that differ stand behind each day. No day: nothing.

    Hours are shown as `mark` returns them.
    """
    hours = [format_hours(day, language=language) for day in days]
    if len(set(hours)) < 2:
        return _at(format_days([day.date for day in days], language=language), hours[0], language, mark) if days else ""
    each = [
        _at(_on(format_date(day.date, language=language), language), from_to, language, mark)
        for day, from_to in zip(days, hours, strict=True)
    ]
    return _listed(each, " " if language == "th" else "; ", language)


def _on(text: str, language: Language) -> str:
    return f"วันที่ {text}" if language == "th" else text


def _at(days: str, hours: str, language: Language, mark: Callable[[str], str]) -> str:
    if not hours:
        return days
    return f"{days} {mark(f'เวลา {hours}')}" if language == "th" else f"{days}, {mark(hours)}"


def _listed(parts: Sequence[str], between: str, language: Language) -> str:
    """`18, 19 และ 25`, `วันที่ ... และวันที่ ...`: Thai has a space before a number, and none before a word."""
    *before, last = parts
    gap = " " if language == "th" and last[0].isdigit() else ""
    return between.join(before) + _AND[language] + gap + last
