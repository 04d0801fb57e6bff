"""The pages of the data sets, and their files, which are sent while they are made."""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from coopportal.addresses import thai
from coopportal.downloads import attached
from coopportal.fingerprint import fingerprint
from coopportal.jsonld import breadcrumbs, script
from coopportal.opendata import jsonld
from coopportal.opendata.ckan import package
from coopportal.opendata.columns import DICTIONARY, dictionary
from coopportal.opendata.datasets import DESCRIPTION, TITLE, DataSet, named, published
from coopportal.opendata.dcat import catalogue
from coopportal.opendata.files import files
from coopportal.opendata.metadata import items, last_updated, last_updates
from coopportal.page_cache import SHARED, public_page
from coopportal.tables.write_csv import csv_parts
from programmes.generation import read_generation

SIZE = 200
"""Rows of a file that are made at once."""


@public_page
def data_list(request: HttpRequest) -> HttpResponse:
    """List the data sets; 1 query for each table that tells of a change."""
    found = last_updates(published())
    linked_data = script(jsonld.data_catalog(data for data, _updated in found), breadcrumbs(_trail()))
    context = {"found": found, "summary": _(DESCRIPTION), "linked_data": linked_data}
    return render(request, "data/list.html", context)


@public_page
def data_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a data set holds, its dictionary and its metadata; 1 query for each table that tells of a change."""
    data, updated = _named(name), last_updated(_named(name))
    trail = [*_trail(), (_(data.title), reverse("data_set", args=[name]))]
    context = {
        "data": data,
        "items": items(data),
        "updated": updated,
        "linked_data": script(jsonld.dataset(data, updated), breadcrumbs(trail)),
        "dictionary": dictionary(data.columns),
        "marks_demonstration": any(column.name == "demonstration" for column in data.columns),
    }
    return render(request, "data/detail.html", context)


# -- files: Thai, without a prefix of a language ---------------------------------------------------------------------------


def _tag(_request: HttpRequest, name: str | None = None) -> str | None:
    """Return the ETag; ``None`` for a data set that is not published, so that it is gone for who has it too."""
    if name is not None and named(name) is None:
        return None
    licence = (settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL)
    made_with = (fingerprint(), settings.SITE_URL, licence, settings.CONTACT_EMAIL, settings.PUBLISH_OFFICE_COUNTS)
    return f'W/"{read_generation()}-{hashlib.sha256(repr(made_with).encode()).hexdigest()[:16]}"'


def file(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Send a file to everybody, pages of other sites included; 304 to who has it since nothing public changed.

    The ETag is the generation of the site (1 query) with what files are made with: the file is not made to find out
    whether it is the same. A view whose address names a data set gets that set, or is not called: 404.
    """

    @condition(etag_func=_tag)
    def made(request: HttpRequest, name: str | None = None) -> HttpResponseBase:
        response = view(request) if name is None else view(request, _named(name))
        if request.method == "HEAD":
            # Streamed, since an empty answer would be given a length: that of a file of nothing.
            return StreamingHttpResponse((), headers=dict(response.items()))
        return response

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, name: str | None = None) -> HttpResponseBase:
        response: HttpResponseBase = made(request, name)
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
        "resources": [{"format": file.format, "name": file.name, "url": file.url} for file in files(data)],
    }
    return _json(content)


@file
def data_package(request: HttpRequest, data: DataSet) -> HttpResponseBase:
    """Send a data set as a package of CKAN, as the government data catalogue takes it."""
    return _json(package(data, last_updated(data)))


@file
def data_catalogue(request: HttpRequest) -> HttpResponseBase:
    """Send the catalogue of all data sets (DCAT); 1 query for each table that tells of a change."""
    return _json(catalogue(last_updates(published())), "application/ld+json")


def json_parts(data: DataSet) -> Iterator[str]:
    """Yield the list of a data set piece by piece: one object a line, so that it can be read line by line too."""
    start = "[\n"
    for row in data.rows():
        yield start + json.dumps({column.name: column.value(row) for column in data.columns}, ensure_ascii=False)
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


def _json(content: Any, content_type: str = "application/json") -> HttpResponse:
    return HttpResponse(f"{json.dumps(content, ensure_ascii=False, indent=2)}\n", content_type=content_type)


def _trail() -> list[tuple[str, str]]:
    return [(_("Home"), reverse("home")), (_(TITLE), reverse("data"))]


def _after(head: list[str], rows: Iterator[Any]) -> Iterator[Any]:
    yield head
    yield from rows


def _named(name: str) -> DataSet:
    data = named(name)
    if data is None:
        raise Http404(_("There is no such data set."))
    return data
