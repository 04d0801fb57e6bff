"""What stays in one line although a line may end inside it: a compound, a number and what it counts, a day, a name.

Browsers find the words of Thai by the dictionary that ICU has, which cuts compounds finely: a line ends in เจ้า, the next
begins with หน้าที่. A larger list of words knows that they are one. Numbers and names stand apart by spaces, where every
browser ends a line: `5` would part from ท่าน, `นาย` from the name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from icu4py.breakers import WordBreaker

from coopportal.thai.compounds import word_list
from coopportal.thai.dates import MONTH_NAMES

LONGEST_WORD = 12
"""How many letters, marks not counted, a compound has at most: longer ones may break, or lines would be ragged."""
LONGEST_NAME = 16
LONGEST = 24
"""Of a name, and of a number with the words around it: so much fits on the smallest telephone beside a date."""

_THAI = "ก-ฮะ-ฺเ-ๅ็-๎"
_TOKEN = re.compile(
    rf"(?P<short>(?:[ก-ฮ]{{1,3}}\.|เม\.|ม[ิี]\.)+)|(?P<thai>[{_THAI}]+)|(?P<number>\d(?:[\d,.:/]*\d)?)|(?P<other>[^{_THAI}\d])"
)
_NO_MARKS = dict.fromkeys((0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)))
_BEGINNINGS = frozenset(("การ", "ความ", "ผู้", "นัก", "และ"))
_OUR_WORDS = frozenset(("ผู้ร่วมเสวนา",))
"""Compounds that the list of words lacks."""
_ADDRESSES = ("นาย", "นาง", "นางสาว")
_TITLE, _SHORT_TITLE = "ศาสตราจารย์", "ดร."
_DASHES = frozenset("-–")
_COUNTED = frozenset((
    "คน", "ท่าน", "ราย", "แห่ง", "รูปแบบ", "ครั้ง", "รุ่น", "ข้อ", "เรื่อง", "ด้าน", "ประเภท", "กลุ่ม", "กิจกรรม",
    "โครงการ", "จังหวัด", "สหกรณ์", "หน่วยงาน", "วัน", "เดือน", "ปี", "ชั่วโมง", "นาที", "น.", "บาท", "ล้าน", "พัน",
    "แสน", "หมื่น", "ตัวอักษร", "แถว", "รายการ", "หน้า", "ห้อง", "ชุด",
))  # fmt: skip


class Atom(NamedTuple):
    """A part of a text that is never taken apart here; a browser may end a line inside it, where it `is_compound`."""

    text: str
    is_compound: bool = False


def whole(text: str) -> Iterator[tuple[str, bool]]:
    """Return the parts of a text, which joined are the text, and of each whether it must be kept from breaking."""
    atoms = list(_atoms(text))
    start = 0
    while start < len(atoms):
        end = start + 1
        while end < len(atoms) and _stays(atoms, start, end):
            end += 1
        if end - start > 2 and _room("".join(atom.text for atom in atoms[start:end])) > LONGEST:
            end = start + 1  # the number does without the word before it
        yield "".join(atom.text for atom in atoms[start:end]), end - start > 1 or atoms[start].is_compound
        start = end


def _stays(atoms: list[Atom], start: int, place: int) -> bool:
    """Whether the atom at a place stays with those from `start` on."""
    before, after = atoms[place - 1].text, atoms[place].text
    if after == " ":
        return place + 1 < len(atoms) and _meet(before, atoms[place + 1].text)
    if before == " ":
        return place - 1 > start  # what stands before the space was asked already
    return (after in _COUNTED and _is_number(before)) or (before.endswith(_SHORT_TITLE) and _is_thai(after))


def _meet(before: str, after: str) -> bool:
    """Whether two atoms with a space between them stay together."""
    if _is_number(before):
        return after in _COUNTED or after in MONTH_NAMES or after in _DASHES
    if _is_number(after):
        return before in _DASHES or _is_thai(before)
    return after == "ๆ" and _is_thai(before)


def _atoms(text: str) -> Iterator[Atom]:
    names = 0  # how many parts of a name may follow
    for token in _TOKEN.finditer(text):
        part = token[0]
        if part == " ":
            yield Atom(part)
        elif not token["thai"]:
            yield Atom(part)
            names = 2 if part.endswith(_SHORT_TITLE) else 0
        elif names and _room(part) <= LONGEST_WORD:
            yield Atom(part, is_compound=True)
            names -= 1
        else:
            yield from (atoms := _compounds(part))
            names = 2 if part.endswith(_TITLE) else int(atoms[-1].text.startswith(_ADDRESSES))


@lru_cache(maxsize=4096)
def _compounds(run: str) -> tuple[Atom, ...]:
    """The words of Thai letters in a row, those that belong together as one."""
    words = list(WordBreaker(run, "th"))
    sizes = [_room(word) for word in words]
    atoms, start = [], 0
    while start < len(words):
        end = _end_of_compound(words, sizes, start)
        if words[start] in _ADDRESSES and sum(sizes[start:]) <= LONGEST_NAME:
            end = len(words)
        elif words[start] in _BEGINNINGS and end == start + 1 < len(words):
            further = _end_of_compound(words, sizes, end)
            end = further if sum(sizes[start:further]) <= LONGEST_WORD else end
        atoms.append(Atom("".join(words[start:end]), is_compound=end - start > 1))
        start = end
    return tuple(atoms)


def _end_of_compound(words: list[str], sizes: list[int], start: int) -> int:
    longest = end = start + 1
    joined, size = words[start], sizes[start]
    for word, more in zip(words[end:], sizes[end:], strict=True):
        joined, size, end = joined + word, size + more, end + 1
        if size > LONGEST_WORD:
            break
        if joined in word_list() or joined in _OUR_WORDS:
            longest = end
    return longest


def _is_thai(part: str) -> bool:
    return "ก" <= part[0] <= "๎" and part != "ๆ"


def _is_number(part: str) -> bool:
    return part[0].isdigit()


def _room(text: str) -> int:
    """How many letters stand beside one another."""
    return len(text.translate(_NO_MARKS))
