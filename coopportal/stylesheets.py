"""A style sheet with what it imports inside it: one file to wait for, with every layer as it was.

Of Bootstrap only the rules go into it whose classes are written somewhere: in a template, in our code or in that of the
forms. The sources stay as they are, and are served so in development; ``collectstatic`` writes the whole sheet.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from django.template.utils import get_app_template_dirs
from whitenoise.storage import CompressedManifestStaticFilesStorage

WHOLE = ("css/site.css", "css/admin.css")
"""The sheets that pages link."""

THEIRS = "bootstrap/"
WRITES_CLASSES = ("coopportal", "programmes", "events", "participants", "crispy_forms", "crispy_bootstrap5")
"""The apps whose Python may name a class."""

_IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\)(?: layer\((?P<layer>[\w-]+)\))?(?P<media>[^;]*);')
_ADDRESS = re.compile(r"""(?P<before>\burl\(\s*["']?)(?P<url>(?!data:|https?:|[/#])[^"')\s]+)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NOTICE = re.compile(r"/\*!.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_ONLY_AT_THE_TOP = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', re.IGNORECASE)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files with hashes in their names, compressed, and the sheets of ``WHOLE`` each in one piece."""

    def post_process(self, paths: dict[str, tuple[Storage, str]], **options: Any) -> Iterator[Any]:
        """Write what ``collectstatic`` found, with the whole sheets in place of those that import."""
        return super().post_process({**paths, **whole_sheets(paths)}, **options)


def whole_sheets(paths: Mapping[str, tuple[Storage, str]]) -> dict[str, tuple[Storage, str]]:
    """Return where the whole sheets can be read, for those that are among the files."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            text = str(file.read().decode())
        return used(text, written_words()) if name.startswith(THEIRS) else text

    made = InMemoryStorage()
    names = [name for name in WHOLE if name in paths]
    for name in names:
        made.save(name, ContentFile(whole(name, read).encode()))
    return {name: (made, name) for name in names}


def whole(name: str, read: Callable[[str], str]) -> str:
    """Return a sheet with its imports in their places: each in its layer, for its media, its addresses still right."""

    def imported(match: re.Match[str]) -> str:
        source = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["url"]))
        way = posixpath.relpath(posixpath.dirname(source), posixpath.dirname(name))
        text = _ONLY_AT_THE_TOP.sub("", whole(source, read))
        text = _ADDRESS.sub(lambda found: found["before"] + posixpath.normpath(posixpath.join(way, found["url"])), text)
        if match["layer"]:
            text = f"@layer {match['layer']} {{{text}}}"
        if media := match["media"].strip():
            text = f"@media {media} {{{text}}}"
        return text

    return _IMPORT.sub(imported, read(name))


@cache
def written_words() -> frozenset[str]:
    """Return every word of the templates, of our scripts and of the code of ``WRITES_CLASSES``; reads some 500 files."""
    templates = [settings.BASE_DIR / "templates", *get_app_template_dirs("templates")]
    files = [file for folder in templates for file in Path(folder).rglob("*.html")]
    files += [file for app in WRITES_CLASSES for file in Path(apps.get_app_config(app).path).rglob("*.py")]
    files += (settings.BASE_DIR / "static" / "js").rglob("*.js")
    return frozenset(word for file in files for word in re.findall(r"[\w-]+", file.read_text(encoding="utf-8")))


def used(css: str, words: frozenset[str]) -> str:
    """Return a sheet without the selectors that need a class which is no word of ours; notices of licences stay."""
    notices = _NOTICE.findall(css)
    return "".join(notices) + "".join(_used_rules(_COMMENT.sub("", _ONLY_AT_THE_TOP.sub("", css)), words))


def _used_rules(css: str, words: frozenset[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(("@media", "@supports")):
            if kept := "".join(_used_rules(body, words)):
                yield f"{head}{{{kept}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = re.split(r",(?![^(]*\))", head)
            kept = ",".join(one for one in selectors if words.issuperset(_CLASS.findall(re.sub(r"\(.*?\)", "", one))))
            if kept:
                yield f"{kept}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    start = head = depth = 0
    for brace in re.finditer("[{}]", css):
        depth += 1 if brace[0] == "{" else -1
        if brace[0] == "{" and depth == 1:
            head = brace.start()
        elif depth == 0:
            yield css[start:head].strip(), css[head + 1 : brace.start()]
            start = brace.end()
