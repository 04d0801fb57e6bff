"""An invented event that is still to come."""

import datetime as dt
from itertools import cycle

from events.models import Event
from participants.demo.full import make_demonstration, official_offices
from participants.demo.staff import Staff
from participants.demo.texts import make_event, read
from participants.models import AttendingOffice, Reply
from participants.services.offices import invite_offices

CODE = "demo-02"
DAYS_AHEAD = 45


def load(staff: Staff, today: dt.date) -> Event:
    """Plan the event some weeks ahead, on a Tuesday and Wednesday, and invite the offices; some have replied."""
    programme, bodies = make_demonstration(today)
    first_day = today + dt.timedelta(days=DAYS_AHEAD)
    first_day += dt.timedelta(days=(1 - first_day.weekday()) % 7)
    event = make_event(read("upcoming.toml"), programme, staff.editor, first_day)
    cooperatives = [body for body in bodies if body.kind == "cooperative"]
    offices = invite_offices(event=event, organisations=[*official_offices(), *cooperatives], by=staff.editor)
    replies = cycle([Reply.YES, Reply.YES, Reply.NONE, Reply.YES, Reply.NONE, Reply.NONE, Reply.NO])
    for number, (office, reply) in enumerate(zip(offices, replies, strict=False)):
        office.target, office.reply = 5 + number % 4, reply
        office.reply_people = office.target - number % 2 if reply == Reply.YES else None
    AttendingOffice.objects.bulk_update(offices, ["target", "reply", "reply_people"])
    return event
