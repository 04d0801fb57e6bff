"""Which messages the code has, and what is wrong with a catalogue."""

import pytest

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy

class Meta:
    verbose_name = _("event")
    hint = _("Type the year, "
             "for example 2565.")

def label(count):
    return ngettext("%(count)s office", "%(count)s offices", count) + pgettext_lazy("report", "draft")
"""

TEMPLATE = """{% load i18n %}
    <h1 title="{% translate 'Agenda' %}">{{ _("Speakers")|upper }}</h1>
  <p>{% blocktranslate trimmed count n=total %}
        One person
     {% plural %}
        {{ n }} people
     {% endblocktranslate %}</p>
{# a comment with 'a quote #}
<p>{% translate "Open" context "count" %} it's 100% {{ value|default:_("not stated") }}</p>
"""


@pytest.fixture
def messages(script, tmp_path, monkeypatch):
    """Return the script with a small project of its own."""
    module = script("messages")
    for name, text in {"events/models.py": PYTHON, "templates/page.html": TEMPLATE}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "CATALOGUE", tmp_path / "locale" / "th" / "LC_MESSAGES" / "django.po")
    return module


def translate_everything(messages, text: str = "คำแปล %(count)s %(n)s") -> None:
    messages.update([])
    lines = messages.CATALOGUE.read_text("utf-8")
    messages.CATALOGUE.write_text(
        lines.replace('\nmsgstr ""\n\n', f'\nmsgstr "{text}"\n\n').replace('msgstr[0] ""', f'msgstr[0] "{text}"'),
        "utf-8",
    )


def test_messages_of_python_and_templates_are_found(messages):
    found = {messages.key(message) for message in messages.extracted() if message.id}
    assert found == {
        ("event", None),
        ("Type the year, for example 2565.", None),
        ("%(count)s office", None),
        ("draft", "report"),
        ("Agenda", None),
        ("Speakers", None),
        ("One person", None),
        ("Open", "count"),
        ("not stated", None),
    }


def test_check_names_what_is_missing(messages, capsys):
    assert messages.check() == 1
    assert "missing: 'Agenda' (templates/page.html)" in capsys.readouterr().out.splitlines()


def test_check_names_what_is_not_translated(messages, capsys):
    messages.update([])
    capsys.readouterr()
    assert messages.check() == 1
    assert "not translated: 'event'" in capsys.readouterr().out.splitlines()


def test_update_takes_translations_from_another_file(messages, tmp_path, capsys):
    extra = tmp_path / "extra.po"
    extra.write_text('msgid "event"\nmsgstr "กิจกรรม"\n', "utf-8")
    messages.update([extra])
    capsys.readouterr()
    messages.check()
    assert "not translated: 'event'" not in capsys.readouterr().out.splitlines()


def test_update_twice_changes_nothing(messages):
    translate_everything(messages)
    messages.update([])
    first = messages.CATALOGUE.read_bytes()
    messages.update([])
    assert messages.CATALOGUE.read_bytes() == first


def test_check_names_entries_that_are_no_longer_used(messages, capsys):
    translate_everything(messages)
    with messages.CATALOGUE.open("a", encoding="utf-8") as catalogue:
        catalogue.write(
            '\nmsgid "gone"\nmsgstr "หายไป"\n\n# override: of Django\nmsgid "Log out"\nmsgstr "ออกจากระบบ"\n'
        )
    messages.check()
    said = capsys.readouterr().out.splitlines()
    assert "no longer used: 'gone'" in said
    assert "no longer used: 'Log out'" not in said


def test_check_names_placeholders_that_differ(messages, capsys):
    translate_everything(messages, "แปลว่า %(other)s")
    capsys.readouterr()
    assert messages.check() == 1
    assert any(
        line.startswith("placeholders differ: '%(count)s office'") for line in capsys.readouterr().out.splitlines()
    )
