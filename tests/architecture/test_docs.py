"""What the documents say about settings and versions is what the code does."""

import re
import tomllib

from django.conf import settings

from coopportal.version import VERSION

ROOT = settings.BASE_DIR


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def variables_read() -> set[str]:
    """Return the variables of the environment that the settings read."""
    return set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', read("coopportal/settings.py")))


def test_settings_page_explains_every_variable():
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/settings.md"), re.MULTILINE)) == variables_read()


def test_env_example_has_every_variable():
    assert set(re.findall(r"^# ([A-Z_]+)=", read(".env.example"), re.MULTILINE)) == variables_read()


def test_environment_is_read_in_settings_only():
    readers = {
        path.relative_to(ROOT).as_posix()
        for package in ("coopportal", "programmes", "events", "participants")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"os\.getenv|os\.environ(\[|\.get)", path.read_text("utf-8"))
    }
    assert readers == set()


def test_changelog_begins_with_the_version():
    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == VERSION


def test_version_stands_in_pyproject():
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == VERSION


def test_pins_have_hashes_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = read(name)
        assert "://" not in text
        for pin in re.split(r"\n(?=\w)", text):
            assert "--hash=sha256:" in pin


def test_pins_of_development_contain_those_of_the_portal():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", read(name), re.MULTILINE))

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_compiled_catalogues_are_not_committed():
    assert "*.mo" in read(".gitignore").splitlines()
