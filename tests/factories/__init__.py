"""Factories: the smallest valid row of each table; people are fictional."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from events.models import Appearance, Event, EventDay, Report, Session, Speaker
from participants.models import AttendingOffice, HeadCount, Mode, Participant, PersonRole
from programmes.models import Membership, Objective, Organisation, OrganisationKind, Programme, Province, Role, User


class ProvinceFactory(DjangoModelFactory):
    """A province with a code of two digits."""

    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{10 + n % 90}")
    name = factory.LazyAttribute(lambda o: f"จังหวัดสมมติ {o.code}")
    name_en = factory.LazyAttribute(lambda o: f"Province {o.code}")


class OrganisationFactory(DjangoModelFactory):
    """A provincial office."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"สำนักงานสหกรณ์จังหวัดสมมติ {n}")
    kind = OrganisationKind.PROVINCIAL
    sort_no = factory.Sequence(lambda n: 1000 + n)


PASSWORD = "a long enough password"
"""The password of every user the factory makes."""


class UserFactory(DjangoModelFactory):
    """A user who can sign in with the password ``PASSWORD``, without a role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"somchai{n}@example.org")
    display_name = factory.Sequence(lambda n: f"สมชาย สมมติ {n}")
    password = factory.django.Password(PASSWORD)


def user_with_role(role: Role, **fields) -> User:
    """Return a user with one role in a central unit (run ``sync_roles`` first: the fixture ``roles`` does)."""
    user = UserFactory(**fields)
    MembershipFactory(user=user, role=role)
    return user


class MembershipFactory(DjangoModelFactory):
    """A user's role in a central unit."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.CENTRAL)
    role = Role.EDITOR


class ProgrammeFactory(DjangoModelFactory):
    """A public programme of one fiscal year."""

    class Meta:
        model = Programme

    title = factory.Sequence(lambda n: f"โครงการสมมติ {n}")
    slug = factory.Sequence(lambda n: f"programme-{n}")
    first_fiscal_year = 2565
    last_fiscal_year = 2565
    is_public = True


class ObjectiveFactory(DjangoModelFactory):
    """An objective of a programme."""

    class Meta:
        model = Objective

    programme = factory.SubFactory(ProgrammeFactory)
    text = "เพื่อทดสอบระบบ"


class EventFactory(DjangoModelFactory):
    """A public event that was held, without a day."""

    class Meta:
        model = Event

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"event-{n}")
    title = factory.Sequence(lambda n: f"กิจกรรมสมมติ {n}")
    state = "held"
    is_public = True


class EventDayFactory(DjangoModelFactory):
    """A day in the fiscal year 2565."""

    class Meta:
        model = EventDay

    event = factory.SubFactory(EventFactory)
    date = dt.date(2022, 4, 26)
    starts_at = dt.time(9, 0)
    ends_at = dt.time(16, 0)


class SessionFactory(DjangoModelFactory):
    """An item of the agenda."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"หัวข้อสมมติ {n}")


class SpeakerFactory(DjangoModelFactory):
    """A speaker without a prefix."""

    class Meta:
        model = Speaker

    first_name = factory.Sequence(lambda n: f"วิทยากร{n}")
    last_name = "สมมติ"


class AppearanceFactory(DjangoModelFactory):
    """A lecturer at an event."""

    class Meta:
        model = Appearance

    event = factory.SubFactory(EventFactory)
    speaker = factory.SubFactory(SpeakerFactory)
    name = factory.LazyAttribute(lambda o: o.speaker.full_name)


class ReportFactory(DjangoModelFactory):
    """A draft report with a headline and a lead."""

    class Meta:
        model = Report

    event = factory.SubFactory(EventFactory)
    headline = factory.Sequence(lambda n: f"พาดหัวสมมติ {n}")
    lead = "ความนำสมมติ"


class AttendingOfficeFactory(DjangoModelFactory):
    """An office on the board of an event that has not reported yet."""

    class Meta:
        model = AttendingOffice

    event = factory.SubFactory(EventFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.LazyAttribute(lambda o: o.organisation.name)


class HeadCountFactory(DjangoModelFactory):
    """Ten participants in an office's room over the whole event."""

    class Meta:
        model = HeadCount

    office = factory.SubFactory(AttendingOfficeFactory, state="reported")
    mode = Mode.ROOM
    role = PersonRole.PARTICIPANT
    people = 10


class ParticipantFactory(DjangoModelFactory):
    """A named, fictional person who took part online, without an office."""

    class Meta:
        model = Participant

    event = factory.SubFactory(EventFactory)
    first_name = factory.Sequence(lambda n: f"ผู้เข้าร่วม{n}")
    last_name = "สมมติ"
    mode = Mode.ONLINE


def number_anew() -> None:
    """Let every factory count from 0 again: 10 sorts before 9, and 1950 reads like a year of the Christian era."""
    for made in list(globals().values()):
        if isinstance(made, type) and issubclass(made, DjangoModelFactory) and made is not DjangoModelFactory:
            made.reset_sequence(0, force=True)
