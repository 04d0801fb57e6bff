"""Sending back a form as a browser would: what a page shows, with some inputs changed."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse


def shown_form(response: HttpResponse, form: str = "#content-main > form") -> dict[str, Any]:
    """Return the inputs of a form on a page and what they hold: a list where one name stands several times."""
    soup = BeautifulSoup(response.content.decode(), "html.parser").select_one(form)
    assert soup is not None, "there is no such form"
    data: dict[str, list[str]] = {}
    for tag in soup.select("input[name], select[name], textarea[name]"):
        name = str(tag["name"])
        match (tag.name, tag.get("type")):
            case ("input", "checkbox" | "radio"):
                values = [str(tag.get("value", "on"))] if tag.has_attr("checked") else []
            case ("input", "submit" | "file" | "button"):
                values = []
            case ("select", _):
                options = tag.select("option[selected]") or (
                    [] if tag.has_attr("multiple") else tag.select("option")[:1]
                )
                values = [str(option.get("value", option.text)) for option in options]
            case ("textarea", _):
                values = [tag.text.removeprefix("\n")]
            case _:
                values = [str(tag.get("value", ""))]
        if values:
            data.setdefault(name, []).extend(values)
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


def add_row(data: dict[str, Any], prefix: str, **values: Any) -> dict[str, Any]:
    """Add a row to an inline, as its "add another" link does."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    empty = f"{prefix}-__prefix__-"
    row = {name.removeprefix(empty): value for name, value in data.items() if name.startswith(empty)}
    row |= values
    data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    return data


def emptied(data: dict[str, Any]) -> dict[str, Any]:
    """Empty every input but those that hold the page together."""
    return {name: value if is_frame(name) else "" for name, value in data.items()}


def is_frame(name: str) -> bool:
    """Say whether an input holds the page together, and is nothing that a person fills in."""
    return name.endswith(("_FORMS", "-id", "csrfmiddlewaretoken", "version")) or "__prefix__" in name
