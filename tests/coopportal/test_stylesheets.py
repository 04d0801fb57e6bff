"""The style sheets that pages link: one file each, with what it imports in its place."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from fontTools.ttLib import TTFont

from coopportal.stylesheets import WHOLE, StaticFiles, whole


def read(name: str) -> str:
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


def test_imports_stand_in_their_layers_and_media_with_addresses_that_hold():
    sheets = {
        "css/site.css": '@layer a, b;\n@import url("../kit/css/kit.css") layer(a);\n@import url("own.css") layer(b) print;\nb { top: 0 }',
        "kit/css/kit.css": '@charset "UTF-8";@import url("more.css");i { background: url("../img/x.svg"), url(data:,a) }\n/*# sourceMappingURL=kit.css.map */',
        "kit/css/more.css": "u { top: 1px }",
        "css/own.css": "@font-face { src: url('../fonts/x.woff2') }",
    }
    assert whole("css/site.css", sheets.__getitem__).split("\n") == [
        "@layer a, b;",
        '@layer a {u { top: 1px }i { background: url("../kit/img/x.svg"), url(data:,a) }',
        "}",
        "@media print {@layer b {@font-face { src: url('../fonts/x.woff2') }}}",
        "b { top: 0 }",
    ]


@pytest.mark.parametrize("name", WHOLE)
def test_sheet_of_the_pages_leaves_nothing_to_fetch_but_fonts_and_pictures(name):
    text = whole(name, read)
    assert "@import" not in text
    assert "sourceMappingURL" not in text
    addresses = set(re.findall(r"""\burl\(["']?([^"')]+)""", text))
    assert {one.rpartition(".")[2] for one in addresses if not one.startswith("data:")} <= {"woff2", "svg"}


def test_layers_of_the_whole_sheet_stand_in_the_order_that_its_first_rule_names():
    text = whole("css/site.css", read)
    named = re.search(r"@layer ([\w, ]+);", text)
    assert named
    assert re.findall(r"@layer ([\w-]+) \{", text) == named[1].split(", ")


def test_sheet_is_collected_whole_under_a_name_of_its_content(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css/site.css").write_text('@import url("own.css") layer(own);')
    paths = {name: (FileSystemStorage(tmp_path), name) for name in ("css/site.css", "css/own.css")}
    names = set()
    for rule in ("i { top: 0 }", "i { top: 1px }"):
        (tmp_path / "css/own.css").write_text(rule)
        static = StaticFiles(location=tmp_path, base_url="/static/")
        assert [done for _name, _hashed, done in static.post_process(paths) if isinstance(done, Exception)] == []
        names.add(static.stored_name("css/site.css"))
        assert (tmp_path / static.stored_name("css/site.css")).read_text() == f"@layer own {{{rule}}}"
    assert len(names) == 2


def test_what_pages_ask_for_is_compressed(tmp_path):
    (tmp_path / "own.css").write_text("i { top: 0 }" * 100)
    static = StaticFiles(location=tmp_path, base_url="/static/")
    list(static.post_process({"own.css": (FileSystemStorage(tmp_path), "own.css")}))
    hashed = static.stored_name("own.css")
    assert {path.name for path in tmp_path.glob("*.css*")} == {"own.css", hashed, f"{hashed}.br", f"{hashed}.gz"}


# -- what stands in for Sarabun ----------------------------------------------------------------------------------------

FACES = [
    dict(re.findall(r"([\w-]+): ([^;]+);", face))
    for face in re.findall(r"@font-face \{(.*?)\}", read("css/fonts.css"), re.DOTALL)
]
STAND_INS = [face for face in FACES if "size-adjust" in face]


def test_every_weight_of_sarabun_has_the_same_stand_ins():
    weights = {face["font-family"]: [] for face in FACES}
    for face in FACES:
        weights[face["font-family"]].append(face["font-weight"])
    assert weights == {family: ["400", "600", "700"] for family in weights}
    assert f"{', '.join(weights)}, " in " ".join(read("css/tokens.css").split())


@pytest.mark.parametrize("face", STAND_INS, ids=lambda face: f"{face['font-family']} {face['font-weight']}")
def test_stand_in_is_as_high_as_sarabun(face):
    with TTFont(finders.find(f"fonts/sarabun-{face['font-weight']}.woff2")) as font:
        head, lines = font["head"], font["hhea"]
    size, over, under = (
        float(face[name].removesuffix("%")) / 100 for name in ("size-adjust", "ascent-override", "descent-override")
    )
    high = round(size * over, 2), round(size * under, 2), face["line-gap-override"]
    assert high == (round(lines.ascent / head.unitsPerEm, 2), round(-lines.descent / head.unitsPerEm, 2), "0%")
