"""Named participants: who changed whom, without a personal value in the log."""

from collections.abc import Iterable

from participants.models import ChangeLog, Participant
from programmes.models import User


def log_person(*, participant: Participant, by: User, action: str, fields: Iterable[str] = ()) -> None:
    """Write one line of the change log: the row by its number, the fields by their names, no values.

    ``action`` is ``add_participant``, ``change_participant`` or ``delete_participant``. The caller's transaction is the
    one that makes the change.
    """
    ChangeLog.objects.create(
        event_id=participant.event_id,
        by=by,
        action=action,
        subject=f"participant {participant.pk}",
        fields=sorted(fields),
    )
