"""How far a programme has come, by what is published of its events."""

from dataclasses import dataclass

from events.models import Event, EventState
from participants.selectors.totals import Headline, known_sum
from programmes.models import Programme


@dataclass(frozen=True)
class Progress:
    """How far a programme has come: its events held and to come, and the people (คน-ครั้ง) that were counted there.

    ``uncounted`` are events held that have no published count; what was only announced is not added.
    """

    held: int
    to_come: int
    people: int | None
    uncounted: int


def progress(programme: Programme, events: list[Event], headlines: dict[int, Headline]) -> Progress:
    """Return how far a programme has come; invented events of a real programme are left out; no query."""
    real = [event for event in events if programme.demonstration or not event.demonstration]
    held = [event for event in real if event.state == EventState.HELD]
    figures = [headlines[event.pk] for event in held if event.pk in headlines]
    counted = [figure.people for figure in figures if figure.kind != "announced"]
    to_come = sum(event.state in {EventState.PLANNED, EventState.POSTPONED} for event in real)
    return Progress(len(held), to_come, known_sum(counted), len(held) - len(counted))
