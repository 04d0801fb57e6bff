"""The register of organisations in the API."""

import pytest

from participants.services import indexing
from programmes.models import Organisation, OrganisationAlias, ServiceForm
from tests.factories import OrganisationFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


def names(answer) -> list[str]:
    return [row["name"] for row in answer[1]["results"]]


@pytest.fixture(autouse=True)
def _empty_register():
    Organisation.objects.all().delete()


def test_register_stands_in_official_order(ask):
    OrganisationFactory(name="ที่สอง", sort_no=2)
    OrganisationFactory(name="ที่หนึ่ง", sort_no=1)
    assert names(ask("/api/v1/organisations")) == ["ที่หนึ่ง", "ที่สอง"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "cooperative"}, ["สหกรณ์เดินรถ จำกัด"]),
        ({"cooperative_type": "service"}, ["สหกรณ์เดินรถ จำกัด"]),
        ({"province": "90"}, ["สำนักงานสหกรณ์จังหวัดตรัง"]),
        ({"q": "เดินรถ"}, ["สหกรณ์เดินรถ จำกัด"]),
        ({"q": "สสจ.ตรัง"}, ["สำนักงานสหกรณ์จังหวัดตรัง"]),
        ({"kind": "centre"}, []),
    ],
)
def test_filters(query, found, ask):
    office = OrganisationFactory(name="สำนักงานสหกรณ์จังหวัดตรัง", province=ProvinceFactory(code="90"))
    OrganisationAlias.objects.create(organisation=office, name="สสจ.ตรัง")
    OrganisationFactory(name="สหกรณ์เดินรถ จำกัด", kind="cooperative", cooperative_type="service")
    indexing.rebuild_all()
    answer = ask("/api/v1/organisations", **query)
    assert names(answer) == found
    assert "สสจ" not in str(answer)


@pytest.mark.parametrize(("query", "name"), [({"kind": "x"}, "kind"), ({"province": "zz"}, "province")])
def test_what_means_nothing_is_refused(query, name, ask):
    status, answer = ask("/api/v1/organisations", **query)
    assert (status, [error["name"] for error in answer["errors"]]) == (400, [name])


@pytest.mark.parametrize(("confirmed", "shown"), [(True, "รูปแบบ"), (False, "")])
def test_form_of_service_cooperative_shows_once_it_is_confirmed(confirmed, shown, ask):
    form = ServiceForm.objects.create(name="รูปแบบ", sort_no=77, confirmed=confirmed)
    body = OrganisationFactory(kind="cooperative", cooperative_type="service", service_form=form)
    assert ask(f"/api/v1/organisations/{body.pk}")[1]["service_form"] == shown


def test_entry_names_its_parent_and_what_it_was_merged_into(ask):
    above, kept = OrganisationFactory(name="กรม"), OrganisationFactory(name="ใหม่")
    body = OrganisationFactory(parent=above, merged_into=kept, source="บันทึกภายใน")
    _, answer = ask(f"/api/v1/organisations/{body.pk}")
    assert (answer["parent"]["name"], answer["merged_into"]["name"]) == ("กรม", "ใหม่")
    assert "บันทึกภายใน" not in str(answer)
    assert ask(f"/api/v1/organisations/{2**63}")[0] == 404


@pytest.mark.parametrize("items", [1, 3])
def test_register_costs_2_queries(items, ask, django_assert_num_queries):
    for _ in range(items):
        OrganisationFactory(parent=OrganisationFactory(), province=ProvinceFactory())
    with django_assert_num_queries(2):
        ask("/api/v1/organisations")
