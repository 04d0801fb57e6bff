"""The count of an event: its page with what is missing, its steps, and the downloads."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from participants.admin.steps import Step, step_page
from participants.admin.words import event_trail, phase_words
from participants.models import CountPhase
from participants.selectors import totals
from participants.services.counts import close_count, reopen_count
from participants.services.publishing import certify_count, update_preliminary
from participants.views import download_summary

STEPS = {
    "close": Step(
        _("Close the count"),
        "participants.change_attendingoffice",
        _("From then on only those who certify the count can still change figures."),
        lambda event, by, words: close_count(event=event, by=by),
    ),
    "certify": Step(
        _("Certify the count"),
        "events.certify_event",
        _("The public sees these totals as certified from then on."),
        lambda event, by, words: certify_count(event=event, by=by),
    ),
    "preliminary": Step(
        _("Update the preliminary total"),
        "participants.change_attendingoffice",
        _("The public sees the totals as they stand now, as a preliminary total."),
        lambda event, by, words: update_preliminary(event=event, by=by),
    ),
    "reopen": Step(
        _("Open the count again"),
        "events.certify_event",
        _("What is published stays until the totals are updated or certified again."),
        lambda event, by, words: reopen_count(event=event, by=by, reason=words),
        words=_("Why it is opened again"),
    ),
}

POSSIBLE = {
    CountPhase.OPEN: ("preliminary", "close"),
    CountPhase.CLOSED: ("preliminary", "certify", "reopen"),
    CountPhase.CERTIFIED: ("reopen",),
}
"""Which steps a count can take from which phase."""


def count_urls(admin: Any) -> list[URLPattern]:
    """Return the addresses of the count, under those of events."""
    view = admin.admin_site.admin_view

    def count(request: HttpRequest, event_id: int) -> HttpResponse:
        return count_page(admin, request, event_id)

    def step(request: HttpRequest, event_id: int, step: str) -> HttpResponse:
        return count_step(admin, request, event_id, step)

    return [
        path("<int:event_id>/count/", view(count), name="events_event_count"),
        path("<int:event_id>/count/<slug:step>/", view(step), name="events_event_count_step"),
        path("<int:event_id>/summary.<slug:format>", view(download_summary), name="events_event_summary"),
    ]


def count_page(admin: Any, request: HttpRequest, event_id: int) -> HttpResponse:
    """Show how far the count has come, what is missing, and which steps the user can take."""
    people = ("count_state__closed_by", "count_state__certified_by")
    event = get_object_or_404(Event.objects.select_related(*people), pk=event_id)
    if not admin.has_view_permission(request, event):
        raise PermissionDenied
    state = getattr(event, "count_state", None)
    published = event.versions.exists()
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Count"),
        "trail": event_trail(event),
        "event": event,
        "phase": phase_words(event),
        "state": state,
        "totals": totals.live(event),
        "snapshots": totals.snapshots(event),
        "steps": [
            (STEPS[name].title, reverse("admin:events_event_count_step", args=[event.pk, name]))
            for name in POSSIBLE[CountPhase(state.phase) if state else CountPhase.OPEN]
            if request.user.has_perm(STEPS[name].permission) and (name != "preliminary" or published)
        ],
    }
    return TemplateResponse(request, "admin/events/event/count.html", context)


def count_step(admin: Any, request: HttpRequest, event_id: int, name: str) -> HttpResponse:
    """Ask for confirmation (and words, where a step needs them), then take the step."""
    event = get_object_or_404(Event, pk=event_id)
    back = reverse("admin:events_event_count", args=[event.pk])
    return step_page(admin, request, STEPS.get(name), event, trail=event_trail(event), back=back)
