"""Messages inside f-strings, which the tools of Python 3.11 do not see: the catalogue must have them all the same."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

PACKAGES = ("coopportal", "programmes", "events", "participants")
CATALOGUE = settings.BASE_DIR / "locale" / "th" / "LC_MESSAGES" / "django.po"


def hidden_messages(source: str) -> Iterator[tuple[str, str | None]]:
    """Yield the messages inside f-strings with their contexts."""
    for string in ast.walk(ast.parse(source)):
        if not isinstance(string, ast.JoinedStr):
            continue
        for call in ast.walk(string):
            match call:
                case ast.Call(func=ast.Name("_" | "gettext"), args=[ast.Constant(message)]):
                    yield message, None
                case ast.Call(func=ast.Name("pgettext"), args=[ast.Constant(context), ast.Constant(message)]):
                    yield message, context


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (settings.BASE_DIR / package).rglob("*.py")


def test_hidden_messages_are_found_with_their_contexts():
    found = hidden_messages("""f"{_('new')} {x}", f"{pgettext('file name', 'summary')}.csv", f"{x}", _("plain")""")
    assert list(found) == [("new", None), ("summary", "file name")]


def test_every_hidden_message_is_in_the_catalogue():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    hidden = {message for path in sources() for message in hidden_messages(path.read_text("utf-8"))}
    assert {message for message in hidden if catalogue.get(*message) is None} == set()
