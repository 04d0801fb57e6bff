import pytest

from coopportal.thai.compounds import parts


@pytest.mark.parametrize(
    "word,expected",
    [
        ("ต้นทุน", ("ต้น", "ทุน")),
        ("พัฒนาการ", ("พัฒนา", "การ")),
        ("ประเทศไทย", ("ประเทศ", "ไทย")),
        ("กรุงเทพมหานคร", ("กรุง", "เทพ", "มหา", "นคร")),
        ("สหกรณ์", ("สหกรณ์",)),
        ("ประชุม", ("ประชุม",)),  # ประ and ชุม stand in many words, and mean nothing there
        ("ตากลม", ("ตากลม",)),  # ตา has two letters, and ตาก|ลม would be another word
        ("zoom", ("zoom",)),
        ("2565", ("2565",)),
        ("", ("",)),
    ],
)
def test_parts_are_words_that_a_reader_sees(word, expected):
    assert parts(word) == expected


@pytest.mark.parametrize("word", ["การ" * 2000, "ก" * 100_000, "เแโใไ" * 8, "์" * 30])
def test_parts_leave_what_is_no_word_as_it_is(word):
    assert parts(word) == (word,)


@pytest.mark.parametrize("word", ["อุตสาหกรรม", "มหาวิทยาลัย", "เกษตรศาสตร์", "สุราษฎร์ธานี", "นครศรีธรรมราช"])
def test_parts_joined_are_the_word(word):
    assert "".join(parts(word)) == word
