"""The scripts of ``bin/`` as modules."""

import importlib.util
import sys
from types import ModuleType

import pytest
from django.conf import settings


@pytest.fixture
def script(monkeypatch):
    """Return a function that loads one script of ``bin/`` without running it."""
    monkeypatch.syspath_prepend(settings.BASE_DIR / "bin")

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"bin_{name}", settings.BASE_DIR / "bin" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module

    return load
