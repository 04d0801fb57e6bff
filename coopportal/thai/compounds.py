"""The words inside a word: what ICU takes for one word, and a reader for two (ต้นทุน, ประเทศไทย, พัฒนาการ).

Where words meet, ICU may join the end of one to the next (`แผนพัฒนาการเงิน` is cut แผน, พัฒนาการ, เงิน). Text and query
that are cut once more, each word by itself, meet again: `การเงิน` is found there, and `พัฒนา`.
"""

import re
from functools import cache, lru_cache
from importlib.metadata import version

VERSION = f"pythainlp {version('pythainlp')}, rules 1"
"""What cuts compounds; an index keeps it together with `coopportal.thai.words.VERSION`."""

SHORTEST = 3
LONGEST = 40
# Syllables that are in the list of words, but stand in longer words without their meaning.
BOUND = frozenset(
    re.split(
        r"\s",
        "กระ ประ ตระ จัง บัง สัง กรร บัน สัน กัง ยี่ เกีย ปฏิ ปริ อุป อนุ อภิ อธิ นิร ลัย รติ คับ หวัด ชุม แวด เป๋า ทรวง ภาว แท็ก "
        "พนัก สำนัก สัม บริ",
    )
)
_NOT_BEFORE = re.compile("[ะ-ฺๅ็-๎]")
_NOT_AFTER = "เแโใไ"


@lru_cache(maxsize=65_536)
def parts(word: str) -> tuple[str, ...]:
    """Return the most words of the list that `word` consists of, or `word` alone; joined they are `word`.

    Words of more than 40 letters stay whole. Parts have three letters at least, and none begins with a vowel that belongs
    to the letter before it. Of two ways with as many parts, the one with the shorter first part is taken.
    """
    if not 2 * SHORTEST <= len(word) <= LONGEST:
        return (word,)
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(SHORTEST, len(word) + 1):
        if end < len(word) and (_NOT_BEFORE.match(word[end]) or word[end - 1] in _NOT_AFTER):
            continue
        found = [ways[start] + (word[start:end],) for start in ways if _is_part(word, start, end)]
        if found:
            ways[end] = max(found, key=lambda way: (len(way), [-len(part) for part in way]))
    return ways.get(len(word)) or (word,)


def _is_part(word: str, start: int, end: int) -> bool:
    part = word[start:end]
    return SHORTEST <= len(part) < len(word) and part in _free_words()


@cache
def _free_words() -> frozenset[str]:
    return frozenset(word for word in word_list() if len(word) >= SHORTEST) - BOUND


@cache
def word_list() -> frozenset[str]:
    """Return the list of Thai words, read when somebody first asks for it (a third of a second, 10 MB)."""
    from pythainlp.corpus import thai_words  # noqa: PLC0415 - slow, and most commands need no word

    return frozenset(thai_words())
