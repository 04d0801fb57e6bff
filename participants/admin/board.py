"""The board of an event: all of its offices with what is missing, and the form that invites more."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coopportal.admin import NamedAutocompleteMultiple
from coopportal.fields import NormalisedCharField
from events.models import Event
from participants.admin.words import event_trail, phase_words
from participants.models import AttendingOffice, OfficeState
from participants.selectors import totals
from participants.services.offices import invite_offices
from programmes.models import Organisation, OrganisationKind

PER_PAGE = 25
USUAL_KINDS = [OrganisationKind.PROVINCIAL, OrganisationKind.AREA_OFFICE]


# -- the board ---------------------------------------------------------------------------------------------------------


def board_urls(event_admin: Any) -> list[URLPattern]:
    """Return the addresses of the board, under those of events."""
    view = event_admin.admin_site.admin_view

    def board(request: HttpRequest, event_id: int) -> HttpResponse:
        return board_page(event_admin, request, event_id)

    def invite(request: HttpRequest, event_id: int) -> HttpResponse:
        return invite_page(event_admin, request, event_id)

    return [
        path("<int:event_id>/offices/", view(board), name="events_event_offices"),
        path("<int:event_id>/offices/add/", view(invite), name="events_event_offices_add"),
    ]


class BoardFilter(forms.Form):
    """What the board shows."""

    q = NormalisedCharField(
        label=_("search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    state = forms.ChoiceField(label=_("state of the report"), required=False)
    kind = forms.ChoiceField(label=_("kind"), required=False)
    region = forms.ChoiceField(label=_("zone or region"), required=False)

    def __init__(self, data: Any, figures: totals.Totals) -> None:
        super().__init__(data)
        everything = ("", _("all"))
        kinds = {line.kind for line in figures.offices}
        self.fields["state"].choices = [everything, *OfficeState.choices]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            everything,
            *((kind.value, kind.label) for kind in OrganisationKind if kind in kinds),
        ]
        self.fields["region"].choices = [  # type: ignore[attr-defined]
            everything,
            *(
                (name, [(f"{code}:{region}", region) for region in figures.region_order.get(code, ())])
                for code, name in figures.schemes.items()
            ),
        ]

    def apply(self, lines: tuple[totals.OfficeLine, ...]) -> list[totals.OfficeLine]:
        """Return the lines that fit; a filter that is not understood is left out. One query if something is searched."""
        self.is_valid()
        wanted = self.cleaned_data
        scheme, _colon, region = wanted.get("region", "").partition(":")
        found = None
        if text := wanted.get("q"):
            found = set(Organisation.objects.matching(text).values_list("pk", flat=True))
        return [
            line
            for line in lines
            if (not wanted.get("state") or line.state == wanted["state"])
            and (not wanted.get("kind") or line.kind == wanted["kind"])
            and (not region or line.regions.get(scheme) == region)
            and (found is None or line.organisation_id in found or str(text) in line.name)
        ]


def board_page(event_admin: Any, request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the offices in official order, 25 on a page, with what is missing; 10 queries, however many they are."""
    event = get_object_or_404(Event.objects.select_related("count_state"), pk=event_id)
    if not request.user.has_perm("participants.view_attendingoffice"):
        raise PermissionDenied
    figures = totals.live(event)
    form = BoardFilter(request.GET, figures)
    page = Paginator(form.apply(figures.offices), PER_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in request.GET.items() if value and name != "page"}
    names = {line.office_id: line.name for line in figures.offices}
    context = {
        **event_admin.admin_site.each_context(request),
        "title": _("Offices and head-counts"),
        "trail": event_trail(event),
        "event": event,
        "totals": figures,
        "phase": phase_words(event),
        "form": form,
        "page": page,
        "query": f"{urlencode(kept)}&" if kept else "",
        "filtered": bool(kept),
        "rows": [(line, names.get(line.counted_under or 0, "")) for line in page],
        "missing": [line.name for line in figures.added_offices if not line.has_reported],
        "can_invite": request.user.has_perm("participants.add_attendingoffice"),
    }
    return TemplateResponse(request, "admin/events/event/offices.html", context)


# -- inviting ----------------------------------------------------------------------------------------------------------


class InviteForm(forms.Form):
    """Which organisations to put on the board: whole kinds, and single ones."""

    kinds = forms.MultipleChoiceField(
        label=_("All organisations of these kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Single organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Type a province or a short name, for example ตรัง or สสพ.1."),
    )

    def __init__(self, data: Any, site: admin.AdminSite) -> None:
        super().__init__(data)
        self.existing = Organisation.objects.active(timezone.localdate())
        numbers = dict(self.existing.order_by().values_list("kind").annotate(Count("pk")))
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.value, f"{kind.label} ({numbers[kind]:,})") for kind in OrganisationKind if kind in numbers
        ]
        field = self.fields["organisations"]
        relation = AttendingOffice._meta.get_field("organisation")
        field.widget = NamedAutocompleteMultiple(relation, site)
        field.queryset = self.existing  # type: ignore[attr-defined]
        field.widget.choices = field.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for something to do."""
        cleaned = super().clean() or {}
        if not cleaned.get("kinds") and not cleaned.get("organisations"):
            raise ValidationError(_("Choose at least one kind or one organisation."))
        return cleaned

    def chosen(self) -> list[Organisation]:
        """Return the organisations that are to be invited, in official order."""
        single = [organisation.pk for organisation in self.cleaned_data["organisations"]]
        of_kinds = self.existing.filter(kind__in=self.cleaned_data["kinds"])
        return list((of_kinds | self.existing.filter(pk__in=single)).order_by("sort_no", "name"))


def invite_page(event_admin: Any, request: HttpRequest, event_id: int) -> HttpResponse:
    """Put whole kinds of offices, or chosen ones, on the board."""
    event = get_object_or_404(Event, pk=event_id)
    if not request.user.has_perm("participants.add_attendingoffice"):
        raise PermissionDenied
    board = reverse("admin:events_event_offices", args=[event.pk])
    form = InviteForm(request.POST if request.method == "POST" else None, event_admin.admin_site)
    if request.method == "POST" and form.is_valid():
        try:
            made = invite_offices(event=event, organisations=form.chosen(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = ngettext("%(count)s office was added.", "%(count)s offices were added.", len(made))
            event_admin.message_user(request, said % {"count": len(made)})
            return redirect(board)
    context = {
        **event_admin.admin_site.each_context(request),
        "title": _("Add offices"),
        "trail": [*event_trail(event), (_("Offices and head-counts"), board)],
        "event": event,
        "form": form,
        "usual_kinds": [kind.value for kind in USUAL_KINDS if kind in dict(form.fields["kinds"].choices)],  # type: ignore[attr-defined]
        "back": board,
    }
    return TemplateResponse(request, "admin/events/event/invite.html", context)
