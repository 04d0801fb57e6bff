import random
from functools import cmp_to_key

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from coopportal.thai.collate import compare, initial, sort_key

thai_text = st.text(st.sampled_from([chr(code) for code in range(0xE01, 0xE5C)] + list(" .-()aAé12")), max_size=8)


def in_order(words):
    return sorted(words, key=cmp_to_key(compare))


@pytest.mark.parametrize(
    "words",
    [
        ["กมล", "กรุณา", "เกรียงไกร", "แก้ว", "โกวิท", "ไกรสร", "ขวัญ", "จันทร์", "อนันต์", "เอก"],
        ["กา", "ก่า", "ก้า", "ก๊า", "ก๋า", "กาก"],  # tone marks decide last
        ["คะ", "คา", "คำ", "ค่ำ"],
        ["สหกรณ์ กข", "สหกรณ์กค", "สหกรณ์ (กง)"],  # spaces and brackets do not count
        ["10 แห่ง", "9 แห่ง"],
        ["1", "๑", "2", "๒"],
        ["2565", "กรุงเทพ", "ฮอด", "apple", "Apple", "Banana"],  # digits, Thai, Latin
        ["cafe", "café", "caff"],
    ],
)
def test_words_come_in_dictionary_order(words):
    shuffled = random.Random(1).sample(words, len(words))
    assert in_order(shuffled) == words


@given(thai_text, thai_text)
def test_compare_is_zero_for_identical_text_only_and_turns_round(a, b):
    assert (compare(a, b) == 0) == (a == b)
    assert compare(a, b) == -compare(b, a)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's ICU is the oracle")
def test_order_is_that_of_postgresql_for_2000_names():
    source = random.Random(2569)
    first_names = sorted(thai_female_names() | thai_male_names())
    family_names = sorted(thai_family_names())
    names = [f"{source.choice(first_names)} {source.choice(family_names)}" for _ in range(1000)]
    names += source.sample(first_names, 500) + source.sample(family_names, 500)
    names += [f"สหกรณ์{name} จำกัด" for name in names[:50]] + [f"{n} {name}" for n, name in enumerate(names[:50])]
    assert in_order(names) == _sorted_by_postgresql(names)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's ICU is the oracle")
def test_order_is_that_of_postgresql_for_syllables_and_signs():
    source = random.Random(2569)
    syllables = [a + b + c for a in ("", "เ", "แ", "ไ") for b in ("ก", "กร", "ข", "อ") for c in ("", "า", "ำ", "ี", "ู")]
    marked = [s + mark for s in syllables for mark in ("", "่", "้", "็", "์", "ๆ", " (ก)", "-1", " A", "a", "๑")]
    source.shuffle(marked)
    assert in_order(marked) == _sorted_by_postgresql(marked)


def _sorted_by_postgresql(words):
    with connection.cursor() as cursor:
        cursor.execute("CREATE COLLATION pg_temp.oracle (provider = icu, locale = 'th')")
        cursor.execute("SELECT word FROM unnest(%s::text[]) AS word ORDER BY word COLLATE pg_temp.oracle", [words])
        return [word for (word,) in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite gets the same order")
def test_sqlite_sorts_and_keeps_unique_by_the_same_order():
    words = ["แก้ว", "กมล", "แก่ว", "แกว", "เกรียงไกร", "แกว"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE words (word text COLLATE thai)")
        cursor.executemany("INSERT INTO words VALUES (%s)", [[word] for word in words])
        cursor.execute("SELECT DISTINCT word FROM words ORDER BY word")
        assert [word for (word,) in cursor.fetchall()] == sorted(set(words), key=sort_key)
        cursor.execute("DROP TABLE words")


@pytest.mark.parametrize(
    ("text", "letter"),
    [("เอก", "อ"), ("กมล", "ก"), ("แก้ว", "ก"), ("“ขวัญ”", "ข"), ("john", "J"), ("๑ ไร่", "๑"), ("", ""), ("ฯ -", "")],
)
def test_initial_is_the_letter_of_the_dictionary(text, letter):
    assert initial(text) == letter
