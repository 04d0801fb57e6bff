import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from coopportal.management.commands.build_fonts import FACES, SOURCE, subset_face

FONTS = settings.BASE_DIR / "static" / "fonts"


@pytest.mark.parametrize("weight", FACES.values())
def test_font_is_small_and_writes_thai(weight):
    path = FONTS / f"sarabun-{weight}.woff2"
    assert path.stat().st_size < 40_000
    with TTFont(path) as font:
        characters = set(font.getBestCmap())
    assert {ord(character) for character in "กขฎฏญฐำีื็่้๊๋์๐๙฿Az09“”…–×"} - characters == set()


def test_font_keeps_what_stacks_marks():
    font = TTFont(FONTS / "sarabun-400.woff2")
    features = {
        record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
    }
    assert features >= {"ccmp", "mark", "mkmk"}


def test_font_is_what_the_command_makes(tmp_path):
    subset_face(SOURCE / "files" / "Sarabun-Regular.ttf", tmp_path / "made.woff2")
    assert (tmp_path / "made.woff2").read_bytes() == (FONTS / "sarabun-400.woff2").read_bytes()


def test_licence_stands_beside_the_fonts():
    assert "SIL Open Font License, Version 1.1" in " ".join((FONTS / "OFL.txt").read_text("utf-8").split())
