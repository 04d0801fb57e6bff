"""The OpenAPI document: what django-ninja writes, put into the reader's language and made exact."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from coopportal.api.errors import PROBLEM

Document = dict[str, Any]

SENTENCES = {"title", "summary", "description"}

STATUSES = {
    200: _("The data that were asked for."),
    400: _("A parameter was not understood; the answer names it."),
    404: _("There is no such thing, or it is not public."),
    410: _("The report was withdrawn; the answer says why."),
}


class ThaiJSONRenderer(JSONRenderer):
    """JSON with Thai letters as they are: a third of the bytes of escaped ones."""

    json_dumps_params = {"ensure_ascii": False}


class PublicAPI(NinjaAPI):
    """An API whose document speaks the active language; ``enums`` are explained in it by their labels."""

    def __init__(self, *, enums: list[type[TextChoices]], **options: Any) -> None:
        super().__init__(renderer=ThaiJSONRenderer(), **options)
        self.enums = {enum.__name__: enum for enum in enums}

    @cached_property
    def _written(self) -> OpenAPISchema:
        return super().get_openapi_schema()

    def get_openapi_schema(self, **options: Any) -> Document:  # type: ignore[override]
        """Return the document in the active language."""
        document: Document = translated(dict(self._written))
        document["servers"] = [{"url": settings.SITE_URL}]
        for operations in document["paths"].values():
            for operation in operations.values():
                _finish(operation)
        for name, schema in document["components"]["schemas"].items():
            schema.pop("description", None)  # docstrings, for who reads the code
            if name in self.enums:
                schema["description"] = meanings(self.enums[name])
        return document


def translated(part: Any) -> Any:
    """Return a copy of a part of the document with its sentences translated and without the titles of fields."""
    if isinstance(part, list):
        return [translated(one) for one in part]
    if not isinstance(part, dict):
        return part
    is_info = "version" in part
    return {
        key: gettext(value) if key in SENTENCES and isinstance(value, str) and value else translated(value)
        for key, value in part.items()
        if is_info or key != "title" or not isinstance(value, str)
    }


def meanings(enum: type[TextChoices]) -> str:
    """Return what the values of an enumeration mean: the code, then its label."""
    return "; ".join(f"`{value}` = {label}" for value, label in enum.choices)


def _finish(operation: Document) -> None:
    operation["tags"] = [gettext(tag) for tag in operation["tags"]]
    for parameter in operation["parameters"]:
        _simplify(parameter)
    responses = {str(status): response for status, response in operation["responses"].items()}
    for status, response in responses.items():
        response["description"] = gettext(STATUSES[int(status)])
        if int(status) >= 400:
            response["content"] = {PROBLEM: next(iter(response["content"].values()))}
    operation["responses"] = responses


def _simplify(parameter: Document) -> None:
    """A parameter that may be left out is never null in an address."""
    schema = parameter["schema"]
    if "anyOf" in schema:
        [kind] = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema |= kind
    if schema.get("default", "") in {None, ""}:
        schema.pop("default", None)
    schema.pop("description", None)
    schema.pop("examples", None)
    if examples := parameter.pop("examples", None):
        parameter["example"] = examples[0]
