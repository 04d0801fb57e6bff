"""Which checker of pages is trusted, and what it is asked for."""

import hashlib
import json
import subprocess

import pytest

FOUND = [
    {"type": "error", "url": "file:/x/1.html", "lastLine": 8, "message": "Duplicate ID.", "extract": 'a\n <p id="a">'},
    {"type": "info", "subType": "warning", "url": "file:/x/2.html", "lastLine": 3, "message": "Empty heading."},
    {"type": "info", "url": "file:/x/2.html", "message": "Trailing slash on void elements has no effect."},
    {"type": "info", "subType": "warning", "message": "This document appears to be written in Thai but …"},
]


@pytest.fixture
def checker(script, monkeypatch, tmp_path):
    module = script("html_checker")
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    return module


def fetch(content: bytes):
    """Return a place that has this file."""

    def place(folder):
        (folder / "vnu.jar").write_bytes(content)
        return folder / "vnu.jar"

    return place


def test_checker_is_fetched_once_from_the_first_place_that_has_the_known_file(checker, monkeypatch, capsys):
    def broken(folder):
        raise subprocess.CalledProcessError(1, "npm", stderr="no network")

    places = {"0" * 128: broken, hashlib.sha512(b"jar").hexdigest(): fetch(b"jar")}
    monkeypatch.setattr(checker, "JARS", places)
    assert checker.install().read_bytes() == b"jar"
    assert capsys.readouterr().err == "broken: no network\n"
    assert checker.install() == checker.find_jar()
    assert capsys.readouterr().err == ""


def test_another_file_is_not_trusted(checker, monkeypatch):
    monkeypatch.setattr(checker, "JARS", {hashlib.sha512(b"jar").hexdigest(): fetch(b"another jar")})
    assert checker.install() is None
    (checker.TOOLS / "nu-html-checker-x.jar").write_bytes(b"another jar")
    assert checker.find_jar() is None


def test_errors_and_warnings_are_found_and_notes_are_not(checker, monkeypatch, tmp_path):
    answer = subprocess.CompletedProcess([], 0, json.dumps({"messages": FOUND}), "")
    monkeypatch.setattr(checker.subprocess, "run", lambda *_, **__: answer)
    assert list(checker.check("java", tmp_path / "vnu.jar", tmp_path)) == [
        '1.html:8: Duplicate ID. a <p id="a">',
        "2.html:3: Empty heading. ",
    ]


@pytest.mark.parametrize(
    "said, found", [('openjdk version "17.0.15" 2025', True), ('java version "1.8.0_391"', False), ("", False)]
)
def test_java_must_be_new_enough(checker, monkeypatch, said, found):
    answer = subprocess.CompletedProcess([], 0, "", said)
    monkeypatch.setattr(checker.shutil, "which", lambda _name: "/usr/bin/java")
    monkeypatch.setattr(checker.subprocess, "run", lambda *_, **__: answer)
    assert checker.find_java() == ("/usr/bin/java" if found else None)
