"""The pages of the data sets, and their files, which are sent while they are made."""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from coopportal.addresses import thai
from coopportal.downloads import attached
from coopportal.fingerprint import fingerprint
from coopportal.opendata.columns import DICTIONARY, dictionary
from coopportal.opendata.datasets import DataSet, named, published
from coopportal.opendata.metadata import items, last_updated
from coopportal.page_cache import SHARED, public_page
from coopportal.tables.write_csv import csv_parts
from programmes.generation import read_generation

SIZE = 200
"""Rows of a file that are made at once."""


@public_page
def data_list(request: HttpRequest) -> HttpResponse:
    """List the data sets; 1 query for each table that tells of a change."""
    return render(request, "data/list.html", {"found": [(data, last_updated(data)) for data in published()]})


@public_page
def data_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a data set holds, its dictionary and its metadata; 1 query for each table that tells of a change."""
    data = _named(name)
    context = {
        "data": data,
        "items": items(data),
        "updated": last_updated(data),
        "heads": [_(head) for head in DICTIONARY],
        "dictionary": dictionary(data.columns),
        "marks_demonstration": any(column.name == "demonstration" for column in data.columns),
    }
    return render(request, "data/detail.html", context)


# -- files: Thai, without a prefix of a language ---------------------------------------------------------------------------


def _tag(_request: HttpRequest, name: str) -> str | None:
    """Return the ETag; ``None`` for a data set that is not published, so that it is gone for who has it too."""
    if named(name) is None:
        return None
    made_with = (fingerprint(), settings.SITE_URL, settings.OPEN_DATA_LICENCE, settings.CONTACT_EMAIL)
    return f'W/"{read_generation()}-{hashlib.sha256(repr(made_with).encode()).hexdigest()[:16]}"'


def file(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Send a file to everybody, pages of other sites included; 304 to who has it since nothing public changed.

    The ETag is the generation of the site (1 query) with what files are made with: the file is not made to find out
    whether it is the same.
    """

    @require_safe
    @condition(etag_func=_tag)
    @wraps(view)
    def answer(request: HttpRequest, name: str) -> HttpResponseBase:
        response = view(request, _named(name))
        if request.method == "HEAD":
            response = HttpResponse(headers=dict(response.items()))
        response.headers.setdefault("Cache-Control", SHARED)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@file
def data_csv(request: HttpRequest, data: DataSet) -> HttpResponseBase:
    """Send a data set as CSV; memory does not grow with it."""
    head = [column.name for column in data.columns]
    cells = ([column.cell(row) for column in data.columns] for row in data.rows())
    response = StreamingHttpResponse(csv_parts(_after(head, cells), SIZE), content_type="text/csv; charset=utf-8")
    return attached(response, f"{data.name}.csv")


@file
def data_json(request: HttpRequest, data: DataSet) -> HttpResponseBase:
    """Send a data set as JSON: a list of objects with the columns of the CSV; memory does not grow with it."""
    response = StreamingHttpResponse(json_parts(data), content_type="application/json")
    return attached(response, f"{data.name}.json")


@file
def data_dictionary(request: HttpRequest, data: DataSet) -> HttpResponseBase:
    """Send the data dictionary as CSV."""
    plain = ([text.replace("`", "") for text in row] for row in dictionary(data.columns))
    rows = _after([_(head) for head in DICTIONARY], plain)
    response = HttpResponse(b"".join(csv_parts(rows)), content_type="text/csv; charset=utf-8")
    return attached(response, f"{data.name}-dictionary.csv")


@file
def data_metadata(request: HttpRequest, data: DataSet) -> HttpResponseBase:
    """Send the 14 mandatory items, when the data last changed, and where they are, as JSON."""
    updated = last_updated(data)
    content = {item.key: item.value for item in items(data)} | {
        "last_updated": updated.isoformat() if updated else None,
        "data_language": "th",
        "url": thai("data_set", data.name),
        "resources": [
            {"format": "CSV", "url": thai("data_csv", data.name)},
            {"format": "JSON", "url": thai("data_json", data.name)},
            {"format": "CSV", "name": "data dictionary", "url": thai("data_dictionary", data.name)},
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return HttpResponse(f"{text}\n", content_type="application/json")


def json_parts(data: DataSet) -> Iterator[str]:
    """Yield the list of a data set piece by piece: one object a line, so that it can be read line by line too."""
    start = "[\n"
    for row in data.rows():
        yield start + json.dumps({column.name: column.value(row) for column in data.columns}, ensure_ascii=False)
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


def _after(head: list[str], rows: Iterator[Any]) -> Iterator[Any]:
    yield head
    yield from rows


def _named(name: str) -> DataSet:
    data = named(name)
    if data is None:
        raise Http404(_("There is no such data set."))
    return data
