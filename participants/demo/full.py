"""An invented event of the real one's size that shows everything: figures, names, differences, a certified count."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from coopportal.thai.dates import fiscal_year, fiscal_year_bounds
from events.media import stored_photo
from events.models import Document, Event, Photo
from participants.demo.figures import Plan, plan
from participants.demo.people import Names, make_people, speakers_of
from participants.demo.pictures import paper, photo
from participants.demo.staff import Staff
from participants.demo.steps import publish
from participants.demo.texts import Data, make_bodies, make_event, make_programme, make_report, read
from participants.models import AcceptedReason, AttendingOffice, HeadCount, Mode, OfficeState, Reply
from participants.services.counts import accept_figure, close_count
from participants.services.publishing import certify_count, mark_edited
from programmes.models import Organisation, OrganisationKind, Programme, User

CODE = "demo-01"
DAYS_AGO = 40
CENTRES = 5


def load(staff: Staff, today: dt.date) -> Event:
    """Make the event some weeks ago, on a Wednesday; publish it, correct it, and certify its count."""
    data = read("full.toml")
    programme, _bodies = make_demonstration(today)
    held = held_on(today)
    event = make_event(data, programme, staff.editor, held)
    event.announced_on = held
    event.save(update_fields=["announced_on"])
    make_files(data, event, held)
    plans, offices = make_figures(event, staff.editor, held)
    report = make_report(data, event, staff.editor)
    publish(report, staff)
    accept_figures(plans, offices, staff.approver)
    correct(data["correction"], event, staff)
    close_count(event=event, by=staff.editor)
    certify_count(event=event, by=staff.approver)
    return event


def held_on(today: dt.date) -> dt.date:
    """Return the Wednesday on which the event was held."""
    day = today - dt.timedelta(days=DAYS_AGO)
    return day - dt.timedelta(days=(day.weekday() - 2) % 7)


def make_demonstration(today: dt.date) -> tuple[Programme, list[Organisation]]:
    """Make the invented bodies and the programme of the demonstration, or return those that are there."""
    bodies = make_bodies(read("bodies.toml")["bodies"])
    programme = make_programme(read("full.toml")["programme"], **period(today), demonstration=True)
    return programme, bodies


def period(today: dt.date) -> Data:
    """Return the fiscal years of both events, and a period within them."""
    first, last = fiscal_year(held_on(today)), fiscal_year(today + dt.timedelta(days=60))
    return {
        "first_fiscal_year": first,
        "last_fiscal_year": last,
        "starts_on": max(held_on(today) - dt.timedelta(days=30), fiscal_year_bounds(first)[0]),
        "ends_on": min(today + dt.timedelta(days=120), fiscal_year_bounds(last)[1]),
    }


def official_offices() -> list[Organisation]:
    """Return the offices of the Bangkok areas and the provinces, in official order."""
    kinds = [OrganisationKind.AREA_OFFICE, OrganisationKind.PROVINCIAL]
    return list(Organisation.objects.filter(kind__in=kinds).select_related("province"))


def make_files(data: Data, event: Event, held: dt.date) -> None:
    """Draw the photos and write the documents; each has its own history."""
    for number, row in enumerate(data["photos"], 1):
        texts = {name: value for name, value in row.items() if name != "scene"}
        file = ContentFile(photo(row["scene"]), f"{row['scene']}.jpg")
        with stored_photo(file) as fields:
            Photo.objects.create(event=event, sort_no=number, **fields, **texts)
    for number, row in enumerate(data["documents"], 1):
        texts = {name: value for name, value in row.items() if name not in {"file", "dated_before"}}
        if "file" in row:
            texts |= {"file": ContentFile(paper(row["title"]), row["file"]), "original_name": row["file"]}
        if "dated_before" in row:
            texts["dated"] = held - dt.timedelta(days=row["dated_before"])
        Document.objects.create(event=event, sort_no=number, **texts)


def make_figures(event: Event, by: User, held: dt.date) -> tuple[list[Plan], dict[str, AttendingOffice]]:
    """Put about a hundred bodies on the board with what each reported, and name their people."""
    centres = Organisation.objects.filter(kind=OrganisationKind.CENTRE).select_related("province")[:CENTRES]
    invented = read("bodies.toml")["bodies"]
    bodies = {body.name: body for body in [*official_offices(), *centres, *make_bodies(invented)]}
    plans = plan(
        [body.name for body in official_offices()],
        [body.name for body in centres],
        invented,
        speakers=len(speakers_of(event)),
    )
    names = Names()
    offices = make_offices(plans, bodies, event, names, reporting_times(held))
    make_head_counts(plans, offices, by)
    make_people(event, plans, offices, names)
    return plans, offices


def reporting_times(held: dt.date) -> Callable[[bool], dt.datetime]:
    """Return a function that says when the next office reported: the same day or soon after, or late."""
    random = Random(26)  # noqa: S311 - invented times, the same each time
    end = dt.datetime.combine(held, dt.time(16, 10), timezone.get_current_timezone())

    def next_time(late: bool) -> dt.datetime:
        return end + dt.timedelta(days=8 if late else random.choice([0, 0, 0, 1, 2, 5]), minutes=random.randrange(20))

    return next_time


def make_offices(
    plans: list[Plan],
    bodies: dict[str, Organisation],
    event: Event,
    names: Names,
    next_time: Callable[[bool], dt.datetime],
) -> dict[str, AttendingOffice]:
    """Make the offices of the plans, those first that contain others; return them by name."""
    offices: dict[str, AttendingOffice] = {}
    for contained in (False, True):
        made = bulk_create_with_history(
            [
                AttendingOffice(
                    event=event,
                    organisation=bodies[each.name],
                    name=bodies[each.name].name,
                    counted_under=offices[each.under] if contained else None,
                    target=each.target,
                    reply=each.reply,
                    reply_people=each.target if each.reply == Reply.YES else None,
                    state=each.state,
                    absence_reason=each.absence_reason,
                    note=each.note,
                    coordinator=names.full(),
                    coordinator_phone=f"000-000-{number:04}",
                    **reported(each, names, next_time),
                )
                for number, each in enumerate(plans, 1)
                if bool(each.under) is contained
            ],
            AttendingOffice,
        )
        chosen = [each for each in plans if bool(each.under) is contained]
        offices |= {each.name: office for each, office in zip(chosen, made, strict=True)}
    return offices


def reported(each: Plan, names: Names, next_time: Callable[[bool], dt.datetime]) -> dict[str, Any]:
    """Return who reported for an office and when; nothing for one that never did."""
    if each.state == OfficeState.PENDING:
        return {}
    return {"reported_by": names.full(), "reported_at": next_time("ล่าช้า" in each.note)}


def make_head_counts(plans: list[Plan], offices: dict[str, AttendingOffice], by: User) -> None:
    """Write what the offices reported; the first of them had reported two people less before."""
    rows = [
        HeadCount(office=office, mode=mode, role=role, people=people, by=by, at=office.reported_at)
        for each in plans
        if (office := offices[each.name]).reported_at
        for (mode, role), people in each.reported.items()
    ]
    now = rows[0]
    before = HeadCount(
        office=now.office,
        mode=now.mode,
        role=now.role,
        people=now.people - 2,
        by=by,
        at=now.at - dt.timedelta(hours=1),
        replaced_at=now.at,
    )
    HeadCount.objects.bulk_create([before, *rows])


def accept_figures(plans: list[Plan], offices: dict[str, AttendingOffice], by: User) -> None:
    """Accept a figure with its reason wherever the texts say so."""
    for each in plans:
        if each.accepted:
            accept_figure(
                office=offices[each.name],
                by=by,
                mode=Mode(each.accepted["mode"]),
                people=each.accepted["people"],
                reason=AcceptedReason(each.accepted["reason"]),
                note=each.accepted["note"],
            )


def correct(data: Data, event: Event, staff: Staff) -> None:
    """Correct the position of a speaker and publish that as a correction."""
    appearance = event.appearances.get(speaker__first_name=data["speaker"])
    appearance.position = data["position"]
    appearance.save(update_fields=["position"])
    mark_edited(event=event, by=staff.editor)
    publish(event.report, staff, data["public_note"])
