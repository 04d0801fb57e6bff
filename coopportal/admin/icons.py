"""The icon of yes and no in lists and on forms, spoken in the reader's language.

Django gives it the name of Python's value as its text: True, False, None. Every place of the admin looks the function
up in the module that holds it, so it is replaced there.
"""

from typing import Any

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

ICONS: dict[bool | None, tuple[str, Any]] = {
    True: ("admin/img/icon-yes.svg", _("yes")),
    False: ("admin/img/icon-no.svg", _("no")),
    None: ("admin/img/icon-unknown.svg", _("not stated")),
}


def spoken_icon(value: bool | None) -> SafeString:
    """Return the icon of a value; its text says what it shows."""
    file, text = ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(file), text)


admin_list._boolean_icon = spoken_icon  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no setting for it
