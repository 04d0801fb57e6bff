"""The 14 items that the government data catalogue demands of every data set, and when it last changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.opendata.datasets import DataSet

MOMENTS = {"events.ReportVersion": "at", "participants.TotalsSnapshot": "taken_at"}
"""Tables to which rows are only added, and the column that says when; the others keep a history."""


@dataclass(frozen=True)
class Item:
    """One item: its name in the catalogue, its title, and what it says of a data set."""

    key: str
    title: str
    value: str


def items(data: DataSet) -> list[Item]:
    """Return the 14 mandatory items in their order (the ninth has two parts); what is not decided yet says so."""
    waiting = _("awaits the department's confirmation")
    return [
        Item("data_type", _("Type of data"), _("statistical data") if data.is_statistics else _("record data")),
        Item("title", _("Name of the data set"), _(data.title)),
        Item("owner_org", _("Organisation"), _("Cooperative Promotion Department")),
        Item("maintainer", _("Name of the contact"), _("Service Cooperative Development Group")),
        Item("maintainer_email", _("E-mail of the contact"), settings.CONTACT_EMAIL or waiting),
        Item("tag_string", _("Keywords"), ", ".join(_(word) for word in data.keywords)),
        Item("notes", _("Description"), _(data.description)),
        Item("objective", _("Objective"), _(data.objective)),
        Item("update_frequency_unit", _("Unit of the frequency of updates"), _("in real time")),
        Item("update_frequency_interval", _("Frequency of updates"), _("whenever something is published")),
        Item("geo_coverage", _("Geographic coverage"), _("the whole country")),
        Item("data_source", _("Source"), _("What the department's staff enter and publish in this portal")),
        Item("data_format", _("Formats"), "CSV, JSON"),
        Item("data_category", _("Category under data governance"), _("public data")),
        Item("license_id", _("Licence"), settings.OPEN_DATA_LICENCE or waiting),
    ]


def last_updated(data: DataSet) -> datetime | None:
    """Return when something of a data set was last changed or published, or ``None`` if that is not known; 1 query a table."""
    found = [_latest(name) for name in data.tables]
    known = [moment for moment in found if moment is not None]
    return timezone.localtime(max(known)).replace(microsecond=0) if known else None


def _latest(name: str) -> datetime | None:
    model: Any = apps.get_model(name)
    if name in MOMENTS:
        return model.objects.aggregate(last=Max(MOMENTS[name]))["last"]
    return model.history.aggregate(last=Max("history_date"))["last"]
