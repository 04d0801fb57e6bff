"""`manage.py build_fonts`: make the web fonts in static/fonts from the Sarabun that the portal installs."""

import logging
from pathlib import Path
from typing import Any

import fontpkg_sarabun
from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset

SOURCE = Path(fontpkg_sarabun.__file__).parent
FACES = {"Regular": 400, "SemiBold": 600, "Bold": 700}
UNICODES = [
    *range(0x20, 0x7F),  # Latin
    *range(0xA0, 0x100),
    0x0131, 0x0152, 0x0153,
    *range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C),  # Thai, with the baht sign and Thai digits
    *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A,
    0x2044, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CC,
]  # fmt: skip
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]  # without these Thai marks collide


def subset_face(source: Path, target: Path) -> None:
    """Write the WOFF2 of one face: Thai and Latin only, the same bytes from the same source."""
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    with subset.load_font(str(source), options) as font:
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=UNICODES)
        subsetter.subset(font)
        subset.save_font(font, str(target), options)


class Command(BaseCommand):
    """Run it after an upgrade of fontpkg-sarabun, and commit what it wrote: nothing else needs it."""

    help = __doc__

    def handle(self, **options: Any) -> None:
        """Write one file for each weight, and the licence beside them."""
        logging.getLogger("fontTools").setLevel(logging.WARNING)
        folder = settings.BASE_DIR / "static" / "fonts"
        for face, weight in FACES.items():
            target = folder / f"sarabun-{weight}.woff2"
            subset_face(SOURCE / "files" / f"Sarabun-{face}.ttf", target)
            self.stdout.write(f"{target.name}: {target.stat().st_size:,} bytes")
        (folder / "OFL.txt").write_bytes((SOURCE / "LICENSE").read_bytes())
