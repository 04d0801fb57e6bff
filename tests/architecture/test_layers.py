"""Every module has a layer: ``lint-imports`` checks the imports, this checks that nothing is left out."""

import re
import tomllib
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

PACKAGES = ("coopportal", "programmes", "events", "participants")
WRAPPED = {"functools", "ninja.operation"}  # where views of the API seem to stand: coopportal.api makes all of them
NO_LAYER = {"migrations"}  # written by a command, imported by nobody


def contracts() -> dict[str, Any]:
    """Return the contracts of imports by their names, the one that orders all layers first."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))
    return {contract["name"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def layers() -> list[str]:
    """Return the modules of the contract that orders all layers."""
    return re.findall(r"[\w.]+", " ".join(next(iter(contracts().values()))["layers"]))


def public_doors(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """Return the modules that answer everybody: of public pages, and of what the sitemap lists."""
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= public_doors(pattern.url_patterns)
        elif getattr(pattern.callback, "is_public_page", False):
            sections = pattern.default_args.get("sitemaps", {}).values()
            found |= {pattern.callback.__module__, *(section.__module__ for section in sections)}
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_a_layer(package):
    folder = settings.BASE_DIR / package
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    assert {f"{package}.{name}" for name in modules - {"__init__"} - NO_LAYER} - set(layers()) == set()


def test_no_public_door_leads_to_the_named_people():
    closed = tuple(contracts()["Nothing public reaches the named people"]["source_modules"])
    doors = public_doors(get_resolver().url_patterns) - WRAPPED
    assert {"participants.public_views", "participants.sitemaps", "coopportal.attendance"} <= doors
    assert {door for door in doors if not f"{door}.".startswith(tuple(f"{one}." for one in closed))} == set()
