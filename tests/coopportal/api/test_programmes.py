"""Programmes in the API."""

import pytest

from tests.factories import EventFactory, ObjectiveFactory, OrganisationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_list_holds_public_programmes_with_their_events(ask):
    programme = ProgrammeFactory(slug="up", first_fiscal_year=2569, last_fiscal_year=2570)
    EventFactory(programme=programme)
    EventFactory(programme=programme, is_public=False)
    ProgrammeFactory(is_public=False)
    _, answer = ask("/api/v1/programmes")
    assert [(row["slug"], row["events"], row["status"]) for row in answer["results"]] == [("up", 1, "running")]


@pytest.mark.parametrize(("year", "found"), [(2569, ["up"]), (2570, ["up"]), (2571, [])])
def test_list_of_a_year_holds_what_runs_in_it(year, found, ask):
    ProgrammeFactory(slug="up", first_fiscal_year=2569, last_fiscal_year=2570)
    assert [row["slug"] for row in ask("/api/v1/programmes", year=year)[1]["results"]] == found


def test_programme_holds_what_its_page_says(ask):
    lead = OrganisationFactory(name="กองหนึ่ง")
    programme = ProgrammeFactory(slug="up", rationale="เหตุผล", lead_organisation=lead, budget=5_000_000)
    ObjectiveFactory(programme=programme, text="เพื่อหนึ่ง")
    _, answer = ask("/api/v1/programmes/up")
    assert (answer["objectives"], answer["rationale"]) == (["เพื่อหนึ่ง"], "เหตุผล")
    assert answer["lead_organisation"] == {"id": lead.pk, "name": "กองหนึ่ง"}
    assert answer["events_url"].endswith("/api/v1/events?programme=up")
    assert "5000000" not in str(answer)


@pytest.mark.parametrize("slug", ["nothing", "hidden", "x" * 500])
def test_programme_that_is_not_public_is_404(slug, ask):
    ProgrammeFactory(slug="hidden", is_public=False)
    assert ask(f"/api/v1/programmes/{slug}")[0] == 404


@pytest.mark.parametrize("items", [1, 3])
def test_list_and_programme_cost_3_queries(items, ask, django_assert_num_queries):
    for _ in range(items):
        programme = ProgrammeFactory(lead_organisation=OrganisationFactory())
        EventFactory(programme=programme)
        ObjectiveFactory(programme=programme)
    with django_assert_num_queries(3):
        ask("/api/v1/programmes")
    with django_assert_num_queries(3):
        ask(f"/api/v1/programmes/{programme.slug}")
