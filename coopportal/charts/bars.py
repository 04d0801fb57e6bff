"""A bar chart of people by group, as SVG that stands inside a page.

It is drawn narrow, for a phone, and scales up: its text stays readable at 320 px. Colours and the font are the page's
(classes ``chart-bar`` and ``chart-rule``, ``currentcolor`` for text), so that it follows dark mode and holds no style.
"""

import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coopportal.thai.lines import wrap

WIDTH, STEP = 360, 24
FONT, FONT_SIZE, LINE = "Sarabun", 13, 20
LETTER, LONGEST_LINE, MOST_LINES = 8, 22, 3
"""The width of a letter at that size, roughly; how many letters a line of a label has, and how many lines."""
BAR, RULE, TEXT = "#010101", "#020202", "#030303"
"""Colours that stand for a class of the page in the drawing; they are never seen."""

SVG = "http://www.w3.org/2000/svg"
CLASSES = {BAR: "chart-bar", RULE: "chart-rule"}
DRAWN = {"g", "line", "path", "text", "tspan"}
KEPT = {"d", "transform", "text-anchor", "font-size", "x", "dy", "x1", "x2", "y1", "y2"}


@dataclass(frozen=True)
class Bar:
    """One bar: its label and its number; ``language`` of the label, where the page is in another."""

    label: str
    value: int
    language: str = ""


def letters(text: str) -> int:
    """Return how many letters of ``text`` take room: vowels and tone marks above or below others do not."""
    return sum(unicodedata.category(character) != "Mn" for character in text)


def label_lines(text: str) -> list[str]:
    """Return a label in lines that end between two words; what is longer than ``MOST_LINES`` is cut."""
    lines = wrap(text, LONGEST_LINE, letters)
    shown = [_cut(line) if letters(line) > LONGEST_LINE else line for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown[-1] = _cut(f"{shown[-1]} ")
    return shown


def _cut(line: str) -> str:
    """Return a line that ends in ``…`` and is not too long; marks stay with their letter."""
    ends = [end for end in range(1, len(line)) if unicodedata.category(line[end]) != "Mn"]
    return line[: ends[: LONGEST_LINE - 1][-1]] + "…"


def bar_spec(bars: Sequence[Bar]) -> dict[str, Any]:
    """Return the Vega-Lite spec of horizontal bars in the given order, each with its number at its end.

    Labels are their own place on the axis: two groups of one label would be one bar, so the caller gives distinct ones.
    """
    lines = [label_lines(b.label) for b in bars]
    rows = [
        {"label": "\n".join(label), "value": b.value, "text": f"{b.value:,}"}
        for b, label in zip(bars, lines, strict=True)
    ]
    labels = 8 + LETTER * max((letters(line) for label in lines for line in label), default=0)
    numbers = 12 + LETTER * max(len(f"{b.value:,}") for b in bars)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "width": WIDTH - labels - numbers,
        "height": max(STEP, LINE * max(map(len, lines)) + 4) * len(bars),
        # Not fitted to the text: measuring it would need the font on this machine.
        "autosize": "none",
        "padding": {"left": labels, "right": numbers, "top": 0, "bottom": 0},
        "encoding": {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "axis": {
                    "title": None,
                    "minExtent": labels,
                    "maxExtent": labels,
                    "labelLimit": 0,
                    "labelExpr": "split(datum.label, '\\n')",
                },
            },
            "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": False}},
        },
        "layer": [
            {"mark": {"type": "bar", "color": BAR, "height": 15}},
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "color": TEXT},
                "encoding": {"text": {"field": "text"}},
            },
        ],
        "config": {
            "font": FONT,
            "background": None,
            "view": {"stroke": None},
            "text": {"fontSize": FONT_SIZE},
            "axisY": {
                "domainColor": RULE,
                "domainWidth": 1,
                "ticks": False,
                "labelColor": TEXT,
                "labelFontSize": FONT_SIZE,
                "labelLineHeight": LINE,
                "labelPadding": 8,
            },
        },
    }


def bar_svg(bars: Sequence[Bar], *, description: str, name: str) -> str:
    """Return the chart as an ``<svg>`` with a description; ``name`` makes its ids unique in the page.

    Its title stands in the page, under the id ``name`` and ``-title``. A picture to assistive technology: the same numbers
    stand in a table beside it. No bar at all gives ``""``.
    """
    if not bars:
        return ""
    import vl_convert  # noqa: PLC0415 - starts a JavaScript engine, for charts only

    drawing = ET.fromstring(vl_convert.vegalite_to_svg(bar_spec(bars)))  # noqa: S314 - our own drawing
    chart = ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {WIDTH} {drawing.get('height')}",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
        },
    )
    ET.SubElement(chart, "desc", {"id": f"{name}-description"}).text = description
    chart.extend(copy_drawn(drawing))
    languages = {"".join(label_lines(bar.label)): bar.language for bar in bars if bar.language}
    for text in chart.iter("text"):
        if language := languages.get("".join(text.itertext())):
            text.set("lang", language)
        if len(text) > 1:  # in the middle of its bar, not below it
            text[0].set("dy", str(LINE * (1 - len(text)) / 2))
    return ET.tostring(chart, encoding="unicode")


def copy_drawn(parent: ET.Element) -> list[ET.Element]:
    """Return what is really drawn under ``parent``, with nothing but its shape, its place and our classes."""
    copies = []
    for element in parent:
        tag = element.tag.removeprefix(f"{{{SVG}}}")
        inside = copy_drawn(element)
        if tag not in DRAWN or (tag == "g" and not inside) or (tag in {"line", "path"} and not colour_class(element)):
            continue
        copy = ET.Element(tag, {name: value for name, value in element.attrib.items() if name in KEPT})
        if (css_class := colour_class(element)) is not None:
            copy.set("class", css_class)
        copy.text = element.text
        copy.extend(inside)
        copies.append(copy)
    return copies


def colour_class(element: ET.Element) -> str | None:
    """Return the class that the colour of an element stands for."""
    return CLASSES.get(element.get("fill", "")) or CLASSES.get(element.get("stroke", ""))
