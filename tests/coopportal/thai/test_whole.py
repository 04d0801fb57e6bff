import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopportal.thai.whole import LONGEST, whole


def kept(text):
    return [part for part, is_kept in whole(text) if is_kept]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ประชุมแลกเปลี่ยนกับเจ้าหน้าที่ของหน่วยงาน", ["แลกเปลี่ยน", "เจ้าหน้าที่", "หน่วยงาน"]),
        ("ด้านการเงินของผู้เข้าร่วม", ["การเงิน", "ผู้เข้าร่วม"]),
        ("เพื่อการประชุม", ["การประชุม"]),
        ("ผู้ร่วมเสวนา", ["ผู้ร่วมเสวนา"]),
        ("สหกรณ์บริการ", []),
    ],
)
def test_compound_is_kept_in_one_line_and_a_phrase_is_not(text, expected):
    assert kept(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("รวม 1,129 คน", ["รวม 1,129 คน"]),
        ("อีก 5 ท่าน ถ่ายทอด", ["อีก 5 ท่าน"]),
        ("จาก 5 สถาบัน", ["จาก 5"]),
        ("วันที่ 26 เมษายน 2565 กอง", ["วันที่ 26 เมษายน 2565"]),
        ("และ 23 - 25 พฤศจิกายน 2569", ["23 - 25 พฤศจิกายน 2569"]),
        ("ถึง 26 เม.ย. 65", ["ถึง 26 เม.ย. 65"]),
        ("เวลา 09.00 - 16.00 น. ณ", ["เวลา 09.00 - 16.00 น."]),
        ("พื้นที่ 1 พื้นที่ 2", ["พื้นที่ 1", "พื้นที่ 2"]),
        ("กลุ่มอื่น ๆ ของกรม", ["อื่น ๆ"]),
        ("100 ราย", ["100 ราย"]),
    ],
)
def test_number_is_kept_with_what_it_counts_and_with_the_word_before_it(text, expected):
    assert kept(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("โดยมีนายสาธิต สมมติวงศ์ เป็นประธาน", ["นายสาธิต", "สมมติวงศ์"]),
        ("โดยนางสาวแบบร่าง ชื่อสมมติ และ", ["นางสาวแบบร่าง", "ชื่อสมมติ"]),
        ("ผู้ช่วยศาสตราจารย์ ต้อนรับ ตัวอย่างดี กล่าว", ["ผู้ช่วย", "ต้อนรับ", "ตัวอย่างดี"]),
        ("ดร.บรรยาย แบบทดสอบ", ["ดร.บรรยาย", "แบบทดสอบ"]),
    ],
)
def test_name_breaks_between_its_parts_alone(text, expected):
    assert kept(text) == expected


@given(st.text(alphabet="กขนำุี่้ๆฯ “”(2a/ -.,นายดร.คน\n", max_size=60))
def test_parts_joined_are_the_text(text):
    assert "".join(part for part, _ in whole(text)) == text


@given(st.lists(st.sampled_from(["สหกรณ์", "5", "คน", " ", "-", "เมษายน", "นาย", "ดร.", "หน่วยงาน"]), max_size=40))
def test_what_is_kept_fits_a_telephone(parts):
    assert all(len(part) <= 2 * LONGEST for part in kept("".join(parts)))
