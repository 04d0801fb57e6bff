"""The picture that stands beside a link where somebody shares it: 1200 x 630 pixels, the words of a page in large type.

It is drawn as SVG and turned into PNG by vl-convert, whose shaping of Thai (marks above marks, tails under tails) is in
the package itself; Pillow's would need a library of the machine. Two traps: that renderer prints the letter after SARA AM
over it, so SARA AM is drawn as its two parts; and it breaks no lines, so the widths are measured here, with the same font.
"""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_sarabun
from PIL import Image, ImageFont

from coopportal.thai.lines import wrap
from coopportal.thai.words import truncate

WIDTH, HEIGHT = 1200, 630
EDGE = 72
FONTS = Path(fontpkg_sarabun.__file__).parent / "files"
FACES = {400: "Sarabun-Regular.ttf", 600: "Sarabun-SemiBold.ttf", 700: "Sarabun-Bold.ttf"}
TITLE_SIZES = (64, 56, 48, 42, 36, 31)
TITLE_TOP, BELOW_HEIGHT, WARNING_HEIGHT = 218, 90, 58
LEADING = 1.84
"""The height of a line by the size of its letters: a tone mark above a vowel stays clear of a tail above it."""
GREEN, WHITE, GOLD, MINT = "#0a3f30", "#ffffff", "#e0b353", "#8fd0b4"
COLOURS = 64

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")


@dataclass(frozen=True)
class Card:
    """The words of a picture: above the title whose page it is, under it when and what, at the foot a warning."""

    site: str
    title: str
    above: str
    below: str
    warning: str = ""


def card_png(card: Card) -> bytes:
    """Return the picture as PNG, 20 to 50 kB; a fifth of a second."""
    import vl_convert  # noqa: PLC0415 - large, and for pictures only

    _register_fonts()
    drawn = vl_convert.svg_to_png(card_svg(card))
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _register_fonts() -> None:
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(FONTS))


def card_svg(card: Card) -> str:
    """Return the picture as SVG; a title for which there is no room even in the smallest size ends in an ellipsis."""
    svg = ET.Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
        | {"width": str(WIDTH), "height": str(HEIGHT), "font-family": "Sarabun"},
    )
    ET.SubElement(svg, "rect", {"width": str(WIDTH), "height": str(HEIGHT), "fill": GREEN})
    _rings(svg, 1010, 300, 150, 30, opacity=0.1)
    _rings(svg, EDGE + 30, 84, 17, 5.5)
    _text(svg, EDGE + 80, 97, card.site, 32, 600)
    _text(svg, EDGE, 192, fitted(card.above, 30, 600), 30, 600, GOLD)
    foot = HEIGHT - (WARNING_HEIGHT if card.warning else 0)
    size, lines = title_lines(card.title, foot - BELOW_HEIGHT - TITLE_TOP)
    for number, line in enumerate(lines):
        _text(svg, EDGE, TITLE_TOP + size * (LEADING * (number + 1) - 0.5), line, size, 700)
    _text(svg, EDGE, foot - 42, fitted(card.below, 32, 400), 32, 400)
    if card.warning:
        band = {"y": str(foot), "width": str(WIDTH), "height": str(WARNING_HEIGHT), "fill": GOLD}
        ET.SubElement(svg, "rect", band)
        _text(svg, EDGE, HEIGHT - 18, fitted(card.warning, 30, 700), 30, 700, GREEN)
    return ET.tostring(svg, encoding="unicode")


def title_lines(title: str, height: int) -> tuple[int, list[str]]:
    """Return the largest size in which a title has room, and its lines in it; the smallest size cuts it off."""
    for size in TITLE_SIZES:
        lines = _lines(title, size, height)
        if lines is not None:
            return size, lines
    size, length = TITLE_SIZES[-1], len(title)
    while (lines := _lines(truncate(title, length), size, height)) is None:
        length = length * 19 // 20
    return size, lines


def _lines(title: str, size: int, height: int) -> list[str] | None:
    """Return the lines of a title in one size, or ``None`` if it has no room."""
    room = WIDTH - 2 * EDGE
    lines = wrap(title, room, lambda line: width_of(line, size, 700))
    fits = len(lines) * size * LEADING <= height and all(width_of(line, size, 700) <= room for line in lines)
    return lines if fits else None


def fitted(text: str, size: int, weight: int) -> str:
    """Return a text that fits into one line, cut between words if it must be."""
    length = len(text)
    while width_of(text, size, weight) > WIDTH - 2 * EDGE:
        length -= 1
        text = truncate(text, length)
    return text


def width_of(text: str, size: int, weight: int) -> float:
    """Return how wide a line is, in pixels, by the widths in the font alone: the same on every machine."""
    return _font(size, weight).getlength(text)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FACES[weight]), size, layout_engine=ImageFont.Layout.BASIC)


def _text(svg: ET.Element, x: float, y: float, text: str, size: int, weight: int, colour: str = WHITE) -> None:
    place = {"x": str(x), "y": f"{y:.0f}", "font-size": str(size), "font-weight": str(weight), "fill": colour}
    ET.SubElement(svg, "text", place).text = _SARA_AM.sub("\u0e4d\\1\u0e32", _NO_XML.sub("", text))


def _rings(svg: ET.Element, x: float, y: float, radius: float, line: float, opacity: float = 1) -> None:
    """Draw the portal's mark around a point."""
    for across, down, colour in ((0, -0.66, WHITE), (-0.7, 0.59, GOLD), (0.7, 0.59, MINT)):
        centre = {"cx": f"{x + across * radius:.1f}", "cy": f"{y + down * radius:.1f}", "r": str(radius)}
        look = {"fill": "none", "stroke": colour, "stroke-width": str(line), "stroke-opacity": str(opacity)}
        ET.SubElement(svg, "circle", centre | look)
