"""The dates by which the lists of the staff area are narrowed: years of the Buddhist era down to a day."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from events.models import Event, Report
from participants.models import AttendingOffice, ChangeLog
from programmes.models import ExportLog, Role, User
from tests import factories
from tests.architecture.world import World, build_world
from tests.pages.reading import christian_years

pytestmark = pytest.mark.django_db

EVENTS = "/admin/events/event/"
BY_DATE = {
    Event: "days__date",
    Report: "edited_at",
    AttendingOffice: "reported_at",
    User: "last_login",
    ExportLog: "at",
    ChangeLog: "at",
}


@pytest.fixture
def world(roles) -> World:
    """One of everything, dated on two days of two years."""
    world = build_world()
    for model, name in BY_DATE.items():
        if model is not Event:
            rows = model._base_manager
            rows.update(**{name: dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC)})
            rows.filter(pk=world.row(model).pk).update(**{name: dt.datetime(2022, 4, 26, 3, tzinfo=dt.UTC)})
    return world


@pytest.fixture
def staff(roles) -> Client:
    client = Client()
    client.force_login(factories.user_with_role(Role.ADMINISTRATOR))
    return client


def dates(client: Client, url: str) -> tuple[list[str], dict[str, str]]:
    """Return what the dates of a list say, and the links among them."""
    html = client.get(url).content.decode()
    assert christian_years(html) == set()
    bar = BeautifulSoup(html, "html.parser").select_one("nav.toplinks")
    if bar is None:
        return [], {}
    said = [" ".join(tag.get_text().split()) for tag in bar.find_all(["a", "span"])]
    return said, {" ".join(a.get_text().split()): urlsplit(url).path + str(a["href"]) for a in bar.find_all("a")}


def test_every_list_with_a_date_is_narrowed_by_it():
    assert {model: row.date_hierarchy for model, row in site._registry.items() if row.date_hierarchy} == BY_DATE


@pytest.mark.parametrize("model", BY_DATE, ids=lambda model: model.__name__)
def test_no_step_down_to_a_day_shows_a_christian_year(world, staff, model):
    to_read, seen = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")], set[str]()
    while to_read:
        url = to_read.pop()
        seen.add(url)
        _said, links = dates(staff, url)
        to_read += [link for link in links.values() if link not in seen and link not in to_read]
    steps = {name.removeprefix(f"{BY_DATE[model]}__") for url in seen for name in parse_qs(urlsplit(url).query)}
    assert steps == {"year", "month", "day"}


def test_year_month_and_day_are_chosen_one_after_the_other(staff):
    for day in (dt.date(2022, 4, 26), dt.date(2022, 4, 27), dt.date(2022, 10, 1), dt.date(2026, 11, 23)):
        factories.EventDayFactory(event=factories.EventFactory(title=f"วันที่ {day.day}"), date=day)
    said, links = dates(staff, EVENTS)
    assert said == ["วันที่:", "2565", "2569"]
    said, links = dates(staff, links["2565"])
    assert said == ["วันที่:", "‹ ทุกช่วงเวลา", "เมษายน 2565", "ตุลาคม 2565"]
    said, links = dates(staff, links["เมษายน 2565"])
    assert said == ["วันที่:", "‹ 2565", "26 เมษายน 2565", "27 เมษายน 2565"]
    page = BeautifulSoup(staff.get(links["27 เมษายน 2565"]).content.decode(), "html.parser")
    titles = [next(cell.stripped_strings) for cell in page.select("#result_list tbody th")]
    assert titles == ["วันที่ 27"]
    said, links = dates(staff, links["27 เมษายน 2565"])
    assert said == ["วันที่:", "‹ เมษายน 2565", "27 เมษายน 2565"]
    assert links.keys() == {"‹ เมษายน 2565"}


def test_event_over_the_turn_of_the_year_is_in_both_years(staff):
    event = factories.EventFactory()
    for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
        factories.EventDayFactory(event=event, date=day)
    _said, links = dates(staff, EVENTS)
    assert dates(staff, links["2568"])[0] == ["วันที่:", "‹ ทุกช่วงเวลา", "ธันวาคม 2568"]
    assert dates(staff, links["2569"])[0] == ["วันที่:", "‹ ทุกช่วงเวลา", "มกราคม 2569"]


def test_days_are_those_of_bangkok(world, staff):
    ExportLog.objects.update(at=dt.datetime(2026, 12, 31, 20, tzinfo=dt.UTC))
    url = "/admin/programmes/exportlog/"
    for title in ("2570", "มกราคม 2570", "1 มกราคม 2570"):
        said, links = dates(staff, url)
        assert title in said
        url = links[title]
    assert dates(staff, url)[0][-1] == "1 มกราคม 2570"


@pytest.mark.parametrize(
    "asked",
    ["days__date__year=0", "days__date__year=99999", "days__date__year=2565&days__date__month=13", "days__date__month=4",
     "days__date__year=2022&days__date__day=26", "days__date__year=๒๕๖๕", "days__date__year=-1", "days__date__year=x"],
)  # fmt: skip
def test_dates_that_do_not_exist_are_no_error(staff, asked):
    assert staff.get(f"{EVENTS}?{asked}", follow=True).status_code == 200


def test_list_without_dates_has_no_bar(staff):
    assert dates(staff, EVENTS) == ([], {})
