"""The units of ``deploy/systemd`` start what there is, with options that it takes."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

UNITS = sorted((settings.BASE_DIR / "deploy" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]


def read(path: Path) -> configparser.ConfigParser:
    """Return a unit; keys that stand several times are kept apart by their place."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    number = iter(range(1000))
    unit.read_string(
        re.sub(r"^ExecStart=", lambda _m: f"ExecStart{next(number)}=", path.read_text(), flags=re.MULTILINE)
    )
    return unit


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_service_starts_what_there_is(path):
    service = read(path)["Service"]
    lines = [
        line for key, line in service.items() if key.startswith("ExecStart") and not key.startswith("ExecStartPost")
    ]
    assert lines
    for line in lines:
        program, *arguments = line.split()
        given = [argument for argument in arguments if argument.startswith("--")]
        if program.endswith("/granian"):
            command = [sys.executable, "-m", "granian", "--help"]
            known = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        else:
            name = arguments[1]
            known = load_command_class(get_commands()[name], name).create_parser("manage.py", name).format_help()
        assert [option for option in given if option not in known] == []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_service_has_no_rights_and_one_folder(path):
    service = read(path)["Service"]
    assert service["User"] == "coopportal"
    assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"], service["ProtectSystem"]) == (
        "yes",
        "",
        "strict",
    )
    assert service["ReadWritePaths"].split()[0] == "/var/lib/coopportal"
    assert service["UMask"] == "0027"


def test_every_timer_has_its_service():
    timers = {path.stem for path in UNITS if path.suffix == ".timer"}
    assert timers == {"coopportal-backup", "coopportal-nightly"}
    assert timers < {path.stem for path in SERVICES}
