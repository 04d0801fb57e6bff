"""Loading the demonstration: once, and never over what staff did."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from coopportal.thai.dates import fiscal_year
from events.content import from_json
from events.models import Event
from participants.demo import full, seed, upcoming
from participants.demo.load import home, load_demo, missing_steps
from participants.demo.staff import make_staff
from programmes.models import Membership, Organisation, Role, User
from tests.factories import EventFactory, OrganisationFactory

from .conftest import TODAY, load, load_what_it_needs

pytestmark = pytest.mark.django_db


def all_rows():
    return {
        model: list(model._default_manager.order_by("pk").values())
        for app in ("programmes", "events", "participants")
        for model in apps.get_app_config(app).get_models()
    }


def test_load_demo_again_changes_no_row():
    load(TODAY)
    before = all_rows()

    again = load_demo(today=TODAY)

    assert (again.events, again.users, again.password) == ([], {}, "")
    assert all_rows() == before


def test_load_demo_writes_the_public_copies_of_photos_and_documents():
    load(TODAY)
    content = from_json(Event.objects.get(code="demo-01").versions.last().content)

    names = [name for photo in content.photos for name in photo.renditions.values()]
    names += [document.file for document in content.documents if document.file]

    assert len(names) == 4 * 4 + 2
    assert all(default_storage.size(name) < 100_000 for name in names)


def test_load_demo_does_not_bring_back_what_staff_deleted_or_renamed():
    EventFactory(code="demo-02").delete()
    renamed = EventFactory(code="demo-01")
    renamed.code = "ours-01"
    renamed.save()

    assert missing_steps() == [seed]


def test_load_demo_goes_on_where_it_was_interrupted():
    load_what_it_needs()
    EventFactory(code="bus-2565-01")
    EventFactory(code="demo-01")
    staff = make_staff(home())

    again = load_demo(today=TODAY)

    assert [event.code for event in again.events] == [upcoming.CODE]
    assert (again.users, again.password) == ({}, "")
    assert User.objects.get(email="editor@example.org").check_password(staff.password)


def test_load_demo_works_after_staff_renamed_a_body():
    load_what_it_needs()
    division = Organisation.objects.get(name="กองพัฒนาสหกรณ์ด้านการเงินและร้านค้า")
    division.name = "กองที่เปลี่ยนชื่อแล้ว"
    division.save()

    event = seed.load(make_staff(home()), TODAY)

    assert event.organisers.first().organisation == division


def test_load_demo_works_with_two_levels_of_approval(settings):
    settings.APPROVAL_LEVELS = 2
    load_what_it_needs()

    event = seed.load(make_staff(home()), TODAY)

    assert [step.kind for step in event.report.steps.all()] == ["submitted", "checked", "published"]


@pytest.mark.parametrize("days", range(7))
def test_full_event_is_held_on_a_wednesday_whatever_the_day_of_loading(days):
    today = TODAY.replace(day=1 + days)

    assert full.held_on(today).weekday() == 2
    assert 40 <= (today - full.held_on(today)).days <= 46


def test_make_staff_makes_three_users_with_one_fresh_password():
    body = OrganisationFactory()

    staff = make_staff(body)

    assert [(role, user.email) for role, user in staff.new.items()] == [
        (Role.ADMINISTRATOR, "admin@example.org"),
        (Role.EDITOR, "editor@example.org"),
        (Role.APPROVER, "approver@example.org"),
    ]
    assert len(staff.password) >= 16
    assert all(user.check_password(staff.password) for user in User.objects.all())
    assert all("สาธิต" in user.display_name for user in User.objects.all())
    assert not User.objects.filter(is_superuser=True).exists()
    assert set(Membership.objects.values_list("role", "organisation")) == {
        ("administrator", body.pk),
        ("editor", body.pk),
        ("approver", body.pk),
    }


def test_make_staff_takes_the_password_it_is_given():
    make_staff(OrganisationFactory(), "a password of the operator")

    assert User.objects.get(email="editor@example.org").check_password("a password of the operator")


def test_make_staff_leaves_users_alone_who_are_there():
    mine = User.objects.create_user("Admin@example.org", "mine and nobody else's", display_name="ผู้ดูแลจริง")

    staff = make_staff(OrganisationFactory())

    mine.refresh_from_db()
    assert set(staff.new) == {Role.EDITOR, Role.APPROVER}
    assert mine.check_password("mine and nobody else's")
    assert mine.display_name == "ผู้ดูแลจริง"


def test_period_of_the_programme_lies_in_its_fiscal_years_whatever_day_it_is_loaded():
    for number in range(366):
        today = TODAY + dt.timedelta(days=number)
        period = full.period(today)
        years = [period["first_fiscal_year"], period["last_fiscal_year"]]
        assert [fiscal_year(period["starts_on"]), fiscal_year(period["ends_on"])] == years
        assert period["starts_on"] <= full.held_on(today) < today < period["ends_on"]
