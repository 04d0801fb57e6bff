"""A style sheet with what it imports inside it: one file to wait for, with every layer as it was.

The sources stay as they are, and are served so in development; ``collectstatic`` writes the whole sheet.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

WHOLE = ("css/site.css", "css/admin.css")
"""The sheets that pages link."""

_IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\)(?: layer\((?P<layer>[\w-]+)\))?(?P<media>[^;]*);')
_ADDRESS = re.compile(r"""(?P<before>\burl\(\s*["']?)(?P<url>(?!data:|https?:|[/#])[^"')\s]+)""")
_ONLY_AT_THE_TOP = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', re.IGNORECASE)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files with hashes in their names, compressed, and the sheets of ``WHOLE`` each in one piece."""

    def post_process(self, paths: dict[str, tuple[Storage, str]], **options: Any) -> Iterator[Any]:
        """Write what ``collectstatic`` found, with the whole sheets in place of those that import."""
        return super().post_process({**paths, **whole_sheets(paths)}, **options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress the files with a hash in their names: pages ask for no others, and twice the work takes twice the time."""
        yield from super().compress_files(set(paths) & set(self.hashed_files.values()))


def whole_sheets(paths: Mapping[str, tuple[Storage, str]]) -> dict[str, tuple[Storage, str]]:
    """Return where the whole sheets can be read, for those that are among the files."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

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
