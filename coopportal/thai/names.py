"""Personal names as Thai writes them: prefix, first name, surname, suffix.

A prefix (คำนำหน้านาม) is a form of address (นาย), an academic title (ผศ., ศาสตราจารย์พิเศษ), a profession (ทพญ.), a rank of
the army, navy, air force or police (ว่าที่ ร.ต.หญิง), of royalty or nobility (ม.ร.ว.), of religion (พระครู), or several of
them: academic, then rank, then royal (Rules on Correspondence, B.E. 2526); another order is left as it came.

Spacing (Office of the Royal Society, rules on spacing): none after a form of address, a profession or an abbreviation;
one after an academic title or a rank in full, and after ว่าที่ with its rank, even an abbreviated one.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from coopportal.thai.text import normalise


class PersonName(NamedTuple):
    """A name in its parts, each may be empty; `str()` puts them together again."""

    prefix: str = ""
    first: str = ""
    last: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return join_name(*self)


def split_name(text: str) -> PersonName:
    """Take a written name apart: `ว่าที่ ร.ต.หญิง กมล ใจดี` -> `ว่าที่ ร.ต.หญิง`, `กมล`, `ใจดี`.

    No letter of the text (in its one spelling) is lost, added or moved. The prefix comes with its usual dots and spaces
    (`น. ส กมล` -> `น.ส.`) but in the words that were used: `น.ส.` does not become นางสาว. The suffix is `ร.น.` of the
    navy, `Jr.`, `Ph.D.` and what stands in brackets at the end.

    The surname is all that follows the first word (`เทพหัสดิน ณ อยุธยา`); of a name without Thai letters it is the last
    word with its particle (`van Gogh`). One word alone is a first name, even if it could be a prefix. Some names begin
    as prefixes do: นางฟ้า, คุณภัทร, สาวิตรี after นาง; and a นายกสมาคม is an office. Those are kept in lists below.
    """
    name, suffix = _without_suffix(" ".join(normalise(text).split()))
    elements, name = _scan(name)
    words = name.split()
    turn = 1 if _THAI.search(name) else _surname_begins(words)
    return PersonName(_spell(elements), " ".join(words[:turn]), " ".join(words[turn:]), suffix)


def join_name(prefix: str, first: str, last: str, suffix: str = "", *, space_after_prefix: bool | None = None) -> str:
    """`นาย` + `สมชาย` + `ใจดี` -> `นายสมชาย ใจดี`; any part may be empty.

    Whether a space follows belongs to the prefix: `space_after_prefix` is what a table says of it, without one
    `space_follows` decides.
    """
    space = space_follows(prefix) if space_after_prefix is None else space_after_prefix
    given = (f"{prefix} {first}" if space else f"{prefix}{first}").strip()
    return " ".join(part for part in (given, last, suffix) if part)


@lru_cache(maxsize=1024)
def space_follows(prefix: str) -> bool:
    """Whether a name stands apart from this prefix; the last of several decides.

    A prefix that is not known stands apart, unless it ends in a dot.
    """
    elements, rest = _scan(f"{prefix} {_SOMEBODY}".strip())
    if rest != _SOMEBODY:
        return not prefix.endswith(".")
    return bool(elements) and elements[-1].space_before_name


# -- the prefixes --------------------------------------------------------------------------------

_ADDRESS = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง", "คุณ")
_WORDS = (
    "นายแพทย์", "แพทย์หญิง", "ทันตแพทย์", "ทันตแพทย์หญิง", "เภสัชกร", "เภสัชกรหญิง", "สัตวแพทย์", "สัตวแพทย์หญิง",
    "นายสัตวแพทย์", "อาจารย์", "หม่อมเจ้า", "หม่อมราชวงศ์", "หม่อมหลวง", "หม่อม", "ท่านผู้หญิง", "คุณหญิง", "พระ",
    "พระครู", "พระครูปลัด", "พระครูสมุห์", "พระครูใบฎีกา", "พระครูสังฆรักษ์", "พระครูวินัยธร", "พระครูธรรมธร",
    "พระมหา", "พระอธิการ", "พระปลัด", "พระสมุห์", "พระใบฎีกา", "พระอาจารย์", "สามเณร", "แม่ชี", "ภิกษุณี",
    "บาทหลวง", "ซิสเตอร์", "ศาสนาจารย์", "อิหม่าม", "พลฯ",
)  # fmt: skip
_ACADEMIC = ("ศาสตราจารย์", "รองศาสตราจารย์", "ผู้ช่วยศาสตราจารย์")
_CORPS = (
    "พล", "พัน", "ร้อย", "จ่าสิบ", "สิบ", "พลเรือ", "นาวา", "เรือ", "พันจ่า", "จ่า", "พลอากาศ", "นาวาอากาศ",
    "เรืออากาศ", "พันจ่าอากาศ", "จ่าอากาศ", "พลตำรวจ", "พันตำรวจ", "ร้อยตำรวจ", "สิบตำรวจ",
)  # fmt: skip
_RANKS = tuple(f"{corps}{grade}" for corps in _CORPS for grade in ("เอก", "โท", "ตรี"))
_RANKS += ("พลจัตวา", "ดาบตำรวจ", "จ่าสิบตำรวจ", "พลตำรวจ", "พลทหาร")

_ACADEMIC_SHORT = ("ศ.", "รศ.", "ผศ.")
_RANKS_SHORT = (
    "พล.อ.", "พล.ท.", "พล.ต.", "พ.อ.", "พ.ท.", "พ.ต.", "ร.อ.", "ร.ท.", "ร.ต.", "จ.ส.อ.", "จ.ส.ท.", "จ.ส.ต.", "ส.อ.",
    "ส.ท.", "ส.ต.", "พล.ร.อ.", "พล.ร.ท.", "พล.ร.ต.", "น.อ.", "น.ท.", "น.ต.", "พ.จ.อ.", "พ.จ.ท.", "พ.จ.ต.", "จ.อ.",
    "จ.ท.", "จ.ต.", "พล.อ.อ.", "พล.อ.ท.", "พล.อ.ต.", "พ.อ.อ.", "พ.อ.ท.", "พ.อ.ต.", "พล.ต.อ.", "พล.ต.ท.", "พล.ต.ต.",
    "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "ด.ต.", "ส.ต.อ.", "ส.ต.ท.", "ส.ต.ต.",
)  # fmt: skip
_SHORT = (
    "น.ส.", "ด.ช.", "ด.ญ.", "ดร.", "นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.", "ภญ.", "น.สพ.", "สพ.ญ.", "ทนพ.", "ทนพญ.",
    "กภ.", "พว.", "อ.", "ม.จ.", "ม.ร.ว.", "ม.ล.", "ศจ.",
)  # fmt: skip
# Often written without any dot, and no names but นพ.
_DOTLESS = ("น.ส.", "ด.ช.", "ด.ญ.", "ดร.", "ผศ.", "รศ.", "นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.", "ภญ.")
_LATIN = ("Assoc. Prof.", "Asst. Prof.", "Prof.", "Dr.", "Mr.", "Mrs.", "Ms.", "Miss")

# First names that begin with a prefix, and offices that begin with นาย. (นายกมล and นายกสิณ are men.)
_NO_PREFIX = re.compile(
    r"(?:นางฟ้า|นางพญา|คุณ(?:กร|ดร|เดช|ธรรม|ภัทร|ภาพ|วุฒิ)|พระพาย)(?:\s|$)|"
    r"นายก(?:[\sฯ]|กิตติมศักดิ์|เทศมนตรี|เทศบาล|เมือง|รัฐมนตรี|ราชบัณฑิต|สภา|สมาคม|สมาพันธ์|สหพันธ์|สโมสร|เหล่ากาชาด|องค์การ|"
    "อบต|อบจ|พุทธสมาคม)|นาย(?:อำเภอ|ทะเบียน|สถานี|ช่าง(?:โยธา|เทคนิค|สำรวจ|ชลประทาน|ไฟฟ้า|ใหญ่))"
)

# -- how they are written ------------------------------------------------------------------------

_SOMEBODY = "กมล ใจดี"
_MOST = 8  # prefixes or suffixes of one name; a longer row of them is no name, and is not worked through
_THAI = re.compile("[ก-๛]")


def _any_of(patterns: list[str]) -> str:
    """Pattern of many, the longest first, so that นางสาว is not read as นาง."""
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"


def _loose(short: str) -> str:
    """Pattern of an abbreviation with spaces after its dots, and without its last or its inner dots."""
    parts = short.removesuffix(".").split(".")
    if len(parts) == 1:
        return rf"{parts[0]}\s?\."
    dotted = r"\.\s?".join(parts)
    return rf"(?:{dotted}(?:\s?\.|(?=\s|หญิง))|{''.join(parts)}\.)"


def _letters(written: str) -> str:
    return re.sub(r"[.\s]", "", written)


# A word is a prefix only where a name can begin: at a consonant or leading vowel, not at a vowel or mark (นางสาวิตรี).
_WORD = re.compile(
    _any_of([*_ADDRESS, *_WORDS, *_ACADEMIC, *_RANKS]) + r"(?=\s\S|\(หญิง|\(พิเศษ|(?![ก-ฮ]์)[ก-ฮเ-ไ]\S|[A-Za-z])"
)
_ABBREVIATION = re.compile(
    _any_of([_loose(short) for short in (*_SHORT, *_ACADEMIC_SHORT, *_RANKS_SHORT)])
    + rf"|(?:(?!นพ){_any_of([_letters(short) for short in _DOTLESS])}(?=\s)|นพ(?=\s\S+\s\S))"
)
_LATIN_PREFIX = re.compile(
    _any_of([re.escape(word).replace(r"\.\ ", r"\.?\s?").replace(r"\.", r"\.?") for word in _LATIN])
    + r"(?:(?<=\.)|(?=\s))",
    re.IGNORECASE,
)
_ACTING = re.compile(r"ว่าที่\s?")
_FEMALE = re.compile(r"\s?\(?(หญิง)\)?(?=\s*\S)")
_KIND = r"พิเศษ|เกียรติคุณ|กิตติคุณ|คลินิก"  # all of them may be first names, so after a space two words must follow
_KIND_OF_WORD = re.compile(rf"({_KIND})|\s?\(({_KIND})\)|\s({_KIND})(?=\s*\S+\s+\S)")
_KIND_OF_SHORT = re.compile(rf"\s?\(({_KIND})\)|\s?({_KIND})(?=\s*\S+\s+\S)")
_SUFFIX = re.compile(
    r"(?<=\S)(?:(?P<navy>\s?\(?ร\.\s?น\.?\)?|\sรน\.)|"
    r"(?<![\s,])[\s,]+(?P<latin>Jr\.?|Sr\.?|II|III|IV|Ph\.?\s?D\.?|M\.D\.)|"
    r"\s?(?P<note>\([^()]*\)))$"
)
_PARTICLES = frozenset((
    "al", "bin", "binti", "da", "de", "del", "den", "der", "di", "du", "ibn", "la", "le", "ten", "ter", "van", "von",
))  # fmt: skip

_USUAL = {_letters(short): short for short in (*_SHORT, *_ACADEMIC_SHORT, *_RANKS_SHORT)}
_IS_RANK = frozenset((*_RANKS, *_RANKS_SHORT))
_IS_ACADEMIC = frozenset((*_ACADEMIC, *_ACADEMIC_SHORT))
_IS_COLONEL = frozenset(("พันเอก", "พ.อ.", "นาวาเอก", "นาวาอากาศเอก", "น.อ."))
_STANDS_APART = frozenset((*_ACADEMIC, *_RANKS))


class _Element(NamedTuple):
    """One of the prefixes before a name."""

    text: str
    is_word: bool
    space_before_name: bool


def _scan(text: str) -> tuple[list[_Element], str]:
    """The prefixes at the beginning of a text, and the rest, which is never empty unless `text` is."""
    elements: list[_Element] = []
    # No rank or title in words follows a form of address: นาย พลเอก ใจดี is a man with that first name.
    while len(elements) < _MOST and (
        found := _next(text, words=not any(element.text in _ADDRESS for element in elements))
    ):
        element, text = found
        elements.append(element)
    return elements, text


def _next(text: str, *, words: bool) -> tuple[_Element, str] | None:
    """The first prefix and what follows it; None if there is no prefix, or nothing follows."""
    acting = _ACTING.match(text)
    start = acting.end() if acting else 0
    word = _WORD.match(text, start) if words and not _NO_PREFIX.match(text, start) else None
    found = word or _ABBREVIATION.match(text, start)
    if found is None:
        return _next_latin(text)
    usual = word[0] if word else _USUAL[_letters(found[0])]
    if acting and usual not in _IS_RANK:
        return None
    qualifier, end = _qualifier(usual, text, found.end(), is_word=bool(word))
    title = f"ว่าที่{'' if word else ' '}{usual}" if acting else usual
    apart = bool(acting or qualifier or usual in _STANDS_APART)
    return _followed(_Element(title + qualifier, bool(word), apart), text[end:])


def _next_latin(text: str) -> tuple[_Element, str] | None:
    found = _LATIN_PREFIX.match(text)
    return _followed(_Element(found[0], is_word=True, space_before_name=True), text[found.end() :]) if found else None


def _followed(element: _Element, rest: str) -> tuple[_Element, str] | None:
    rest = rest.lstrip()
    return (element, rest) if rest else None


def _qualifier(usual: str, text: str, end: int, *, is_word: bool) -> tuple[str, int]:
    """หญิง after a rank, พิเศษ after an academic title or a colonel, เกียรติคุณ after the former; and where it ends."""
    kind = (_KIND_OF_WORD if is_word else _KIND_OF_SHORT).match(text, end)
    if kind:
        found = kind[kind.lastindex or 0]
        if usual in _IS_ACADEMIC or (usual in _IS_COLONEL and found == "พิเศษ"):
            return found, kind.end()
    female = _FEMALE.match(text, end) if usual in _IS_RANK else None
    return (female[1], female.end()) if female else ("", end)


def _spell(elements: list[_Element]) -> str:
    """Several prefixes as one: a space after each that is a word or stands apart."""
    text = "".join(f"{e.text} " if e.is_word or e.space_before_name else e.text for e in elements)
    return text.strip()


def _without_suffix(name: str) -> tuple[str, str]:
    suffixes: list[str] = []
    while len(suffixes) < _MOST and (found := _SUFFIX.search(name)):
        suffixes.insert(0, "ร.น." if found["navy"] else found["latin"] or found["note"])
        name = name[: found.start()]
    return name, " ".join(suffixes)


def _surname_begins(words: list[str]) -> int:
    """Where the surname begins in a name that is not Thai."""
    particles = (place for place, word in enumerate(words) if place and word.lower() in _PARTICLES)
    return next(particles, max(1, len(words) - 1))
