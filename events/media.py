"""Public copies of photos and documents: written when a report is published, deleted when they are no longer shown.

Originals never leave the private storage. Copies are named by their content, so that a second publication of the same
photo writes nothing new, and nobody can guess the name of what is not published.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from coopportal.images import renditions
from events.content import DocumentFacts, PhotoFacts, ReportContent, from_json
from events.models import Document, Event, Photo, VersionKind

WIDTHS = (480, 960, 1600)


def sha256(file: File) -> str:
    """Return the SHA-256 of a stored file, reading it in chunks."""
    digest = hashlib.sha256()
    with file.open("rb"):
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()


def write(name: str, content: File, written: list[str]) -> str:
    """Write a public file unless it is there already; add what was written to ``written``. Return its name."""
    if not default_storage.exists(name):
        written.append(default_storage.save(name, content))
    return name


def publish_photo(photo: Photo, facts: PhotoFacts, written: list[str]) -> PhotoFacts:
    """Write the renditions of one photo and return its facts with their names."""
    stem = f"events/{photo.event_id}/{sha256(photo.image)[:24]}"
    with photo.image.open("rb") as source:
        files = renditions(source, WIDTHS)
    names = {width: write(f"{stem}-{width}.webp", ContentFile(data), written) for width, data in files.items()}
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


def public_files(content: ReportContent) -> set[str]:
    """Return the names of all public files that a content shows."""
    return {name for photo in content.photos for name in photo.renditions.values()} | {
        document.file for document in content.documents if document.file
    }


def stale_files(event: Event) -> set[str]:
    """Return the public files of earlier versions that the latest version does not show (all, if it is a withdrawal)."""
    versions = list(event.versions.order_by("number"))
    shown = [public_files(from_json(v.content)) if v.kind != VersionKind.WITHDRAWAL else set() for v in versions]
    return set().union(*shown[:-1]) - shown[-1] if shown else set()


def delete_files(names: Iterable[str]) -> None:
    """Delete public files; one that is gone already is no error."""
    for name in names:
        default_storage.delete(name)
