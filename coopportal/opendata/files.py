"""The files of a data set, as every catalogue names them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coopportal.addresses import thai
from coopportal.opendata.datasets import DataSet


@dataclass(frozen=True)
class File:
    """One file; ``key`` tells it from the other files of its set, ``name`` and ``description`` are for people."""

    key: str
    name: str
    description: str
    format: str
    media_type: str
    url: str


def data_files(data: DataSet) -> list[File]:
    """Return the files that hold the rows."""
    title = _(data.title)
    spreadsheets = _("For spreadsheets; Thai text opens correctly in Excel")
    return [
        File("csv", f"{title} (CSV)", spreadsheets, "CSV", "text/csv", thai("data_csv", data.name)),
        File("json", f"{title} (JSON)", _("For programs"), "JSON", "application/json", thai("data_json", data.name)),
    ]


def dictionary_file(data: DataSet) -> File:
    """Return the file that explains the columns."""
    name = f"{_('Data dictionary')}: {_(data.title)}"
    address = thai("data_dictionary", data.name)
    return File("dictionary", name, _("Columns of the data set"), "CSV", "text/csv", address)


def files(data: DataSet) -> list[File]:
    """Return all files of a data set, those with rows first."""
    return [*data_files(data), dictionary_file(data)]
