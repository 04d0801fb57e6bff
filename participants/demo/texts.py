"""Reads the texts of the demonstration and makes programmes, bodies and events of them."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from events.models import Appearance, Event, EventDay, EventOrganiser, Prefix, Report, Session, Speaker
from programmes.models import Organisation, Programme, ServiceForm, User

Data = dict[str, Any]

FOLDER = Path(__file__).parent
MARK = "ข้อมูลสมมติเพื่อสาธิต"


def read(name: str) -> Data:
    """Return the content of one of the TOML files beside this module."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def bodies_named(names: set[str]) -> dict[str, Organisation]:
    """Return the organisations that have these names, or had them before staff renamed them; 3 queries."""
    past = dict(Organisation.history.filter(name__in=names).order_by("history_date").values_list("name", "id"))
    renamed = Organisation.objects.in_bulk(list(past.values()))
    found = {name: renamed[pk] for name, pk in past.items() if pk in renamed}
    return found | {body.name: body for body in Organisation.objects.filter(name__in=names)}


def make_bodies(rows: list[Data]) -> list[Organisation]:
    """Put the invented bodies into the register, unless they are there; all of them, in the order of ``rows``."""
    there = bodies_named({row["name"] for row in rows})
    forms = {form.sort_no: form for form in ServiceForm.objects.all()}
    for with_parent in (False, True):
        new = [row for row in rows if row["name"] not in there and ("parent" in row) is with_parent]
        made = bulk_create_with_history([invented_body(row, there, forms) for row in new], Organisation)
        there |= {body.name: body for body in made}
    return [there[row["name"]] for row in rows]


def invented_body(row: Data, there: dict[str, Organisation], forms: dict[int, ServiceForm]) -> Organisation:
    """Return the body that ``row`` describes, not saved."""
    return Organisation(
        name=row["name"],
        short_name=row.get("short_name", ""),
        kind=row["kind"],
        cooperative_type=row.get("cooperative_type", ""),
        service_form=forms.get(row.get("service_form", 0)),
        federation_level=row.get("federation_level", ""),
        province_id=row.get("province"),
        parent=there[row["parent"]] if "parent" in row else None,
        sort_no=row.get("sort_no", 900100),
        source=MARK,
        confirmed=False,
    )


def make_programme(data: Data, **fields: Any) -> Programme:
    """Make the programme, unless one with its slug is there."""
    there = Programme.objects.filter(slug=data["slug"]).first()
    if there:
        return there
    texts = {name: value for name, value in data.items() if name not in {"objectives", "lead_organisation"}}
    lead = Organisation.objects.filter(name=data.get("lead_organisation", "")).first()
    programme = Programme.objects.create(lead_organisation=lead, is_public=True, **texts, **fields)
    for number, text in enumerate(data.get("objectives", []), 1):
        programme.objectives.create(text=text, sort_no=number)
    return programme


def make_event(data: Data, programme: Programme, by: User, first_day: dt.date | None = None) -> Event:
    """Make one event with organisers, days, agenda and speakers; days without a date count from ``first_day``."""
    texts = dict(data["event"])
    bodies = bodies_named(
        {row["name"] for row in data["organisers"]}
        | {row["organisation"] for row in data["appearances"] if "organisation" in row}
        | {texts.get("contact_organisation", "")}
    )
    if first_day:
        texts |= deadlines(first_day, data["days"][-1]["after"])
    event = Event.objects.create(
        programme=programme,
        province_id=texts.pop("province"),
        contact_organisation=bodies.get(texts.pop("contact_organisation", "")),
        is_public=True,
        demonstration=programme.demonstration,
        **texts,
    )
    EventOrganiser.objects.bulk_create(
        EventOrganiser(event=event, organisation=bodies[row["name"]], part=row.get("part", "organiser"), sort_no=number)
        for number, row in enumerate(data["organisers"], 1)
    )
    EventDay.objects.bulk_create(EventDay(event=event, **dated(row, first_day)) for row in data["days"])
    sessions = Session.objects.bulk_create(
        Session(event=event, sort_no=number, **dated(row, first_day))
        for number, row in enumerate(data.get("sessions", []), 1)
    )
    make_appearances(data["appearances"], event, bodies, {session.title: session for session in sessions}, by)
    return event


def deadlines(first_day: dt.date, more_days: int) -> Data:
    """Return when offices and the summary are due, counted from the last day."""
    last_day = first_day + dt.timedelta(days=more_days)
    due = dt.datetime.combine(last_day + dt.timedelta(days=7), dt.time(16, 30), timezone.get_current_timezone())
    return {"reports_due_at": due, "summary_due_on": last_day + dt.timedelta(days=60)}


def dated(row: Data, first_day: dt.date | None) -> Data:
    """Return ``row`` with its date where it gives one, or the distance from the first day."""
    after = row.get("after")
    date = {"date": first_day + dt.timedelta(days=after)} if first_day and after is not None else {}
    return {name: value for name, value in row.items() if name != "after"} | date


def make_appearances(
    rows: list[Data], event: Event, bodies: dict[str, Organisation], sessions: dict[str, Session], by: User
) -> None:
    """Put the speakers in their order; somebody who spoke in the same programme before is the same speaker."""
    prefixes = Prefix.objects.in_bulk({row["prefix"] for row in rows}, field_name="text")
    there = Speaker.objects.filter(appearances__event__programme=event.programme).select_related("prefix")
    speakers = {(speaker.first_name, speaker.last_name): speaker for speaker in there}
    for row in rows:
        name = row["first_name"], row["last_name"]
        if name not in speakers:
            speakers[name] = Speaker.objects.create(
                prefix=prefixes[row["prefix"]], first_name=name[0], last_name=name[1]
            )
    bulk_create_with_history(
        [
            Appearance(
                event=event,
                session=sessions.get(row.get("session", "")),
                speaker=(speaker := speakers[row["first_name"], row["last_name"]]),
                name=speaker.full_name,
                capacity=row["capacity"],
                acting_for=row.get("acting_for", ""),
                position=row.get("position", ""),
                organisation=bodies.get(row.get("organisation", "")),
                topic=row.get("topic", ""),
                said=row.get("said", "").strip(),
                staff_note=row.get("staff_note", ""),
                sort_no=number,
            )
            for number, row in enumerate(rows, 1)
        ],
        Appearance,
        default_user=by,
    )


def make_report(data: Data, event: Event, by: User) -> Report:
    """Make the draft of the report, last edited by ``by``."""
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in data["report"].items()}
    return Report.objects.create(event=event, edited_by=by, edited_at=timezone.now(), **texts)
