"""The invented people of the full demonstration event: names of PyThaiNLP's lists, addresses that reach nobody."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from django.utils import timezone
from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from events.models import Appearance, Capacity, Event, EventDay
from participants.demo.figures import OUTSIDERS, Plan
from participants.demo.texts import MARK, read
from participants.models import Attendance, AttendanceBasis, AttendingOffice, Mode, Participant, PersonGroup, PersonRole
from programmes.models import OrganisationKind

Name = tuple[str, str, str]

OF_COOPERATIVES = (
    PersonGroup.BOARD,
    PersonGroup.BOARD,
    PersonGroup.MANAGEMENT,
    PersonGroup.MEMBERS,
    PersonGroup.INSPECTORS,
)
POSITIONS = {
    PersonGroup.BOARD: ("กรรมการ", "ประธานกรรมการ", "เลขานุการ", "เหรัญญิก"),
    PersonGroup.MANAGEMENT: ("ผู้จัดการ", "เจ้าหน้าที่บัญชี", "เจ้าหน้าที่สินเชื่อ"),
    PersonGroup.MEMBERS: ("สมาชิก",),
    PersonGroup.INSPECTORS: ("ผู้ตรวจสอบกิจการ",),
    PersonGroup.OFFICIALS: (
        "นักวิชาการสหกรณ์ชำนาญการ",
        "นักวิชาการสหกรณ์ปฏิบัติการ",
        "เจ้าพนักงานส่งเสริมสหกรณ์ชำนาญงาน",
        "พนักงานราชการ",
    ),
    PersonGroup.PARTNERS: ("อาจารย์", "นักวิจัย"),
    PersonGroup.PUBLIC: ("ผู้สื่อข่าว", "ประชาชนทั่วไป"),
}
COOPERATIVE_KINDS = {OrganisationKind.COOPERATIVE, OrganisationKind.FEDERATION, OrganisationKind.FARMER_GROUP}


class Names:
    """An endless list of invented names, the same at each run; none bears a surname of the real event's speakers."""

    def __init__(self) -> None:
        real = {row["last_name"] for row in read("seed.toml")["appearances"]}
        self.random = Random(1129)  # noqa: S311 - invented names, the same each time
        self.men, self.women = sorted(thai_male_names()), sorted(thai_female_names())
        self.surnames = sorted(name for name in thai_family_names() - real if " " not in name and len(name) > 3)
        self.used: set[tuple[str, str]] = set()

    def __iter__(self) -> Iterator[Name]:
        return self

    def __next__(self) -> Name:
        """Return prefix, first name and surname; nobody has the name of another."""
        while True:
            woman = self.random.random() < 0.55
            first = self.random.choice(self.women if woman else self.men)
            last = self.random.choice(self.surnames)
            if len(first) > 2 and (first, last) not in self.used:
                self.used.add((first, last))
                return (self.random.choice(["นาง", "นางสาว"]) if woman else "นาย"), first, last

    def full(self) -> str:
        """Return one name as it is written."""
        prefix, first, last = next(self)
        return f"{prefix}{first} {last}"


@dataclass
class Roster:
    """Collects the people of one event; each gets a running number."""

    event: Event
    names: Names
    people: list[Participant]
    numbers: Iterator[int]

    def add(self, mode: Mode, role: PersonRole, group: PersonGroup, name: Name | None = None, **fields: Any) -> None:
        """Add one person, with the next name of the list unless ``name`` is given."""
        number = next(self.numbers)
        prefix, first, last = name or next(self.names)
        positions = POSITIONS[group]
        defaults = {"position": positions[number % len(positions)], "email": f"person{number:04}@example.org"}
        self.people.append(
            Participant(
                event=self.event,
                prefix=prefix,
                first_name=first,
                last_name=last,
                name_as_came=f"{prefix}{' ' * (number % 7 == 0)}{first} {last}",
                group=group,
                role=role,
                mode=mode,
                phone=f"000-000-{number:04}" if number % 3 else "",
                informed=True,
                source=MARK,
                **(defaults | fields),
            )
        )


def make_people(
    event: Event, plans: list[Plan], offices: dict[str, AttendingOffice], names: Names
) -> list[Participant]:
    """Name the people whom the plans name, the speakers, and some who belong to no office; two have the same name."""
    roster = Roster(event, names, [], count(1))
    for each in plans:
        add_people_of_office(roster, each, offices)
    add_outsiders(roster)
    add_speakers(roster)
    twins = roster.people[100], roster.people[700]
    for name in ("prefix", "first_name", "last_name", "name_as_came"):
        setattr(twins[1], name, getattr(twins[0], name))
    people = Participant.objects.bulk_create(roster.people)
    make_attendances(event.days.get(), people)
    return people


def add_people_of_office(roster: Roster, each: Plan, offices: dict[str, AttendingOffice]) -> None:
    """Add the people of one office: its own officials, and in its room those of cooperatives of its province."""
    office = offices[each.name]
    body = office.organisation
    room = office if each.own_room else offices[each.under]
    for (mode, role), people in each.named.items():
        sat: dict[str, Any] = {"room": room} if mode == Mode.ROOM else {}
        for number in range(people):
            if role == PersonRole.STAFF or (role == PersonRole.OBSERVER and body.kind not in COOPERATIVE_KINDS):
                group = PersonGroup.PARTNERS if body.kind == OrganisationKind.PARTNER else PersonGroup.OFFICIALS
                roster.add(mode, role, group, organisation=body, **sat)
            elif body.kind in COOPERATIVE_KINDS:
                roster.add(mode, role, OF_COOPERATIVES[number % 5], organisation=body, **sat)
            elif mode == Mode.ROOM:
                text = f"สหกรณ์บริการสมมติ{body.province} จำกัด"
                roster.add(mode, role, OF_COOPERATIVES[number % 5], organisation_text=text, **sat)
            else:
                roster.add(mode, role, PersonGroup.OFFICIALS, organisation=body)


def add_outsiders(roster: Roster) -> None:
    """Add those who took part online and belong to no office on the board."""
    for role, people in OUTSIDERS.items():
        for number in range(people):
            group = PersonGroup.PUBLIC if number % 2 else PersonGroup.PARTNERS
            roster.add(Mode.ONLINE, role, group, organisation_text="หน่วยงานอื่น (สมมติ)")


def speakers_of(event: Event) -> list[Appearance]:
    """Return one appearance of each speaker of the event, in order."""
    appearances = event.appearances.select_related("speaker__prefix", "organisation")
    return list({appearance.speaker_id: appearance for appearance in reversed(appearances)}.values())[::-1]


def add_speakers(roster: Roster) -> None:
    """Add the speakers and the guest of honour, who are not counted."""
    for appearance in speakers_of(roster.event):
        speaker, guest = appearance.speaker, appearance.capacity == Capacity.GUEST
        roster.add(
            Mode.ONSITE,
            PersonRole.GUEST if guest else PersonRole.SPEAKER,
            PersonGroup.PARTNERS,
            (speaker.prefix.text if speaker.prefix else "", speaker.first_name, speaker.last_name),
            position=appearance.position,
            organisation=appearance.organisation,
        )


def make_attendances(day: EventDay, people: list[Participant]) -> None:
    """Say that everybody was there; who came online has times, and every tenth of them joined twice."""
    start = dt.datetime.combine(day.date, dt.time(9), timezone.get_current_timezone())
    rows = []
    for number, person in enumerate(people):
        if person.mode != Mode.ONLINE:
            rows.append(Attendance(participant=person, day=day))
            continue
        spans = [(number % 20, 200 + number % 90)]
        if number % 10 == 0:
            spans.append((300, 400))
        rows += [
            Attendance(
                participant=person,
                day=day,
                basis=AttendanceBasis.INTERVALS,
                joined_at=start + dt.timedelta(minutes=joined),
                left_at=start + dt.timedelta(minutes=left),
                minutes=left - joined,
            )
            for joined, left in spans
        ]
    Attendance.objects.bulk_create(rows)
