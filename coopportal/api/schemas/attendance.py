"""The figures of an event as the API answers them: those of its page, never role by mode, never a person."""

from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from coopportal.api.schemas.common import local, percent
from participants.models import Mode, OfficeStatus, PersonRole
from participants.selectors.public import PublicOffice, PublicTotals
from participants.selectors.totals import GroupLine, Part
from programmes.models import OrganisationKind


class AnnouncedFigure(Schema):
    """The figure of the news or of a letter."""

    people: int = Field(description=_("People, as announced."))
    source: str = Field(description=_("Where it was announced."))
    url: str = Field(description=_("Address of the source; empty if there is none."))
    announced_on: date | None = Field(description=_("Day on which it was announced."))
    includes: str = Field(description=_("Whom the figure includes, in words."))


class PeopleByRole(Schema):
    """People in one role, over the whole event."""

    role: PersonRole = Field(description=_("Role."))
    role_label: str = Field(description=_("The same in Thai."))
    people: int = Field(description=_("People."))
    percent: float | None = Field(description=_("Per cent of the table."))


class PeopleByMode(Schema):
    """People in one mode, over the whole event."""

    mode: Mode = Field(description=_("How they took part."))
    mode_label: str = Field(description=_("The same in Thai."))
    people: int = Field(description=_("People."))
    percent: float | None = Field(description=_("Per cent of the table."))


class PeopleByGroup(Schema):
    """The offices of one kind or region together."""

    code: str = Field(description=_("Kind of office, or name of the region; empty for people without an office."))
    label: str = Field(description=_("Name of the group, in Thai."))
    offices: int = Field(description=_("Offices where somebody was there."))
    people: int | None = Field(description=_("People; `null` where no office of the group is known."))
    percent: float | None = Field(description=_("Per cent of the people of the event."))


class OfficeFigure(Schema):
    """One office at the event, by its name of that day."""

    organisation_id: int = Field(description=_("Number of the body in the register."))
    name: str = Field(description=_("Name of the office on that day."))
    kind: OrganisationKind = Field(description=_("Kind of office."))
    kind_label: str = Field(description=_("The same in Thai."))
    province_code: str = Field(description=_("Code of the province, two digits; empty if it has none."))
    province: str = Field(description=_("Name of the province."))
    region: str = Field(description=_("Region of that day in the official scheme."))
    counted_under: int | None = Field(
        description=_("Number of the office whose figure contains this one; then this one is not to be added.")
    )
    status: OfficeStatus = Field(
        description=_(
            "`counted`: has a figure; `no_report`: none yet; `absent`: did not take part; `replay`: saw the recording."
        )
    )
    people: int | None = Field(description=_("People; `null` where there is no figure."))
    is_added: bool = Field(
        description=_("Whether the figure is to be added: it has one, and no figure of another contains it.")
    )


class Attendance(Schema):
    """How many people took part in one event, as last published; what only a count could tell is `null` without one."""

    event_id: int = Field(description=_("Number of the event."))
    kind: Literal["preliminary", "certified", "announced"] = Field(
        description=_(
            "`preliminary`: the count is still open; `certified`: it is certified; `announced`: nothing was counted, and"
            " the announced figure stands."
        )
    )
    taken_at: datetime | None = Field(
        description=_("Time of the count (Asia/Bangkok); `null` where nothing was counted.")
    )
    people: int | None = Field(description=_("People counted; `null` where nothing was counted."))
    announced: AnnouncedFigure | None = Field(description=_("The announced figure, kept apart from the count."))
    busiest_day: date | None = Field(
        description=_("Of several days, the one whose figures these are: days are not added.")
    )
    offices_attending: int | None = Field(
        description=_("Offices where somebody was there; `null` where nothing was counted.")
    )
    roles: list[PeopleByRole] | None = Field(
        description=_("By role, over the whole event; `null` where a part of 1 to 4 people keeps the table back.")
    )
    modes: list[PeopleByMode] | None = Field(
        description=_("By mode, over the whole event; `null` where a part of 1 to 4 people keeps the table back.")
    )
    kinds: list[PeopleByGroup] | None = Field(description=_("By kind of office; `null` where it is not published."))
    region_scheme: str = Field(description=_("Name of the official way of grouping provinces."))
    regions: list[PeopleByGroup] | None = Field(description=_("By region; `null` where it is not published."))
    offices: list[OfficeFigure] | None = Field(
        description=_("Every office in official order; `null` where office figures are not published.")
    )


def attendance(event_id: int, found: PublicTotals) -> Attendance:
    """Return the figures of one event."""
    return Attendance(
        event_id=event_id,
        kind="preliminary" if found.kind == "live" else found.kind,
        taken_at=local(found.taken_at) if found.taken_at else None,
        people=found.people,
        announced=announced(found),
        busiest_day=found.busiest_day,
        offices_attending=found.attending,
        roles=roles(found.roles),
        modes=modes(found.modes),
        kinds=groups(found.kinds),
        region_scheme=found.scheme,
        regions=groups(found.regions),
        offices=None if found.offices is None else [office_figure(office) for office in found.offices],
    )


def announced(found: PublicTotals) -> AnnouncedFigure | None:
    """Return the announced figure, if there is one."""
    if found.announced is None:
        return None
    told = found.announced
    return AnnouncedFigure(
        people=told.people, source=told.source, url=told.url, announced_on=told.on, includes=told.includes
    )


def roles(parts: tuple[Part, ...] | None) -> list[PeopleByRole] | None:
    """Return the table by role; ``None`` stays ``None``."""
    if parts is None:
        return None
    return [
        PeopleByRole(role=PersonRole(part.code), role_label=part.label, people=part.people, percent=percent(part.share))
        for part in parts
    ]


def modes(parts: tuple[Part, ...] | None) -> list[PeopleByMode] | None:
    """Return the table by mode; ``None`` stays ``None``."""
    if parts is None:
        return None
    return [
        PeopleByMode(mode=Mode(part.code), mode_label=part.label, people=part.people, percent=percent(part.share))
        for part in parts
    ]


def groups(lines: tuple[GroupLine, ...] | None) -> list[PeopleByGroup] | None:
    """Return the groups of a table; ``None`` stays ``None``."""
    if lines is None:
        return None
    return [
        PeopleByGroup(
            code=line.code, label=line.label, offices=line.attending, people=line.people, percent=percent(line.share)
        )
        for line in lines
    ]


def office_figure(office: PublicOffice) -> OfficeFigure:
    """Return one office."""
    return OfficeFigure(
        organisation_id=office.organisation_id,
        name=office.name,
        kind=office.kind,
        kind_label=str(office.kind.label),
        province_code=office.province_code,
        province=office.province,
        region=office.region,
        counted_under=office.counted_under,
        status=office.status,
        people=office.people,
        is_added=office.is_added,
    )
