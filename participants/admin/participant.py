"""Named participants of an event. Telephone and e-mail are masked in lists, and seen only by those with the right."""

import logging
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coopportal.admin import (
    NOTHING,
    PortalChangeList,
    PortalForm,
    PortalFormSet,
    PortalInline,
    PortalModelAdmin,
    VersionedAdminMixin,
    VersionedForm,
)
from coopportal.thai.names import join_name
from events.models import Event, EventDay
from participants.admin.words import event_trail
from participants.models import Attendance, AttendingOffice, Participant
from participants.privacy import mask_email, mask_phone
from participants.services.counts import require_open
from participants.services.people import log_person

logger = logging.getLogger(__name__)

CONTACT = ("phone", "email")
EVENT = "event__id__exact"
FOUND = "participants found"
"""Where the session keeps what was searched for, and in the list of which event."""


class PeopleList(PortalChangeList):
    """The list of an event's people, searched for what the session keeps: no name gets into an address (design rule 5)."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """Search for what was typed in the list of this event."""
        kept = request.session.get(FOUND, {})
        self.query = kept.get("text", "") if kept.get("event") == request.GET.get(EVENT, "") else ""
        return super().get_queryset(request, exclude_parameters)


class AttendanceForm(PortalForm):
    """Both times, in order, or neither."""

    in_order = (("joined_at", "left_at"),)


class AttendanceFormSet(PortalFormSet):
    """The days of the participant's own event."""

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer and accept only days of the event."""
        field.queryset = EventDay.objects.filter(event=self.instance.event_id)


class AttendanceInline(PortalInline, admin.TabularInline):
    """On which days, and from when to when."""

    model = Attendance
    form = AttendanceForm
    formset = AttendanceFormSet
    loads = ("participant", "day")
    max_num = 40


class ParticipantForm(VersionedForm):
    """A participant: the room is one of the same event, and figures change only while the count allows it."""

    user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self.fields.get("room")
        event = self.instance.event_id or self.initial.get("event") or self.data.get("event")
        if isinstance(room, forms.ModelChoiceField):
            known = str(event).isdecimal()
            rooms = AttendingOffice.objects.filter(event=event) if known else AttendingOffice.objects.none()
            room.queryset = rooms.in_official_order().select_related("organisation")

    def clean(self) -> dict[str, Any]:
        """Ask the count whether it may still change."""
        cleaned = super().clean()
        event = cleaned.get("event") or (self.instance.event if self.instance.event_id else None)
        if event is not None:
            require_open(event, self.user)
        return cleaned


@admin.register(Participant)
class ParticipantAdmin(VersionedAdminMixin, PortalModelAdmin):
    """Participants; every change is logged without personal values, and Django's own log, which keeps names, is not used."""

    form = ParticipantForm
    fieldsets = [
        (None, {"fields": ["event", ("prefix", "first_name", "last_name"), "position"]}),
        (_("Belongs to, and sat with"), {"fields": ["organisation", "organisation_text", "room"]}),
        (_("How"), {"fields": ["group", ("role", "mode")]}),
        (_("Contact"), {"fields": ["phone", "email", "informed"]}),
        (_("Source"), {"fields": ["name_as_came", "source"]}),
    ]
    inlines = [AttendanceInline]
    autocomplete_fields = ["event", "organisation"]
    loads = ("event__programme", "organisation", "room__organisation")
    list_display = ["name", "position", "belongs_to", "sat_with", "role", "mode", "contact"]
    list_filter = ["role", "mode", "group", "informed"]
    ordering = ["first_name", "last_name", "id"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Participants are reached from their event, not from the menu."""
        return False

    # -- what is seen --------------------------------------------------------------------------------------------------

    def sees_contact(self, request: HttpRequest) -> bool:
        """Whether the user may see telephone numbers and e-mail addresses."""
        return request.user.has_perm("participants.view_contact")

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Search contacts only for those who may see them: a hit would tell."""
        names = ["first_name", "last_name", "organisation__name", "organisation_text", "room__name"]
        return [*names, *CONTACT] if self.sees_contact(request) else names

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Refuse filters in the address that would guess at contacts."""
        if lookup.split("__", maxsplit=1)[0] in CONTACT:
            return False
        return lookup.startswith("event__id") or super().lookup_allowed(lookup, value, request)

    def get_fieldsets(self, request: HttpRequest, obj: Participant | None = None) -> Any:
        """Put masked contacts in the place of contacts for those who may not see them; a new row may be given them."""
        if obj is None or self.sees_contact(request):
            return super().get_fieldsets(request, obj)
        masked = (_("Contact"), {"fields": ["masked_phone", "masked_email", "informed"]})
        return [masked if "phone" in options["fields"] else (name, options) for name, options in self.fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Participant | None = None) -> list[str]:
        """The source is never changed; a person stays with the event."""
        fields = ["name_as_came", "source", "masked_phone", "masked_email"]
        return [*fields, "event"] if obj else fields

    @admin.display(description=_("name and surname"), ordering="first_name")
    def name(self, person: Participant) -> str:
        """Return prefix, name and surname, with the spacing of the prefix."""
        return join_name(person.prefix, person.first_name, person.last_name)

    @admin.display(description=_("organisation"), ordering="organisation__name")
    def belongs_to(self, person: Participant) -> str:
        """Return whom the person belongs to."""
        return person.organisation.name if person.organisation else person.organisation_text or NOTHING

    @admin.display(description=_("sat in the room of"), ordering="room__name")
    def sat_with(self, person: Participant) -> str:
        """Return in whose room the person sat."""
        return person.room.name if person.room else NOTHING

    @admin.display(description=_("contact"))
    def contact(self, person: Participant) -> str:
        """Return the masked contacts."""
        return " ".join(filter(None, (mask_phone(person.phone), mask_email(person.email)))) or NOTHING

    @admin.display(description=_("telephone"))
    def masked_phone(self, person: Participant) -> str:
        """Return the masked number."""
        return mask_phone(person.phone) or NOTHING

    @admin.display(description=_("e-mail"))
    def masked_email(self, person: Participant) -> str:
        """Return the masked address."""
        return mask_email(person.email) or NOTHING

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *, obj: Participant | None = None, **options: Any
    ) -> HttpResponse:
        """Log that somebody saw contacts in clear."""
        if obj is not None and (obj.phone or obj.email) and self.sees_contact(request):
            logger.info("user %s saw the contact of participant %s", request.user.pk, obj.pk)
        return super().render_change_form(request, context, obj=obj, **options)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Add a person to the event whose list one came from."""
        came_from = QueryDict(request.GET.get("_changelist_filters", ""))
        number = came_from.get(EVENT, "")
        return {**({"event": number} if number.isdecimal() else {}), **super().get_changeform_initial_data(request)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PeopleList]:
        """Return the list whose search stays out of the address."""
        return PeopleList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Name the event in the title, and add new people to it; keep what is searched for in the session."""
        number = request.GET.get(EVENT, "")
        if SEARCH_VAR in request.POST or SEARCH_VAR in request.GET:
            request.session[FOUND] = {"event": number, "text": request.POST.get(SEARCH_VAR, "").strip()}
            rest = request.GET.copy()
            for name in (SEARCH_VAR, PAGE_VAR):
                rest.pop(name, None)
            return HttpResponseRedirect(f"{request.path}?{rest.urlencode()}")
        event = Event.objects.filter(pk=number).first() if number.isdecimal() else None
        context = {"trail": event_trail(event), "event": event} if event else {}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def trail(self, request: HttpRequest, obj: Participant | None) -> list[tuple[Any, str]]:
        """Lead over the event and its list of people."""
        if obj is None:
            return super().trail(request, obj)
        people = reverse("admin:participants_participant_changelist")
        return [*event_trail(obj.event), (self.opts.verbose_name_plural, f"{people}?{EVENT}={obj.event_id}")]

    # -- what is changed -----------------------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form who is asking."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Save the days, and log the change."""
        super().save_related(request, form, formsets, change)
        changed = {name for name in form.changed_data if name != "version"}
        changed |= {"attendances" for formset in formsets if formset.has_changed()}
        action = "change_participant" if change else "add_participant"
        log_person(participant=form.instance, by=request.user, action=action, fields=changed)  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Participant) -> None:
        """Delete, and log it."""
        with transaction.atomic():
            require_open(obj.event, request.user)  # type: ignore[arg-type]
            log_person(participant=obj, by=request.user, action="delete_participant")  # type: ignore[arg-type]
            super().delete_model(request, obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Delete, unless the count refuses."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            return self.refused(request, error, reverse("admin:participants_participant_change", args=[object_id]))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Keep names out of Django's log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Keep names out of Django's log."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Keep names out of Django's log."""
