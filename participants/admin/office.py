"""One office of an event: its form with the head-counts, reached from the board."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coopportal.admin import HistoryModelAdmin, Tool, VersionedAdminMixin, VersionedForm
from coopportal.fields import ThaiIntegerField
from events.models import EventDay
from participants.admin.words import event_trail, phase_words
from participants.models import AcceptedReason, AttendingOffice, CountPhase, Mode, OfficeState, PersonRole
from participants.selectors.figures import counted_roles
from participants.services.counts import accept_figure, report_head_counts, require_open
from participants.services.offices import remove_office

LARGEST_HEAD_COUNT = 100_000
PERSONAL = {
    "reported_by": "participants.view_participant",
    "coordinator": "participants.view_participant",
    "coordinator_phone": "participants.view_contact",
}
"""Fields of an office that are about a person, and the right that opens each, as in ``selectors.rosters``."""


class OfficeForm(VersionedForm):
    """One office with its head-counts: a number for each mode and role, and the figure that staff accept instead.

    ``day`` is ``None`` for the whole event. All numbers are one statement: an empty cell says nothing, 0 says nobody.
    """

    user: Any = None
    day: EventDay | None = None
    editable = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.instance
        if under := self.fields.get("counted_under"):
            others = AttendingOffice.objects.filter(event=office.event_id, counted_under__isnull=True)
            under.queryset = others.exclude(pk=office.pk).in_official_order().select_related("organisation")  # type: ignore[attr-defined]
        counts = {(c.mode, c.role): c.people for c in office.head_counts.current().filter(day=self.day)}
        accepted = {figure.mode: figure for figure in office.accepted_figures.current().filter(day=self.day)}
        self.roles = self.shown_roles({role for _mode, role in counts})
        for mode in Mode:
            for role in self.roles:
                self.add_number(f"people_{mode}_{role}", f"{mode.label}: {role.label}", counts.get((mode, role)))
            self.add_accepted(mode, accepted.get(mode))

    def shown_roles(self, used: set[str]) -> list[PersonRole]:
        """Return the roles that the matrix has: speakers and guests only where they count, or are entered already."""
        event = self.instance.event
        counted = counted_roles(speakers=event.counts_speakers, guests=event.counts_guests)
        return [role for role in PersonRole if role in counted or role in used]

    def add_number(self, name: str, label: str, initial: int | None) -> None:
        """Add an input for a number of people."""
        field = ThaiIntegerField(
            label=label, required=False, min_value=0, max_value=LARGEST_HEAD_COUNT, initial=initial
        )
        field.widget.attrs |= {"aria-label": label}
        field.disabled = not self.editable
        self.fields[name] = field

    def add_accepted(self, mode: Mode, figure: Any) -> None:
        """Add the inputs for the figure that staff accept for a mode, with the reason."""
        label = gettext("accepted figure")
        self.add_number(f"accepted_{mode}", f"{mode.label}: {label}", figure.people if figure else None)
        reason = forms.ChoiceField(
            label=f"{mode.label}: {gettext('reason')}",
            required=False,
            choices=[("", "–"), *AcceptedReason.choices],
            initial=figure.reason if figure else "",
        )
        note = forms.CharField(
            label=f"{mode.label}: {gettext('note')}",
            required=False,
            max_length=300,
            initial=figure.note if figure else "",
        )
        for name, field in ((f"reason_{mode}", reason), (f"note_{mode}", note)):
            field.widget.attrs |= {"aria-label": field.label}
            field.disabled = not self.editable
            self.fields[name] = field

    def matrix(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the rows of the matrix: a mode with an input for each role."""
        return [(mode.label, [self[f"people_{mode}_{role}"] for role in self.roles]) for mode in Mode]

    def accepted_rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return, for each mode, the inputs of the accepted figure."""
        return [(mode.label, self[f"accepted_{mode}"], self[f"reason_{mode}"], self[f"note_{mode}"]) for mode in Mode]

    @property
    def has_accepted(self) -> bool:
        """Whether any figure was accepted, or is being typed."""
        names = [f"{part}_{mode}" for part in ("accepted", "reason", "note") for mode in Mode]
        return any(self[name].value() not in {None, ""} for name in names)

    def figures(self) -> dict[tuple[Mode, PersonRole], int]:
        """Return the numbers as typed."""
        typed = {(mode, role): self.cleaned_data.get(f"people_{mode}_{role}") for mode in Mode for role in self.roles}
        return {cell: people for cell, people in typed.items() if people is not None}

    def counts_changed(self) -> bool:
        """Return whether a head-count was changed."""
        return any(name.startswith("people_") for name in self.changed_data)

    def changed_modes(self) -> list[Mode]:
        """Return the modes whose accepted figure was changed."""
        parts = ("accepted", "reason", "note")
        return [mode for mode in Mode if any(f"{part}_{mode}" in self.changed_data for part in parts)]

    def clean(self) -> dict[str, Any]:
        """Ask the count whether it may change, and see that state, numbers and reasons fit together."""
        cleaned = super().clean()
        require_open(self.instance.event, self.user)
        self.check_state(cleaned)
        for mode in self.changed_modes():
            self.check_accepted(cleaned, mode)
        under = cleaned.get("counted_under")
        if under and self.instance.contains.exists():
            self.add_error("counted_under", _("Other offices are counted under this one, so it must stand by itself."))
        return cleaned

    def check_state(self, cleaned: dict[str, Any]) -> None:
        """See that the state fits the numbers, and that an absence has its reason."""
        state, figures = cleaned.get("state"), self.figures()
        if figures and state in {OfficeState.ABSENT, OfficeState.REPLAY}:
            self.add_error("state", _("This office has head-counts. Empty them first, or choose another state."))
        elsewhere = self.instance.head_counts.current().exclude(day=self.day).exists()
        if state == OfficeState.REPORTED and not figures and not elsewhere:
            self.add_error("state", _("Type at least one head-count; 0 is a report too."))

    def check_accepted(self, cleaned: dict[str, Any], mode: Mode) -> None:
        """See that an accepted figure has a number, a reason, and a note where the reason asks for one."""
        people, reason = cleaned.get(f"accepted_{mode}"), cleaned.get(f"reason_{mode}")
        if people is None and f"accepted_{mode}" not in self.errors:
            self.add_error(f"accepted_{mode}", _("An accepted figure can be replaced, but not be emptied."))
        if not reason:
            self.add_error(f"reason_{mode}", _("Say why another figure than the reported one is accepted."))
        if reason == AcceptedReason.OTHER and not cleaned.get(f"note_{mode}"):
            self.add_error(f"note_{mode}", _("Say the reason in the note."))


@admin.register(AttendingOffice)
class OfficeAdmin(VersionedAdminMixin, HistoryModelAdmin):
    """One office: reached from the board of its event."""

    form = OfficeForm
    fieldsets = [
        (_("Report of the office"), {"fields": ["state", "absence_reason", "reported_by", "note"]}),
        (_("Before the day"), {"fields": ["target", ("reply", "reply_people"), "coordinator", "coordinator_phone"]}),
        (_("Name and place in the count"), {"fields": ["organisation", "name", "counted_under"]}),
    ]
    readonly_fields = ["organisation"]
    loads = ("event__programme", "event__count_state", "organisation", "counted_under__organisation")
    list_display = ["name", "event", "state", "reply", "target"]
    list_filter = ["state", "reply"]
    date_hierarchy = "reported_at"
    search_fields = ["name", "organisation__name", "organisation__short_name"]
    change_form_template = "admin/participants/attendingoffice/change_form.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Offices are reached from their event, not from the menu."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offices are invited on the board."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AttendingOffice | None = None) -> bool:
        """A closed count is changed only by those who certify it; a certified one by nobody."""
        if not super().has_change_permission(request, obj):
            return False
        state = getattr(obj.event, "count_state", None) if obj else None
        if state is None or state.phase == CountPhase.OPEN:
            return True
        return state.phase == CountPhase.CLOSED and request.user.has_perm("events.certify_event")

    def get_fieldsets(self, request: HttpRequest, obj: AttendingOffice | None = None) -> Any:
        """Leave out what is about a person for those who may not see it."""
        hidden = {field for field, permission in PERSONAL.items() if not request.user.has_perm(permission)}
        return [
            (title, {"fields": [field for field in options["fields"] if field not in hidden]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Refuse filters in the address that would guess at a person."""
        return lookup.split("__", maxsplit=1)[0] not in PERSONAL and super().lookup_allowed(lookup, value, request)

    def get_form(
        self, request: HttpRequest, obj: AttendingOffice | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form who is asking, and for which day."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user, form.day = request.user, self.chosen_day(request, obj)
        form.editable = self.has_change_permission(request, obj)
        return form

    def chosen_day(self, request: HttpRequest, office: AttendingOffice | None) -> EventDay | None:
        """Return the day whose numbers the form shows; ``None``: the whole event."""
        number = request.GET.get("day", "")
        if office is None or not number.isdecimal():
            return None
        return get_object_or_404(EventDay, pk=number, event=office.event_id)

    def save_model(self, request: HttpRequest, obj: AttendingOffice, form: Any, change: bool) -> None:
        """Save the office; its numbers go through the services, which keep every earlier one."""
        state, by = obj.state, request.user
        if not obj.name:
            obj.name = obj.organisation.name
        if form.counts_changed():
            report_head_counts(office=obj, by=by, figures=form.figures(), day=form.day)  # type: ignore[arg-type]
            if not form.figures():
                obj.state = state
        for mode in form.changed_modes():
            accept_figure(
                office=obj,
                by=by,  # type: ignore[arg-type]
                mode=mode,
                people=form.cleaned_data[f"accepted_{mode}"],
                reason=AcceptedReason(form.cleaned_data[f"reason_{mode}"]),
                note=form.cleaned_data[f"note_{mode}"],
                day=form.day,
            )
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: AttendingOffice) -> None:
        """Take the office off the board, unless it has figures."""
        remove_office(office=obj, by=request.user)  # type: ignore[arg-type]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask, then take the office off the board; say why not, where it is refused."""
        try:
            with transaction.atomic():
                return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            return self.refused(request, error, reverse("admin:participants_attendingoffice_change", args=[object_id]))

    # -- where one comes from and goes to ------------------------------------------------------------------------------

    def trail(self, request: HttpRequest, obj: AttendingOffice | None) -> list[tuple[Any, str]]:
        """Lead over the event and its board."""
        if obj is None:
            return super().trail(request, obj)
        return [*event_trail(obj.event), (_("Offices and head-counts"), self.board(obj))]

    def board(self, office: AttendingOffice) -> str:
        """Return the address of the board on which an office stands."""
        return reverse("admin:events_event_offices", args=[office.event_id])

    def object_tools(self, request: HttpRequest, obj: AttendingOffice) -> list[Tool]:
        """Link to the board."""
        return [Tool(_("Offices and head-counts"), self.board(obj))]

    def response_post_save_change(self, request: HttpRequest, obj: AttendingOffice) -> HttpResponse:
        """Return to the board, or go on to the next office that has not reported."""
        if "_next" in request.POST:
            waiting = AttendingOffice.objects.filter(event=obj.event_id).not_reported().exclude(pk=obj.pk)
            after = waiting.in_official_order().filter(organisation__sort_no__gte=obj.organisation.sort_no).first()
            if after:
                return redirect("admin:participants_attendingoffice_change", after.pk)
        return redirect(self.board(obj))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Return to the list of events."""
        self.message_user(request, gettext("The office was taken off the board: %(name)s.") % {"name": obj_display})
        return redirect("admin:events_event_changelist")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *, obj: AttendingOffice | None = None, **options: Any
    ) -> HttpResponse:
        """Add the days of the event, and whether the count is closed."""
        if obj is not None:
            days = list(obj.event.days.all())
            context |= {
                "days": days if len(days) > 1 else [],
                "day": self.chosen_day(request, obj),
                "phase": phase_words(obj.event),
                "office": obj,
            }
        return super().render_change_form(request, context, obj=obj, **options)
