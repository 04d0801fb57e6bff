"""Private originals of photos and documents: sent to those who may see them, 404 to everybody else."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from events.media import THUMBNAIL, open_copy
from events.models import Document, DocumentKind, Photo

NAMES = "participants.view_participant"
"""A sign-in sheet is a list of names: it opens to those who may see them."""


def urls() -> list[URLPattern]:
    """Return the addresses of the files, under those of events."""
    return [
        path("photos/<int:pk>/original/", photo_original, name="events_photo_original"),
        path("photos/<int:pk>/thumbnail/", photo_thumbnail, name="events_photo_thumbnail"),
        path("documents/<int:pk>/original/", document_original, name="events_document_original"),
    ]


def find(request: HttpRequest, model: Any, pk: int, field: str) -> Any:
    """Return the row whose file was asked for; 404 for a stranger, for somebody without the right, and for no file."""
    if not request.user.has_perm(f"events.view_{model._meta.model_name}"):
        raise Http404
    row = model.objects.filter(pk=pk).first()
    if isinstance(row, Document) and row.kind == DocumentKind.SIGN_IN_SHEET and not request.user.has_perm(NAMES):
        raise Http404
    file = getattr(row, field, None)
    if not file or not file.storage.exists(file.name):
        raise Http404
    return row


def sent(response: Any) -> Any:
    """Keep a private file out of caches, and never let a browser run it."""
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def photo_original(request: HttpRequest, pk: int) -> FileResponse:
    """Send the original of a photo."""
    photo = find(request, Photo, pk, "image")
    return sent(FileResponse(photo.image.open("rb"), filename=PurePath(photo.image.name).name))


@require_safe
def photo_thumbnail(request: HttpRequest, pk: int) -> FileResponse:
    """Send the small copy of a photo, also of one that was removed and can be put back."""
    if not request.user.has_perm("events.view_photo"):
        raise Http404
    photo = Photo.objects.filter(pk=pk).first() or Photo.history.filter(id=pk, history_type="-").first()
    if photo is None or not photo.image:
        raise Http404
    try:
        return sent(FileResponse(open_copy(photo, THUMBNAIL), content_type="image/webp"))
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
def document_original(request: HttpRequest, pk: int) -> FileResponse:
    """Send the original of a document under the name that it came with, to be saved."""
    document = find(request, Document, pk, "file")
    name = document.original_name or PurePath(document.file.name).name
    return sent(FileResponse(document.file.open("rb"), as_attachment=True, filename=name))
