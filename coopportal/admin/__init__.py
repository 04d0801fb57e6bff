"""The staff area: Django's admin with our site, Buddhist-era dates, Thai text, and no lost edits.

Knows no table; the apps register their own classes on top of ``PortalModelAdmin``.
"""

from coopportal.admin.base import (
    NOTHING,
    FiscalYearFilter,
    HistoryModelAdmin,
    LogAdmin,
    PortalChangeList,
    PortalInline,
    PortalModelAdmin,
    Tool,
    be_date,
    be_datetime,
    be_datetime_column,
)
from coopportal.admin.conflict import VersionedAdminMixin, VersionedForm
from coopportal.admin.display import spoken_icon
from coopportal.admin.forms import NamedAutocompleteMultiple, PortalForm, PortalFormSet
from coopportal.admin.site import PortalAdminSite, Task, TaskItem

__all__ = [
    "NOTHING",
    "FiscalYearFilter",
    "HistoryModelAdmin",
    "LogAdmin",
    "NamedAutocompleteMultiple",
    "PortalAdminSite",
    "PortalChangeList",
    "PortalForm",
    "PortalFormSet",
    "PortalInline",
    "PortalModelAdmin",
    "Task",
    "TaskItem",
    "Tool",
    "VersionedAdminMixin",
    "VersionedForm",
    "be_date",
    "be_datetime",
    "be_datetime_column",
    "spoken_icon",
]
