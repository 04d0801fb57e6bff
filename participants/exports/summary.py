"""What the attendance summary of one event is made from, and the lines that every sheet says of itself."""

from dataclasses import dataclass
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coopportal.thai.dates import be_year, format_date, format_datetime
from events.models import Event
from participants.models import TotalsSnapshot
from participants.selectors import rosters, totals
from participants.selectors.figures import Totals
from participants.selectors.rosters import OfficeContact
from programmes.models import User


@dataclass(frozen=True)
class Summary:
    """An event with the totals that its summary shows, and what its reader may see.

    ``snapshot`` is the one shown, ``None`` for live totals. ``named_people`` is 0 for who may not have the named list;
    ``contacts`` (by office) are empty for who may not see names.
    """

    event: Event
    totals: Totals
    snapshot: TotalsSnapshot | None
    viewer: User | None
    named_people: int
    contacts: dict[int, OfficeContact]

    @classmethod
    def of(cls, event: Event, *, viewer: User | None, live: bool = False) -> Self:
        """Read the totals that were published last, or the live ones if asked to, or where nothing is published yet."""
        snapshot = None if live else event.snapshots.select_related("taken_by").order_by("-number").first()
        with_names = rosters.may_see_names(viewer)
        may_export = with_names and (viewer is None or viewer.has_perm("participants.export_names"))
        return cls(
            event=event,
            totals=totals.from_json(snapshot.content) if snapshot else totals.live(event),
            snapshot=snapshot,
            viewer=viewer,
            named_people=rosters.named_people(event, viewer=viewer).count() if may_export else 0,
            contacts=rosters.office_contacts(event, viewer=viewer) if with_names else {},
        )

    @property
    def shows_names(self) -> bool:
        """Whether the reader may see who reported for an office."""
        return rosters.may_see_names(self.viewer)

    @property
    def counts_others(self) -> bool:
        """Whether speakers or guests of honour are in the figures."""
        return self.totals.counts_speakers or self.totals.counts_guests

    @property
    def rows(self) -> int:
        """Rows that the summary is about: offices and named people."""
        return len(self.totals.offices) + self.named_people

    def contact(self, office_id: int) -> OfficeContact:
        """Return who answers for an office; empty where that is not known, or not to be seen."""
        return self.contacts.get(office_id, OfficeContact("", "", "", ""))

    def filename(self, extension: str) -> str:
        """Return the name of the file, dated (in the Buddhist era) like its figures."""
        day = timezone.localdate(self.totals.taken_at)
        date = f"{be_year(day)}-{day:%m-%d}"
        name = pgettext("file name", "attendance-summary")
        return f"{name}_{self.event.code}_{date}.{extension}"

    # -- what it says of itself --------------------------------------------------------------------------------------

    def status(self) -> str:
        """Say what the figures are, and as of when."""
        when = format_datetime(timezone.localtime(self.totals.taken_at))
        match self.totals.kind:
            case "certified":
                return _("Certified total at %(when)s") % {"when": when}
            case "preliminary":
                return _("Preliminary total at %(when)s") % {"when": when}
        return _("Figures in the system at %(when)s, not published") % {"when": when}

    def lines(self) -> list[str]:
        """Return what stands under the title of every sheet."""
        lines = [self.event.title, self.status()]
        if self.totals.busiest_day:
            day = format_date(self.totals.busiest_day)
            lines.append(
                _("Of several days, the figures are those of the day with most people: %(day)s") % {"day": day}
            )
        return [*lines, *self.marks()]

    def marks(self) -> list[str]:
        """Return the words that mark invented data (design rule 11); nothing for a real event."""
        invented = self.event.demonstration or self.event.programme.demonstration
        return [_("Demonstration data")] if invented else []


def known(value: Any) -> Any:
    """Return a value, or the words for one that is not known."""
    return _("not stated") if value is None else value
