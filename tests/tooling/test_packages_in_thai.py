"""Every sentence of every installed package has Thai: the package's own, or ours in ``locale/th``."""

import re
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Message
from django.apps import apps
from django.utils import translation
from django.utils.translation import npgettext, pgettext
from django.views.i18n import JavaScriptCatalog

WORD = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(r"https?://\S+|\w+@\S+|mailto:|<[^>]*>")
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*\w|%[ds]|\{\w*\}")

NAMES = {
    *("MFA", "URL", "URI", "WebAuthn", "IPv", "UUID", "JSON", "PIN", "API", "TOTP", "HTTPS", "CSRF"),
    *("Authenticator", "JavaScript", "Django", "Control", "Command", "Mac", "Referer", "Referrer", "Policy", "DEBUG"),
    *("True", "meta", "name", "referrer", "content", "rel", "noreferrer", "strong"),  # of pages for developers
}
"""Names that Thai people write in Latin letters, and code that a sentence quotes."""

UNREACHABLE = ("idp/", "templates/idp/", "socialaccount/", "templates/socialaccount/", "templates/openid/", "headless/")
"""Parts of django-allauth that are not installed."""

LEFT_IN_ENGLISH = {
    "the page of Django that greets developers when a project has no addresses": {
        "The install worked successfully! Congratulations!",
        (
            'View <a href="https://docs.djangoproject.com/en/%(version)s/releases/" target="_blank" rel="noopener">release'
            " notes</a> for Django %(version)s"
        ),
        (
            'You are seeing this page because <a href="https://docs.djangoproject.com/en/%(version)s/ref/settings/#debug"'
            ' target="_blank" rel="noopener">DEBUG=True</a> is in your settings file and you have not configured any URLs.'
        ),
        "Django Documentation",
        "Topics, references, &amp; how-to’s",
        "Tutorial: A Polling App",
        "Connect, get help, or contribute",
    },
    "signing in through other providers, which is not installed": {"uid", "token"},
    "the filter intword, above a trillion": {
        f"%(value)s {word}"
        for word in (
            *("quadrillion", "quintillion", "sextillion", "septillion"),
            *("octillion", "nonillion", "decillion", "googol"),
        )
    },
}

OURS = {"coopportal", "programmes", "events", "participants"}
PACKAGES = {config.name: Path(config.path) for config in apps.get_app_configs() if config.label not in OURS}
PACKAGES |= {"django": Path(django.__file__).parent / "conf"}


def english_of(messages, folder: Path):
    """Return the messages of a package: its English catalogue or, without one, what its files say."""
    catalogue = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if catalogue.exists():
        return messages.load(catalogue)
    return messages.extracted_from(messages.read(folder, ".py", ".html", ".txt"), folder)


def in_thai(message: Message) -> str:
    """Return what a reader of Thai would see."""
    if isinstance(message.id, str):
        return pgettext(message.context, message.id) if message.context else translation.gettext(message.id)
    if message.context:
        return npgettext(message.context, *message.id, 2)
    return translation.ngettext(*message.id, 2)


def is_english(text: str) -> bool:
    """Say whether a text has English words, be it among Thai ones."""
    return not NAMES.issuperset(WORD.findall(ADDRESS.sub("", PLACEHOLDER.sub("", text))))


def is_reachable(message: Message) -> bool:
    """Say whether a part of a package uses the message that is installed here."""
    places = [place for place, _line in message.locations]
    return not places or not all(place.startswith(UNREACHABLE) for place in places)


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_every_sentence_of_package_has_thai(script, package):
    left = set().union(*LEFT_IN_ENGLISH.values())
    with translation.override("th"):
        english = [
            (message.context, message.id)
            for message in english_of(script("messages"), PACKAGES[package])
            if message.id and {message.id, message.id[0]}.isdisjoint(left) and is_reachable(message)
            if is_english(in_thai(message))
        ]
    assert english == []


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_sentence_of_package_names_what_its_english_does_not(script, package):
    """A placeholder of its own in a translation is an error when the sentence is shown."""
    wrong = []
    with translation.override("th"):
        for message in english_of(script("messages"), PACKAGES[package]):
            if message.id and is_reachable(message):
                known = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else " ".join(message.id)))
                wrong += [message.id] if set(PLACEHOLDER.findall(in_thai(message))) - known else []
    assert wrong == []


def test_every_sentence_of_the_staff_areas_scripts_has_thai(script, rf):
    catalogue = Path(django.__file__).parent / "contrib" / "admin" / "locale/en/LC_MESSAGES/djangojs.po"
    with translation.override("th"):
        view = JavaScriptCatalog()
        view.get(rf.get("/"), packages="django.contrib.admin")
        thai = view.get_catalog()
    english = []
    for message in script("messages").load(catalogue):
        first = message.id if isinstance(message.id, str) else message.id[0]
        key = f"{message.context}\x04{first}" if message.context else first
        if first and is_english("".join(thai.get(key, first))):
            english.append(key)
    assert english == []


def test_own_words_for_scripts_are_complete_and_not_fuzzy(script):
    messages = script("messages")
    own = [message for message in messages.load(messages.CATALOGUE.with_name("djangojs.po")) if message.id]
    assert own
    assert [message.id for message in own if message.fuzzy or not messages.is_translated(message)] == []
    assert [message.id for message in own if not messages.is_override(message)] == []


@pytest.mark.parametrize("reason", LEFT_IN_ENGLISH)
def test_what_is_left_in_english_is_still_needed(script, reason):
    """A list of exceptions that nobody prunes hides the next fault."""
    with translation.override("th"):
        known = {
            text
            for folder in PACKAGES.values()
            for message in english_of(script("messages"), folder)
            if message.id and is_english(in_thai(message))
            for text in ([message.id] if isinstance(message.id, str) else message.id)
        }
    assert LEFT_IN_ENGLISH[reason] - known == set()
