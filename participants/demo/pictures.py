"""Drawn pictures and papers of the demonstration: nobody can take them for real ones."""

import io
from collections.abc import Callable
from pathlib import Path

import fontpkg_sarabun
from PIL import Image, ImageDraw, ImageFont

from participants.demo.texts import MARK

FONT = Path(fontpkg_sarabun.__file__).parent / "files" / "Sarabun-SemiBold.ttf"
WIDTH, HEIGHT = 1200, 800
WALL, FLOOR, WOOD, SCREEN, INK, PAPER = "#e8eef4", "#c9d3dd", "#b98a5a", "#24507f", "#12263a", "#ffffff"
CLOTHES = ("#7a4b8c", "#2f7d6b", "#c2643c", "#3f6fae", "#8a7a2e", "#a83f5b")

Draw = ImageDraw.ImageDraw


def write(draw: Draw, x: int, y: int, text: str, size: int, colour: str = INK) -> None:
    """Write a line of text, its middle at ``x`` and ``y``."""
    draw.text((x, y), text, font=ImageFont.truetype(str(FONT), size), fill=colour, anchor="mm")


def person(draw: Draw, x: int, y: int, size: int, number: int, *, from_behind: bool = False) -> None:
    """Draw head and shoulders, the chin at ``x`` and ``y``."""
    clothes, skin = CLOTHES[number % len(CLOTHES)], ("#5a4636" if from_behind else "#e3b58e")
    draw.rounded_rectangle((x - size, y, x + size, y + 2 * size), radius=size // 2, fill=clothes)
    draw.ellipse((x - size // 2, y - size, x + size // 2, y), fill=skin)
    if not from_behind:
        draw.pieslice((x - size // 2, y - size, x + size // 2, y), 180, 360, fill="#3a2c22")


def screen(draw: Draw, left: int, top: int, right: int, bottom: int) -> None:
    """Draw a screen that says what the event is."""
    draw.rectangle((left, top, right, bottom), fill=SCREEN)
    write(draw, (left + right) // 2, (top + bottom) // 2, "สัมมนาสาธิต", (right - left) // 9, PAPER)


def stage(draw: Draw) -> None:
    """Draw somebody who speaks on a stage, and an audience."""
    screen(draw, 330, 90, 1050, 430)
    draw.rectangle((60, 470, 1140, 540), fill=WOOD)
    person(draw, 190, 300, 46, 3)
    draw.rectangle((140, 350, 240, 480), fill="#8c6239")
    for number in range(14):
        person(
            draw, 60 + (number % 7) * 180 + 45 * (number // 7), 580 + 70 * (number // 7), 44, number, from_behind=True
        )


def panel(draw: Draw) -> None:
    """Draw four people behind a long table."""
    screen(draw, 360, 70, 840, 290)
    for number in range(4):
        person(draw, 240 + number * 240, 440, 62, number)
    draw.rectangle((100, 520, 1100, 660), fill=WOOD)
    for number in range(4):
        draw.rectangle((180 + number * 240, 545, 300 + number * 240, 590), fill=PAPER)


def room(draw: Draw) -> None:
    """Draw eight people around a table before a screen."""
    screen(draw, 400, 80, 800, 300)
    draw.polygon([(380, 380), (820, 380), (1040, 640), (160, 640)], fill=WOOD)
    for number in range(4):
        person(draw, 330 - number * 60, 350 + number * 75, 36 + number * 5, number)
        person(draw, 870 + number * 60, 350 + number * 75, 36 + number * 5, number + 3)


def group(draw: Draw) -> None:
    """Draw two rows of people."""
    screen(draw, 300, 60, 900, 240)
    for number in range(9):
        person(draw, 120 + number * 120, 370, 50, number)
    for number in range(8):
        person(draw, 180 + number * 120, 510, 56, number + 2)


SCENES: dict[str, Callable[[Draw], None]] = {"stage": stage, "panel": panel, "room": room, "group": group}


def photo(scene: str) -> bytes:
    """Return a drawn picture as JPEG, with a line that says it is invented."""
    image = Image.new("RGB", (WIDTH, HEIGHT), WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 470, WIDTH, HEIGHT), fill=FLOOR)
    SCENES[scene](draw)
    draw.rectangle((0, HEIGHT - 70, WIDTH, HEIGHT), fill=INK)
    write(draw, WIDTH // 2, HEIGHT - 36, "ภาพสมมติเพื่อสาธิต", 38, PAPER)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def paper(title: str) -> bytes:
    """Return a sheet of paper as PDF, with nothing on it but its title and that it is invented."""
    image = Image.new("RGB", (827, 1169), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 787, 1129), outline=INK, width=3)
    write(draw, 413, 380, title, 34)
    write(draw, 413, 460, MARK, 30, "#a83f5b")
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100, title=title)
    return out.getvalue()
