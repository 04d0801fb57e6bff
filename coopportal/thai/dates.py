"""Dates and times as Thais write, read and type them.

A Buddhist-era (BE) year is the Gregorian year (CE) + 543. It exists in text and in the integers
of `be_year` and `fiscal_year`, never inside a `date`: BE 2567 is a leap year, CE 2567 is not.
The offset is the same for all years. Before 1941 the Thai year began in April, so that a
document of that time dated 26 กุมภาพันธ์ 2459 is held as 1916 and not as historians' 1917: it
reads as it was written.

Wording follows the Rules on Correspondence (B.E. 2526) and the Office of the Royal Society.
Thai digits: wrap any output in `digits.to_thai`.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from coopportal.thai.digits import to_arabic
from coopportal.thai.text import normalise

Style = Literal["full", "normal", "short"]
Language = Literal["th", "en"]
Code = Literal["unreadable", "year", "era", "day", "time", "time_missing"]

BE_OFFSET = 543
FIRST_YEAR, LAST_YEAR = 1900, 2150  # CE; what a typed date may be
FIRST_TYPED_BE_YEAR = 2400
LONGEST_TYPED = 80
NEAR_YEARS = 10  # a two-digit year is doubted when only its CE reading is as near to today

_MONTHS = {
    "th": (
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
        "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SHORT_MONTHS = {
    "th": ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
MONTH_NAMES = frozenset((*_MONTHS["th"], *_SHORT_MONTHS["th"]))
"""The months in Thai, in full and in short."""
_WEEKDAYS = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_ERA = r"(?P<era>[พค]\.?\s?ศ\.?)?"
_GAP = r"(?:\s*[/.\-–]\s*|\s+)"
_DATE_FORMS = (
    re.compile(rf"(?P<year>[0-9]{{4}}){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}(?P<day>[0-9]{{1,2}})"),
    re.compile(rf"(?P<day>[0-9]{{1,2}}){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}{_ERA}\s*(?P<year>[0-9]{{1,6}})"),
    re.compile(
        r"(?P<day>[0-9]{1,2})[\s/.\-–]*(?P<month>[ก-๎A-Za-z][ก-๎A-Za-z.\s]*?)[\s/.,\-–]*"
        rf"{_ERA}\s*(?P<year>[0-9]{{1,6}})"
    ),
)
_MONTH_IN_TEXT = "|".join([
    *(rf"{full[:4]}[ก-๎]*" for full in _MONTHS["th"]),
    *(short.replace(".", r"\.?\s?").removesuffix(r"\s?") for short in _SHORT_MONTHS["th"]),
    *(rf"{short}[a-z]*\.?" for short in _SHORT_MONTHS["en"]),
])  # fmt: skip
_IN_TEXT = re.compile(
    r"(?<![0-9.,/\-–])(?P<numbers>(?:[0-9]{4}|[0-9]{1,2})[/.\-–][0-9]{1,2}[/.\-–](?:[0-9]{4}|[0-9]{1,2}))(?![0-9/\-–]|\.[0-9])|"
    r"(?<![0-9.,/\-–ก-๎a-z])(?:วัน[ก-๎]*ที่\s*|เดือน\s*)?"
    rf"(?:(?:(?P<from>[0-9]{{1,2}})\s*(?P<from_month>{_MONTH_IN_TEXT})?\s*(?:[-–]|ถึง)\s*)?(?P<day>[0-9]{{1,2}})\s*)?"
    rf"(?P<month>{_MONTH_IN_TEXT})[\s,]*{_ERA}\s*(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_DAY_WORDS = re.compile(r"^วัน[ก-๎]*ที่\s*")
_CLOCK = r"[0-9]{1,2}(?:[.:][0-9]{2}){1,2}(?:\s*น\.?)?|[0-9]{1,2}\s*น\.?"
_TIME = re.compile(
    r"(?:เวลา\s*)?(?P<hour>[0-9]{1,2})"
    r"(?:[.:](?P<minute>[0-9]{2})(?:[.:](?P<second>[0-9]{2}))?(?:\s*น\.?)?|\s*น\.?)"
)
_DATE_AND_TIME = re.compile(rf"(?P<date>.+?)(?:\s*เวลา\s*|,\s*|\s+|T)(?P<time>{_CLOCK})")


class TypedDateError(ValueError):
    """A typed date or time that was not understood; `code` says why, `params` with what.

    `unreadable` (value) · `year` (year: outside both eras) · `era` (short, be, ce: two digits
    that may mean either year) · `day` (value: the month has no such day) · `time` (value) ·
    `time_missing` (value: a date without its time).
    """

    def __init__(self, code: Code, **params: str | int):
        super().__init__(f"{code}: {params}")
        self.code = code
        self.params: Mapping[str, str | int] = params


# -- years ---------------------------------------------------------------------------------------


def be_year(day: date) -> int:
    """The Buddhist-era year of a date: 2022-04-26 -> 2565."""
    return day.year + BE_OFFSET


def fiscal_year(day: date) -> int:
    """The government's fiscal year (BE), October to September, named by the year it ends in.

    Budget Procedures Act B.E. 2561, section 4.
    """
    return be_year(day) + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a fiscal year (BE): 2570 -> 2026-10-01, 2027-09-30."""
    last = year - BE_OFFSET
    return date(last - 1, 10, 1), date(last, 9, 30)


def fiscal_quarter(day: date) -> int:
    """Quarter of the fiscal year, 1 to 4; October to December is 1."""
    return (day.month - 10) % 12 // 3 + 1


# -- writing -------------------------------------------------------------------------------------


def format_date(day: date, style: Style = "normal", *, weekday: bool = False, language: Language = "th") -> str:
    """`26 เมษายน 2565`, full `26 เมษายน พ.ศ. 2565`, short `26 เม.ย. 65`; English in CE.

    The short form writes all four digits outside BE 2500-2599, where two would be misread.
    """
    text = f"{day.day} {_month(day, style, language)} {_year(day, style, language)}"
    if not weekday:
        return text
    name = format_weekday(day, language=language)
    return f"วัน{name}ที่ {text}" if language == "th" else f"{name} {text}"


def format_weekday(day: date, *, language: Language = "th") -> str:
    """`อังคาร`, as it heads a column of a calendar."""
    return _WEEKDAYS[language][day.weekday()]


def format_month(day: date, style: Style = "normal", *, language: Language = "th") -> str:
    """`เมษายน 2565`, the month of a date; full `เมษายน พ.ศ. 2565`, short `เม.ย. 65`; English in CE."""
    return f"{_month(day, style, language)} {_year(day, style, language)}"


def format_date_range(start: date, end: date, style: Style = "normal", *, language: Language = "th") -> str:
    """`23 - 25 พฤศจิกายน 2569`; month and year are written once where they are the same.

    Raises:
        ValueError: The end is before the start.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    last = format_date(end, style, language=language)
    if start == end:
        return last
    if start.year != end.year:
        return f"{format_date(start, style, language=language)} - {last}"
    if start.month != end.month:
        return f"{start.day} {_month(start, style, language)} - {last}"
    return f"{start.day} - {last}"


def format_fiscal_years(first: int, last: int | None = None, *, language: Language = "th") -> str:
    """`2570` or `2569 - 2570` of fiscal years (BE); in English `2027 (B.E. 2570)`, as dates there are CE."""
    years = [first] if last in {None, first} else [first, last]
    in_be = " - ".join(map(str, years))
    if language == "th":
        return in_be
    return f"{' - '.join(str(year - BE_OFFSET) for year in years)} (B.E. {in_be})"


def format_time(moment: time | datetime, *, language: Language = "th") -> str:
    """`09.00 น.`, in English `09:00`; seconds are not shown."""
    return f"{moment:%H:%M}" if language == "en" else f"{moment:%H.%M} น."


def format_time_range(start: time | datetime, end: time | datetime, *, language: Language = "th") -> str:
    """`09.00 - 16.00 น.`, in English `09:00 - 16:00`."""
    return f"{start:%H:%M} - {end:%H:%M}" if language == "en" else f"{start:%H.%M} - {end:%H.%M} น."


def format_datetime(
    moment: datetime, style: Style = "normal", *, language: Language = "th", mark: Callable[[str], str] = str
) -> str:
    """`26 เมษายน 2565 เวลา 09.00 น.`; a zone is not converted, that is the caller's business.

    The time of day is shown as `mark` returns it.
    """
    day, hour = format_date(moment, style, language=language), format_time(moment, language=language)
    return f"{day}, {mark(hour)}" if language == "en" else f"{day} {mark(f'เวลา {hour}')}"


def numeric_date(day: date) -> str:
    """The form in which a date stands in an input: `26/4/2565`."""
    return f"{day.day}/{day.month}/{be_year(day)}"


def numeric_month(day: date) -> str:
    """The form in which the month of a date stands in an address: `2565-04`, which sorts."""
    return f"{be_year(day)}-{day.month:02}"


def numeric_time(moment: time | datetime) -> str:
    """The form in which a time stands in an input: `09.00`, or `09.00.30` so that no second is lost."""
    return f"{moment:%H.%M.%S}" if moment.second else f"{moment:%H.%M}"


def _month(day: date, style: Style, language: Language) -> str:
    return (_SHORT_MONTHS if style == "short" else _MONTHS)[language][day.month - 1]


def _year(day: date, style: Style, language: Language) -> str:
    if language == "en":
        return str(day.year)
    year = be_year(day)
    if style == "short" and 2500 <= year <= 2599:
        return f"{year % 100:02}"
    return f"พ.ศ. {year}" if style == "full" else str(year)


# -- reading -------------------------------------------------------------------------------------


def parse_date(text: str, *, today: date) -> date:
    """Read a date as a Thai types it: day, month, year in digits or words, or ISO 8601.

    Years: from 2400 BE, 1900-2150 CE, between them refused; `พ.ศ.` and `ค.ศ.` decide where they
    stand. Two digits are BE 25xx, but refused with the code `era` when only the CE reading is
    within ten years of `today` (26/04/26 in 2026). A weekday before the date is not checked.

    Raises:
        TypedDateError: Not understood, or not one day between 1900 and 2150 CE.
    """
    typed = _DAY_WORDS.sub("", _plain(text))
    match = next((found for form in _DATE_FORMS if (found := form.fullmatch(typed))), None)
    month = _month_number(match["month"]) if match else None
    if match is None or month is None:
        raise TypedDateError("unreadable", value=text)
    year = _ce_year(match["year"], match.groupdict().get("era"), today)
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        raise TypedDateError("day", value=text) from None


class DaysInText(NamedTuple):
    """The days that `text[start:end]` names: one (`first` is `last`), several in a row, or a whole month."""

    first: date
    last: date
    start: int
    end: int

    @property
    def is_month(self) -> bool:
        """Whether they are all days of one month."""
        return (self.first, self.last) == _month_of(self.first)


def dates_in(text: str, *, today: date) -> Iterator[DaysInText]:
    """Find the days and months with their year in a text (in its one spelling), in their order, without overlap.

    `26 เม.ย. 65`, `วันที่ ๒๖ เมษายน พ.ศ. ๒๕๖๕`, `26/4/2565`, `12 - 13 ม.ค. 70`, `เมษายน 2565`; what `parse_date` refuses
    is left out.
    """
    for found in _IN_TEXT.finditer(to_arabic(text)):
        try:
            yield DaysInText(*_days(found, today), *found.span())
        except TypedDateError:
            continue


def no_days_in(text: str, *, today: date) -> Iterator[str]:
    """Find what is written like a day but is none of the calendar, as it stands in a text: `32/12/2565`, `31 ก.พ. 65`."""
    for found in _IN_TEXT.finditer(to_arabic(text)):
        try:
            _days(found, today)
        except TypedDateError as error:
            if error.code in {"unreadable", "day"}:
                yield text[found.start() : found.end()]


def _days(found: re.Match[str], today: date) -> tuple[date, date]:
    """First and last of the days that a match of `_IN_TEXT` names."""
    if found["numbers"]:
        day = parse_date(found["numbers"], today=today)
        return day, day
    year = f"{found['era'] or ''} {found['year']}"
    last = parse_date(f"{found['day'] or 1} {found['month']} {year}", today=today)
    if not found["day"]:
        return _month_of(last)
    if not found["from"]:
        return last, last
    first = parse_date(f"{found['from']} {found['from_month'] or found['month']} {year}", today=today)
    return min(first, last), last


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def parse_month(text: str) -> date:
    """Read a month as `numeric_month` writes it, and return its first day: `2565-04` -> 2022-04-01; so is `2022-04`.

    Raises:
        ValueError: Not a month in this form, or outside the years that a typed date may have.
    """
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if match is None:
        raise ValueError(text)
    year, month = int(match[1]), int(match[2])
    if year > LAST_YEAR:
        year -= BE_OFFSET
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return date(year, month, 1)


def parse_time(text: str) -> time:
    """Read `9.30`, `09:30 น.`, `เวลา 09.30 น.` or `9 น.`; 24 hours, 00.00 to 23.59.

    Raises:
        TypedDateError: Not understood; a bare `9` or `9.3` is not, as it may mean either.
    """
    match = _TIME.fullmatch(_plain(text))
    if match is None:
        raise TypedDateError("time", value=text)
    try:
        return time(int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        raise TypedDateError("time", value=text) from None


def parse_datetime(text: str, *, today: date) -> datetime:
    """Read a date and a time: `26/4/2565 09.00`, `26 เม.ย. 65 เวลา 9.00 น.`, ISO 8601; no zone.

    Raises:
        TypedDateError: As for `parse_date` and `parse_time`, or the time is missing.
    """
    match = _DATE_AND_TIME.fullmatch(_plain(text))
    if match is None:
        parse_date(text, today=today)
        raise TypedDateError("time_missing", value=text)
    return datetime.combine(parse_date(match["date"], today=today), parse_time(match["time"]))


def _plain(text: str) -> str:
    """Arabic digits, single spaces; empty if longer than any date, so that no pattern works long."""
    plain = " ".join(to_arabic(normalise(text)).split())
    return plain if len(plain) <= LONGEST_TYPED else ""


def _month_number(name: str) -> int | None:
    """Month of a number, a short name (dots or not), or the beginning of a full name.

    Four Thai letters or three English ones are enough for a beginning: `เมษา`, `Sept`.
    """
    if name.isdecimal():
        return int(name)
    key = re.sub(r"[.\s]", "", name).lower().replace("ฏ", "ฎ")  # กรกฏาคม is a common slip
    for number, (full, short, english) in enumerate(
        zip(_MONTHS["th"], _SHORT_MONTHS["th"], _MONTHS["en"], strict=True), start=1
    ):
        if (
            key == short.replace(".", "")
            or (len(key) >= 4 and full.startswith(key))
            or (len(key) >= 3 and english.lower().startswith(key))
        ):
            return number
    return None


def _ce_year(digits: str, era: str | None, today: date) -> int:
    typed = int(digits)
    christian = era is not None and era.startswith("ค")
    if len(digits) == 2 and not christian:
        year = 2500 + typed - BE_OFFSET
        if era is None and _near(2000 + typed, today) and not _near(year, today):
            raise TypedDateError("era", short=digits, be=2500 + typed, ce=2000 + typed)
    elif christian or (era is None and typed < FIRST_TYPED_BE_YEAR):
        year = typed
    else:
        year = typed - BE_OFFSET
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise TypedDateError("year", year=digits)
    return year


def _near(year: int, today: date) -> bool:
    return abs(year - today.year) <= NEAR_YEARS
