"""The reference data: what is in them, and that a second run leaves alone what staff did."""

import csv
from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps

from programmes.models import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Province,
    Region,
    RegionPlace,
    RegionScheme,
    ServiceForm,
)
from programmes.reference.load import FOLDER, load_reference

pytestmark = pytest.mark.django_db

migration = import_module("programmes.migrations.0005_bangkok_in_the_central_zone")

TABLES = (Province, ServiceForm, Organisation, OrganisationAlias, RegionScheme, Region, RegionPlace)


def all_rows():
    return {model: list(model.objects.order_by("pk").values()) for model in (*TABLES, Organisation.history.model)}


def file_rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_load_reference_makes_every_row_of_its_files():
    made = load_reference()

    assert {model: model.objects.count() for model in TABLES} == made
    assert made[Province] == 77
    assert made[Organisation] == len(file_rows("organisations.csv"))
    assert Counter(Organisation.objects.values_list("kind", flat=True)) == {
        OrganisationKind.DEPARTMENT: 1,
        OrganisationKind.CENTRAL: 18,
        OrganisationKind.AREA_OFFICE: 2,
        OrganisationKind.PROVINCIAL: 76,
        OrganisationKind.CENTRE: 21,
        OrganisationKind.LEAGUE: 1,
        OrganisationKind.FEDERATION: 2,
        OrganisationKind.COOPERATIVE: 1,
    }


def test_load_reference_again_changes_no_row():
    load_reference()
    before = all_rows()

    assert set(load_reference().values()) == {0}
    assert all_rows() == before


def test_load_reference_leaves_alone_what_staff_changed():
    load_reference()
    renamed = Organisation.objects.get(name="สำนักงานสหกรณ์จังหวัดตรัง")
    renamed.name, renamed.short_name = "สำนักงานสหกรณ์จังหวัดตรัง (ชื่อใหม่)", "ตรังใหม่"
    renamed.save()
    Organisation.objects.get(name="ศูนย์สาธิตสหกรณ์โครงการหุบกะพง").delete()
    renamed.aliases.all().delete()
    ServiceForm.objects.filter(sort_no=1).update(name="สหกรณ์เดินรถ", confirmed=True)
    RegionPlace.objects.filter(province_id="92").delete()
    Region.objects.filter(name="เขตตรวจราชการที่ 6").update(name="เขต 6")
    before = all_rows()

    assert set(load_reference().values()) == {0}
    assert all_rows() == before


def test_load_reference_makes_only_what_is_missing():
    Province.objects.create(code="92", name="จังหวัดตรัง", name_en="Trang Province")
    mine = RegionScheme.objects.create(code="mine", name="ของเรา", is_default=True)

    made = load_reference()

    assert made[Province] == 76
    assert Province.objects.get(code="92").name == "จังหวัดตรัง"
    assert list(RegionScheme.objects.filter(is_default=True)) == [mine]


def test_load_reference_costs_a_fixed_number_of_queries(django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(27):  # 25 and a savepoint of the test
        load_reference()
    with django_assert_num_queries(8):  # 6 and the savepoint
        load_reference()


def test_provincial_and_area_offices_stand_in_official_order():
    load_reference()
    offices = Organisation.objects.filter(kind__in=[OrganisationKind.AREA_OFFICE, OrganisationKind.PROVINCIAL])

    names = list(offices.order_by("sort_no").values_list("name", flat=True))

    assert names == [
        "สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 1",
        "สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 2",
        *(f"สำนักงานสหกรณ์จังหวัด{row['name']}" for row in file_rows("provinces.csv") if row["code"] != "10"),
    ]


def test_official_order_of_offices_is_that_of_the_default_scheme():
    load_reference()
    zones = Region.objects.filter(scheme__is_default=True)

    offices = Organisation.objects.filter(kind__in=["area_office", "provincial"]).order_by("sort_no")
    in_scheme = [
        office for zone in zones for place in zone.places.all() for office in offices.filter(province=place.province_id)
    ]

    assert in_scheme == list(offices)


def test_region_schemes_hold_their_regions_in_order():
    load_reference()

    regions = {scheme.code: [region.name for region in scheme.regions.all()] for scheme in RegionScheme.objects.all()}

    assert list(regions) == ["inspection-zones", "five-rows", "province-groups"]
    assert regions["inspection-zones"] == ["ส่วนกลาง", *(f"เขตตรวจราชการที่ {number}" for number in range(1, 19))]
    assert regions["five-rows"] == ["กรุงเทพมหานคร", "กลาง", "เหนือ", "ตะวันออกเฉียงเหนือ", "ใต้"]
    assert len(regions["province-groups"]) == 19


def test_region_schemes_place_every_province_once():
    load_reference()

    places = Counter(
        RegionPlace.objects.filter(province__isnull=False).values_list("region__scheme__code", "province_id")
    )

    assert set(places.values()) == {1}
    assert Counter(scheme for scheme, _province in places) == {
        "inspection-zones": 77,
        "five-rows": 77,
        "province-groups": 77,
    }


def test_zone_one_lists_its_provinces_in_the_order_of_the_source():
    load_reference()

    zone = Region.objects.get(name="เขตตรวจราชการที่ 1")

    assert [place.province.name for place in zone.places.all()] == [
        "ชัยนาท",
        "พระนครศรีอยุธยา",
        "ลพบุรี",
        "สระบุรี",
        "สิงห์บุรี",
        "อ่างทอง",
    ]


def test_upgrade_puts_bangkok_where_older_reference_data_left_it_out():
    load_reference()
    zone = Region.objects.get(name="ส่วนกลาง")
    zone.places.all().delete()
    area = zone.places.create(organisation=Organisation.objects.get(short_name="สสพ.1"), sort_no=1)

    for _ in range(2):
        migration.place_bangkok(apps, None)

    assert list(zone.places.values_list("organisation", "province", "sort_no")) == [
        (area.organisation_id, None, 1),
        (None, "10", 2),
    ]


def test_upgrade_leaves_an_empty_database_and_a_province_that_staff_placed_alone():
    migration.place_bangkok(apps, None)
    assert not RegionPlace.objects.exists()

    load_reference()
    RegionPlace.objects.filter(province="10", region__name="ส่วนกลาง").update(
        region=Region.objects.get(name="เขตตรวจราชการที่ 1"), sort_no=9
    )
    migration.place_bangkok(apps, None)
    assert not Region.objects.get(name="ส่วนกลาง").places.exists()


@pytest.mark.parametrize("typed", ["ตรัง", "สสจ.ตรัง", "จังหวัดตรัง", "สนง.สหกรณ์จังหวัดตรัง"])
def test_provincial_office_is_found_by_the_names_people_type(typed):
    load_reference()

    found = Organisation.objects.matching(typed).filter(kind=OrganisationKind.PROVINCIAL)

    assert [office.name for office in found] == ["สำนักงานสหกรณ์จังหวัดตรัง"]


@pytest.mark.parametrize("typed", ["สสพ.1", "กทม.1", "กทม.พื้นที่ 1"])
def test_area_office_is_found_by_the_names_people_type(typed):
    load_reference()

    assert [office.name for office in Organisation.objects.matching(typed)] == ["สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 1"]


def test_no_printed_name_reads_as_the_public_health_office():
    load_reference()

    assert not Organisation.objects.filter(short_name__contains="สสจ").exists()
    assert not Organisation.objects.filter(name__contains="สสจ").exists()


def test_units_that_the_department_must_confirm_say_so():
    load_reference()

    unconfirmed = Organisation.objects.filter(confirmed=False)

    assert set(unconfirmed.values_list("kind", flat=True)) == {OrganisationKind.CENTRAL}
    assert unconfirmed.count() == 16
    assert all("2561" in unit.source and "รอหน่วยงานยืนยัน" in unit.source for unit in unconfirmed)
    assert not ServiceForm.objects.filter(confirmed=True).exists()
    assert ServiceForm.objects.count() == 5


def test_every_organisation_has_a_source_and_a_history():
    load_reference()

    assert not Organisation.objects.filter(source="").exists()
    assert Organisation.history.count() == Organisation.objects.count()


def test_units_stand_under_the_bodies_they_belong_to():
    load_reference()

    group = Organisation.objects.select_related("parent__parent").get(name="กลุ่มพัฒนาสหกรณ์บริการ")
    centres = Organisation.objects.filter(name__startswith="ศูนย์ถ่ายทอดเทคโนโลยีการสหกรณ์ที่")

    assert group.parent.name == "กองพัฒนาสหกรณ์ด้านการเงินและร้านค้า"
    assert group.parent.short_name == "กพง"
    assert group.parent.parent.name == "กรมส่งเสริมสหกรณ์"
    assert set(centres.values_list("parent__name", flat=True)) == {"สำนักพัฒนาและถ่ายทอดเทคโนโลยีการสหกรณ์"}
    assert centres.get(name__endswith="ที่ 4").province.name == "นครนายก"
    assert centres.count() == 20


def test_bodies_of_the_first_report_have_level_and_type():
    load_reference()

    bodies = Organisation.objects.filter(kind__in=["league", "federation", "cooperative"]).order_by("sort_no")

    assert list(bodies.values_list("name", "kind", "cooperative_type", "federation_level")) == [
        ("สันนิบาตสหกรณ์แห่งประเทศไทย", "league", "", ""),
        ("ชุมนุมสหกรณ์บริการเดินรถแห่งประเทศไทย จำกัด", "federation", "service", "national"),
        ("ชุมนุมสหกรณ์เครดิตยูเนี่ยนแห่งประเทศไทย จำกัด", "federation", "credit_union", "national"),
        ("สหกรณ์เครดิตยูเนี่ยนนักบุญเปโตร จำกัด", "cooperative", "credit_union", ""),
    ]
