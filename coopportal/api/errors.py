"""What the API answers instead of data: problem details after RFC 9457, with sentences for people."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Schema
from ninja.responses import Response
from pydantic import Field

PROBLEM = "application/problem+json"
LONGEST_NAME = 40
"""Letters of a name from the address that a sentence repeats."""

TITLES = {
    400: _("The request cannot be understood."),
    404: _("There is nothing at this address."),
    405: _("This address is read only."),
    410: _("The report was withdrawn."),
    500: _("Something went wrong on our side."),
}


class FieldProblem(Schema):
    """One parameter that was not understood."""

    name: str = Field(description=_("Name of the parameter."))
    detail: str = Field(description=_("What is wrong with it, and how to mend it, in one sentence."))


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str = Field(description=_("Always `about:blank`: the status says what kind of problem it is."))
    title: str = Field(description=_("The kind of problem, in one sentence."))
    status: int = Field(description=_("The status of the answer."))
    detail: str = Field(description=_("What happened, in one sentence."))
    errors: list[FieldProblem] = Field(description=_("The parameters that were not understood; else empty."))


class RefusedError(Exception):
    """The request is answered with a problem: ``detail`` says what happened, ``errors`` names parameters."""

    def __init__(self, status: int, detail: str, errors: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.errors = status, detail, list(errors)


def refused(*parameters: tuple[str, str]) -> RefusedError:
    """Return the refusal of a request whose ``parameters`` (name, sentence) were not understood."""
    return RefusedError(400, gettext("Check the parameters of the address."), parameters)


def problem(status: int, detail: str, errors: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """Return the answer that says what went wrong."""
    content = Problem(
        type="about:blank",
        title=gettext(TITLES[status]),
        status=status,
        detail=detail,
        errors=[FieldProblem(name=name, detail=sentence) for name, sentence in errors],
    )
    response = Response(content.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = PROBLEM
    return response


def on_refusal(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer a ``RefusedError``."""
    return problem(error.status, error.detail, error.errors)


def on_missing(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer an ``Http404``: for what does not exist, or is not public."""
    return problem(404, str(error) or gettext(TITLES[404]))


def on_invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer a ``ValidationError`` of django-ninja: one sentence for each parameter that does not have its form."""
    found = {str(one["loc"][-1]): sentence(one) for one in reversed(error.errors)}
    return on_refusal(request, refused(*reversed(found.items())))


def unknown(name: str, known: Iterable[str]) -> tuple[str, str]:
    """Return what is said of a parameter that does not exist."""
    return name[:LONGEST_NAME], gettext("There is no such parameter. Known are: %(names)s.") % {
        "names": ", ".join(known)
    }


def sentence(error: dict[str, Any]) -> str:
    """Return what is wrong, from an error of pydantic."""
    limits = error.get("ctx", {})
    match error["type"]:
        case "int_parsing" | "int_parsing_size" | "int_type":
            return gettext("Give a whole number.")
        case "greater_than_equal":
            return gettext("Give a number of at least %(limit)s.") % {"limit": limits["ge"]}
        case "less_than_equal":
            return gettext("Give a number of at most %(limit)s.") % {"limit": limits["le"]}
        case "string_too_long":
            return gettext("Give at most %(limit)s characters.") % {"limit": limits["max_length"]}
        case "enum":
            known = re.findall("'([^']*)'", limits["expected"])
            return gettext("Give one of these: %(values)s.") % {"values": ", ".join(known)}
    return gettext("This value does not have the right form.")
