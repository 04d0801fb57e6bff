"""Days and hours of an event as one phrase."""

from datetime import date, time
from typing import NamedTuple

import pytest

from coopportal.thai.when import format_days, format_days_and_hours, format_hours


class Day(NamedTuple):
    date: date
    starts_at: time | None = time(9)
    ends_at: time | None = time(16)


def august(*numbers: int) -> list[date]:
    return [date(2026, 8, number) for number in numbers]


@pytest.mark.parametrize(
    ("days", "thai", "english"),
    [
        (august(18), "วันอังคารที่ 18 สิงหาคม 2569", "Tuesday 18 August 2026"),
        (august(18, 19, 20), "วันที่ 18 - 20 สิงหาคม 2569", "18 - 20 August 2026"),
        (august(18, 25), "วันที่ 18 และ 25 สิงหาคม 2569", "18 and 25 August 2026"),
        (august(11, 18, 25), "วันที่ 11, 18 และ 25 สิงหาคม 2569", "11, 18 and 25 August 2026"),
        ([*august(31), date(2026, 9, 1)], "วันที่ 31 สิงหาคม - 1 กันยายน 2569", "31 August - 1 September 2026"),
        (
            [*august(18, 25), date(2026, 9, 1)],
            "วันที่ 18 สิงหาคม 2569 วันที่ 25 สิงหาคม 2569 และวันที่ 1 กันยายน 2569",
            "18 August 2026, 25 August 2026 and 1 September 2026",
        ),
    ],
)
def test_days(days, thai, english):
    assert (format_days(days), format_days(days, language="en")) == (thai, english)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "thai", "english"),
    [
        (time(9), time(16), "09.00 - 16.00 น.", "09:00 - 16:00"),
        (time(9), None, "09.00 น.", "09:00"),
        (None, None, "", ""),
    ],
)
def test_hours(starts_at, ends_at, thai, english):
    day = Day(date(2026, 8, 18), starts_at, ends_at)
    assert (format_hours(day), format_hours(day, language="en")) == (thai, english)


def test_hours_of_all_days_stand_once():
    days = [Day(day) for day in august(18, 19)]
    assert format_days_and_hours(days) == "วันที่ 18 - 19 สิงหาคม 2569 เวลา 09.00 - 16.00 น."
    assert format_days_and_hours(days, language="en") == "18 - 19 August 2026, 09:00 - 16:00"


def test_hours_that_differ_stand_behind_each_day():
    first, second, third = august(18, 19, 20)
    days = [Day(first), Day(second, ends_at=time(12)), Day(third, None, None)]
    assert format_days_and_hours(days) == (
        "วันที่ 18 สิงหาคม 2569 เวลา 09.00 - 16.00 น. วันที่ 19 สิงหาคม 2569 เวลา 09.00 - 12.00 น. และวันที่ 20 สิงหาคม 2569"
    )
    assert format_days_and_hours(days[:2], language="en") == (
        "18 August 2026, 09:00 - 16:00 and 19 August 2026, 09:00 - 12:00"
    )


def test_days_without_hours_and_no_day():
    assert format_days_and_hours([Day(day, None, None) for day in august(18)]) == "วันอังคารที่ 18 สิงหาคม 2569"
    assert format_days_and_hours([]) == ""


def test_hours_are_shown_as_they_are_marked():
    assert format_days_and_hours([Day(day) for day in august(18)], mark="<b>{}</b>".format) == (
        "วันอังคารที่ 18 สิงหาคม 2569 <b>เวลา 09.00 - 16.00 น.</b>"
    )
