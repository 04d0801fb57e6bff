"""The browser reads and writes dates as the server does: `static/js/be-dates.js` against `coopportal.thai.dates`."""

import random
from datetime import date, datetime, timedelta

import pytest

from coopportal.thai import dates
from coopportal.thai.dates import TypedDateError
from coopportal.thai.digits import to_thai

TODAY = date(2026, 11, 24)

READ = """async ([parse, texts, today]) => {
  const dates = await import("/static/js/be-dates.js");
  return texts.map((text) => {
    try {
      return dates[parse](text, dates.fromISO(today));
    } catch (error) {
      if (!(error instanceof dates.TypedDateError)) throw error;
      return [error.code, error.params];
    }
  });
}"""
WRITE = """async ([format, days, language]) => {
  const dates = await import("/static/js/be-dates.js");
  return days.map((day) => dates[format](day, language));
}"""

BY_HAND = """
26/4/2565|26/04/65|26-4-65|26.4.65|26 4 65|26 เม.ย. 65|26 เมย 65|26เม.ย.65|26 เมษายน 2565|26 เมษายน พ.ศ. 2565
26 เมษายน พ.ศ.2565|26 เมษายน พศ 65|26 เมษา 65|26 เม ย 65|๒๖/๔/๒๕๖๕|๒๖ เมษายน ๒๕๖๕|2022-04-26|2565-04-26|26/4/2022
26/4/ค.ศ. 2022|26 เมษายน ค.ศ. 2022|26 เมษายน คศ 22|26 April 2022|26 Apr 65|26 sept 65|วันอังคารที่ 26 เมษายน 2565
วันที่ 26 เมษายน 2565|26/04/26|26/04/16|26/04/36|26/04/37|26/04/15|26/4/2200|26/4/2399|26/4/2400|26/4/2443|26/4/2442
26/4/1900|26/4/1899|26/4/2150|26/4/2151|26/4/2693|26/4/2694|29/2/2567|29/2/2565|31/4/2565|0/4/2565|26/0/2565|26/13/2565
26/4|26/4/|/4/2565|26/4/2|26/4/256|26/4/25655|26/4/999999|26/4/พ.ศ. 26|เมื่อวาน|26 กรกฏาคม 2565|26 ก.ค. 65|1 พค 65|1 พ 65
26/4/2565 |  26 / 4 / 2565|26\u00a0เม.ย.\u200b 65|26 เมษาายน 65|26 กุมภาพันธ์ 2565|28 กุม\u0e31ภาพันธ์ 65|28 ก.พ. 65|9 ม.ค 70
26–4–2565|26 / เม.ย. / 65|26, เมษายน, 2565|26 เมษายน, 2565|00/00/00|99/99/99|๒๖/4/๖๕|26/4/65 09.00|26 เมษายน 2565 เวลา 09.00 น.
"""
MOMENTS = """
26/4/2565 09.00|26/4/2565 9.00 น.|26/4/65 9:30|26/4/2565 เวลา 09.00 น.|26 เม.ย. 65 เวลา9.30น.|26/4/2565, 09.00|26/4/2565 9 น.
2022-04-26T09:00|2022-04-26T09:00:30|26/4/2565 23.59|26/4/2565 24.00|26/4/2565 9.60|26/4/2565 9|26/4/2565|26/4/26 09.00
29/2/2565 09.00|๒๖/๔/๒๕๖๕ ๐๙.๐๐ น.|เช้า 09.00|09.00|26 เมษายน พ.ศ. 2565 เวลา 09.00.15 น.
"""
PIECES = [
    "1",
    "2",
    "26",
    "29",
    "31",
    "0",
    "4",
    "04",
    "12",
    "65",
    "26",
    "2565",
    "2022",
    "2399",
    "๒๖",
    "๒๕๖๕",
    "256",
    "/",
    "-",
    ".",
    " ",
    "  ",
    ",",
    "–",
    "T",
    "เม.ย.",
    "เมษายน",
    "กุมภา",
    "พ.ค.",
    "ธค",
    "Apr",
    "may",
    "ฏ",
    "พ.ศ.",
    "พ.ศ",
    "ค.ศ.",
    "วันที่",
    "วันจันทร์ที่",
    "เวลา",
    "น.",
    "09.00",
    "9:30",
    "25.61",
    "\u200b",
    "\xa0",
    "ำ",
    "ํ",
    "่",
    "เ",
    "ๆ",
    "x",
    "😀",
]


def texts(by_hand, ending):
    """The cases by hand, and 3,000 that are thrown together, half of them like dates with that ending."""
    source = random.Random(2569)
    thrown = ["".join(source.choices(PIECES, k=source.randint(1, 8))) for _ in range(1500)]
    separators = ["/", " ", "-", "."]
    likely = [
        source.choice(separators).join(
            [source.choice(["1", "26", "29", "31", "๙"]), source.choice(["1", "2", "4", "เม.ย.", "ก.พ.", "Dec"]), year]
        )
        + ending
        for year in (str(source.choice([source.randint(0, 99), source.randint(1850, 2720)])) for _ in range(1500))
    ]
    return [*by_hand.replace("\n", "|").strip("|").split("|"), *thrown, *likely]


def as_in_python(parse, text):
    try:
        moment = parse(text)
    except TypedDateError as error:
        return [error.code, dict(error.params)]
    parts = {"year": moment.year, "month": moment.month, "day": moment.day}
    if isinstance(moment, datetime):
        parts |= {"hour": moment.hour, "minute": moment.minute, "second": moment.second}
    return parts


@pytest.fixture
def opened(page, settings):
    settings.ROOT_URLCONF = "tests.browser.calendar_pages"
    page.goto("/calendar/")
    return page


@pytest.mark.parametrize(
    "name,parse,by_hand,ending",
    [("parseDate", dates.parse_date, BY_HAND, ""), ("parseDateTime", dates.parse_datetime, MOMENTS, " 9.30 น.")],
)
def test_the_browser_reads_what_the_server_reads(opened, name, parse, by_hand, ending):
    typed = texts(by_hand, ending)
    expected = [as_in_python(lambda text: parse(text, today=TODAY), text) for text in typed]
    found = opened.evaluate(READ, [name, typed, TODAY.isoformat()])
    assert [row for row in zip(typed, found, expected, strict=True) if row[1] != row[2]] == []
    assert sum(isinstance(row, dict) for row in expected) > 200
    assert {row[0] for row in expected if isinstance(row, list)} >= {"unreadable", "year", "era", "day"}


def test_the_browser_writes_what_the_server_writes(opened):
    days = [date(1900, 1, 1) + timedelta(days=number) for number in range(0, 91_600, 97)]
    parts = [{"year": day.year, "month": day.month, "day": day.day} for day in days]
    for language in ("th", "en"):
        assert opened.evaluate(WRITE, ["formatDate", parts, language]) == [
            dates.format_date(day, language=language) for day in days
        ]
        assert opened.evaluate(WRITE, ["formatLong", parts, language]) == [
            dates.format_date(day, weekday=True, language=language) for day in days
        ]
    numeric = opened.evaluate(WRITE, ["numericDate", parts, "th"])
    assert numeric == [dates.numeric_date(day) for day in days]
    assert opened.evaluate(READ, ["parseDate", [to_thai(text) for text in numeric], TODAY.isoformat()]) == parts


def test_the_browser_writes_moments_as_the_server_does(opened):
    moments = [datetime(2022, 4, 26, 9, 0), datetime(2026, 12, 31, 23, 59, 30)]
    parts = [as_in_python(lambda moment: moment, moment) for moment in moments]
    for language in ("th", "en"):
        assert opened.evaluate(WRITE, ["formatDateTime", parts, language]) == [
            dates.format_datetime(moment, language=language) for moment in moments
        ]
    assert opened.evaluate(WRITE, ["numericTime", parts, "th"]) == [dates.numeric_time(moment) for moment in moments]
