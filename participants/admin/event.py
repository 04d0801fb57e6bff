"""Events: the list that answers what is not published or counted yet, and the page on which an event is entered."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Min, OrderBy, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from coopportal.admin import (
    NOTHING,
    FiscalYearFilter,
    HistoryModelAdmin,
    PortalForm,
    Tool,
    VersionedAdminMixin,
    VersionedForm,
    be_date,
)
from coopportal.fields import BuddhistDateField
from coopportal.thai.dates import fiscal_year
from events.models import Event, EventDay, Report
from participants.admin import board, figures, files, photos
from participants.admin.inlines import INLINES
from participants.admin.words import event_trail, phase_words, report_words
from participants.exports.attendance import PERMISSION
from participants.models import CountPhase
from participants.selectors import totals
from participants.selectors.worklist import count_open, not_published, with_progress, without_report
from participants.services.copying import copy_event
from participants.services.counts import close_count
from participants.services.indexing import touch
from participants.services.publishing import certify_count, mark_edited
from participants.views import download_summaries
from programmes.models import SearchKind
from programmes.search.index import widened

SHOWN_IN_REPORT = {
    "programme",
    "code",
    "title",
    "kind",
    "batch_number",
    "format",
    "broadcast_channels",
    "province",
    "objectives",
    "attending_bodies",
    "demonstration",
    "contact_organisation",
    "contact_phone",
    "not_stated",
}
"""Fields of the event that the report shows: who changes one of them has edited the report."""


class EventYearFilter(FiscalYearFilter):
    """Events whose first day lies in a fiscal year."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        """Offer the years from the first event to the last one."""
        days = EventDay.objects.aggregate(first=Min("date"), last=Max("date"))
        if days["first"] is None:
            return []
        return [(y, str(y)) for y in range(fiscal_year(days["last"]), fiscal_year(days["first"]) - 1, -1)]


class WorkFilter(admin.SimpleListFilter):
    """What is left to do with an event."""

    title = _("what is left to do")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the questions that staff ask."""
        return [
            ("unpublished", _("held, report not published")),
            ("no_report", _("held, no report yet")),
            ("count_open", _("count still open")),
            ("not_certified", _("count not certified")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the events with this work left."""
        match self.value():
            case "unpublished":
                return not_published(queryset)
            case "no_report":
                return without_report(queryset)
            case "count_open":
                return count_open(queryset)
            case "not_certified":
                return queryset.exclude(count_state__phase=CountPhase.CERTIFIED)
        return queryset


class CopyForm(PortalForm):
    """What a copy of an event needs of its own."""

    first_day = BuddhistDateField(label=_("first day"), required=False)

    class Meta:
        model = Event
        fields = ["title", "code"]


@admin.register(Event)
class EventAdmin(VersionedAdminMixin, HistoryModelAdmin):
    """Events."""

    touch = staticmethod(touch)
    form = VersionedForm
    # In a folded group each field stands alone: Django opens a group with a fault only if it finds the field by its name.
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "programme",
                    "title",
                    ("kind", "batch_number"),
                    "code",
                    ("format", "broadcast_channels"),
                    "province",
                ]
            },
        ),
        (_("State and publication"), {"fields": ["state", "state_note", ("is_public", "demonstration")]}),
        (
            _("Aims and targets"),
            {
                "classes": ["collapse"],
                "fields": ["objectives", "attending_bodies", "target_people", "target_offices"],
            },
        ),
        (
            _("Announced total"),
            {
                "classes": ["collapse"],
                "fields": [
                    "announced_total",
                    "announced_source",
                    "announced_url",
                    "announced_on",
                    "announced_includes",
                ],
            },
        ),
        (
            _("Count and deadlines"),
            {
                "classes": ["collapse"],
                "fields": ["counts_speakers", "counts_guests", "reports_due_at", "summary_due_on"],
            },
        ),
        (_("Budget"), {"classes": ["collapse"], "fields": ["budget_approved", "budget_spent"]}),
        (
            _("Contact and notes"),
            {"classes": ["collapse"], "fields": ["contact_organisation", "contact_phone", "not_stated", "staff_note"]},
        ),
    ]
    inlines = INLINES
    autocomplete_fields = ["programme", "contact_organisation"]
    loads = ("programme", "contact_organisation", "report", "count_state")
    list_display = ["title_and_programme", "day", "state", "report_state", "count", "people"]
    list_filter = [EventYearFilter, WorkFilter, "state", "kind", "format", "programme"]
    date_hierarchy = "days__date"
    search_fields = [
        "title",
        "code",
        "programme__title",
        "appearances__name",
        "appearances__speaker__first_name",
        "appearances__speaker__last_name",
    ]
    search_help_text = _("Title, code, programme, speaker, or words of the report.")
    actions = ["download_summaries", "close_counts", "certify_counts"]

    # -- the list ------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the list shows with the events."""
        events: Any = super().get_queryset(request)
        return with_progress(events.with_dates())

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search titles and codes by letters, and the texts of events and reports by words."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return widened(found, queryset, SearchKind.EVENT, search_term), duplicates

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Order by first day, the latest first; also where other forms offer events, whose rows have no ``first_day``."""
        days = EventDay.objects.filter(event=OuterRef("pk")).order_by("date")
        return [OrderBy(Subquery(days.values("date")[:1]), descending=True, nulls_last=True), "-id"]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Add the published figures of the page, in one query."""
        changelist = super().get_changelist_instance(request)
        headlines = totals.published_headlines(event.pk for event in changelist.result_list)
        for event in changelist.result_list:
            event.headline = headlines.get(event.pk)
        return changelist

    @admin.display(description=_("event and programme"), ordering="title")
    def title_and_programme(self, event: Event) -> str:
        """Return the title, and under it the programme."""
        return format_html('{}<br><span class="quiet">{}</span>', event.title, event.programme.title)

    @admin.display(description=_("first day"), ordering="first_day")
    def day(self, event: Any) -> str:
        """Return the first day in the Buddhist era."""
        return be_date(event.first_day)

    @admin.display(description=_("report"))
    def report_state(self, event: Any) -> str:
        """Return in words what the public sees of the report, and what is in work."""
        report = getattr(event, "report", None)
        words = report_words(event.version_kind, report)
        return format_html('<span class="badge {}">{}</span>', *words)

    @admin.display(description=_("count, offices reported"), ordering="count_state__phase")
    def count(self, event: Any) -> str:
        """Return the state of the count in words, and how many of the invited offices have reported."""
        phase = phase_words(event)
        if not event.offices_invited:
            return phase
        board = reverse("admin:events_event_offices", args=[event.pk])
        reported, invited = event.offices_invited - event.offices_missing, event.offices_invited
        return format_html('{}<br><a href="{}">{} / {}</a>', phase, board, f"{reported:,}", f"{invited:,}")

    @admin.display(description=_("announced / counted (people)"))
    def people(self, event: Any) -> str:
        """Return the announced total, and the counted one as last frozen."""
        headline = event.headline
        counted = f"{headline.people:,}" if headline and headline.kind != "announced" else NOTHING
        announced = NOTHING if event.announced_total is None else f"{event.announced_total:,}"
        return f"{announced} / {counted}"

    # -- the page ------------------------------------------------------------------------------------------------------

    def object_tools(self, request: HttpRequest, obj: Event) -> list[Tool]:
        """Link to everything that belongs to the event."""
        at = [obj.pk]
        tools = [
            Tool(_("Report"), reverse("admin:events_event_report", args=at)),
            Tool(_("Photos"), reverse("admin:events_event_photos", args=at)),
            Tool(_("Offices and head-counts"), reverse("admin:events_event_offices", args=at)),
        ]
        if request.user.has_perm("participants.view_participant"):
            people = reverse("admin:participants_participant_changelist")
            tools.append(Tool(_("Participants"), f"{people}?event__id__exact={obj.pk}"))
        tools += [
            Tool(_("Count"), reverse("admin:events_event_count", args=at)),
            Tool(_("Preview"), f"{reverse('events:detail', args=at)}?preview"),
        ]
        if obj.is_public and obj.programme.is_public:
            tools.append(Tool(_("Public page"), reverse("events:detail", args=at)))
        summary = reverse("admin:events_event_summary", args=[obj.pk, "xlsx"])
        tools += [
            Tool(_("Summary (XLSX)"), summary),
            Tool(_("Summary (CSV)"), reverse("admin:events_event_summary", args=[obj.pk, "csv"])),
        ]
        if obj.version_kind:  # type: ignore[attr-defined]  # from with_progress
            tools.append(Tool(_("Summary of this moment (XLSX)"), f"{summary}?live"))
        if self.has_add_permission(request):
            tools.append(Tool(_("Copy to a new event"), reverse("admin:events_event_copy", args=at)))
        return tools

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Say in the heading of each kind of row, most of which are folded, how many there are; no query."""
        for group in context["inline_admin_formsets"]:
            if rows := len(group.formset.initial_forms):
                group.opts.verbose_name_plural = f"{group.opts.verbose_name_plural} ({rows})"
        return super().render_change_form(request, context, **options)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """An event whose report was ever published is not deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.versions.exists())

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Save the rows; if the report shows something of what changed, its last editor is this user."""
        super().save_related(request, form, formsets, change)
        if SHOWN_IN_REPORT & set(form.changed_data) or any(formset.has_changed() for formset in formsets):
            mark_edited(event=form.instance, by=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        """Add the pages under an event."""
        view = self.admin_site.admin_view
        return [
            path("<int:event_id>/report/", view(self.report_view), name="events_event_report"),
            path("<int:event_id>/copy/", view(self.copy_view), name="events_event_copy"),
            *board.board_urls(self),
            *figures.count_urls(self),
            *photos.photo_urls(self),
            *files.urls(),
            *super().get_urls(),
        ]

    def report_view(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Go to the report of an event, or to the form for a new one."""
        report = Report.objects.filter(event=event_id).first()
        if report:
            return redirect("admin:events_report_change", report.pk)
        return redirect(f"{reverse('admin:events_report_add')}?event={event_id}")

    def copy_view(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Make a new event with the frame of this one."""
        source = get_object_or_404(Event, pk=event_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopyForm(request.POST if request.method == "POST" else None, initial={"title": source.title})
        if request.method == "POST" and form.is_valid():
            try:
                copy = copy_event(source=source, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, gettext("The event was copied. Check what is here, then add what is new."))
                return redirect("admin:events_event_change", copy.pk)
        return TemplateResponse(
            request,
            "admin/step.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Copy to a new event"),
                "intro": _(
                    "Copied are organisers, agenda, speakers and offices with their targets; "
                    "what happened is left behind. With a first day, the days move along."
                ),
                "trail": event_trail(source),
                "form": form,
                "button": _("Copy"),
                "back": reverse("admin:events_event_change", args=[source.pk]),
            },
        )

    # -- actions -------------------------------------------------------------------------------------------------------

    def has_download_permission(self, request: HttpRequest) -> bool:
        """Whether the user may take summaries."""
        return request.user.has_perm(PERMISSION)

    def has_close_count_permission(self, request: HttpRequest) -> bool:
        """Whether the user may close counts, here as on the page of one count."""
        return request.user.has_perm(figures.STEPS["close"].permission)

    def has_certify_count_permission(self, request: HttpRequest) -> bool:
        """Whether the user may certify counts, here as on the page of one count."""
        return request.user.has_perm(figures.STEPS["certify"].permission)

    @admin.action(description=_("Download the summaries of the selected events (ZIP)"), permissions=["download"])
    def download_summaries(self, request: HttpRequest, queryset: Any) -> HttpResponseBase:
        """Send the summaries of several events as one file."""
        return download_summaries(request, [event.pk for event in queryset])

    @admin.action(description=_("Close the count of the selected events"), permissions=["close_count"])
    def close_counts(self, request: HttpRequest, queryset: Any) -> None:
        """Close the counts."""
        self.for_each(request, queryset, close_count)

    @admin.action(description=_("Certify the count of the selected events"), permissions=["certify_count"])
    def certify_counts(self, request: HttpRequest, queryset: Any) -> None:
        """Certify the counts."""
        self.for_each(request, queryset, certify_count)

    def for_each(self, request: HttpRequest, events: Any, service: Any) -> None:
        """Call a service for each event and say how many worked, and what stood in the way of the others."""
        done = 0
        for event in Event.objects.filter(pk__in=[event.pk for event in events]):
            try:
                service(event=event, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, f"{event}: {' '.join(error.messages)}", messages.ERROR)
        if done:
            self.message_user(
                request,
                ngettext("Done for %(count)s event.", "Done for %(count)s events.", done) % {"count": done},
                messages.SUCCESS,
            )
