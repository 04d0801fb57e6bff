import pytest

from programmes.models import Organisation
from programmes.search import synonyms
from programmes.search.cutting import NAME, OPEN, is_open
from programmes.search.query import LONGEST, MOST_PARTS, parse
from tests.factories import OrganisationFactory, ProvinceFactory


@pytest.fixture
def register(db) -> None:
    """Three offices and a division, with the aliases that files use."""
    for code, name in (("50", "เชียงใหม่"), ("52", "ลำปาง")):
        office = OrganisationFactory(
            name=f"สำนักงานสหกรณ์จังหวัด{name}",
            short_name=f"สนง.สหกรณ์จังหวัด{name}",
            province=ProvinceFactory(code=code, name=name),
        )
        for alias in (f"สสจ.{name}", f"จังหวัด{name}", name):
            office.aliases.create(name=alias)
    area = OrganisationFactory(name="สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 1", short_name="สสพ.1")
    area.aliases.create(name="กทม.1")
    OrganisationFactory(name="กองพัฒนาสหกรณ์ด้านการเงินและร้านค้า", short_name="กพง").aliases.create(name="กพง.")
    synonyms.refresh()


def words(typed: str) -> list[list[str]]:
    """Return the alternatives of each term, their words joined, but those that are parts of names."""
    return [["|".join(phrase) for phrase in term if not is_open(phrase)] for term in parse(typed).terms]


def test_parts_between_spaces_are_terms_and_words_without_space_a_phrase(db):
    assert words("สหกรณ์บริการ  เดินรถ") == [["สหกรณ์|บริการ"], ["เดินรถ"]]


@pytest.mark.parametrize("typed", ['"การ เงิน" ดี', "“การ เงิน” ดี"])
def test_quotation_marks_make_a_phrase(db, typed):
    assert words(typed) == [["การ|เงิน"], ["ดี"]]


@pytest.mark.parametrize(
    "typed",
    ["สสจ.เชียงใหม่", "สสจ. เชียงใหม่", "สสจเชียงใหม่", "สนง.สหกรณ์จังหวัดเชียงใหม่", "สำนักงานสหกรณ์จังหวัดเชียงใหม่"],
)
def test_names_of_an_office_stand_for_each_other(register, typed):
    full = "สำนักงาน|สหกรณ์|จังหวัด|เชียง|ใหม่"
    assert {full, "สสจ|เชียง|ใหม่"} <= set(words(typed)[0])


def test_province_alone_is_no_name_of_its_office(register):
    assert words("เชียงใหม่") == [["เชียง|ใหม่"]]
    assert "เชียง|ใหม่" not in words("สสจ.เชียงใหม่")[0]


@pytest.mark.parametrize("typed", ["กพง.", "กพง", "กองพัฒนาสหกรณ์ด้านการเงินและร้านค้า"])
def test_abbreviation_of_a_division_and_its_name_are_one(register, typed):
    assert sorted(words(typed)[0]) == sorted(["กพง", "กอง|พัฒนา|สหกรณ์|ด้าน|การ|เงิน|และ|ร้าน|ค้า"])


def test_name_with_a_space_is_one_term(register):
    assert len(words("สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 1")) == 1
    assert "สสพ|1" in words("สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ ๑ ประชุม")[0]


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("สสจ.", [["สสจ", "สำนักงาน|สหกรณ์|จังหวัด"]]),
        ("สสจ.แพร่", [["สสจ|แพร่", "สำนักงาน|สหกรณ์|จังหวัด|แพร่"]]),
        ("สสจ แพร่", [["สสจ", "สำนักงาน|สหกรณ์|จังหวัด"], ["แพร่"]]),
        ("สนง.สหกรณ์", [["สนง|สหกรณ์", "สำนักงาน|สหกรณ์"]]),
    ],
)
def test_beginning_that_several_aliases_share_stands_for_the_long_one(register, typed, expected):
    assert words(typed) == expected


def test_beginning_of_one_body_alone_is_learned_by_none(register):
    assert words("กทม.9") == [["กทม|9"]]


def test_merged_body_has_no_synonyms(register):
    office = Organisation.objects.get(name="สำนักงานสหกรณ์จังหวัดลำปาง")
    office.merged_into = Organisation.objects.get(name="สำนักงานสหกรณ์จังหวัดเชียงใหม่")
    office.save()
    synonyms.refresh()
    assert words("สนง.สหกรณ์จังหวัดลำปาง") == [["สนง|สหกรณ์|จังหวัด|ลำปาง"]]


def test_refresh_again_writes_nothing(register, django_assert_num_queries):
    with django_assert_num_queries(5):  # two savepoints, register, aliases, synonyms
        synonyms.refresh()


@pytest.mark.parametrize(
    "typed",
    ["นายสมชาย ใจดี", "นาย สมชาย ใจดี", "ดร.สมชาย ใจดี", "ผศ.ดร.สมชาย ใจดี", "ว่าที่ ร.ต. สมชาย ใจดี", "สมชาย ใจดี"],
)
def test_prefix_of_a_name_is_not_asked_for(db, typed):
    assert words(typed) == [["สมชาย"], ["ใจดี"]]


@pytest.mark.parametrize("typed", ["นายทะเบียนสหกรณ์", "คุณภาพ", "นางฟ้า"])
def test_word_that_begins_like_a_prefix_stays_whole(db, typed):
    assert "".join(words(typed)[0][0].split("|")) == typed


@pytest.mark.parametrize("typed", ["ปรเมศ", "นายปรเมศ", "“ปรเมศ”", "ปรเมศ."])
def test_word_may_be_a_part_of_a_name(db, typed):
    assert [phrase for (term,) in [parse(typed).terms] for phrase in term if is_open(phrase)] == [(f"{NAME}ปรเมศ",)]


@pytest.mark.parametrize("typed", ["ชัย", "ปู", "2565", "ข้อ126", "สหกรณ์" * 10])
def test_two_letters_a_number_or_a_long_text_are_no_part_of_a_name(db, typed):
    assert [phrase for term in parse(typed).terms for phrase in term if is_open(phrase)] == []


def test_last_word_may_be_unfinished(register):
    *closed, last = parse("พัฒนา สสจ.เชียงให", is_unfinished=True).terms
    assert closed == [*parse("พัฒนา").terms]
    full = ("สำนักงาน", "สหกรณ์", "จังหวัด", "เชียง")
    assert {(*full, f"ให{OPEN}"), ("สสจ", "เชียง", f"ให{OPEN}"), ("สสจ", f"เชียงให{OPEN}")} <= set(last)


@pytest.mark.parametrize(
    "typed",
    [
        "26 เม.ย. 65", "26 เมษายน 2565", "26 เมษายน 65", "๒๖ เม.ย. ๖๕", "26/4/2565", "26/4/65", "26-4-2565", "26.4.2565",
        "2022-04-26", "26 เมษา 65", "26เมษายน2565", "วันที่ 26 เมษายน พ.ศ. 2565", "วันอังคารที่ 26 เมษายน 2565", "26 April 2022",
    ],
)  # fmt: skip
def test_date_is_looked_for_as_texts_write_it(db, typed):
    (term,) = words(typed)
    assert {"26|เมษายน|2565", "26|เม|ย|65"} <= set(term)


@pytest.mark.parametrize("typed", ["เมษายน 2565", "เม.ย. 65", "เดือนเมษายน ๒๕๖๕", "เมษายน พ.ศ. 2565", "Apr 2022"])
def test_month_is_looked_for_as_texts_write_it(db, typed):
    (term,) = words(typed)
    assert {"เมษายน|2565", "เม|ย|65"} <= set(term)


def test_each_of_several_days_is_looked_for(db):
    assert words("12 - 13 ม.ค. 70") == [["12|มกราคม|2570", "13|มกราคม|2570", "12|มค|70", "13|มค|70"]]
    assert {*words("1 - 30 เม.ย. 65")[0]} == {*words("เม.ย. 65")[0]}
    assert words("1 - 20 เม.ย. 65")[0][1:6] == [f"{day}|เมษายน|2565" for day in range(1, 6)]


def test_date_stands_beside_other_words(db):
    assert words("เสวนา 26/4/65 เดินรถ")[:2] == [["เสวนา"], ["เดินรถ"]]


def test_date_between_quotation_marks_is_a_phrase_as_it_stands(db):
    assert words("“วันที่ 26 เมษายน 2565”") == [["วัน|ที่|26|เมษายน|2565"]]


@pytest.mark.parametrize("typed", ["ก" * 100_000, "กา " * 50_000, "เดินรถ" * 20_000, "\u0e48" * 100_000])
def test_very_long_query_is_cut_and_says_so(db, typed):
    query = parse(typed)
    assert query.shortened
    assert len(query.text) <= LONGEST
    assert len(query.terms) <= MOST_PARTS


def test_query_that_was_read_whole_says_so(db):
    assert not parse("เดินรถ").shortened
