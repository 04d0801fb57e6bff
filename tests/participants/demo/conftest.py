"""The demonstration, loaded once for all tests of a module that only read it."""

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from participants.demo.load import Loaded, load_demo
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What ``load_demo`` made, in a transaction that is rolled back after the last test of the module."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        yield load(TODAY)
        transaction.set_rollback(True)


def load_what_it_needs() -> None:
    """Load roles and reference data."""
    for command in ("sync_roles", "load_reference"):
        call_command(command, stdout=StringIO())


def load(today: dt.date, password: str = "") -> Loaded:
    """Load the demonstration and what it needs."""
    load_what_it_needs()
    return load_demo(today=today, password=password)
