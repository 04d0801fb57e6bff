"""The rows of an event as the plain page of ``bench_plain.py`` holds them; runs inside the portal."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from coopportal.richtext import to_text
from events.models import Event
from events.selectors import event_page
from participants.models import Mode
from participants.selectors import totals

OFFICES = 80
MODES = {Mode.ONSITE: "venue", Mode.ROOM: "room", Mode.ONLINE: "online"}


def rows(code: str) -> str:
    """Return the rows of the event with this code by table, as JSON."""
    page = event_page(Event.objects.get(code=code).pk)
    figures = totals.published(page.event) if page else None
    if page is None or figures is None:
        raise SystemExit(f"the event {code} is not published")
    content, offices = page.content, [line for line in figures.offices if line.added][:OFFICES]
    provinces = sorted({line.province or "-" for line in offices})
    found: dict[str, list[dict[str, Any]]] = {
        "Programme": [{"id": 1, "title": content.programme}],
        "Event": [
            {
                "id": content.event_id,
                "programme_id": 1,
                "title": content.title,
                "day": content.first_day,
                "place": content.days[0].venue,
                "text": to_text(content.lead + content.body + content.key_points),
            }
        ],
        "Session": [
            {"event_id": content.event_id, "starts_at": one.starts_at, "ends_at": one.ends_at, "title": one.title}
            for one in content.sessions
        ],
        "Speaker": [{"id": number, "name": one.name} for number, one in enumerate(content.appearances, 1)],
        "Appearance": [
            {"event_id": content.event_id, "speaker_id": number, "position": one.position, "topic": one.topic}
            for number, one in enumerate(content.appearances, 1)
        ],
        "Province": [{"id": number, "name": name} for number, name in enumerate(provinces, 1)],
        "Organisation": [
            {"id": line.organisation_id, "name": line.name, "province_id": provinces.index(line.province or "-") + 1}
            for line in offices
        ],
        "Office": [
            {"id": line.office_id, "event_id": content.event_id, "organisation_id": line.organisation_id}
            for line in offices
        ],
        "Participant": [
            {"office_id": line.office_id, "mode": MODES[mode]}
            for line in offices
            for mode, people in line.by_mode.items()
            for _person in range(people)
        ],
    }
    return json.dumps(found, cls=DjangoJSONEncoder)
