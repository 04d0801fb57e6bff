"""The first and the last sheet of the attendance summary: what it is about, and what its columns mean."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from coopportal.tables.write_xlsx import Sheet
from coopportal.thai.dates import fiscal_quarter, fiscal_year, format_date, format_datetime
from coopportal.thai.when import format_days_and_hours
from events.models import EventDay
from participants.exports.columns import Column, table_of
from participants.exports.summary import Summary, known

Entry = tuple[str, str]


def cover(summary: Summary) -> Sheet:
    """Return the cover: the event, the state of its count, and who took the file."""
    columns = [
        Column[Entry](_("Item"), lambda entry: entry[0], "wrapped", 28),
        Column[Entry](_("Detail"), lambda entry: entry[1], "wrapped", 90),
    ]
    table = table_of(columns, [*_about_event(summary), *_about_count(summary)], has_total=False)
    return Sheet(_("Cover"), [_("Summary of participants"), *summary.lines()], [table], landscape=False)


def _about_event(summary: Summary) -> Iterator[Entry]:
    event = summary.event
    days = list(event.days.all())
    yield _("event"), event.title
    yield _("code of the event"), event.code
    yield _("programme"), event.programme.title
    if days:
        first = days[0].date
        years = {"year": fiscal_year(first), "quarter": fiscal_quarter(first)}
        yield _("Fiscal year and quarter"), _("B.E. %(year)s, quarter %(quarter)s") % years
    yield _("Date and time"), format_days_and_hours(days) or _("not stated")
    yield _("Place and format"), _where(summary, days)
    names = [organiser.organisation.name for organiser in event.organisers.select_related("organisation")]
    yield _("organisers of the event"), "\n".join(names) or known(None)


def _where(summary: Summary, days: list[EventDay]) -> str:
    event = summary.event
    places = dict.fromkeys(" ".join(filter(None, [day.room, day.venue])) for day in days)
    parts = [
        event.get_format_display(),
        event.broadcast_channels,
        *places,
        event.province.name if event.province else "",
    ]
    return "\n".join(part for part in parts if part)


def _about_count(summary: Summary) -> Iterator[Entry]:
    found, snapshot = summary.totals, summary.snapshot
    people = _("%(number)s people") % {"number": f"{found.people:,}"} if found.people is not None else known(None)
    yield _("Participants in all"), people
    if found.announced:
        yield _("announced total (people)"), announced(summary)
    yield _("state of the count"), summary.status()
    if snapshot and found.kind == "certified":
        yield _("certified by"), str(snapshot.taken_by or known(None))
    for file in snapshot.files if snapshot else []:
        yield _("files"), f"{file['name']}\nSHA-256 {file['sha256']}"
    yield _("Exported by"), str(summary.viewer or _("command line"))
    yield _("Exported at"), format_datetime(timezone.localtime())
    for mark in summary.marks():
        yield _("note"), mark


def announced(summary: Summary) -> str:
    """Say what was announced, by whom, when, and what it includes."""
    said = summary.totals.announced
    if said is None:
        return ""
    text = _("%(number)s people") % {"number": f"{said.people:,}"}
    if said.includes:
        text = f"{text} {_('Includes %(parts)s') % {'parts': said.includes}}"
    source = " ".join(filter(None, [said.source, format_date(said.on) if said.on else ""]))
    return f"{text} ({_('source')}: {source})"


def explanation(summary: Summary) -> Sheet:
    """Return what the columns mean, in which unit, and how they are worked out."""
    columns = [
        Column[tuple[str, ...]](_("Column"), lambda row: row[0], "wrapped", 26),
        Column[tuple[str, ...]](_("Meaning"), lambda row: row[1], "wrapped", 50),
        Column[tuple[str, ...]](_("Unit"), lambda row: row[2], "wrapped", 12),
        Column[tuple[str, ...]](_("How it is worked out"), lambda row: row[3], "wrapped", 60),
    ]
    rows = [*_counting_explained(summary), *_comparing_explained(summary)]
    table = table_of(columns, rows, has_total=False)
    return Sheet(_("Explanation"), [_("Explanation of the columns"), *summary.lines()], [table])


def _counting_explained(summary: Summary) -> Iterator[tuple[str, ...]]:
    people = _("persons (unit)")
    yield (
        _("Total of an office"),
        _("People of the office at the event"),
        people,
        _(
            "The accepted figure; or else what the office reported; or else its named people. "
            "Each mode is counted by itself, and nobody is counted twice."
        ),
    )
    yield (
        _("Figure in square brackets"),
        _("Figure of an office that is counted under another"),
        people,
        _("It is contained in the figure of that office, and is not added again."),
    )
    yield (
        _("not stated"),
        _("What neither the office nor the list of names says; nothing known is not 0"),
        people,
        _("Named people who belong to no attending office stand in a row of their own."),
    )
    yield (
        _("role not stated"),
        _("People whose role is not known"),
        people,
        _("Also an accepted figure that is not the sum of the roles reported."),
    )
    yield _("speakers and guests"), _("Speakers and guests of honour"), people, _counted(summary)


def _comparing_explained(summary: Summary) -> Iterator[tuple[str, ...]]:
    people = _("persons (unit)")
    yield (
        _("announced total (people)"),
        _("The figure in the news or a letter"),
        people,
        _("As announced, with its source. The difference is the total less this figure."),
    )
    yield (
        _("Per cent"),
        _("Share of the total, or of the target"),
        _("per cent (unit)"),
        _(
            "Two decimals, each rounded by itself, so that a column may add up to a little more or less than 100; "
            "left empty where there is nothing to divide by."
        ),
    )
    yield (
        _("Invited, attending"),
        _("Offices on the list of the event; offices where somebody was there"),
        _("bodies (unit)"),
        _("An office that is counted under another is part of that one."),
    )
    yield (
        _("Names and figures reported"),
        _("The two sources of a count"),
        people,
        _("A difference of more than 5 people and 20 per cent must be explained before the count is certified."),
    )
    if summary.totals.busiest_day:
        yield (
            _("Events of several days"),
            _("Which figure stands"),
            people,
            _("The figure for the whole event; or else that of the day with most people. Days are never added."),
        )


def _counted(summary: Summary) -> str:
    match summary.totals.counts_speakers, summary.totals.counts_guests:
        case True, True:
            return _("Counted in the total of this event.")
        case True, False:
            return _("Speakers are counted in the total of this event, guests are not.")
        case False, True:
            return _("Guests are counted in the total of this event, speakers are not.")
    return _("Not counted in the total of this event.")
