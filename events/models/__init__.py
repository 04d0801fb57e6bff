"""What happened: events, speakers, reports."""

from events.models.event import (
    Event,
    EventDay,
    EventFormat,
    EventKind,
    EventOrganiser,
    EventState,
    OrganiserPart,
    Session,
    SessionKind,
)
from events.models.report import (
    Document,
    DocumentKind,
    Photo,
    Report,
    ReportState,
    ReportStep,
    ReportVersion,
    StepKind,
    VersionKind,
)
from events.models.speaker import Appearance, Capacity, Prefix, Speaker

__all__ = [
    "Appearance",
    "Capacity",
    "Document",
    "DocumentKind",
    "Event",
    "EventDay",
    "EventFormat",
    "EventKind",
    "EventOrganiser",
    "EventState",
    "OrganiserPart",
    "Photo",
    "Prefix",
    "Report",
    "ReportState",
    "ReportStep",
    "ReportVersion",
    "Session",
    "SessionKind",
    "Speaker",
    "StepKind",
    "VersionKind",
]
