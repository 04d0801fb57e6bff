"""The prefixes of names."""

import pytest

from events.models import Prefix, Speaker
from events.reference.load import load_prefixes

pytestmark = pytest.mark.django_db


def test_load_prefixes_again_changes_no_row():
    made = load_prefixes()
    before = list(Prefix.objects.order_by("pk").values())

    assert made == {Prefix: len(before)}
    assert load_prefixes() == {Prefix: 0}
    assert list(Prefix.objects.order_by("pk").values()) == before


def test_load_prefixes_keeps_the_spacing_that_staff_chose():
    load_prefixes()
    Prefix.objects.filter(text="ว่าที่ร้อยตรี").update(space_after=False)

    load_prefixes()

    assert Prefix.objects.get(text="ว่าที่ร้อยตรี").space_after is False


def test_load_prefixes_costs_two_queries_at_most(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # two, within a savepoint of the test
        load_prefixes()


@pytest.mark.parametrize(
    "prefix,name",
    [
        ("นาย", "นายกมล ใจดี"),
        ("น.ส.", "น.ส.กมล ใจดี"),
        ("ดร.", "ดร.กมล ใจดี"),
        ("ผู้ช่วยศาสตราจารย์", "ผู้ช่วยศาสตราจารย์ กมล ใจดี"),
        ("ผศ.ดร.", "ผศ.ดร.กมล ใจดี"),
        ("รองศาสตราจารย์ ดร.", "รองศาสตราจารย์ ดร.กมล ใจดี"),
        ("พลโท", "พลโท กมล ใจดี"),
        ("พ.ต.อ.", "พ.ต.อ.กมล ใจดี"),
        ("ว่าที่ร้อยตรี", "ว่าที่ร้อยตรี กมล ใจดี"),
        ("ม.ร.ว.", "ม.ร.ว.กมล ใจดี"),
    ],
)
def test_prefix_spaces_the_name_as_thai_writes_it(prefix, name):
    load_prefixes()

    speaker = Speaker(prefix=Prefix.objects.get(text=prefix), first_name="กมล", last_name="ใจดี")

    assert speaker.full_name == name
