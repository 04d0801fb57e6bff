"""``load_reference`` and ``load_demo`` as the operator reads them."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from programmes.generation import read_generation
from programmes.models import Organisation, User

pytestmark = pytest.mark.django_db


def output_of(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_load_reference_says_what_it_made():
    bodies = 122

    assert f"Organisation: {bodies} new, {bodies} in all" in output_of("load_reference")
    assert f"Organisation: 0 new, {bodies} in all" in output_of("load_reference")


def test_load_reference_makes_the_public_pages_anew_if_it_made_anything(django_capture_on_commit_callbacks):
    numbers = [read_generation()]
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            output_of("load_reference")
        numbers.append(read_generation())
    assert numbers[0] < numbers[1] == numbers[2]


def test_load_demo_needs_nothing_before_it_and_shows_its_sign_ins_once():
    first, second = output_of("load_demo"), output_of("load_demo")

    password = re.search(r"password +(\S+)", first)[1]
    assert re.findall(r"\S+@example\.org", first) == [user.email for user in User.objects.order_by("pk")]
    assert User.objects.get(email="approver@example.org").check_password(password)
    assert second == "The demonstration is there already: nothing was changed, passwords included.\n"
    assert Organisation.objects.filter(kind="provincial").count() == 76


def test_load_demo_says_when_its_users_were_there(settings):
    settings.DEMO_ADMIN_PASSWORD = "chosen by the operator"
    for name in ("admin", "editor", "approver"):
        User.objects.create_user(f"{name}@example.org", "another", display_name=name, is_superuser=True)

    assert "their passwords were not changed" in output_of("load_demo")
    assert User.objects.get(email="admin@example.org").check_password("another")
