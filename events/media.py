"""Files of photos and documents: the private originals, and the public copies of what is published.

Originals never leave the private storage. Beside the original of a photo lie its copies in every width, made when it is
handed in: publishing only has to put them into the public storage. Public copies are named by their content, so that
a second publication of the same photo writes nothing new, and nobody can guess the name of what is not published; they
are deleted when they are no longer shown.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage

from coopportal.images import fitting_widths, renditions
from coopportal.storages import private_storage
from events.content import DocumentFacts, PhotoFacts, ReportContent
from events.models import Document, Event, Photo
from events.models.report import original_path

WIDTHS = (320, 640, 960, 1280, 1920)
"""For a column of 18rem and for the width of a phone, each at one to three pixels per CSS pixel, and the full view."""
THUMBNAIL = 640


def sha256(file: File) -> str:
    """Return the SHA-256 of a stored file."""
    with file.open("rb"):
        return digest_of(file)


def digest_of(file: File) -> str:
    """Return the SHA-256 of an open file, reading it in chunks."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


# -- originals of photos and their private copies ----------------------------------------------------------------------


def copy_name(original: str, width: int) -> str:
    """Return the name of the private copy of an original in one width."""
    return f"{PurePath(original).with_suffix('')}-{width}.webp"


def copy_names(photo: Any) -> dict[int, str]:
    """Return the names of the private copies of a photo (or of a row of its history) by width, the narrowest first."""
    return {width: copy_name(str(photo.image), width) for width in fitting_widths(photo.width, WIDTHS)}


def photo_files(photo: Any) -> list[str]:
    """Return the names of all private files of a photo (or of a row of its history)."""
    return [str(photo.image), *copy_names(photo).values()]


@contextmanager
def stored_photo(upload: File) -> Iterator[dict[str, Any]]:
    """Store an original with its copies and hand over the fields of its row; if no row comes of it, delete them again.

    The files are written before anything is asked of the database: that takes seconds, and no transaction should last
    that long. The caller has judged the file (``coopportal.uploads.PhotoField``).
    """
    storage = private_storage()
    files: list[str] = []
    try:
        digest = digest_of(upload)
        upload.seek(0)
        copies = renditions(upload, WIDTHS)
        upload.seek(0)
        original = storage.save(original_path("photos", str(upload.name)), upload)
        files.append(original)
        files += [storage.save(copy_name(original, width), ContentFile(data)) for width, data in copies.items()]
        yield {"image": original, "sha256": digest}
    except BaseException:
        delete_files(files, storage)
        raise


def open_copy(photo: Any, width: int) -> File:
    """Open the private copy of a photo (or of a row of its history) in the widest of ``WIDTHS`` up to ``width``.

    If there are no copies they are made. Raises ``FileNotFoundError`` if there is no original either.
    """
    names = copy_names(photo)
    name = names[max((fitting for fitting in names if fitting <= width), default=min(names))]
    storage = private_storage()
    if not storage.exists(name):
        make_copies(photo)
    return storage.open(name, "rb")


def make_copies(photo: Any) -> None:
    """Write the private copies of a photo whose row was not made with ``stored_photo``."""
    storage = private_storage()
    with storage.open(str(photo.image), "rb") as source:
        files = renditions(source, WIDTHS)
    for width, data in files.items():
        name = copy_name(str(photo.image), width)
        written = storage.save(name, ContentFile(data))
        if written != name:  # somebody else was faster
            storage.delete(written)


# -- public copies -----------------------------------------------------------------------------------------------------


def write(name: str, content: File, written: list[str]) -> str:
    """Write a public file unless it is there already; add what was written to ``written``. Return its name."""
    if not default_storage.exists(name):
        written.append(default_storage.save(name, content))
    return name


def publish_photo(photo: Photo, facts: PhotoFacts, written: list[str]) -> PhotoFacts:
    """Put the copies of one photo into the public storage and return its facts with their names."""
    stem = f"events/{photo.event_id}/{(photo.sha256 or sha256(photo.image))[:24]}"
    names = {}
    for width in copy_names(photo):
        with open_copy(photo, width) as copy:
            names[width] = write(f"{stem}-{width}.webp", copy, written)
    return replace(facts, renditions=names)


def publish_document(document: Document, facts: DocumentFacts, written: list[str]) -> DocumentFacts:
    """Write the public copy of one document (a link needs none) and return its facts with the copy's name and size."""
    if not document.file:
        return facts
    name = f"events/{document.event_id}/{sha256(document.file)[:24]}{PurePath(str(document.file.name)).suffix}"
    with document.file.open("rb") as source:
        write(name, File(source), written)
    return replace(facts, file=name, size=document.file.size)


def publish_files(event: Event, content: ReportContent) -> tuple[ReportContent, list[str]]:
    """Write the public files of a report; return the content with their names, and the names of the new files.

    If a file cannot be written, what was written before it is deleted again and the error is raised.
    """
    written: list[str] = []
    photos = {photo.pk: photo for photo in event.photos.all()}
    documents = {document.pk: document for document in event.documents.filter(is_public=True)}
    try:
        return (
            replace(
                content,
                photos=tuple(publish_photo(photos[f.id], f, written) for f in content.photos),
                documents=tuple(publish_document(documents[f.id], f, written) for f in content.documents),
            ),
            written,
        )
    except Exception:
        delete_files(written)
        raise


def stale_files(event: Event) -> set[str]:
    """Return the public files of earlier versions that the latest version does not show (all, if it is a withdrawal).

    1 query; of the versions it reads photos and documents.
    """
    versions = event.versions.order_by("number").values_list("content__photos", "content__documents")
    shown = [_file_names(photos or [], documents or []) for photos, documents in versions]
    return set().union(*shown[:-1]) - shown[-1] if shown else set()


def _file_names(photos: list[dict[str, Any]], documents: list[dict[str, Any]]) -> set[str]:
    of_photos = {name for photo in photos for name in photo["renditions"].values()}
    return of_photos | {document["file"] for document in documents if document["file"]}


def delete_files(names: Iterable[str], storage: Storage = default_storage) -> None:
    """Delete files, public ones if nothing else is said; one that is gone already is no error."""
    for name in names:
        storage.delete(name)
