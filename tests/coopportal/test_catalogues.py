"""Compiled catalogues follow their sources."""

import gettext
import os
from pathlib import Path

import pytest

from coopportal.catalogues import compile_stale

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "event"
msgstr "กิจกรรม"

#, fuzzy
msgid "speaker"
msgstr "ผู้พูด"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return path


def translation(locale_dir: Path, message: str) -> str:
    with (locale_dir / "th" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext(message)


def test_missing_catalogue_is_compiled(po, tmp_path):
    assert compile_stale(tmp_path) == [po.with_suffix(".mo")]
    assert translation(tmp_path, "event") == "กิจกรรม"


def test_fuzzy_entry_is_left_out(po, tmp_path):
    compile_stale(tmp_path)
    assert translation(tmp_path, "speaker") == "speaker"


def test_fresh_catalogue_is_left_alone(po, tmp_path):
    compile_stale(tmp_path)
    os.utime(po, ns=(0, 0))
    assert compile_stale(tmp_path) == []


def test_changed_source_is_compiled_again(po, tmp_path):
    compile_stale(tmp_path)
    po.write_text(PO.replace("กิจกรรม", "งาน"), encoding="utf-8")
    os.utime(po, ns=(2**62, 2**62))
    assert compile_stale(tmp_path) == [po.with_suffix(".mo")]
    assert translation(tmp_path, "event") == "งาน"


def test_compiling_leaves_no_draft(po, tmp_path):
    compile_stale(tmp_path)
    assert sorted(path.name for path in po.parent.iterdir()) == ["django.mo", "django.po"]
