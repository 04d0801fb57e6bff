"""A report's way to the public, as the people of the demonstration go it."""

from django.conf import settings

from events.models import Report
from participants.demo.staff import Staff
from participants.services.publishing import check_report, publish_report, submit_report


def publish(report: Report, staff: Staff, public_note: str = "") -> None:
    """Send the report to review as the editor, check it where two levels are set, and publish it as the approver."""
    submit_report(report=report, by=staff.editor)
    if settings.APPROVAL_LEVELS > 1:
        check_report(report=report, by=staff.approver)
    publish_report(report=report, by=staff.approver, public_note=public_note)
