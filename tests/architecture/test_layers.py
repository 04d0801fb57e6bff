"""Every module has a layer: ``lint-imports`` checks the imports, this checks that nothing is left out."""

import re
import tomllib

import pytest
from django.conf import settings

PACKAGES = ("coopportal", "programmes", "events", "participants")
NO_LAYER = {"migrations"}  # written by a command, imported by nobody


def layers() -> list[str]:
    """Return the modules of the contract that orders all layers."""
    contracts = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return re.findall(r"[\w.]+", " ".join(contracts["contracts"][0]["layers"]))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_a_layer(package):
    folder = settings.BASE_DIR / package
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    assert {f"{package}.{name}" for name in modules - {"__init__"} - NO_LAYER} - set(layers()) == set()
