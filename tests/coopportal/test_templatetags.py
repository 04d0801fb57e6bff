from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from coopportal.templatetags import thai

DAY = date(2022, 4, 26)
MOMENT = datetime(2022, 4, 26, 2, 0, tzinfo=UTC)  # 09.00 in Bangkok
LATE = datetime(2022, 4, 25, 18, 30, tzinfo=UTC)  # 01.30 of the next day in Bangkok


def render(source, **context):
    return Template("{% load thai %}" + source).render(Context(context))


@pytest.mark.parametrize("value", [DAY, MOMENT, LATE])
def test_dates_are_buddhist_in_thai_and_christian_in_english(value):
    shown = [thai.be_date(value), thai.be_date_short(value), thai.be_year(value)]
    assert shown == ["26 เมษายน 2565", "26 เม.ย. 65", "2565"]
    with translation.override("en"):
        shown = [thai.be_date(value), thai.be_date_short(value), thai.be_year(value)]
        assert shown == ["26 April 2022", "26 Apr 2022", "2022"]


def test_month_and_day_of_the_week_stand_in_the_readers_language():
    assert (thai.be_month(DAY), thai.weekday(DAY)) == ("เมษายน 2565", "อังคาร")
    with translation.override("en"):
        assert (thai.be_month(DAY), thai.weekday(DAY)) == ("April 2022", "Tuesday")


def test_be_datetime_shows_bangkok_time():
    assert thai.be_datetime(MOMENT) == "26 เมษายน 2565 เวลา 09.00 น."
    with translation.override("en"):
        assert thai.be_datetime(MOMENT) == "26 April 2022, 09:00"


def test_be_datetime_of_a_date_invents_no_time():
    assert thai.be_datetime(DAY) == "26 เมษายน 2565"


def test_be_range_writes_common_parts_once():
    assert thai.be_range(date(2026, 11, 23), date(2026, 11, 25)) == "23 - 25 พฤศจิกายน 2569"
    assert thai.be_range(DAY, None) == thai.be_range(None, DAY) == thai.be_range(DAY, DAY) == "26 เมษายน 2565"
    assert thai.be_range(None, None) == ""


@pytest.mark.parametrize(
    "show",
    [
        thai.be_date,
        thai.be_date_short,
        thai.be_month,
        thai.weekday,
        thai.be_datetime,
        thai.be_year,
    ],
)
def test_no_date_is_shown_as_nothing_and_other_text_as_it_is(show):
    assert (show(None), show(""), show("ไม่ทราบ")) == ("", "", "ไม่ทราบ")


@pytest.mark.parametrize(
    "value,expected",
    [(1129, "1,129"), (0, "0"), (-1129, "-1,129"), (Decimal("150000.50"), "150,000.50"), ("1129", "1,129"), ("ก", "ก")],
)
def test_number_has_thousands_commas(value, expected):
    assert thai.number(value) == expected


def test_number_says_not_stated_and_never_zero_for_none():
    with translation.override("en"):
        assert thai.number(None) == "not stated"


@pytest.mark.parametrize(
    "value,expected",
    [
        (92.474, "92.47"),
        (Decimal("92.475"), "92.48"),
        (0.005, "0.01"),
        (100, "100.00"),
        ("59.02", "59.02"),
        (None, "-"),
    ],
)
def test_percent_has_two_decimals_rounded_half_up(value, expected):
    assert thai.percent(value) == expected


def test_truncate_thai_cuts_between_words_and_escapes_what_is_left():
    assert render("{{ text|truncate_thai:14 }}", text="สหกรณ์บริการเดินรถ") == "สหกรณ์บริการ…"
    assert render("{{ text|truncate_thai:6 }}", text="<b>&amp;</b>") == "&lt;b&gt;&amp;…"
    assert render("{{ text|truncate_thai:4 }}", text=1129) == "1129"
    assert render("{{ text|truncate_thai:4 }}", text=None) == ""
    assert render("{{ text|safe|truncate_thai:6 }}", text="<b>สหกรณ์</b>") == "&lt;b&gt;…"


def test_time_tag_is_christian_for_machines_and_buddhist_for_people():
    assert render("{% time_tag day %}", day=DAY) == '<time datetime="2022-04-26">26 เมษายน 2565</time>'
    assert render('{% time_tag day "short" %}', day=DAY) == '<time datetime="2022-04-26">26 เม.ย. 65</time>'
    assert (
        render("{% time_tag moment %}", moment=MOMENT)
        == '<time datetime="2022-04-26T09:00+07:00">26 เมษายน 2565 <span class="unbroken">เวลา 09.00 น.</span></time>'
    )


def test_filters_and_time_tag_escape_what_is_no_date():
    markup = "<script>alert(1)</script>"
    source = "{% time_tag x %}{{ x|be_date }}{{ x|number }}"
    assert "<" not in render(source, x=markup)
    assert render("{% time_tag x %}", x=None) == ""
