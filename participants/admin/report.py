"""Reports: the form of a draft, and its way to the public."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from coopportal.admin import HistoryModelAdmin, Tool, VersionedAdminMixin, VersionedForm, be_datetime_column
from coopportal.editor import RichTextField
from events.models import Report, ReportState, VersionKind
from participants.admin.steps import Step, step_page
from participants.admin.words import event_trail, report_words
from participants.services.indexing import touch
from participants.services.publishing import (
    PUBLISHABLE,
    check_report,
    mark_edited,
    publish_report,
    send_back_report,
    submit_report,
    withdraw_report,
)
from programmes.models import SearchKind
from programmes.search.index import widened

STEPS = {
    "submit": Step(
        _("Send to review"),
        "events.change_report",
        _("The report goes to those who check and publish it."),
        lambda report, by, words: submit_report(report=report, by=by),
    ),
    "check": Step(
        _("Mark as checked"),
        "events.review_event",
        _("The report goes on to those who publish it."),
        lambda report, by, words: check_report(report=report, by=by),
    ),
    "send-back": Step(
        _("Send back with a remark"),
        "events.review_event",
        _("The editor sees the remark and works on the report again."),
        lambda report, by, words: send_back_report(report=report, by=by, remark=words),
        words=_("What should be changed"),
    ),
    "publish": Step(
        _("Publish"),
        "events.publish_event",
        _("The public sees the report at once, with the totals as they stand now."),
        lambda report, by, words: publish_report(report=report, by=by),
    ),
    "correct": Step(
        _("Publish the correction"),
        "events.publish_event",
        _("The public sees the new text at once, with a note on what was corrected."),
        lambda report, by, words: publish_report(report=report, by=by, public_note=words),
        words=_("What was corrected (the public reads this)"),
    ),
    "withdraw": Step(
        _("Withdraw the report"),
        "events.publish_event",
        _("The public sees only your note from then on; photos and documents are taken off the web."),
        lambda report, by, words: withdraw_report(event=report.event, by=by, public_note=words),
        words=_("Why the report is withdrawn (the public reads this)"),
        danger=True,
    ),
}


class ReportForm(VersionedForm):
    """The texts of a report; three of them are rich text."""

    body = RichTextField(label=_("news text"), required=False)
    key_points = RichTextField(label=_("key points"), required=False)
    recommendations = RichTextField(label=_("recommendations and next steps"), required=False)


@admin.register(Report)
class ReportAdmin(VersionedAdminMixin, HistoryModelAdmin):
    """Reports; their states are changed by the steps alone, never by the form."""

    touch = staticmethod(touch)
    form = ReportForm
    fieldsets = [
        (None, {"fields": ["event"]}),
        (_("Texts for the public"), {"fields": ["headline", "lead", "body", "key_points"]}),
        (_("After the event"), {"fields": ["problems", "recommendations", "publish_recommendations"]}),
    ]
    autocomplete_fields = ["event"]
    loads = ("event", "event__programme", "edited_by")
    list_display = ["headline_or_event", "event", "state", "edited_by", "edited"]
    list_filter = ["state", "event__programme"]
    date_hierarchy = "edited_at"
    search_fields = ["headline", "event__title", "event__code"]
    ordering = ["-edited_at", "-id"]
    change_form_template = "admin/events/report/change_form.html"
    edited = be_datetime_column("edited_at", _("last edited at"))

    @admin.display(description=_("headline"), ordering="headline")
    def headline_or_event(self, report: Report) -> str:
        """Return the headline, or the event's title while there is none."""
        return str(report)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search titles and codes by letters, and the texts of reports by words."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return widened(found, queryset, SearchKind.EVENT, search_term, by="event"), duplicates

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> list[str]:
        """A report stays with its event."""
        return ["event"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        """A report that was ever published is not deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.event.versions.exists())

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Note who edited the report last, if anything changed."""
        super().save_related(request, form, formsets, change)
        if form.has_changed():
            mark_edited(event=form.instance.event, by=request.user)  # type: ignore[arg-type]

    def trail(self, request: HttpRequest, obj: Report | None) -> list[tuple[Any, str]]:
        """Lead over the event."""
        return event_trail(obj.event) if obj else super().trail(request, obj)

    def object_tools(self, request: HttpRequest, obj: Report) -> list[Tool]:
        """Link to the event and to the draft as readers would see it."""
        return [
            Tool(_("Event"), reverse("admin:events_event_change", args=[obj.event_id])),
            Tool(_("Photos"), reverse("admin:events_event_photos", args=[obj.event_id])),
            Tool(_("Preview"), f"{reverse('events:detail', args=[obj.event_id])}?preview"),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *, obj: Report | None = None, **options: Any
    ) -> HttpResponse:
        """Add the way of the report: its steps so far, its versions, and what the user can do now."""
        if obj is not None:
            versions = list(obj.event.versions.select_related("by").order_by("-number").defer("content"))
            latest = versions[0].kind if versions else None
            context |= {
                "words": report_words(latest, obj),
                "steps_so_far": list(obj.steps.select_related("by").order_by("-id")),
                "versions": versions,
                "possible": self.possible(request, obj, latest),
                "edited_last_by_user": self.waits_for_another(request, obj),
            }
        return super().render_change_form(request, context, obj=obj, **options)

    # -- its way -------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the steps."""
        step = self.admin_site.admin_view(self.step_view)
        return [path("<int:report_id>/step/<slug:step>/", step, name="events_report_step"), *super().get_urls()]

    def waits_for_another(self, request: HttpRequest, report: Report) -> bool:
        """Whether this user could check or publish now, had somebody else edited last."""
        decides = request.user.has_perm("events.publish_event") or request.user.has_perm("events.review_event")
        in_review = report.state in {ReportState.IN_REVIEW, ReportState.CHECKED}
        return decides and in_review and report.edited_by_id == request.user.pk

    def possible(self, request: HttpRequest, report: Report, latest: str | None) -> list[tuple[Any, str, bool]]:
        """Return the steps (title, address, danger) that the report's state and the user's rights allow."""
        names = []
        if report.state in {ReportState.DRAFT, ReportState.SENT_BACK}:
            names.append("submit")
        if not self.waits_for_another(request, report):
            if report.state == ReportState.IN_REVIEW and settings.APPROVAL_LEVELS == 2:
                names.append("check")
            if report.state in PUBLISHABLE[settings.APPROVAL_LEVELS]:
                names.append("correct" if latest else "publish")
        if report.state in {ReportState.IN_REVIEW, ReportState.CHECKED}:
            names.append("send-back")
        if latest in {VersionKind.FIRST, VersionKind.CORRECTION}:
            names.append("withdraw")
        return [
            (STEPS[name].title, reverse("admin:events_report_step", args=[report.pk, name]), STEPS[name].danger)
            for name in names
            if request.user.has_perm(STEPS[name].permission)
        ]

    def step_view(self, request: HttpRequest, report_id: int, step: str) -> HttpResponse:
        """Ask, then take a step; the report is locked from the comparison with what the user saw to the step's end."""
        reports = Report.objects.select_related("event")
        if request.method != "POST":
            return self.step_page(request, get_object_or_404(reports, pk=report_id), step)
        with transaction.atomic():
            report = get_object_or_404(reports.select_for_update(of=("self",)), pk=report_id)
            return self.step_page(request, report, step)

    def step_page(self, request: HttpRequest, report: Report, step: str) -> HttpResponse:
        """Return the page of a step, or take it; not if the draft was edited after the user had opened the page."""
        return step_page(
            self,
            request,
            STEPS.get(step),
            report,
            trail=[*event_trail(report.event), (_("report"), self.address(report))],
            back=self.address(report),
            seen=report.edited_at.isoformat() if report.edited_at else "-",
        )

    def address(self, report: Report) -> str:
        """Return the address of the form of a report."""
        return reverse("admin:events_report_change", args=[report.pk])
