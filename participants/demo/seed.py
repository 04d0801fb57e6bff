"""The real event of 26 April 2565, with only what its source says."""

import datetime as dt

from events.models import Event
from participants.demo.staff import Staff
from participants.demo.steps import publish
from participants.demo.texts import make_event, make_programme, make_report, read

CODE = "bus-2565-01"


def load(staff: Staff, today: dt.date) -> Event:
    """Make the event and publish its report; ``today`` does not matter to what happened long ago."""
    data = read("seed.toml")
    event = make_event(data, make_programme(data["programme"]), staff.editor)
    publish(make_report(data, event, staff.editor), staff)
    return event
