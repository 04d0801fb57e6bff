"""Order wherever several things stand together: protocol, official order, declared order, or Thai dictionary order.

The same expectations on SQLite and PostgreSQL; the key itself is tested in ``tests/coopportal/thai/test_collate.py``.
"""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse

from events.models import Prefix, Speaker
from participants.models import AttendingOffice
from programmes.models import Organisation, OrganisationKind, Province, Role
from tests import factories
from tests.factories import user_with_role
from tests.markup import parsed

pytestmark = pytest.mark.django_db

IN_ORDER = ["กมล", "เกรียงไกร", "แก้ว", "โกวิท", "ไกรสร", "ขวัญ", "จันทร์", "อนันต์", "เอก"]
"""Thai dictionary order; code points would put everything that begins with a lead vowel last."""

SHUFFLED = ["เอก", "แก้ว", "กมล", "ไกรสร", "อนันต์", "ขวัญ", "เกรียงไกร", "จันทร์", "โกวิท"]

CODES = {
    *("participants.ChangeLog.subject", "programmes.ExportLog.subject"),
    *("programmes.Organisation.registration_number", "programmes.RegionScheme.code", "programmes.Province.code"),
    *("programmes.Province.name_en", "programmes.User.email"),
}
"""Columns of Latin letters and digits, whose order is that of every database."""


@pytest.fixture
def staff(client, roles):
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    return client


def column(response, name: str) -> list[str]:
    """Return the texts of a column of a list."""
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return [cell.get_text(strip=True) for cell in page.select(f".field-{name}")]


def sorted_fields():
    """Yield every field by which a list of the staff area is sorted, or can be."""
    for model, model_admin in admin.site._registry.items():
        columns = [
            getattr(getattr(model_admin, str(name), name), "admin_order_field", name)
            for name in model_admin.list_display
        ]
        for name in [*columns, *(model_admin.ordering or ()), *model._meta.ordering]:
            try:
                yield model, get_fields_from_path(model, str(name).lstrip("-"))[-1]
            except FieldDoesNotExist:
                continue


def test_every_text_that_a_list_is_sorted_by_stands_in_thai_order():
    plain = {
        f"{model._meta.label}.{field.name}"
        for model, field in sorted_fields()
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and field.db_collation != "thai"
    }
    assert plain == CODES


def test_every_text_in_a_default_order_stands_in_thai_order():
    plain = {
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        if model._meta.app_label in {"programmes", "events", "participants"}
        for name in model._meta.ordering
        if isinstance(name, str)
        for field in [model._meta.get_field(name.lstrip("-").split("__")[0])]
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and field.db_collation != "thai"
    }
    assert plain == set()


def test_people_stand_in_thai_order(staff):
    for name in SHUFFLED:
        factories.SpeakerFactory(first_name=name)
    shown = column(staff.get(reverse("admin:events_speaker_changelist")), "full_name")
    assert [name.split()[0] for name in shown] == IN_ORDER


def test_people_with_one_first_name_stand_by_surname(staff):
    for surname in SHUFFLED:
        factories.SpeakerFactory(first_name="สมชาย", last_name=surname)
    rows = Speaker.objects.values_list("last_name", flat=True)
    assert list(rows) == IN_ORDER


def test_prefixes_of_one_rank_stand_in_thai_order():
    for text in SHUFFLED:
        Prefix.objects.create(text=text)
    assert list(Prefix.objects.filter(sort_no=0, text__in=SHUFFLED).values_list("text", flat=True)) == IN_ORDER


def test_offices_stand_in_official_order_and_then_in_thai_order():
    event = factories.EventFactory()
    for name in SHUFFLED:
        factories.AttendingOfficeFactory(event=event, organisation__sort_no=900, organisation__name=name, name=name)
    factories.AttendingOfficeFactory(event=event, organisation__sort_no=1, name="ฮ ต้องมาก่อน")
    expected = ["ฮ ต้องมาก่อน", *IN_ORDER]
    assert list(AttendingOffice.objects.filter(event=event).values_list("name", flat=True)) == expected
    assert list(event.offices.in_official_order().values_list("name", flat=True)) == expected


def test_autocomplete_offers_offices_in_official_order(staff):
    for number, name in enumerate(["ฮ", "ก", "เก", "ข"]):
        factories.OrganisationFactory(name=f"สำนักงานสมมติ {name}", sort_no=10 + number // 2)
    query = {"app_label": "events", "model_name": "event", "field_name": "contact_organisation", "term": "สำนักงานสมมติ"}
    offered = [row["text"] for row in staff.get(reverse("admin:autocomplete"), query).json()["results"]]
    assert [text.split()[-1] for text in offered] == ["ก", "ฮ", "เก", "ข"]


def offered(page: BeautifulSoup, field: str) -> list[str]:
    """Return what a pick list of the filters offers, each with the number of its events."""
    return [option.text for option in page.select(f"select[name={field}] option[value]:not([value=''])")]


def test_pick_list_of_provinces_is_in_thai_order(client):
    for number, name in enumerate(SHUFFLED):
        province = Province.objects.create(code=f"{number + 10}", name=name, name_en=f"P{number}")
        factories.EventDayFactory(event__province=province)
    page = parsed(client.get("/events/").content.decode())
    assert offered(page, "province") == [f"{name} (1)" for name in IN_ORDER]


def test_pick_list_and_list_of_programmes_are_in_thai_order(client):
    for name in SHUFFLED:
        factories.EventDayFactory(event__programme__title=name)
    page = parsed(client.get("/events/").content.decode())
    assert offered(page, "programme") == [f"{name} (1)" for name in IN_ORDER]
    page = parsed(client.get("/programmes/").content.decode())
    assert [title for title in page.stripped_strings if title in IN_ORDER] == IN_ORDER


def test_filter_of_the_staff_area_is_in_thai_order(staff):
    for name in SHUFFLED:
        factories.ProgrammeFactory(title=name)
    page = BeautifulSoup(staff.get(reverse("admin:events_event_changelist")).content.decode(), "html.parser")
    links = [link.text.strip() for link in page.select("#changelist-filter a, #changelist-filter option")]
    assert [text for text in links if text in IN_ORDER] == IN_ORDER


def test_column_of_choices_is_sorted_as_declared(staff):
    kinds = list(OrganisationKind)
    for kind in reversed(kinds):
        factories.OrganisationFactory(kind=kind)
    url = reverse("admin:programmes_organisation_changelist")
    heading = BeautifulSoup(staff.get(url).content.decode(), "html.parser").select_one("th.column-kind a")
    labels = [str(kind.label) for kind in kinds if Organisation.objects.filter(kind=kind).exists()]
    upwards = column(staff.get(url + heading["href"]), "kind")
    assert list(dict.fromkeys(upwards)) == labels
    heading = BeautifulSoup(staff.get(url + heading["href"]).content.decode(), "html.parser").select_one(
        "th.column-kind a.toggle"
    )
    assert list(dict.fromkeys(column(staff.get(url + heading["href"]), "kind"))) == labels[::-1]


def test_people_who_speak_stand_in_protocol_order():
    event = factories.EventFactory()
    for number, name in enumerate(reversed(IN_ORDER)):
        factories.AppearanceFactory(event=event, speaker__first_name=name, sort_no=number)
    assert [a.speaker.first_name for a in event.appearances.all()] == list(reversed(IN_ORDER))
