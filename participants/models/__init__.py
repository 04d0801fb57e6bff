"""Who came: offices, head-counts, named people, and the count."""

from participants.models.count import ChangeAction, ChangeLog, CountPhase, CountState, SnapshotKind, TotalsSnapshot
from participants.models.office import (
    AcceptedFigure,
    AcceptedReason,
    AttendingOffice,
    HeadCount,
    Mode,
    OfficeState,
    PersonRole,
    Reply,
)
from participants.models.participant import Attendance, AttendanceBasis, Participant, PersonGroup
from participants.models.published import OfficeStatus, PublishedOffice

__all__ = [
    "AcceptedFigure",
    "AcceptedReason",
    "Attendance",
    "AttendanceBasis",
    "AttendingOffice",
    "ChangeAction",
    "ChangeLog",
    "CountPhase",
    "CountState",
    "HeadCount",
    "Mode",
    "OfficeState",
    "OfficeStatus",
    "Participant",
    "PersonGroup",
    "PersonRole",
    "PublishedOffice",
    "Reply",
    "SnapshotKind",
    "TotalsSnapshot",
]
