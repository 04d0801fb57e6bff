import datetime as dt

import pytest
from django.db import connection

from events.models import Event
from programmes.models import SearchEntry, SearchKind
from programmes.search import index, sqlite
from programmes.search.cutting import cut, cut_name
from programmes.search.entries import Entry, facet, replace
from programmes.search.query import Query, parse


def test_word_inside_a_compound_is_found(add, search):
    found = add("ชุมนุมสหกรณ์บริการเดินรถ")
    add("ชุมนุมร้านสหกรณ์")
    assert [search(word) for word in ("เดินรถ", "บริการ", "บริการเดินรถ")] == [[found]] * 3


def test_phrase_needs_its_words_in_a_row(add, search):
    add(body="บริการของสหกรณ์ และสหกรณ์ที่ให้บริการ")
    apart = add(body="กลุ่มพัฒนา พัฒนาสหกรณ์")
    row = add(body="กลุ่มพัฒนาสหกรณ์")
    assert search("สหกรณ์บริการ") == []
    assert search("กลุ่มพัฒนาสหกรณ์") == [row]
    assert search("กลุ่ม พัฒนา สหกรณ์") == [apart, row]


def test_phrase_does_not_reach_over_a_line_or_field(add, search):
    add("การ", "เงิน", "งบ\nประมาณ")
    assert search("การเงิน") == []
    assert search("งบ ประมาณ การ เงิน") == [1]


def test_best_field_comes_first_then_date_then_id(add, search):
    in_body = add(body="เดินรถ", date=dt.date(2026, 1, 1))
    in_lead = add(lead="เดินรถ", date=dt.date(2025, 1, 1))
    old_title = add("เดินรถ", date=dt.date(2020, 1, 1))
    title = add("เดินรถ", "เดินรถ", "เดินรถ", date=dt.date(2024, 1, 1))
    same_day = add("เดินรถ", date=dt.date(2024, 1, 1))
    undated = add("เดินรถ", date=None)
    assert search("เดินรถ") == [title, same_day, old_title, undated, in_lead, in_body]


def test_query_that_is_spread_over_fields_counts_as_body(add, search):
    spread = add("เดินรถ", "บริการ", date=dt.date(2026, 1, 1))
    lead = add(lead="บริการ เดินรถ", date=dt.date(2020, 1, 1))
    assert search("เดินรถ บริการ") == [lead, spread]


@pytest.mark.parametrize("size", [1, 3, 7])
def test_pages_together_are_the_whole(add, search, size):
    for number in range(4):
        day = dt.date(2022, 1, 1 + number)
        add("เดินรถ", date=day)
        add(lead="เดินรถ", date=day)
        add(body="เดินรถ", date=day)
    pages = [search("เดินรถ", start=start, size=size) for start in range(0, 14, size)]
    assert [found for page in pages for found in page] == search("เดินรถ", size=100)
    assert search("เดินรถ", start=12) == []


def test_word_of_many_is_counted_and_paged_as_one_of_few(add, search, monkeypatch):
    for number in range(6):
        add(**{("title", "lead", "body")[number % 3]: "เดินรถ"})
    few = [
        (index.find(parse("เดินรถ"), start=start, size=2).total, search("เดินรถ", start=start, size=2))
        for start in (0, 2, 4, 6)
    ]
    monkeypatch.setattr(sqlite, "FEW", 1)
    many = [
        (index.find(parse("เดินรถ"), start=start, size=2).total, search("เดินรถ", start=start, size=2))
        for start in (0, 2, 4, 6)
    ]
    assert few == many == [(6, [1, 4]), (6, [2, 5]), (6, [3, 6]), (6, [])]


@pytest.mark.parametrize("typed", ["น้ำ", "น\u0e4d\u0e49า", "น้\u200bำ"])
def test_forms_of_sara_am_are_one(add, search, typed):
    assert search(typed) == [] == search(typed)
    add("แหล่งน้ำ")
    add("แหล่งน\u0e4d\u0e49า")
    assert search(typed) == [1, 2]


@pytest.mark.parametrize("typed", ["2565", "๒๕๖๕", "ปี ๒๕๖๕", "ปี2565"])
def test_thai_and_arabic_digits_are_one(add, search, typed):
    add("ปี 2565")
    add("ปี ๒๕๖๕")
    assert search(typed) == [1, 2]


@pytest.mark.parametrize("typed", ["ZOOM", "zoom", "Zoom"])
def test_capitals_are_ignored(add, search, typed):
    assert search(typed) == []
    add("ผ่าน Zoom Meeting")
    assert search(typed) == [1]


def test_two_letters_are_enough_and_find_the_word_alone(add, search):
    crab = add("เลี้ยงปูในนา")
    add("ปูนซีเมนต์")
    add("คุณปู่")
    assert search("ปู") == [crab]


def begun(typed: str) -> list[int]:
    """Return the ids of all that has a word that begins as the last one typed."""
    return [hit.object_id for hit in index.find(parse(typed, is_unfinished=True)).hits]


@pytest.mark.parametrize(
    "typed", ["สหกร", "สหกรณ", "สหกรณ์บริ", "ชุมนุมสหกร", "ยั่งยื", "เชียงให", "กรุงเท", "นนทบุร", "ZOO", "ปี 2565 สัมมน"]
)
def test_unfinished_word_is_found_however_it_is_cut(add, search, typed):
    found = add(body="สัมมนาชุมนุมสหกรณ์บริการอย่างยั่งยืน ปี 2565\nเชียงใหม่ นนทบุรี และกรุงเทพมหานคร ผ่าน Zoom")
    add("ปี 2565 หกรณ์ กรุง")
    assert (search(typed), begun(typed)) == ([], [found])


@pytest.mark.parametrize("typed", ["ปู", "256", "สัมมน.", '"สัมมน"', "สัมมน 26/4/2565", "หกรณ์", "หกร", "บริการสหกร"])
def test_what_is_no_beginning_of_a_word_is_not_unfinished(add, typed):
    add("สัมมนาสหกรณ์บริการ ปูนซีเมนต์ ปี 2565")
    assert begun(typed) == []


def test_best_field_of_an_unfinished_word_comes_first(add):
    add(body="สหกรณ์บริการเดินรถ", date=dt.date(2026, 1, 1))
    add(lead="สหกรณ์บริการเดินรถ", date=dt.date(2025, 1, 1))
    add("สหกรณ์บริการเดินรถ", date=dt.date(2020, 1, 1))
    add("สหกรณ์ บริการ และเดินทาง", date=dt.date(2026, 1, 1))
    assert begun("สหกรณ์บริการเดินร") == [3, 2, 1]


def test_found_says_whether_its_words_are_unfinished(add):
    add("สหกรณ์")
    found = [index.find_or_begun(parse(typed)) for typed in ("สหกรณ์", "สหกร", "ร้าน", "")]
    assert [(one.total, one.is_of_unfinished) for one in found] == [(1, False), (1, True), (0, False), (0, False)]


@pytest.fixture
def people(db: None) -> None:
    """Put three people into the index."""
    names = ["นายปรเมศวร์ อินทรมณเฑียร", "นายประกอบ เผ่าพงศ์", "Ms. Johanna van Gogh"]
    entries = [Entry(SearchKind.SPEAKER, number, cut_name(name)) for number, name in enumerate(names, 1)]
    replace(SearchKind.SPEAKER, [1, 2, 3], entries)


@pytest.mark.parametrize("typed", ["ปรเมศ", "ปรเมศวร์", "นายปรเมศ", "มณเฑียร", "อินทรม", "ปรเมศ มณเฑีย", "เมศว"])
def test_part_of_a_name_is_enough_from_any_syllable_on(people, search, typed):
    assert search(typed) == [1]


@pytest.mark.parametrize(("typed", "found"), [("เผ่าพง", [2]), ("johan", [3]), ("HANNA", [3]), ("ประกอบ เผ่า พงศ์", [2])])
def test_names_are_found_however_they_are_cut_and_written(people, search, typed, found):
    assert search(typed) == found


@pytest.mark.parametrize("typed", ["าพงศ์", "มศวร์", "วร์", "ปรเมศวร์อินท", "ปรเมศเผ่าพงศ์", "ปรเมศ เผ่าพงศ์", "พงษ์", "ผ่าพงศ์"])
def test_other_letters_find_no_name(people, search, typed):
    assert search(typed) == []


def test_part_of_a_name_is_no_part_of_a_text(add, search):
    add("ปรเมศวร์ อินทรมณเฑียร")
    assert search("ปรเมศ") == []


def test_name_counts_as_title_and_only_where_it_is_one(people, add, search):
    replace(SearchKind.EVENT, [9], [Entry(SearchKind.EVENT, 9, cut("เสวนา"), body=cut_name("นายปรเมศวร์ ใจดี"))])
    assert search("ปรเมศ") == [1, 9]
    assert search("ปรเมศ", facet("what", "event")) == [9]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "!", "\u200b", '"', "'", "\\", "*", "()", "ๆ", "%", "\x00", "😀", "{ } :", "\ue000", "-", "<->"],
)
def test_what_has_no_word_finds_nothing(add, search, typed):
    add("ชื่อ ' \" \\ * % title")
    assert parse(typed) == Query(parse(typed).text)
    assert search(typed) == []


def test_name_of_a_column_is_a_word_like_any_other(add, search):
    add("ชื่อ ' \" \\ * % title")
    assert search("{title} :") == [1]


@pytest.mark.parametrize(
    "typed", ["a AND b", "NOT a", "a OR b", "NEAR(a b)", "title_keys:a", "a*", "a & !b", "a:*", "a <-> b", "'a'\\'b"]
)
def test_operators_of_the_databases_are_words(add, search, typed):
    add(typed)
    assert search(typed) == [1]


def test_filters_narrow_the_answer(add, search):
    add("เดินรถ", year=2565, province="50")
    add("เดินรถ", year=2566, province="50")
    assert search("เดินรถ", facet("year", 2566)) == [2]
    assert search("เดินรถ", facet("year", 2566), facet("province", "50")) == [2]
    assert search("เดินรถ", facet("year", 2566), facet("province", "51")) == []
    assert index.find(parse("เดินรถ"), [facet("province", "50")]).total == 2


def test_filter_is_no_word_of_a_text(add, search):
    add("เดินรถ", year=2566)
    assert search("year2566") == []


def test_what_is_not_public_is_found_by_staff_alone(add, search):
    add("เดินรถ", is_public=False)
    assert search("เดินรถ") == []
    assert index.find(parse("เดินรถ")).total == 0
    assert list(index.matching(parse("เดินรถ"), SearchKind.EVENT, is_public=True)) == []
    assert list(index.matching(parse("เดินรถ"), SearchKind.EVENT, is_public=False)) == [1]


def test_having_finds_public_things_of_one_kind_by_any_of_several_facets(add):
    first, second = add("หนึ่ง", organiser=1), add("สอง", organiser=21, year=2566)
    add("สาม", organiser=2)
    add("ร่าง", organiser=1, is_public=False)
    add("วิทยากร", organiser=1, kind=SearchKind.SPEAKER)
    asked = [facet("organiser", 1), facet("organiser", 21)]
    assert sorted(index.having(SearchKind.EVENT, asked)) == [first, second]
    assert list(index.having(SearchKind.EVENT, [])) == []


def test_matching_looks_at_one_kind(add):
    add("เดินรถ")
    speaker = add("เดินรถ", kind=SearchKind.SPEAKER)
    assert list(index.matching(parse("เดินรถ"), SearchKind.SPEAKER, is_public=True)) == [speaker]
    assert list(index.matching(parse(""), SearchKind.SPEAKER, is_public=True)) == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite reads its index once for a statement")
def test_index_is_read_once_however_many_rows_it_is_asked_for(add):
    add("เดินรถ")
    plan = Event.objects.filter(pk__in=index.matching(parse("เดินรถ"), SearchKind.EVENT, is_public=True)).explain()
    assert "CTE Scan on found" in plan


def test_changed_entry_is_found_by_its_new_words_only(add, search):
    add("เดินรถ")
    entry = Entry(SearchKind.EVENT, 1, cut("ร้านค้า"), date=dt.date(2020, 1, 1))
    assert replace(SearchKind.EVENT, [1], [entry]) == 1
    assert (search("เดินรถ"), search("ร้านค้า")) == ([], [1])


def test_same_entry_again_writes_nothing(add):
    add("เดินรถ")
    row = SearchEntry.objects.get()
    same = Entry(SearchKind.EVENT, 1, cut("เดินรถ"), date=dt.date(2022, 4, 26))
    assert replace(SearchKind.EVENT, [1], [same]) == 0
    assert SearchEntry.objects.get().pk == row.pk


def test_entry_that_is_gone_is_not_found(add, search):
    add("เดินรถ")
    add("เดินรถ")
    replace(SearchKind.EVENT, [1], [])
    assert (search("เดินรถ"), index.find(parse("เดินรถ")).total) == ([2], 1)


def test_deleted_row_leaves_the_index_too(add, search):
    add("เดินรถ")
    SearchEntry.objects.all().delete()
    assert (search("เดินรถ"), index.find(parse("เดินรถ")).total) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_flushed_table_leaves_an_empty_index(add):
    add("เดินรถ")
    assert index.find(parse("เดินรถ")).total == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_the_test_before():
    assert index.find(parse("เดินรถ")).total == 0


def test_entry_has_as_many_filters_as_it_needs(add, search):
    found = add("เดินรถ", **{f"programme{number}": number for number in range(1000)})
    assert search("เดินรถ", facet("programme999", 999)) == [found]


def test_word_that_stands_very_often_and_late_is_found(add, search):
    text = "การเงิน " * 400 + "ดาวเทียมดวงสุดท้าย"
    found = add(body=text + " จบ" * 20_000 + " การเดินรถ")
    assert [search(word) for word in ("ดาวเทียมดวงสุดท้าย", "การเดินรถ", "การเงิน")] == [[found]] * 3


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="FTS5 is SQLite's")
def test_fts_index_agrees_with_the_table(add):
    add("เดินรถ", "ปี ๒๕๖๕", "ความ\nรู้")
    replace(SearchKind.EVENT, [1], [Entry(SearchKind.EVENT, 1, cut("ร้านค้า"))])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO programmes_searchindex(programmes_searchindex, rank) VALUES ('integrity-check', 1)")


def test_queries(add, django_assert_num_queries):
    add("ชื่อ", "", "เดินรถ")
    with django_assert_num_queries(1):
        query = parse("เดินรถ")
    with django_assert_num_queries({"sqlite": 4, "postgresql": 1}[connection.vendor]):
        index.find(query)
    with django_assert_num_queries({"sqlite": 3, "postgresql": 2}[connection.vendor]):
        index.find(query, start=1)
    with django_assert_num_queries(0):
        index.find(parse("!"))
