"""What waits for the user, on the first page: one query for each kind of task that the user's rights allow."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from coopportal.admin import Task, TaskItem, be_date, be_datetime
from events.models import Event, Report
from participants.selectors import worklist

SHOWN = 5


@admin.site.add_tasks  # type: ignore[attr-defined]
def my_tasks(request: HttpRequest) -> Iterator[Task]:
    """Return what waits for the user of a request."""
    user: Any = request.user
    reports, events = reverse("admin:events_report_changelist"), reverse("admin:events_event_changelist")
    if user.has_perm("events.change_report"):
        yield task(_("Sent back to you"), worklist.sent_back_to(user), report_item, f"{reports}?state__exact=sent_back")
    if user.has_perm("events.review_event"):
        yield task(
            _("Reports to check"), worklist.waiting_for_check(user), report_item, f"{reports}?state__exact=in_review"
        )
    if user.has_perm("events.publish_event"):
        yield task(
            _("Reports to publish"),
            worklist.waiting_for_publication(user),
            report_item,
            f"{reports}?state__in=in_review,checked",
        )
    if user.has_perm("events.add_report"):
        yield task(
            _("Held, no report yet"),
            worklist.without_report(Event.objects.newest_first()),
            new_report_item,
            f"{events}?work=no_report",
        )
        yield task(
            _("Report begun, not published"),
            worklist.unfinished().select_related("report"),
            unfinished_item,
            f"{events}?work=unpublished",
        )
    if user.has_perm("participants.change_attendingoffice"):
        yield task(
            _("Count open past its deadline"),
            worklist.overdue_counts(timezone.now()),
            overdue_item,
            f"{events}?work=count_open",
        )


def task(title: Any, rows: QuerySet, item: Callable[[Any], TaskItem], url: str) -> Task:
    """Return a task with its first rows; 1 query."""
    if rows.model is Report:
        rows = rows.select_related("event").order_by("edited_at", "id")
    found = list(rows[: SHOWN + 1])
    return Task(str(title), tuple(item(row) for row in found[:SHOWN]), url, more=len(found) > SHOWN)


def report_item(report: Report) -> TaskItem:
    """Return a report with its event."""
    return TaskItem(str(report), reverse("admin:events_report_change", args=[report.pk]), report.event.title)


def new_report_item(event: Any) -> TaskItem:
    """Return an event whose report is to be written."""
    return TaskItem(event.title, reverse("admin:events_event_report", args=[event.pk]), be_date(event.first_day))


def unfinished_item(event: Any) -> TaskItem:
    """Return an event whose report is on its way."""
    url = reverse("admin:events_event_report", args=[event.pk])
    return TaskItem(event.title, url, str(event.report.get_state_display()))


def overdue_item(event: Any) -> TaskItem:
    """Return an event with the number of offices that have not reported."""
    missing = ngettext("%(count)s office missing", "%(count)s offices missing", event.offices_missing) % {
        "count": event.offices_missing
    }
    due = gettext("due %(when)s") % {"when": be_datetime(event.reports_due_at)}
    url = f"{reverse('admin:events_event_offices', args=[event.pk])}?state=pending"
    return TaskItem(event.title, url, f"{due} · {missing}")
