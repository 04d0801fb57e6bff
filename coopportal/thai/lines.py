"""Lines of Thai text, which may end after any word although no space stands there."""

from collections.abc import Callable, Iterator

from icu4py.breakers import LineBreaker

from coopportal.thai.words import words

_THAI = ("ก", "๎")  # letters, vowels and tone marks: where only a dictionary knows the words


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of a text that is at most `width` wide as `measure` says, about equally long and as few as can be.

    A single word that is wider than that has a line of its own. An empty text has no line.
    """
    lines = _greedy(text, width, measure)
    narrower = width
    while len(lines) > 1:
        narrower *= 0.96
        closer = _greedy(text, narrower, measure)
        if len(closer) > len(lines) or any(measure(line) > narrower for line in closer):
            break
        lines = closer
    return lines


def pieces(text: str) -> Iterator[str]:
    """The parts of a text between which a line may end; joined they are the text.

    Between two Thai words, and where Unicode (UAX #14) allows it; not before ๆ, nor before a number, which belongs to the
    word before it (`ครั้งที่ 2`).
    """
    ends = {word.start for word in words(text) if _is_thai(text, word.start - 1) and _is_thai(text, word.start)}
    place = 0
    for piece in LineBreaker(text, "th"):
        place += len(piece)
        if place < len(text) and not _is_thai(text, place - 1):
            ends.add(place)
    start = 0
    for end in sorted(ends):
        if text[end] != "ๆ" and not text[end].isdigit():
            yield text[start:end]
            start = end
    if text:
        yield text[start:]


def _greedy(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for piece in pieces(text):
        if lines and measure((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines]


def _is_thai(text: str, place: int) -> bool:
    return place >= 0 and _THAI[0] <= text[place] <= _THAI[1] and text[place] not in "ฯๆ"
