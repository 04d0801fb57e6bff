"""How tests read a calendar: by the rules of RFC 5545 itself, by the library that writes it, and by an independent one."""

import re

from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as OtherEvent
from icalendar import Calendar, Event


def lines(file: bytes) -> list[str]:
    """Unfold a file by hand (RFC 5545, 3.1): CRLF ends a line, CRLF and a space go on with it; every byte is UTF-8."""
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    folded = file.removesuffix(b"\r\n").split(b"\r\n")
    assert max(len(line) for line in folded) <= 75
    for line in folded:
        line.decode("utf-8")  # no character is split between two lines
    return file.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n")


def value(file: bytes, name: str) -> str:
    """Return the text of the line ``name``, the first of several, with its escapes taken back (RFC 5545, 3.3.11)."""
    text = next(line.partition(":")[2] for line in lines(file) if re.match(rf"{name}[;:]", line))
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)


def entries(file: bytes) -> list[Event]:
    """Return the entries as the library reads them that wrote them."""
    return Calendar.from_ical(file).walk("VEVENT")


def entries_elsewhere(file: bytes) -> list[OtherEvent]:
    """Return the entries as a calendar program reads them that shares no code with ours."""
    return IcsCalendarStream.calendar_from_ics(file.decode("utf-8")).events
