"""Staff area of events and attendance: everything that belongs to one event, its report and its count."""

from participants.admin import count, event, office, participant, report, tasks

__all__ = ["count", "event", "office", "participant", "report", "tasks"]
