"""How lists and read-only inputs show yes and no, dates and times: in the reader's language and the Buddhist era.

Django names Python's value as the text of an icon (True, False, None) and writes dates with the year of the Christian
era, and has no setting for either. It looks these functions up in the modules that use them, so they are replaced there.
"""

from datetime import date, datetime, time
from typing import Any

from django.contrib.admin import helpers, utils
from django.contrib.admin.templatetags import admin_list
from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coopportal.admin.base import be_date, be_datetime
from coopportal.thai.dates import format_time

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


REPLACED = {
    "_boolean_icon": (spoken_icon, [admin_list]),
    "display_for_field": (show_field, [admin_list, helpers]),
    "display_for_value": (show_value, [admin_list]),
}
for name, (ours, modules) in REPLACED.items():
    for module in modules:
        setattr(module, name, ours)
