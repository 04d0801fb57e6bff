"""How lists and read-only inputs show and choose yes and no, dates and times: in the reader's language and the Buddhist era.

Django names Python's value as the text of an icon (True, False, None) and writes dates with the year of the Christian
era, and has no setting for either. It looks these functions up in the modules that use them, so they are replaced there.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Literal

from django.contrib.admin import helpers, utils
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coopportal.admin.base import be_date, be_datetime
from coopportal.thai.dates import be_year, format_date, format_month, format_time

ICONS: dict[bool | None, tuple[str, Any]] = {
    True: ("admin/img/icon-yes.svg", _("yes")),
    False: ("admin/img/icon-no.svg", _("no")),
    None: ("admin/img/icon-unknown.svg", _("not stated")),
}


def spoken_icon(value: bool | None) -> SafeString:
    """Return the icon of a value; its text says what it shows."""
    file, text = ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(file), text)


def moment(value: object) -> str:
    """Return a date, a time or both as people read it; ``""`` for every other value."""
    match value:
        case datetime():
            return be_datetime(value)
        case date():
            return be_date(value)
        case time():
            return format_time(value)
    return ""


def show_field(value: Any, field: models.Field, empty: str, avoid_link: bool = False) -> Any:
    """Return what stands for the value of a model's field."""
    return moment(value) or utils.display_for_field(value, field, empty, avoid_link)


def show_value(value: Any, empty: str, boolean: bool = False) -> Any:
    """Return what stands for a value that a function made."""
    return moment(value) or utils.display_for_value(value, empty, boolean)


STEPS: tuple[tuple[Literal["year", "month", "day"], Callable[[date], str]], ...] = (
    ("year", lambda day: str(be_year(day))),
    ("month", format_month),
    ("day", format_date),
)
"""What one goes through to a day, and how each step is named."""


def date_hierarchy(cl: ChangeList) -> dict[str, Any] | None:
    """Return the years in a list, the months of a chosen year or the days of a chosen month; 1 query.

    The links carry years of the Christian era, as Django reads them.
    """
    name = cl.date_hierarchy
    if not name:
        return None
    chosen = [int(cl.params[f"{name}__{step}"]) for step in chosen_steps(cl)]

    def link(day: date, depth: int) -> str:
        return cl.get_query_string({f"{name}__{step}": getattr(day, step) for step, _ in STEPS[:depth]}, [f"{name}__"])

    def inside(day: date) -> bool:
        return [getattr(day, step) for step, _ in STEPS[: len(chosen)]] == chosen

    field = get_fields_from_path(cl.model, name)[-1]
    step, title = STEPS[min(len(chosen), 2)]
    read = cl.queryset.datetimes if isinstance(field, models.DateTimeField) else cl.queryset.dates
    choices = [
        {"title": title(day), "link": link(day, len(chosen) + 1) if len(chosen) < len(STEPS) else ""}
        for day in read(name, step)
        if inside(day)
    ]
    back = None
    if chosen:
        day = date(*chosen, *[1] * (3 - len(chosen)))
        name_above = STEPS[len(chosen) - 2][1](day) if len(chosen) > 1 else gettext("All dates")
        back = {"title": name_above, "link": link(day, len(chosen) - 1)}
    return {"show": bool(choices or back), "label": field.verbose_name, "back": back, "choices": choices}


def chosen_steps(cl: ChangeList) -> list[str]:
    """Return which steps are chosen: a year, or a year and a month, or a day."""
    names: list[str] = [step for step, _ in STEPS]
    missing = [n for n, step in enumerate(names) if not cl.params.get(f"{cl.date_hierarchy}__{step}", "").isdecimal()]
    return names[: missing[0]] if missing else names


REPLACED = {
    "_boolean_icon": (spoken_icon, [admin_list]),
    "display_for_field": (show_field, [admin_list, helpers]),
    "display_for_value": (show_value, [admin_list]),
    "date_hierarchy": (date_hierarchy, [admin_list]),
}
for name, (ours, modules) in REPLACED.items():
    for module in modules:
        setattr(module, name, ours)
