"""The photos of an event: added, put in order, removed and put back.

Every function locks the event while it writes, so that two people at once neither store a photo twice nor lose each
other's order; it notes who edited the report. What a person removed can be put back for ``KEPT_DAYS``: so long its
files stay in the private storage.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from coopportal.storages import private_storage
from events.media import delete_files, photo_files, stored_photo
from events.models import Event, Photo
from participants.services.indexing import touch
from participants.services.publishing import mark_edited, require
from programmes.models import User

MAX_PHOTOS = 60
"""Of one event: more than a reader looks at, and the form of all their texts stays below 1,000 fields."""
KEPT_DAYS = 30


def locked(event: Event) -> Event:
    """Return the event, locked until the transaction ends."""
    return Event.objects.select_for_update().get(pk=event.pk)


def add_photo(*, event: Event, upload: File, by: User) -> Photo:
    """Store a photo at the end of an event's photos; all of it, or nothing.

    Takes seconds for a large photo, of which milliseconds in a transaction. The caller has judged the file. Raises
    ``ValidationError`` if the event has this very file already, or as many photos as it may have.
    """
    require(by, "events.add_photo")
    with stored_photo(upload) as fields, transaction.atomic():
        locked(event)
        require_room(event)
        require_new(event, fields["sha256"])
        photo = Photo.objects.create(event=event, sort_no=next_place(event), **fields)
        note(event, by)
    return photo


def require_room(event: Event) -> None:
    """Raise ``ValidationError`` if the event has as many photos as it may have."""
    if event.photos.count() >= MAX_PHOTOS:
        raise ValidationError(
            _("An event has at most %(number)s photos. Remove one before you add another.") % {"number": MAX_PHOTOS},
            code="too_many",
        )


def require_new(event: Event, digest: str) -> None:
    """Raise ``ValidationError`` naming the place of the photo that is this very file."""
    there = event.photos.filter(sha256=digest).first() if digest else None
    if there:
        place = [photo.pk for photo in event.photos.all()].index(there.pk) + 1
        raise ValidationError(
            _("This photo is there already: it is photo %(place)s. It was not stored again.") % {"place": place},
            code="duplicate",
        )


def next_place(event: Event) -> int:
    """Return the number behind the last photo."""
    return (event.photos.aggregate(last=Max("sort_no"))["last"] or 0) + 1


def note(event: Event, by: User) -> None:
    """Note who edited the report, bring the search up to date, and let go of what was removed long ago."""
    mark_edited(event=event, by=by)
    touch(event)
    purge_removed_photos(before=timezone.now() - dt.timedelta(days=KEPT_DAYS))


# -- order -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """The order of an event's photos after a move; ``others_moved`` if it had not been the one that the user saw."""

    ids: list[int]
    others_moved: bool


@transaction.atomic
def move_photo(*, event: Event, photo_id: int, before: int | None, seen: Sequence[int], by: User) -> Order:
    """Put a photo before another one (``None``: at the end), in the order that stands now.

    Two people who move different photos both get what they wanted. ``seen`` are the ids as the user saw them. Raises
    ``ValidationError`` if the photo is not there any more; if the other one is not, the photo goes to the end. Before
    itself it stays where it is.
    """
    require(by, "events.change_photo")
    event = locked(event)
    photos = {photo.pk: photo for photo in event.photos.all()}
    if photo_id not in photos:
        raise ValidationError(_("This photo is not there any more: somebody else removed it."), code="gone")
    others_moved = list(photos) != list(seen)
    ids = list(photos)
    if before != photo_id:
        ids.remove(photo_id)
        ids.insert(ids.index(before) if before in ids else len(ids), photo_id)
    changed = []
    for place, pk in enumerate(ids, 1):
        if photos[pk].sort_no != place:
            photos[pk].sort_no = place
            changed.append(photos[pk])
    if changed:
        bulk_update_with_history(changed, Photo, ["sort_no"], default_user=by)
        note(event, by)
    return Order(ids, others_moved)


# -- removing and putting back -----------------------------------------------------------------------------------------


@transaction.atomic
def remove_photo(*, event: Event, photo_id: int, by: User) -> None:
    """Take a photo out of an event; one that is gone already is no error. It can be put back for ``KEPT_DAYS``."""
    require(by, "events.delete_photo")
    event = locked(event)
    photo = event.photos.filter(pk=photo_id).first()
    if photo:
        photo.delete()
        note(event, by)


def removed_photos(event: Event) -> list[Any]:
    """Return the rows of the history of photos that were removed and can be put back, the latest first; 1 query."""
    rows = Photo.history.filter(event_id=event.pk, history_type="-").exclude(image="")
    gone = rows.exclude(image__in=Photo.objects.values("image"))
    return list(gone.order_by("-history_date", "-history_id"))


def find_removed(event: Event, history_id: int) -> Any:
    """Return the row of a removed photo; raise ``ValidationError`` if there is none any more."""
    for row in removed_photos(event):
        if row.history_id == history_id:
            return row
    raise ValidationError(_("This photo cannot be put back any more."), code="gone")


@transaction.atomic
def put_back_photo(*, event: Event, history_id: int, by: User) -> Photo:
    """Put a removed photo back, with its texts, at the end."""
    require(by, "events.add_photo")
    event = locked(event)
    row = find_removed(event, history_id)
    require_room(event)
    require_new(event, row.sha256)
    photo = row.instance
    photo.sort_no = next_place(event)
    photo.save(force_insert=True)
    note(event, by)
    return photo


@transaction.atomic
def purge_photo(*, event: Event, history_id: int, by: User) -> None:
    """Delete the files of a removed photo for good, for example because a person in it asked for that."""
    require(by, "events.delete_photo")
    _purge([find_removed(locked(event), history_id)])


def purge_removed_photos(*, before: dt.datetime) -> None:
    """Delete the files of photos that were removed before a moment; 1 query if there are none."""
    rows = Photo.history.filter(history_type="-", history_date__lt=before).exclude(image="")
    _purge(list(rows.exclude(image__in=Photo.objects.values("image"))))


def _purge(rows: list[Any]) -> None:
    """Delete the files once the database says so for good; the history keeps the texts, without the file's name."""
    if not rows:
        return
    files = [name for row in rows for name in photo_files(row)]
    Photo.history.filter(image__in=[row.image for row in rows]).update(image="")
    transaction.on_commit(lambda: delete_files(files, private_storage()))
