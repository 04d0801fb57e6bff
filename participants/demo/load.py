"""Puts the demonstration into the portal."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from events.models import Event
from participants.demo import full, seed, upcoming
from participants.demo.staff import make_staff
from participants.demo.texts import make_bodies, read
from participants.services import indexing
from programmes.models import Organisation, Role, User

STEPS = (seed, full, upcoming)


@dataclass(frozen=True)
class Loaded:
    """What was made now: events, and users who sign in with ``password``."""

    events: list[Event] = field(default_factory=list)
    users: dict[Role, User] = field(default_factory=dict)
    password: str = ""


def is_missing(code: str) -> bool:
    """Return whether no event with this code is or ever was in the portal; 2 queries."""
    return not (Event.objects.filter(code=code).exists() or Event.history.filter(code=code).exists())


def missing_steps() -> list:
    """Return the parts of the demonstration that never were in the portal."""
    return [step for step in STEPS if is_missing(step.CODE)]


def load_demo(*, today: dt.date, password: str = "") -> Loaded:
    """Make what never was there, each event in a transaction of its own; reference data and roles must be there.

    Safe to run again: an event that is there is never changed, one that staff deleted does not come back, and nobody's
    password is changed. Users are made only together with an event; without ``password`` they get a fresh random one.
    """
    steps = missing_steps()
    if not steps:
        return Loaded()
    with transaction.atomic():
        staff = make_staff(home(), password)
        events = [steps[0].load(staff, today)]
    for step in steps[1:]:
        with transaction.atomic():
            events.append(step.load(staff, today))
    indexing.rebuild_all()
    return Loaded(events, staff.new, staff.password)


def home() -> Organisation:
    """Return the body in which the demonstration's users work: an invented one."""
    return make_bodies(read("bodies.toml")["bodies"])[1]
