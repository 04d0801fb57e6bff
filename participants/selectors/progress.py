"""How far a programme has come, by what is published of its events."""

from dataclasses import dataclass

from events.models import Event, EventState
from participants.selectors.statistics import sums
from programmes.models import Programme


@dataclass(frozen=True)
class Progress:
    """How far a programme has come: its events held and to come, and the people and offices of those that were counted.

    ``people`` are คน-ครั้ง where more than one event was ``counted``; ``None`` where none was. ``uncounted`` are events held
    that have no published count; what was only announced is not added.
    """

    held: int
    to_come: int
    counted: int
    people: int | None
    offices: int

    @property
    def uncounted(self) -> int:
        """Events held that are in no sum."""
        return self.held - self.counted


def progress(programme: Programme, events: list[Event]) -> Progress:
    """Return how far a programme has come; invented events of a real programme are left out; 1 query."""
    real = [event for event in events if programme.demonstration or not event.demonstration]
    held = [event for event in real if event.state == EventState.HELD]
    found = sums((event.pk for event in held if event.shows_report), len(held))
    to_come = sum(event.state in {EventState.PLANNED, EventState.POSTPONED} for event in real)
    return Progress(len(held), to_come, len(held) - found.uncounted, found.people, found.offices)
