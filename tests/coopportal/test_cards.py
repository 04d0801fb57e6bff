"""The picture beside a shared link, read as pixels: nothing is cut off, printed over, or runs into another line."""

import io
from functools import cache
from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from coopportal.cards import EDGE, HEIGHT, TITLE_TOP, WIDTH, Card, card_png, title_lines

SITE, PROGRAMME, DAY = "กรมส่งเสริมสหกรณ์", "โครงการยกระดับชุมนุมสหกรณ์", "เสวนา · 26 เมษายน 2565"
STACKED = "ปี่ น้ำ ญี่ปุ่น ฐานุ ฎุ ฏู ปั๊ม ฝ้าย ก้ำ"
LONG = "การประชุมเชิงปฏิบัติการขับเคลื่อนการยกระดับชุมนุมสหกรณ์และสหกรณ์บริการให้เป็นองค์กรหลักในการพัฒนาเศรษฐกิจฐานราก " * 2


@cache
def drawn(title: str = "", above: str = "", below: str = "", warning: str = "", site: str = "") -> Image.Image:
    with Image.open(io.BytesIO(card_png(Card(site, title, above, below, warning)))) as image:
        return image.convert("RGB")


def ink(image: Image.Image) -> Image.Image:
    """Return what the words of a picture are: where it differs from a picture without words."""
    return ImageChops.difference(image, drawn()).convert("L").point(lambda value: 255 if value > 90 else 0)


def runs(lit: list[bool]) -> list[tuple[int, int]]:
    """Return the first and the last place of each run of ``True``."""
    runs, start = [], None
    for place, value in enumerate([*lit, False]):
        if value and start is None:
            start = place
        elif not value and start is not None:
            runs.append((start, place - 1))
            start = None
    return runs


def rows(image: Image.Image) -> list[tuple[int, int]]:
    return runs([image.crop((0, y, image.width, y + 1)).getbbox() is not None for y in range(image.height)])


def columns(image: Image.Image) -> list[tuple[int, int]]:
    return runs([image.crop((x, 0, x + 1, image.height)).getbbox() is not None for x in range(image.width)])


def test_picture_has_the_size_that_networks_ask_for():
    png = card_png(Card(SITE, "เสวนา", PROGRAMME, DAY))
    with Image.open(io.BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(png) < 60_000


@pytest.mark.parametrize("title", [STACKED, f"{STACKED} " * 6, LONG, "ฎุฏู" * 75, "x" * 300, "กรมส่งเสริมสหกรณ์"])
@pytest.mark.parametrize("warning", ["", "ข้อมูลสมมติเพื่อสาธิต"])
def test_title_stands_whole_inside_its_room(title, warning):
    room = HEIGHT - 90 - TITLE_TOP - (58 if warning else 0)
    left, top, right, bottom = ink(drawn(title, warning=warning)).crop((0, 0, WIDTH, HEIGHT - 58)).getbbox()
    assert (left >= EDGE - 12, right <= WIDTH - EDGE + 12) == (True, True)  # a tone mark may reach out over ป
    assert (top >= TITLE_TOP - 12, bottom <= TITLE_TOP + room + 8) == (True, True)


def test_lines_of_stacked_marks_do_not_touch():
    title = f"{STACKED} " * 6
    _size, lines = title_lines(title, HEIGHT - 90 - TITLE_TOP)
    assert len(lines) >= 4
    assert len(rows(ink(drawn(title)))) == len(lines)


@pytest.mark.parametrize("word", ["น้ำ", "ก้ำ", "ทำ", "ป้ำ"])
def test_letter_after_sara_am_is_not_printed_over_it(word):
    twice, once = columns(ink(drawn(f"{word}มมม"))), columns(ink(drawn(word)))
    assert twice[-1][1] - once[-1][1] > 3 * 30  # three letters further to the right
    gaps = [after[0] - before[1] for before, after in pairwise(twice)]
    assert min(gaps) >= 2


def test_mark_above_a_mark_is_drawn_above_it():
    heights = {word: ink(drawn(word)).getbbox()[1] for word in ("ปา", "ปี", "ปี่", "ปั๊")}
    assert heights["ปา"] > heights["ปี"] > heights["ปี่"]
    assert heights["ปั๊"] < heights["ปี"]


@pytest.mark.parametrize("field", ["above", "below"])
def test_other_lines_are_cut_before_the_edge(field):
    words = ink(drawn(**{field: PROGRAMME * 9}))
    assert EDGE - 12 <= words.getbbox()[0] < words.getbbox()[2] <= WIDTH - EDGE + 12


def test_demonstration_says_so_in_the_picture():
    plain, marked = drawn("เสวนา"), drawn("เสวนา", warning="ข้อมูลสมมติเพื่อสาธิต")
    assert plain.getpixel((9, HEIGHT - 9)) != marked.getpixel((9, HEIGHT - 9))


@pytest.mark.parametrize("title", ["<b>&amp;</b>", "a\x00b\x0bc", "\u202eabc", "😀 งาน"])
def test_odd_characters_neither_break_nor_inject(title):
    assert drawn(title).size == (WIDTH, HEIGHT)
