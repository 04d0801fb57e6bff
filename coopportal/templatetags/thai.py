"""What a reader sees of dates and numbers: Buddhist era in Thai, CE in English; and the language of a text.

The filters of dates take a date or a datetime (an aware one is shown in the portal's time zone). None gives empty text,
and a text is shown as it is.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from coopportal.language import lang_of, lang_span, language
from coopportal.thai import dates
from coopportal.thai.words import truncate
from coopportal.typesetting import keep_whole as in_one_line

register = template.Library()

register.simple_tag(lang_of)
register.filter(lang_span)

Number = int | float | Decimal | str | None


@register.filter
def be_date(value: date | str | None) -> str:
    """`26 เมษายน 2565`."""
    return _date(value, "normal")


@register.filter
def be_date_short(value: date | str | None) -> str:
    """`26 เม.ย. 65`."""
    return _date(value, "short")


@register.filter
def be_month(value: date | str | None) -> str:
    """`เมษายน 2565`."""
    day = _day(value)
    return dates.format_month(day, language=language()) if day else _as_it_is(value)


@register.filter
def weekday(value: date | str | None) -> str:
    """`อังคาร`, over a column or beside the number of a day."""
    day = _day(value)
    return dates.format_weekday(day, language=language()) if day else _as_it_is(value)


@register.filter
def be_datetime(value: date | str | None) -> str:
    """`26 เมษายน 2565 เวลา 09.00 น.`; a date without a time stays a date."""
    moment = _moment(value)
    if isinstance(moment, datetime):
        return dates.format_datetime(moment, language=language())
    return _date(value, "normal")


@register.filter
def be_range(start: date | str | None, end: date | str | None) -> str:
    """`23 - 25 พฤศจิกายน 2569`; one date if the other is missing."""
    first, last = _day(start), _day(end)
    if first and last:
        return dates.format_date_range(first, last, language=language())
    return be_date(start or end)


@register.filter
def be_year(value: date | str | None) -> str:
    """`2565`, the calendar year; in English `2022`."""
    day = _day(value)
    if day is None:
        return _as_it_is(value)
    return str(day.year if language() == "en" else dates.be_year(day))


@register.filter
def fiscal_years(first: int, last: int | None = None) -> str:
    """`2570` or `2569 - 2570`; in English `2027 (B.E. 2570)`."""
    return dates.format_fiscal_years(first, last, language=language())


@register.filter
def truncate_thai(value: object, length: int) -> str:
    """`สหกรณ์บริการ…`: at most `length` characters as a reader counts them (`coopportal.thai.words.truncate`).

    For plain text: markup that is cut is escaped.
    """
    return truncate(_as_it_is(value), length)


@register.filter
def keep_whole(html: str) -> SafeString:
    """Keep compounds, names, and numbers with what they count from ending in the next line (`coopportal.typesetting`)."""
    return mark_safe(in_one_line(conditional_escape(html)))  # noqa: S308 - adds nothing but spans to what is escaped


@register.filter
def number(value: Number) -> str:
    """`1,129`; a figure that does not exist is `not stated`, never 0."""
    if value is None or value == "":
        return gettext("not stated")
    decimal = _decimal(value)
    return str(value) if decimal is None else f"{decimal:,f}"


@register.filter
def percent(value: Number) -> str:
    """A share in hundredths with two decimals, rounded half up, without the sign: `92.47`.

    A share of a base of 0 does not exist: the caller passes None, shown as a dash.
    """
    if value is None or value == "":
        return "-"
    decimal = _decimal(value)
    return str(value) if decimal is None else f"{decimal.quantize(Decimal('0.01'), ROUND_HALF_UP):,f}"


def unbroken(text: str) -> SafeString:
    """A short text that does not break at the end of a line: a time, a part of a name."""
    return format_html('<span class="unbroken">{}</span>', text)


@register.simple_tag
def time_tag(value: date | str | None, style: dates.Style = "normal") -> str:
    """`<time datetime="2022-04-26">26 เมษายน 2565</time>`, with the time of day if there is one."""
    moment = _moment(value)
    if isinstance(moment, datetime):
        text = mark_safe(dates.format_datetime(moment, style, language=language(), mark=unbroken))  # noqa: S308 - a date
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="minutes"), text)
    if isinstance(moment, date):
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), _date(moment, style))
    return _as_it_is(value)


def _date(value: date | str | None, style: dates.Style) -> str:
    day = _day(value)
    return dates.format_date(day, style, language=language()) if day else _as_it_is(value)


def _day(value: date | str | None) -> date | None:
    moment = _moment(value)
    return moment.date() if isinstance(moment, datetime) else moment


def _moment(value: date | str | None) -> date | None:
    """The date or datetime (in the portal's zone) that `value` is; None if it is neither."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value if isinstance(value, date) else None


def _as_it_is(value: object) -> str:
    return "" if value is None else str(value)


def _decimal(value: int | float | Decimal | str) -> Decimal | None:
    try:
        decimal = Decimal(str(value))
    except InvalidOperation:
        return None
    return decimal if decimal.is_finite() else None
