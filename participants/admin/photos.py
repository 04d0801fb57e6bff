"""The photos of an event: uploading several at once, their texts, their order, and what was removed.

Everything works as plain forms; ``static/js/photos.js`` makes of them progress bars, dragging and keys. A form carries
the texts with which it was opened beside those that were typed, so that of two people at once each keeps what only he
changed, and sees both texts where they differ.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coopportal.admin import PortalForm
from coopportal.admin.conflict import HTTP_CONFLICT, Conflict, Difference
from coopportal.fields import normalise_text
from coopportal.images import MAX_BYTES
from coopportal.uploads import PhotoField
from events.models import Event, Photo
from participants.admin.words import event_trail
from participants.services import photos as service

BAD_REQUEST = 400


def photo_urls(event_admin: Any) -> list[URLPattern]:
    """Return the addresses of the photos, under those of events."""
    view = event_admin.admin_site.admin_view

    def page(request: HttpRequest, event_id: int) -> HttpResponse:
        return photos_page(event_admin, request, event_id)

    return [
        path("<int:event_id>/photos/", view(page), name="events_event_photos"),
        path("<int:event_id>/photos/add/", view(add_photos), name="events_event_photos_add"),
        path("<int:event_id>/photos/move/", view(move_photo), name="events_event_photos_move"),
    ]


class OpenedText(forms.HiddenInput):
    """The text with which a page was opened: nobody is told about it, so nothing describes it."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Leave out what Django says of the field that is seen."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {name: value for name, value in attrs.items() if not name.startswith("aria-")}


class PhotoTextsForm(PortalForm):
    """The texts of one photo, and hidden beside them the texts with which the page was opened."""

    class Meta:
        model = Photo
        fields = ["caption", "alternative_text", "is_decorative", "credit"]
        widgets = dict.fromkeys(["caption", "alternative_text"], forms.Textarea({"rows": 2}))

    def __init__(self, data: QueryDict | None = None, *, photo: Photo) -> None:
        super().__init__(data, instance=photo, prefix=f"photo-{photo.pk}", label_suffix="")
        for field in self.fields.values():
            field.show_hidden_initial = True
            field.hidden_widget = OpenedText
        for name in ("caption", "credit"):
            self.fields[name].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Keep texts that may be long in one paragraph."""
        cleaned = super().clean()
        return cleaned | {name: one_line(text) for name, text in cleaned.items() if isinstance(text, str)}


def one_line(text: str) -> str:
    """Return a text in its one spelling, without line breaks."""
    return " ".join(normalise_text(text).split())


# -- the page ----------------------------------------------------------------------------------------------------------


def photos_page(event_admin: Any, request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the photos of an event with their texts; save the texts, and do what the pressed button says."""
    event = get_object_or_404(Event, pk=event_id)
    if not request.user.has_perm("events.view_photo"):
        raise PermissionDenied
    if request.method != "POST":
        return page_of(event_admin, request, event)
    with transaction.atomic():
        service.locked(event)
        data, conflict = merged(request, event)
        may_change = request.user.has_perm("events.change_photo")
        photo_forms = [form for form in forms_of(event, data) if form.is_bound and may_change]
        if conflict.differences or not all(form.is_valid() for form in photo_forms):
            return page_of(event_admin, request, event, data, conflict)
        changed = [form.save() for form in photo_forms if form.has_changed()]
        if changed:
            service.note(event, request.user)  # type: ignore[arg-type]
    return after_button(request, event, bool(changed))


def page_of(
    event_admin: Any,
    request: HttpRequest,
    event: Event,
    data: QueryDict | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """Return the page, as 409 with both texts after a conflict; 3 queries beside those of the frame."""
    may = {action: request.user.has_perm(f"events.{action}_photo") for action in ("add", "change", "delete")}
    photo_forms = forms_of(event, data)
    has_conflict = bool(conflict and conflict.differences)
    context = {
        **event_admin.admin_site.each_context(request),
        "title": _("Photos"),
        "trail": event_trail(event),
        "event": event,
        "may": may,
        "photo_forms": photo_forms,
        "lacking": sum(form.instance.lacks_text for form in photo_forms),
        "removed": service.removed_photos(event) if may["delete"] else [],
        "kept_days": service.KEPT_DAYS,
        "conflict": conflict if has_conflict else None,
        "words": words_of_script(),
    }
    status = HTTP_CONFLICT if has_conflict else None
    return TemplateResponse(request, "admin/events/event/photos.html", context, status=status)


def forms_of(event: Event, data: QueryDict | None = None) -> list[PhotoTextsForm]:
    """Return the forms of an event's photos, in their order; those that ``data`` says nothing of are not bound to it."""
    return [
        PhotoTextsForm(data if data and f"photo-{photo.pk}-credit" in data else None, photo=photo)
        for photo in event.photos.all()
    ]


def words_of_script() -> dict[str, str]:
    """Return the sentences that the script says; ``{…}`` are filled in by it."""
    return {
        "moved": _("Photo moved to place {place} of {all}. The order is saved."),
        "others": _("Somebody else had changed the order meanwhile; this is the order now."),
        "notMoved": _("The new order could not be saved: {why}"),
        "waiting": _("waiting"),
        "sending": _("sent: {percent}%"),
        "working": _("sent; the sizes for the web are being made"),
        "added": _("added as photo {place}"),
        "size": str(PhotoField.default_error_messages["size"]),
        "lost": _("The connection was lost, so this photo was not stored. Try again."),
        "refused": _("The server did not take this photo. Sign in again in another window, then try again."),
        "again": _("Try again"),
        "limit": str(MAX_BYTES),
    }


# -- two people at once ------------------------------------------------------------------------------------------------


def merged(request: HttpRequest, event: Event) -> tuple[QueryDict, Conflict]:
    """Bring what was typed onto the texts that stand now, and say in which fields both people typed something else."""
    data = request.POST.copy()
    conflict = Conflict(event)
    there = set()
    for place, photo in enumerate(event.photos.all(), 1):
        there.add(f"photo-{photo.pk}-credit")
        if f"photo-{photo.pk}-credit" in data:
            conflict.differences += merge(photo, place, data)
    if any(name.startswith("photo-") and name.endswith("-credit") and name not in there for name in data):
        messages.warning(
            request, _("Somebody else removed a photo meanwhile. It can be put back, with its texts as saved.")
        )
    return data, conflict


def merge(photo: Photo, place: int, data: QueryDict) -> Iterator[Difference]:
    """Take over what somebody else changed and this user did not touch; yield the fields that both changed."""
    for bound in PhotoTextsForm(photo=photo):
        now = getattr(photo, bound.name)
        opened = value(bound, data.get(bound.html_initial_name)) if bound.html_initial_name in data else now
        typed = value(bound, data.get(bound.html_name))
        if typed == opened:
            post(data, bound.html_name, now)
        elif now not in {opened, typed}:
            label = _("Photo %(place)s – %(field)s") % {"place": place, "field": bound.label}
            yield Difference(label, shown(now), shown(typed))
        data[bound.html_initial_name] = str(now)


def value(bound: forms.BoundField, sent: str | None) -> str | bool:
    """Return what an input sent, as the table keeps it."""
    if isinstance(bound.field, forms.BooleanField):
        return sent not in {None, "", "False"}
    return one_line(sent or "")


def post(data: QueryDict, name: str, now: str | bool) -> None:
    """Put a value into posted data as its input would send it."""
    data.pop(name, None)
    if now is not False:
        data[name] = "on" if now is True else now


def shown(now: str | bool) -> str:
    """Return a value as a reader sees it."""
    return {True: _("yes"), False: _("no")}.get(now, str(now)) if isinstance(now, bool) else now


# -- buttons -----------------------------------------------------------------------------------------------------------


def after_button(request: HttpRequest, event: Event, was_changed: bool) -> HttpResponse:
    """Do what the pressed button says, after the texts were saved, and go back to the page."""
    address = reverse("admin:events_event_photos", args=[event.pk])
    button = next((name for name in BUTTONS if name in request.POST), None)
    try:
        said = BUTTONS[button](request, event, request.POST[button]) if button else ""
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if said or was_changed:
            messages.success(request, said or _("The texts of the photos were saved."))
    place = request.POST.get("move", "").partition(":")[0]
    return redirect(f"{address}#photo-{place}" if place.isdecimal() else address)


def move_by_button(request: HttpRequest, event: Event, pressed: str) -> str:
    """Move a photo (``12:earlier`` or ``12:later``) by one place."""
    photo_id, _colon, direction = pressed.partition(":")
    ids = [photo.pk for photo in event.photos.all()]
    pk = number(photo_id)
    here = ids.index(pk) if pk in ids else 0
    target = max(here - 1, 0) if direction == "earlier" else here + 2
    before = ids[target] if target < len(ids) else None
    order = service.move_photo(event=event, photo_id=pk, before=before, seen=ids, by=request.user)  # type: ignore[arg-type]
    place = order.ids.index(pk) + 1
    return _("The photo is now photo %(place)s of %(all)s.") % {"place": place, "all": len(order.ids)}


def remove_by_button(request: HttpRequest, event: Event, pressed: str) -> str:
    """Remove a photo."""
    service.remove_photo(event=event, photo_id=number(pressed), by=request.user)  # type: ignore[arg-type]
    return _("The photo was removed. It can be put back for %(days)s days, at the end of this page.") % {
        "days": service.KEPT_DAYS
    }


def put_back_by_button(request: HttpRequest, event: Event, pressed: str) -> str:
    """Put a removed photo back."""
    service.put_back_photo(event=event, history_id=number(pressed), by=request.user)  # type: ignore[arg-type]
    return _("The photo was put back, at the end.")


def purge_by_button(request: HttpRequest, event: Event, pressed: str) -> str:
    """Delete the files of a removed photo for good."""
    service.purge_photo(event=event, history_id=number(pressed), by=request.user)  # type: ignore[arg-type]
    return _("The files of the photo were deleted for good.")


BUTTONS: dict[str, Callable[[HttpRequest, Event, str], str]] = {
    "move": move_by_button,
    "remove": remove_by_button,
    "put_back": put_back_by_button,
    "purge": purge_by_button,
}


def number(text: str) -> int:
    """Return the number of a row; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0  # what a bigint holds


# -- uploading and moving ----------------------------------------------------------------------------------------------


@require_POST
def add_photos(request: HttpRequest, event_id: int) -> HttpResponse:
    """Store the photos of the form, each for itself; what is refused is said with its name, the others are stored.

    The script sends one photo a request, and gets its card, or the sentence why it was refused, as JSON.
    """
    event = get_object_or_404(Event, pk=event_id)
    if not request.user.has_perm("events.add_photo"):
        raise PermissionDenied
    if request.accepts("text/html"):
        return add_by_form(request, event)
    try:
        photo = add_one(request, event, request.FILES.get("photos"))
    except ValidationError as error:
        return JsonResponse({"refused": " ".join(error.messages)}, status=BAD_REQUEST)
    place = event.photos.count()
    card = {"form": PhotoTextsForm(photo=photo), "place": place, "may": {"change": True, "delete": True}}
    html = render_to_string("admin/events/event/photo_card.html", card, request)
    return JsonResponse({"card": html, "place": place}, status=201)


def add_one(request: HttpRequest, event: Event, upload: Any) -> Photo:
    """Judge and store one photo; raise ``ValidationError`` with the sentence why not."""
    return service.add_photo(event=event, upload=PhotoField().clean(upload), by=request.user)  # type: ignore[arg-type]


def add_by_form(request: HttpRequest, event: Event) -> HttpResponse:
    """Store the photos of a plain form, and go back to the page."""
    added = 0
    uploads: list[Any] = request.FILES.getlist("photos") or [None]
    for upload in uploads:
        name = upload.name if upload else ""
        try:
            add_one(request, event, upload)
            added += 1
        except ValidationError as error:
            messages.error(request, f"“{name}” {' '.join(error.messages)}".removeprefix("“” "))
    if added:
        messages.success(
            request,
            ngettext(
                "%(number)s photo was added. Write its alternative text now.",
                "%(number)s photos were added. Write their alternative texts now.",
                added,
            )
            % {"number": added},
        )
    return redirect("admin:events_event_photos", event.pk)


@require_POST
def move_photo(request: HttpRequest, event_id: int) -> HttpResponse:
    """Move a photo as the script asks: ``photo`` before ``before`` (empty: to the end), in the order ``seen``."""
    event = get_object_or_404(Event, pk=event_id)
    try:
        order = service.move_photo(
            event=event,
            photo_id=number(request.POST.get("photo", "")),
            before=number(request.POST.get("before", "")) or None,
            seen=[number(pk) for pk in request.POST.get("seen", "").split(",")],
            by=request.user,  # type: ignore[arg-type]
        )
    except ValidationError as error:
        return JsonResponse({"refused": " ".join(error.messages)}, status=HTTP_CONFLICT)
    return JsonResponse({"order": order.ids, "othersMoved": order.others_moved})
