"""What pages are made with - code, templates, translations, names of static files - as one short text.

Whatever is kept of a page longer than a process lives has it in its key, so that an upgrade shows at once.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import engines

PACKAGES = ("coopportal", "programmes", "events", "participants")


@cache
def fingerprint() -> str:
    """Return the text; reads some hundred files, once in a process, which goes on with the code that it began with."""
    digest = hashlib.sha256(f"{django.get_version()} {getattr(staticfiles_storage, 'manifest_hash', '')}".encode())
    for file in _files():
        digest.update(f"\0{file}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((settings.BASE_DIR / package).rglob("*.py"))
    for engine in engines.all():
        for templates in map(Path, engine.dirs):
            yield from sorted(templates.rglob("*.html"))
    for folder in map(Path, settings.LOCALE_PATHS):
        yield from sorted(folder.rglob("*.mo"))
