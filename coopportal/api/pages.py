"""The page for people about the API: made on the server from the OpenAPI document, so that the two cannot differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coopportal.api.document import Document
from coopportal.api.urls import api
from coopportal.page_cache import public_page

REF = "#/components/schemas/"


@dataclass(frozen=True)
class Field:
    """A parameter or a field of an answer; ``shape`` names the schema of what it holds, if that is one of ours."""

    name: str
    kind: str
    description: str
    shape: str = ""
    meanings: str = ""
    limits: str = ""


@dataclass(frozen=True)
class Shape:
    """The fields of one thing that answers hold."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Operation:
    """One address that can be asked."""

    id: str
    tag: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    example: str
    shape: Shape
    entry: Shape | None
    statuses: tuple[tuple[str, str], ...]


@public_page
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters, an example and the fields of its answer; no query."""
    document = api.get_openapi_schema()
    operations = list(read_operations(document))
    inside = {operation.shape.name for operation in operations} | {one.entry.name for one in operations if one.entry}
    context = {
        "info": document["info"],
        "tags": [(tag, list(found)) for tag, found in groupby(operations, key=lambda operation: operation.tag)],
        "shapes": [shape for shape in read_shapes(document) if shape.name not in inside],
        "inside": inside,
    }
    return render(request, "api/docs.html", context)


def read_operations(document: Document) -> Iterator[Operation]:
    """Yield the operations of the document in their order."""
    for path, methods in document["paths"].items():
        found = methods["get"]
        shape = read_shape(document, found["responses"]["200"]["content"]["application/json"]["schema"]["$ref"])
        results = next((field for field in shape.fields if field.name == "results"), None)
        yield Operation(
            id=found["operationId"],
            tag=found["tags"][0],
            path=path,
            summary=found["summary"],
            description=found["description"],
            parameters=tuple(
                field(document, one["name"], {**one["schema"], "description": one["description"]})
                for one in found["parameters"]
            ),
            example=example(path, found),
            shape=shape,
            entry=read_shape(document, REF + results.shape) if results else None,
            statuses=tuple((status, said["description"]) for status, said in found["responses"].items()),
        )


def example(path: str, operation: Document) -> str:
    """Return an address that can be asked."""
    values = {one["name"]: str(one.get("example", "")) for one in operation["parameters"] if one["in"] == "path"}
    filled = re.sub(r"{(\w+)}", lambda name: values[name[1]], path)
    return settings.SITE_URL + filled + operation.get("x-example", "")


def read_shapes(document: Document) -> Iterator[Shape]:
    """Yield the shapes of the document that have fields."""
    for name, schema in document["components"]["schemas"].items():
        if "properties" in schema and "page_size" not in schema["properties"]:
            yield read_shape(document, REF + name)


def read_shape(document: Document, ref: str) -> Shape:
    """Return the fields of a shape that the document defines."""
    name = ref.removeprefix(REF)
    properties = document["components"]["schemas"][name]["properties"]
    return Shape(name, tuple(field(document, key, schema) for key, schema in properties.items()))


def field(document: Document, name: str, schema: Document) -> Field:
    """Return one field with its kind in words."""
    words, ref = kind(schema)
    target = document["components"]["schemas"].get(ref, {})
    is_shape = "properties" in target
    return Field(
        name=name,
        kind=words if is_shape or not ref else words.replace(f"`{ref}`", _("code")),
        description=schema.get("description", ""),
        shape=ref if is_shape else "",
        meanings="" if is_shape else target.get("description", ""),
        limits=limits(schema),
    )


def kind(schema: Document) -> tuple[str, str]:
    """Return what a field holds, in words, and the name of the definition that it refers to (or nothing)."""
    if "anyOf" in schema:
        [held] = [one for one in schema["anyOf"] if one != {"type": "null"}]
        words, ref = kind(held)
        return _("%(kind)s or `null`") % {"kind": words}, ref
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REF)
        return f"`{name}`", name
    if schema.get("type") == "array":
        words, ref = kind(schema["items"])
        return _("list of %(kind)s") % {"kind": words}, ref
    if "enum" in schema or "const" in schema:
        return _("code"), ""
    return {
        ("string", "date"): _("date"),
        ("string", "date-time"): _("date and time"),
        ("integer", ""): _("whole number"),
        ("number", ""): pgettext("kind of value", "number"),
        ("boolean", ""): _("true or false"),
    }.get((schema["type"], schema.get("format", "")), _("text")), ""


def limits(schema: dict[str, Any]) -> str:
    """Return between what a parameter must lie, in words."""
    if "minimum" in schema and "maximum" in schema:
        return _("from %(least)s to %(most)s") % {"least": schema["minimum"], "most": schema["maximum"]}
    if "maxLength" in schema:
        return _("at most %(most)s characters") % {"most": schema["maxLength"]}
    return ""
