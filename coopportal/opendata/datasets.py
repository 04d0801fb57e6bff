"""The data sets: what each holds, its columns, and where its rows come from. All texts are English messages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from coopportal.opendata import rows
from coopportal.opendata.columns import Column
from events import models as of_events
from programmes.models import CooperativeType, FederationLevel, OrganisationKind, ProgrammeStatus


@dataclass(frozen=True)
class DataSet:
    """One data set. ``name`` stands in addresses; ``tables`` are those by whose changes its age is known."""

    name: str
    title: str
    description: str
    objective: str
    keywords: tuple[str, ...]
    is_statistics: bool
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Any]]
    tables: tuple[str, ...]


TITLE = _("Open data")
DESCRIPTION = _(
    "What this portal publishes, to take away and use: for spreadsheets as CSV, for programs as JSON. The figures are those of the pages. No data set names a participant."
)
"""What all data sets together are called, and what they are."""

LABEL = _("The same in Thai.")
DEMONSTRATION = _("Invented data for demonstration.")

# -- columns that several data sets share --------------------------------------------------------------------------------

OF_EVENT = (
    Column(
        "event_id", "event.id", "integer", _("Number of the event"), _("The same number as on the page and in the API.")
    ),
    Column("event_code", "event.code", "code", _("code of the event"), _("Code of the event.")),
    Column("event_title", "event.title", "text", _("title of the event"), _("Title of the event.")),
    Column(
        "first_day", "event.first_day", "date", _("First day"), _("First day of the event; empty while none is fixed.")
    ),
    Column("first_day_thai", "first_day_thai", "text", _("First day (B.E.)"), _("The same day as people read it.")),
)
FISCAL_YEAR = Column(
    "fiscal_year",
    "event.fiscal_year",
    "integer",
    _("Fiscal year"),
    _("Fiscal year of the first day, Buddhist era."),
    _("year (B.E.)"),
)
END = (
    Column("demonstration", "event.demonstration", "boolean", _("Demonstration data"), DEMONSTRATION),
    Column("page_url", "event.page_url", "url", _("Web page"), _("Address of the web page.")),
)


def coded(name: str, path: str, title: str, meaning: str, codes: Any) -> tuple[Column, Column]:
    """Return the two columns of a code: the code, and its label."""
    return (
        Column(name, path, "code", title, meaning, codes=codes),
        Column(f"{name}_label", f"{path}_label", "text", _("Label of the code"), LABEL),
    )


EVENTS = (
    *OF_EVENT,
    Column("last_day", "event.last_day", "date", _("Last day"), _("Last day.")),
    FISCAL_YEAR,
    Column(
        "programme_slug", "event.programme.slug", "code", _("Programme code"), _("Name of the programme in addresses.")
    ),
    Column("programme", "event.programme.title", "text", _("programme"), _("Title of the programme.")),
    *coded("kind", "event.kind", _("kind"), _("Kind of event."), of_events.EventKind),
    Column(
        "batch_number",
        "event.batch_number",
        "integer",
        _("batch number"),
        _("Which batch it was, if there were several."),
    ),
    *coded("format", "event.format", _("Format"), _("How people can take part."), of_events.EventFormat),
    Column(
        "province_code",
        "event.province_code",
        "code",
        _("Code of the province"),
        _("Code of the province, two digits; empty if it has none."),
    ),
    Column(
        "province",
        "event.province",
        "text",
        _("province where it is held"),
        _("Name of the province where it is held; empty if none was given."),
    ),
    *coded("state", "event.state", _("state"), _("State of the event."), of_events.EventState),
    Column("has_report", "event.has_report", "boolean", _("Report published"), _("Whether a report is published.")),
    Column("headline", "event.headline", "text", _("headline"), _("Headline of the report; empty without one.")),
    Column(
        "people",
        "event.figure.people",
        "integer",
        _("Number of people"),
        _("The figure that lists show; empty without a report."),
        _("people (unit)"),
    ),
    Column(
        "people_kind",
        "event.figure.kind",
        "code",
        _("Kind of the figure"),
        _("`preliminary` or `certified`: counted; `announced`: the announced figure, where nothing was counted."),
    ),
    *END,
)

SESSIONS = (
    *OF_EVENT,
    Column("session_id", "session.id", "integer", _("Number of the agenda item"), _("Number of the item.")),
    Column("day", "day", "date", _("date"), _("Day of the item.")),
    Column(
        "starts_at",
        "session.starts_at",
        "time",
        _("starts at"),
        _("Time of the beginning in Bangkok, hours and minutes."),
    ),
    Column("ends_at", "session.ends_at", "time", _("ends at"), _("Time of the end in Bangkok.")),
    Column("title", "session.title", "text", _("topic or activity"), _("Topic or activity.")),
    *coded("kind", "session.kind", _("nature"), _("Nature of the item."), of_events.SessionKind),
    Column(
        "responsible",
        "session.responsible",
        "text",
        _("responsible person or speaker"),
        _("Responsible person or speaker, in words."),
    ),
    Column("room", "session.room", "text", _("room"), _("Room.")),
    *END,
)

APPEARANCES = (
    *OF_EVENT,
    Column(
        "speaker_id",
        "appearance.speaker_id",
        "integer",
        _("Number of the speaker"),
        _("The same number as on the page and in the API."),
    ),
    Column(
        "session_id",
        "appearance.session_id",
        "integer",
        _("Number of the agenda item"),
        _("Empty for the whole event."),
    ),
    Column("name", "appearance.name", "text", _("name on that day"), _("Name on that day.")),
    *coded("capacity", "appearance.capacity", _("acts as"), _("What the person did."), of_events.Capacity),
    Column("acting_for", "appearance.acting_for", "text", _("on behalf of"), _("On behalf of whom, if so.")),
    Column("position", "appearance.position", "text", _("position on that day"), _("Position on that day.")),
    Column("organisation", "appearance.organisation", "text", _("organisation on that day"), _("Body on that day.")),
    Column("topic", "appearance.topic", "text", _("topic"), _("Topic.")),
    *END,
)

ATTENDANCE = (
    *OF_EVENT,
    FISCAL_YEAR,
    Column(
        "count_kind",
        "count_kind",
        "code",
        _("state of the count"),
        _("`preliminary`: the count is still open; `certified`: it is certified."),
    ),
    Column("taken_at", "taken_at", "datetime", _("data as of (CE)"), _("Time of the count (Asia/Bangkok).")),
    Column(
        "organisation_id",
        "office.organisation_id",
        "integer",
        _("Number of the office"),
        _("Number of the body in the register; empty for people who are in no office's figure."),
    ),
    Column(
        "organisation",
        "office.name",
        "text",
        _("office"),
        _("Name of the office on that day; of people who are in no office's figure, that none is stated."),
    ),
    *coded("kind", "office.kind", _("Kind of office"), _("Kind of office."), OrganisationKind),
    Column(
        "province_code",
        "office.province_code",
        "code",
        _("Code of the province"),
        _("Code of the province, two digits; empty if it has none."),
    ),
    Column("province", "office.province", "text", _("province"), _("Name of the province.")),
    Column("region", "office.region", "text", _("Region"), _("Region of that day in the official scheme.")),
    Column(
        "counted_under",
        "office.counted_under",
        "integer",
        _("counted under"),
        _("Number of the office whose figure contains this one; then this one is not to be added."),
    ),
    Column(
        "status",
        "office.status",
        "code",
        _("state of the report"),
        _("`counted`: has a figure; `no_report`: none yet; `absent`: did not take part; `replay`: saw the recording."),
    ),
    Column(
        "people",
        "office.people",
        "integer",
        _("Number of people"),
        _("People; empty where there is no figure."),
        _("people (unit)"),
    ),
    Column(
        "is_added",
        "office.is_added",
        "boolean",
        _("To be added"),
        _(
            "`true`: the rows of an event add up to its figure; `false`: there is no figure, or that of another office"
            " contains it."
        ),
    ),
    *END,
)

PROGRAMMES = (
    Column("programme_slug", "programme.slug", "code", _("Programme code"), _("Name of the programme in addresses.")),
    Column("title", "programme.title", "text", _("title of the programme"), _("Title of the programme.")),
    *coded("status", "programme.status", _("status"), _("How far the programme has come."), ProgrammeStatus),
    Column(
        "first_fiscal_year",
        "programme.first_fiscal_year",
        "integer",
        _("first fiscal year (B.E.)"),
        _("First fiscal year, Buddhist era."),
        _("year (B.E.)"),
    ),
    Column(
        "last_fiscal_year",
        "programme.last_fiscal_year",
        "integer",
        _("last fiscal year (B.E.)"),
        _("Last fiscal year, Buddhist era."),
        _("year (B.E.)"),
    ),
    Column(
        "lead_organisation_id",
        "programme.lead_organisation.id",
        "integer",
        _("Number of the responsible organisation"),
        _("Number of the body in the register."),
    ),
    Column(
        "lead_organisation",
        "programme.lead_organisation.name",
        "text",
        _("responsible organisation"),
        _("The responsible body."),
    ),
    Column(
        "project_code",
        "project_code",
        "code",
        _("project or budget code"),
        _("Project or budget code; empty if none was given."),
    ),
    Column("target_group", "target_group", "text", _("target group"), _("Whom the programme is for.")),
    Column("starts_on", "starts_on", "date", _("starts on"), _("First day of the programme.")),
    Column("ends_on", "ends_on", "date", _("ends on"), _("Last day of the programme.")),
    Column(
        "events", "programme.events", "integer", _("events"), _("Public events of the programme."), _("events (unit)")
    ),
    Column("demonstration", "programme.demonstration", "boolean", _("Demonstration data"), DEMONSTRATION),
    Column("page_url", "programme.page_url", "url", _("Web page"), _("Address of the web page.")),
)

ORGANISATIONS = (
    Column(
        "organisation_id",
        "organisation.id",
        "integer",
        _("Number of the body"),
        _("Number of the body in the register."),
    ),
    Column("name", "organisation.name", "text", _("official name"), _("Official name.")),
    Column("short_name", "organisation.short_name", "text", _("short name"), _("Short name; empty if there is none.")),
    *coded("kind", "organisation.kind", _("kind"), _("Kind of body."), OrganisationKind),
    *coded(
        "cooperative_type",
        "organisation.cooperative_type",
        _("type of cooperative"),
        _("Type of cooperative; empty for other bodies."),
        CooperativeType,
    ),
    Column(
        "service_form",
        "organisation.service_form",
        "text",
        _("form of service cooperative"),
        _("Form of service cooperative, once the department has confirmed the list."),
    ),
    Column(
        "federation_level",
        "organisation.federation_level",
        "code",
        _("level of the federation"),
        _("Level of a federation; empty for other bodies."),
        codes=FederationLevel,
    ),
    Column(
        "registration_number",
        "organisation.registration_number",
        "code",
        _("registration number"),
        _("Registration number; empty if it is not known."),
    ),
    Column(
        "province_code",
        "organisation.province_code",
        "code",
        _("Code of the province"),
        _("Code of the province, two digits; empty if it has none."),
    ),
    Column("province", "organisation.province", "text", _("province"), _("Name of the province.")),
    Column(
        "parent_id",
        "organisation.parent.id",
        "integer",
        _("Number of the body above"),
        _("Number of the body in the register."),
    ),
    Column("parent", "organisation.parent.name", "text", _("belongs under"), _("The body that it belongs under.")),
    Column(
        "active_from",
        "organisation.active_from",
        "date",
        _("active from"),
        _("Day from which it exists; empty if that is not known."),
    ),
    Column(
        "active_to",
        "organisation.active_to",
        "date",
        _("active until"),
        _("Last day on which it exists; empty if it still does."),
    ),
    Column(
        "merged_into",
        "organisation.merged_into.id",
        "integer",
        _("merged into"),
        _("The body that this entry was merged into."),
    ),
    Column(
        "confirmed",
        "organisation.confirmed",
        "boolean",
        _("confirmed by the department"),
        _("Whether the department has confirmed the entry."),
    ),
)

# -- the data sets -------------------------------------------------------------------------------------------------------

ALL = (
    DataSet(
        name="events",
        title=_("Events of the cooperative upgrade programme"),
        description=_("Every public event: when, where, of which kind and programme, and how many people took part."),
        objective=_("To let everybody see and reuse what the department organised for cooperatives."),
        keywords=(_("events"), _("seminar"), _("cooperative")),
        is_statistics=False,
        columns=EVENTS,
        rows=rows.events,
        tables=("events.Event", "events.ReportVersion", "participants.TotalsSnapshot"),
    ),
    DataSet(
        name="sessions",
        title=_("Agendas of the events"),
        description=_("Every item of the agenda of every public event, as its page shows it."),
        objective=_("To show what the events were about."),
        keywords=(_("agenda"), _("seminar"), _("cooperative")),
        is_statistics=False,
        columns=SESSIONS,
        rows=rows.sessions,
        tables=("events.Event", "events.ReportVersion"),
    ),
    DataSet(
        name="appearances",
        title=_("Presiding persons and speakers of the events"),
        description=_(
            "Who presided or spoke at which public event, with position and body of that day. Participants are not in it."
        ),
        objective=_("To find those who know about a subject, and to cite who spoke."),
        keywords=(_("speakers"), _("seminar"), _("cooperative")),
        is_statistics=False,
        columns=APPEARANCES,
        rows=rows.appearances,
        tables=("events.Event", "events.ReportVersion", "events.Appearance"),
    ),
    DataSet(
        name="attendance",
        title=_("Participants of the events by office"),
        description=_(
            "How many people each office brought to each event, as last published. Figures of offices only, never of persons."
            " The rows of an event where is_added is true add up to the number that its page and the set of events show;"
            " people who are in no office's figure have a row of their own. An announced figure is in no row."
        ),
        objective=_("To show which offices took part, and to add up or compare without typing numbers again."),
        keywords=(_("participants"), _("statistics"), _("cooperative")),
        is_statistics=True,
        columns=ATTENDANCE,
        rows=rows.attendance,
        tables=("participants.TotalsSnapshot", "events.ReportVersion"),
    ),
    DataSet(
        name="programmes",
        title=_("Cooperative upgrade programmes"),
        description=_("Every public programme with its fiscal years, its state and the responsible organisation."),
        objective=_("To show what the department runs, year by year."),
        keywords=(_("programme"), _("cooperative")),
        is_statistics=False,
        columns=PROGRAMMES,
        rows=rows.all_programmes,
        tables=("programmes.Programme",),
    ),
    DataSet(
        name="organisations",
        title=_("Register of organisations"),
        description=_("Departments, divisions, provincial offices, cooperatives and other bodies, in official order."),
        objective=_("To give every body one number by which the other data sets name it."),
        keywords=(_("organisations"), _("cooperative")),
        is_statistics=False,
        columns=ORGANISATIONS,
        rows=rows.organisations,
        tables=("programmes.Organisation",),
    ),
)


def published() -> list[DataSet]:
    """Return the data sets; without figures of offices where the department does not publish them."""
    return [one for one in ALL if one.name != "attendance" or settings.PUBLISH_OFFICE_COUNTS]


def named(name: str) -> DataSet | None:
    """Return a data set by its name in addresses, or ``None``."""
    return next((one for one in published() if one.name == name), None)
