from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai import dates
from coopportal.thai.digits import to_thai

TODAY = date(2026, 11, 24)
SEED_DAY = date(2022, 4, 26)
SEED_MORNING = datetime.combine(SEED_DAY, time(9, 0))

days = st.dates(date(1900, 1, 1), date(2150, 12, 31))
times = st.times().map(lambda moment: moment.replace(microsecond=0))
digits = st.sampled_from([str, to_thai])


# -- writing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "style,language,expected",
    [
        ("full", "th", "26 เมษายน พ.ศ. 2565"),
        ("normal", "th", "26 เมษายน 2565"),
        ("short", "th", "26 เม.ย. 65"),
        ("full", "en", "26 April 2022"),
        ("normal", "en", "26 April 2022"),
        ("short", "en", "26 Apr 2022"),
    ],
)
def test_format_date_writes_each_style(style, language, expected):
    assert dates.format_date(SEED_DAY, style, language=language) == expected


def test_format_date_with_weekday_joins_it_to_the_day():
    assert dates.format_date(SEED_DAY, weekday=True) == "วันอังคารที่ 26 เมษายน 2565"
    assert dates.format_date(SEED_DAY, weekday=True, language="en") == "Tuesday 26 April 2022"


def test_format_date_in_thai_digits_on_request():
    assert to_thai(dates.format_date(SEED_DAY)) == "๒๖ เมษายน ๒๕๖๕"


@pytest.mark.parametrize(
    "day,expected",
    [
        (date(1956, 12, 31), "31 ธ.ค. 2499"),
        (date(1957, 1, 1), "1 ม.ค. 00"),
        (date(2056, 12, 31), "31 ธ.ค. 99"),
        (date(2057, 1, 1), "1 ม.ค. 2600"),
    ],
)
def test_short_date_never_shortens_a_year_that_would_be_misread(day, expected):
    assert dates.format_date(day, "short") == expected


@pytest.mark.parametrize(
    "start,end,expected",
    [
        (date(2026, 11, 23), date(2026, 11, 23), "23 พฤศจิกายน 2569"),
        (date(2026, 11, 23), date(2026, 11, 25), "23 - 25 พฤศจิกายน 2569"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 พฤศจิกายน - 2 ธันวาคม 2569"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 ธันวาคม 2569 - 2 มกราคม 2570"),
        (date(2025, 11, 23), date(2026, 11, 25), "23 พฤศจิกายน 2568 - 25 พฤศจิกายน 2569"),
    ],
)
def test_format_date_range_writes_month_and_year_once_where_they_are_the_same(start, end, expected):
    assert dates.format_date_range(start, end) == expected


def test_format_fiscal_years_is_of_the_buddhist_era_and_in_english_of_both():
    assert dates.format_fiscal_years(2570) == "2570"
    assert dates.format_fiscal_years(2569, 2570) == "2569 - 2570"
    assert dates.format_fiscal_years(2570, 2570, language="en") == "2027 (B.E. 2570)"
    assert dates.format_fiscal_years(2569, 2570, language="en") == "2026 - 2027 (B.E. 2569 - 2570)"


def test_format_date_range_in_other_styles_and_english():
    start, end = date(2026, 11, 23), date(2026, 11, 25)
    assert dates.format_date_range(start, end, "full") == "23 - 25 พฤศจิกายน พ.ศ. 2569"
    assert dates.format_date_range(start, end, "short") == "23 - 25 พ.ย. 69"
    assert dates.format_date_range(start, end, language="en") == "23 - 25 November 2026"


def test_format_date_range_refuses_an_end_before_its_start():
    with pytest.raises(ValueError, match="is before"):
        dates.format_date_range(date(2026, 11, 25), date(2026, 11, 23))


def test_format_time_and_its_range():
    assert dates.format_time(time(9, 0)) == "09.00 น."
    assert dates.format_time(time(9, 0), language="en") == "09:00"
    assert dates.format_time_range(time(9, 0), time(16, 0)) == "09.00 - 16.00 น."
    assert dates.format_time_range(time(9, 0), time(16, 0), language="en") == "09:00 - 16:00"


def test_format_datetime_names_day_and_time():
    assert dates.format_datetime(SEED_MORNING) == "26 เมษายน 2565 เวลา 09.00 น."
    assert dates.format_datetime(SEED_MORNING, language="en") == "26 April 2022, 09:00"


# -- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "26/4/2565",
        "26/04/65",
        "26-4-2565",
        "26.4.2565",
        "26 4 2565",
        " 26 / 4 / 2565 ",
        "26 เม.ย. 65",
        "26 เม.ย.65",
        "26เม.ย.65",
        "26 เมย 65",
        "26 เม. ย. 2565",
        "26 เมษา 65",
        "26 เมษายน 2565",
        "26 เมษายน พ.ศ. 2565",
        "26 เมษายน พ.ศ.2565",
        "26 เมษายน พศ 65",
        "26 เมษายน ค.ศ. 2022",
        "วันที่ 26 เมษายน 2565",
        "วันอังคารที่ 26 เมษายน พ.ศ. 2565",
        "๒๖/๔/๒๕๖๕",
        "๒๖ เม.ย. ๖๕",
        "26\u00a0เมษายน\u200b 2565",
        "26/4/2022",
        "2022-04-26",
        "2565-04-26",
        "26 April 2022",
        "26 Apr 2022",
    ],
)
def test_parse_date_reads_every_way_a_thai_types_it(typed):
    assert dates.parse_date(typed, today=TODAY) == SEED_DAY


@pytest.mark.parametrize("typed", ["9 กรกฏาคม 2569", "9 กรกฎาคม 2569", "9 ก.ค. 69"])
def test_parse_date_forgives_the_common_slip_in_july(typed):
    assert dates.parse_date(typed, today=TODAY) == date(2026, 7, 9)


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("1/1/2443", date(1900, 1, 1)),
        ("31/12/2693", date(2150, 12, 31)),
        ("1/1/1900", date(1900, 1, 1)),
        ("31/12/2150", date(2150, 12, 31)),
        ("29/2/2567", date(2024, 2, 29)),
        ("29/2/67", date(2024, 2, 29)),
    ],
)
def test_parse_date_at_the_edges_of_the_eras(typed, expected):
    assert dates.parse_date(typed, today=TODAY) == expected


@pytest.mark.parametrize(
    "typed,code",
    [
        ("", "unreadable"),
        ("เมื่อวาน", "unreadable"),
        ("26/4", "unreadable"),
        ("26 มกร 2565", "unreadable"),
        ("26/4/2565 09.00", "unreadable"),
        ("2" * 5000, "unreadable"),
        ("26/4/" + "2" * 5000, "unreadable"),
        ("26 " + "ก " * 5000, "unreadable"),
        ("26/4/2151", "year"),
        ("26/4/2200", "year"),
        ("26/4/2399", "year"),
        ("26/4/2400", "year"),
        ("26/4/2442", "year"),
        ("26/4/2694", "year"),
        ("26/4/1899", "year"),
        ("26/4/5", "year"),
        ("26/4/565", "year"),
        ("26/4/0065", "year"),
        ("26 เมษายน พ.ศ. 2022", "year"),
        ("26 เมษายน ค.ศ. 2565", "year"),
        ("29/2/2565", "day"),
        ("31/4/2565", "day"),
        ("26/13/2565", "day"),
        ("0/4/2565", "day"),
        ("4/26/2022", "day"),
    ],
)
def test_parse_date_refuses_with_a_code(typed, code):
    with pytest.raises(dates.TypedDateError) as refused:
        dates.parse_date(typed, today=TODAY)
    assert refused.value.code == code


def test_parse_date_asks_when_two_digits_look_like_this_christian_year():
    with pytest.raises(dates.TypedDateError) as refused:
        dates.parse_date("26/04/26", today=TODAY)
    assert refused.value.code == "era"
    assert refused.value.params == {"short": "26", "be": 2526, "ce": 2026}


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("26/04/15", date(1972, 4, 26)),
        ("26/04/37", date(1994, 4, 26)),
        ("26/04/69", date(2026, 4, 26)),
        ("26 เมษายน พ.ศ. 26", date(1983, 4, 26)),
        ("26/04/2526", date(1983, 4, 26)),
    ],
)
def test_parse_date_takes_two_digits_as_buddhist_era_where_nothing_speaks_against_it(typed, expected):
    assert dates.parse_date(typed, today=TODAY) == expected


@pytest.mark.parametrize("short", range(16, 37))
def test_parse_date_doubts_every_two_digit_year_within_ten_years_of_today(short):
    with pytest.raises(dates.TypedDateError, match="era"):
        dates.parse_date(f"1/1/{short}", today=TODAY)


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("9.30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("09:30 น.", time(9, 30)),
        ("9.30น.", time(9, 30)),
        ("เวลา 09.30 น.", time(9, 30)),
        ("๙.๓๐ น.", time(9, 30)),
        ("9 น.", time(9, 0)),
        ("09:30:15", time(9, 30, 15)),
        ("00.00", time(0, 0)),
        ("23.59", time(23, 59)),
    ],
)
def test_parse_time_reads_every_way_a_thai_types_it(typed, expected):
    assert dates.parse_time(typed) == expected


@pytest.mark.parametrize("typed", ["", "9", "9.3", "24.00", "09.60", "เช้า", "9-30", "9.30.5", "009.30"])
def test_parse_time_refuses_what_may_mean_either(typed):
    with pytest.raises(dates.TypedDateError) as refused:
        dates.parse_time(typed)
    assert refused.value.code == "time"


@pytest.mark.parametrize(
    "typed",
    [
        "26/4/2565 09.00",
        "26/4/2565 9.00 น.",
        "26.4.2565 9.00",
        "26 เม.ย. 65 เวลา 09.00 น.",
        "26 เมษายน 2565 เวลา 9 น.",
        "26 เมษายน พ.ศ. 2565, 09:00",
        "๒๖/๔/๒๕๖๕ ๐๙.๐๐",
        "2022-04-26T09:00",
        "2022-04-26 09:00:00",
    ],
)
def test_parse_datetime_reads_date_and_time(typed):
    assert dates.parse_datetime(typed, today=TODAY) == SEED_MORNING


@pytest.mark.parametrize(
    "typed,code",
    [
        ("26/4/2565", "time_missing"),
        ("26 4 65", "time_missing"),
        ("พรุ่งนี้", "unreadable"),
        ("พรุ่งนี้ 09.00", "unreadable"),
        ("26/4/2200 09.00", "year"),
        ("26/04/26 09.00", "era"),
        ("26/4/2565 24.00", "time"),
    ],
)
def test_parse_datetime_refuses_with_a_code(typed, code):
    with pytest.raises(dates.TypedDateError) as refused:
        dates.parse_datetime(typed, today=TODAY)
    assert refused.value.code == code


# -- there and back ------------------------------------------------------------------------------


@given(day=days, style=st.sampled_from(["full", "normal", "short"]), weekday=st.booleans(), write=digits)
def test_a_written_date_reads_back_as_itself(day, style, weekday, write):
    text = write(dates.format_date(day, style, weekday=weekday))
    assert dates.parse_date(text, today=day) == day


@given(day=days, language=st.sampled_from(["th", "en"]))
def test_an_english_or_numeric_or_iso_date_reads_back_as_itself(day, language):
    for text in (dates.format_date(day, language=language), dates.numeric_date(day), day.isoformat()):
        assert dates.parse_date(text, today=TODAY) == day


@given(day=days, moment=times, write=digits)
def test_a_typed_moment_reads_back_as_itself(day, moment, write):
    typed = write(f"{dates.numeric_date(day)} {dates.numeric_time(moment)}")
    assert dates.parse_datetime(typed, today=TODAY) == datetime.combine(day, moment)


@given(day=days)
def test_a_month_of_an_address_reads_back_as_its_first_day(day):
    assert dates.parse_month(dates.numeric_month(day)) == day.replace(day=1)
    assert dates.parse_month(f"{day:%Y-%m}") == day.replace(day=1)


@pytest.mark.parametrize(
    "text",
    ["2442-12", "2694-01", "1899-12", "2151-01", "2565-00", "2565-13", "2565-4", "2565-04-26", "๒๕๖๕-๐๔", "2565", ""],
)
def test_what_no_address_has_is_no_month(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the converter of addresses asks for no more
        dates.parse_month(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("32/13/2565", ["32/13/2565"]), ("เดินรถ ๓๑ ก.พ. ๖๕ ที่", ["๓๑ ก.พ. ๖๕"]), ("31 กุมภาพันธ์ 2565", ["31 กุมภาพันธ์ 2565"]),
        ("30 - 31 เม.ย. 65, 29/2/2565", ["30 - 31 เม.ย. 65", "29/2/2565"]), ("26/4/2565", []), ("29 ก.พ. 67", []), ("26/4/26", []),
        ("26/4/2300", []), ("09.30-12.00 น.", []), ("1/26/4/2565", []), ("เมษายน 2565", []), ("", []),
    ],
)  # fmt: skip
def test_days_that_are_in_no_calendar(text, found):
    assert list(dates.no_days_in(text, today=TODAY)) == found


@given(st.text(alphabet="0123456789๐๕/-.: กเมษายนพศ.ว\u200b\u00a0T,น", max_size=40))
def test_reading_anything_gives_a_date_of_our_time_or_our_error(typed):
    for parse in (dates.parse_date, dates.parse_datetime):
        try:
            day = parse(typed, today=TODAY)
        except dates.TypedDateError:
            continue
        assert 1900 <= day.year <= 2150


def found_in(text: str) -> list[tuple[date, date, str]]:
    """Return the days that a text names, and in which letters."""
    return [(one.first, one.last, text[one.start : one.end]) for one in dates.dates_in(text, today=TODAY)]


@given(days, st.sampled_from(["full", "normal", "short"]), st.booleans(), digits)
def test_a_written_date_is_found_in_a_text(day, style, weekday, write):
    written = write(dates.format_date(day, style, weekday=weekday))
    found = [] if _is_doubted(written) else [(day, day, written)]
    assert found_in(f"เสวนา {written} ผ่าน Zoom 12") == found_in(f"เสวนา {written} ผ่าน") == found


def _is_doubted(written: str) -> bool:
    try:
        dates.parse_date(written, today=TODAY)
    except dates.TypedDateError as refused:
        return refused.code == "era"
    return False


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("เมษายน 2565", date(2022, 4, 1), date(2022, 4, 30)),
        ("เดือน ก.พ. 67", date(2024, 2, 1), date(2024, 2, 29)),
        ("12 - 13 ม.ค. 70", date(2027, 1, 12), date(2027, 1, 13)),
        ("12–13 มกราคม 2570", date(2027, 1, 12), date(2027, 1, 13)),
        ("30 เมษายน - 1 พฤษภาคม 2565", date(2022, 4, 30), date(2022, 5, 1)),
        ("26 ถึง 28 เม.ย. พ.ศ. 2565", date(2022, 4, 26), date(2022, 4, 28)),
        ("13 - 12 ม.ค. 70", date(2027, 1, 12), date(2027, 1, 12)),
    ],
)
def test_months_and_days_in_a_row_are_found_in_a_text(text, first, last):
    assert found_in(text) == [(first, last, text)]


def test_several_dates_are_found_in_their_order():
    assert found_in("ระหว่าง 26/4/2565 กับ เม.ย. 66 ห้อง 126") == [
        (SEED_DAY, SEED_DAY, "26/4/2565"),
        (date(2023, 4, 1), date(2023, 4, 30), "เม.ย. 66"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "26 เมษายน", "เมษายน", "2565", "31/2/2565", "31 เม.ย. 65", "26/4/26", "26/4/2300", "ห้อง 126 มี 65", "Room 26", "1/26/4/2565",
        "26/4/2565/1", "สังคม 65", "เมย์ 65", "09.30-12.00 น.", "1.26.4.2565", "26 กรมส่งเสริม 2565", "10,265", "มาตรา 65", "",
    ],
)  # fmt: skip
def test_what_is_no_date_is_left_alone(text):
    assert found_in(text) == []


@given(st.text(alphabet="0123456789๐๕/-.: กเมษายนพศ.วันที่\u200b\u00a0T,นถึงapr", max_size=60))
def test_dates_in_any_text_are_days_of_our_time(text):
    for first, last, written in found_in(text):
        assert (1900 <= first.year <= last.year <= 2150, first <= last, bool(written)) == (True, True, True)


# -- years ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day,year,quarter",
    [
        (date(2026, 9, 30), 2569, 4),
        (date(2026, 10, 1), 2570, 1),
        (date(2026, 12, 31), 2570, 1),
        (date(2027, 1, 1), 2570, 2),
        (date(2027, 4, 1), 2570, 3),
        (date(2027, 7, 1), 2570, 4),
        (date(2027, 9, 30), 2570, 4),
        (date(2027, 10, 1), 2571, 1),
    ],
)
def test_fiscal_year_and_quarter_turn_in_october(day, year, quarter):
    assert (dates.fiscal_year(day), dates.fiscal_quarter(day)) == (year, quarter)


@given(days)
def test_fiscal_year_bounds_hold_every_day_of_their_year_and_no_other(day):
    first, last = dates.fiscal_year_bounds(dates.fiscal_year(day))
    assert first <= day <= last
    assert dates.fiscal_year(first) == dates.fiscal_year(last) == dates.fiscal_year(day)


def test_fiscal_year_2570_runs_from_october_2026_to_september_2027():
    assert dates.fiscal_year_bounds(2570) == (date(2026, 10, 1), date(2027, 9, 30))
