"""What the database itself refuses to hold about programmes, organisations and users."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from programmes.models import (
    CooperativeType,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Programme,
    Region,
    RegionPlace,
    RegionScheme,
    Role,
    ServiceForm,
    User,
)
from tests.factories import MembershipFactory, OrganisationFactory, ProgrammeFactory, ProvinceFactory, UserFactory

pytestmark = pytest.mark.django_db


def refused(make) -> str:
    """Return the message with which the database refuses what ``make`` does."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("programme_fiscal_years_in_order", {"first_fiscal_year": 2566, "last_fiscal_year": 2565}),
        ("programme_fiscal_years_plausible", {"first_fiscal_year": 2022, "last_fiscal_year": 2565}),
        ("programme_not_longer_than_20_years", {"first_fiscal_year": 2561, "last_fiscal_year": 2581}),
        ("programme_status_known", {"status": "asleep"}),
        ("programme_budget_not_negative", {"budget": -1}),
        ("programme_dates_in_order", {"starts_on": dt.date(2022, 2, 1), "ends_on": dt.date(2022, 1, 1)}),
        ("programme_start_plausible", {"starts_on": dt.date(2565, 1, 1)}),
        ("programme_end_plausible", {"ends_on": dt.date(2565, 1, 1)}),
    ],
)
def test_programme_refuses(constraint, fields):
    assert constraint in refused(lambda: ProgrammeFactory(**fields))


def test_programme_may_run_for_twenty_years():
    assert ProgrammeFactory(first_fiscal_year=2561, last_fiscal_year=2580).pk


@pytest.mark.django_db(transaction=True)
def test_upgrade_ends_a_programme_that_is_too_long_after_twenty_years():
    executor = MigrationExecutor(connection)
    executor.migrate([("programmes", "0006_facets_of_any_length")])
    long = ProgrammeFactory(first_fiscal_year=2493, last_fiscal_year=2693)
    short = ProgrammeFactory(first_fiscal_year=2565, last_fiscal_year=2566)
    executor.loader.build_graph()
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert dict(Programme.objects.values_list("pk", "last_fiscal_year")) == {long.pk: 2512, short.pk: 2566}
    assert list(long.history.values_list("last_fiscal_year", "version")) == [(2512, 2), (2693, 1)]


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("organisation_kind_known", {"kind": "club"}),
        ("cooperative_type_of_cooperatives", {"cooperative_type": CooperativeType.SERVICE}),
        ("cooperative_type_of_cooperatives", {"kind": OrganisationKind.COOPERATIVE, "cooperative_type": "bank"}),
        ("federation_level_of_federations", {"kind": OrganisationKind.COOPERATIVE, "federation_level": "national"}),
        ("organisation_dates_in_order", {"active_from": dt.date(2022, 2, 1), "active_to": dt.date(2022, 1, 1)}),
        ("organisation_active_from_plausible", {"active_from": dt.date(2565, 1, 1)}),
        ("organisation_active_to_plausible", {"active_to": dt.date(1899, 12, 31)}),
    ],
)
def test_organisation_refuses(constraint, fields):
    assert constraint in refused(lambda: OrganisationFactory(**fields))


def test_organisation_refuses_a_form_of_service_without_the_type_service():
    form = ServiceForm.objects.create(name="เดินรถ", sort_no=1)
    message = refused(
        lambda: OrganisationFactory(
            kind=OrganisationKind.COOPERATIVE, cooperative_type=CooperativeType.SAVINGS, service_form=form
        )
    )
    assert "service_form_of_service_cooperatives" in message


def test_organisation_refuses_to_be_its_own_parent():
    organisation = OrganisationFactory()
    message = refused(lambda: Organisation.objects.filter(pk=organisation.pk).update(parent=organisation))
    assert "organisation_not_its_own_parent" in message


def test_one_name_may_stand_once_in_each_province():
    trang, trat = ProvinceFactory(), ProvinceFactory()
    OrganisationFactory(name="สหกรณ์บริการสมมติ จำกัด", province=trang)
    OrganisationFactory(name="สหกรณ์บริการสมมติ จำกัด", province=trat)
    refused(lambda: OrganisationFactory(name="สหกรณ์บริการสมมติ จำกัด", province=trang))


def test_a_registration_number_stands_once_and_its_absence_often():
    OrganisationFactory(registration_number="")
    OrganisationFactory(registration_number="")
    OrganisationFactory(registration_number="กพธ 1/2565")
    refused(lambda: OrganisationFactory(registration_number="กพธ 1/2565"))


def test_a_region_has_one_default_scheme():
    RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True)
    refused(lambda: RegionScheme.objects.create(code="five", name="ภาค", is_default=True))


def test_a_place_in_a_region_is_a_province_or_an_organisation():
    region = Region.objects.create(
        scheme=RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ"), name="เขต 1", sort_no=1
    )
    message = refused(
        lambda: RegionPlace.objects.create(
            region=region, province=ProvinceFactory(), organisation=OrganisationFactory(), sort_no=1
        )
    )
    assert "region_place_province_or_organisation" in message


def test_a_user_is_found_by_email_in_any_case():
    user = UserFactory(email="somchai@example.org")
    assert User.objects.get_by_natural_key("Somchai@Example.ORG") == user


def test_two_users_cannot_share_an_email_in_different_case():
    UserFactory(email="somchai@example.org")
    refused(lambda: UserFactory(email="SOMCHAI@example.org"))


def test_a_user_has_a_role_once_in_an_organisation():
    membership = MembershipFactory(role=Role.EDITOR)
    refused(lambda: MembershipFactory(user=membership.user, organisation=membership.organisation, role=Role.EDITOR))


def test_organisations_stand_in_official_order_then_thai_dictionary_order():
    for name in ["แก้ว", "กมล", "เอก", "เกรียงไกร"]:
        OrganisationFactory(name=name, sort_no=5)
    OrganisationFactory(name="ฮ", sort_no=1)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["ฮ", "กมล", "เกรียงไกร", "แก้ว", "เอก"]


def test_active_leaves_out_closed_and_merged_organisations():
    today = dt.date(2026, 11, 24)
    there = OrganisationFactory(active_from=dt.date(2020, 1, 1))
    OrganisationFactory(active_to=dt.date(2026, 11, 23))
    OrganisationFactory(active_from=dt.date(2026, 11, 25))
    OrganisationFactory(merged_into=there)
    assert list(Organisation.objects.active(today)) == [there]


@pytest.mark.parametrize("text", ["ตรัง", "สหกรณ์จังหวัด", "สนง.", "สสจ.ตรัง", "123"])
def test_matching_finds_name_short_name_alias_number_and_province(text):
    office = OrganisationFactory(
        name="สำนักงานสหกรณ์จังหวัดตรัง",
        short_name="สนง.สหกรณ์จังหวัดตรัง",
        registration_number="123",
        province=ProvinceFactory(code="92", name="ตรัง"),
    )
    OrganisationAlias.objects.create(organisation=office, name="สสจ.ตรัง")
    OrganisationFactory(name="ศูนย์ถ่ายทอดเทคโนโลยีที่ 1")
    assert list(Organisation.objects.matching(text)) == [office]


def test_programmes_are_public_only_when_ticked():
    public = ProgrammeFactory(is_public=True)
    ProgrammeFactory(is_public=False)
    assert list(Programme.objects.public()) == [public]


@pytest.mark.parametrize(("year", "found"), [(2563, False), (2564, True), (2565, True), (2566, True), (2567, False)])
def test_programmes_run_in_each_of_their_fiscal_years(year, found):
    ProgrammeFactory(first_fiscal_year=2564, last_fiscal_year=2566)
    assert Programme.objects.in_fiscal_year(year).exists() is found
