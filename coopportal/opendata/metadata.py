"""The 14 items that the government data catalogue demands of every data set, and when it last changed."""

from collections.abc import Iterable
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
    """One item: its name in the catalogue, its title, and what it says of a data set.

    ``value`` says so where the department has not ``decided`` yet; ``url`` leads to where it is explained.
    """

    key: str
    title: str
    value: str
    decided: bool = True
    url: str = ""


def items(data: DataSet) -> list[Item]:
    """Return the 14 mandatory items in their order (the ninth has two parts); what is not decided yet says so."""
    waiting = _("to be confirmed by the department")
    email, licence, url = settings.CONTACT_EMAIL, settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL
    return [
        Item("data_type", _("Type of data"), _("statistical data") if data.is_statistics else _("record data")),
        Item("title", _("Name of the data set"), _(data.title)),
        Item("owner_org", _("Organisation"), _("Cooperative Promotion Department")),
        Item("maintainer", _("Name of the contact"), _("Service Cooperative Development Group")),
        Item("maintainer_email", _("E-mail of the contact"), email or waiting, decided=bool(email)),
        Item("tag_string", _("Keywords"), ", ".join(_(word) for word in data.keywords)),
        Item("notes", _("Description"), _(data.description)),
        Item("objective", _("Objective"), _(data.objective)),
        Item("update_frequency_unit", _("Unit of the frequency of updates"), _("in real time")),
        Item("update_frequency_interval", _("Frequency of updates"), _("whenever something is published")),
        Item("geo_coverage", _("Geographic coverage"), _("the whole country")),
        Item("data_source", _("Source"), _("What the department's staff enter and publish in this portal")),
        Item("data_format", _("Formats"), "CSV, JSON"),
        Item("data_category", _("Category under data governance"), _("public data")),
        Item("license_id", _("Licence"), licence or waiting, bool(licence), url),
    ]


def last_updated(data: DataSet) -> datetime | None:
    """Return when something of a data set was last changed or published, or ``None`` if that is not known; 1 query a table."""
    [(_data, updated)] = last_updates([data])
    return updated


def last_updates(sets: Iterable[DataSet]) -> list[tuple[DataSet, datetime | None]]:
    """Return data sets, each with its last change as ``last_updated`` says it; 1 query a table, however many share it."""
    found = list(sets)
    latest = {name: _latest(name) for name in dict.fromkeys(name for data in found for name in data.tables)}
    return [(data, _last(latest[name] for name in data.tables)) for data in found]


def _last(moments: Iterable[datetime | None]) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return timezone.localtime(max(known)).replace(microsecond=0) if known else None


def _latest(name: str) -> datetime | None:
    model: Any = apps.get_model(name)
    if name in MOMENTS:
        return model.objects.aggregate(last=Max(MOMENTS[name]))["last"]
    return model.history.aggregate(last=Max("history_date"))["last"]
