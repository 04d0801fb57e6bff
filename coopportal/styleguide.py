"""What the style guide shows: the colours of the style sheet with their contrast, and examples for every component.

The page uses the templates of the public pages themselves; whatever it shows says that it is an example.
"""

import datetime as dt
import re
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from allauth.account.forms import LoginForm
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import selectors as events
from events.content import AppearanceFacts, DayFacts, DocumentFacts, ReportContent, SessionFacts
from events.forms import EventFilterForm
from events.models import Capacity, DocumentKind, EventFormat, EventKind, SessionKind
from participants.models import Mode
from participants.selectors.totals import Announced, Split, Totals, published_headlines

TEXT, GRAPHIC = 4.5, 3.0
"""What WCAG 2.2 asks (1.4.3 for text, 1.4.11 for lines, marks and focus)."""

PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "surface", TEXT),
    ("ink-soft", "band", TEXT),
    ("ink-soft", "brand-tint", TEXT),
    ("brand", "paper", TEXT),
    ("brand", "surface", TEXT),
    ("brand", "band", TEXT),
    ("brand", "brand-tint", TEXT),
    ("brand-deep", "brand-tint", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-masthead", "masthead", TEXT),
    ("gold-ink", "paper", TEXT),
    ("gold-ink", "gold-tint", TEXT),
    ("danger", "paper", TEXT),
    ("danger", "danger-tint", TEXT),
    ("rule-strong", "paper", GRAPHIC),
    ("rule-strong", "surface", GRAPHIC),
    ("chart-bar", "paper", GRAPHIC),
    ("focus", "paper", GRAPHIC),
    ("focus", "surface", GRAPHIC),
]
"""Foreground, background and the least contrast: every way in which the pages put one colour on another."""

_BLOCK = re.compile(r"(?:@media (?P<media>[^{]+)\{\s*)?:root\s*\{(?P<rules>[^}]*)\}")
_RULE = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3,6})\s*;")

Colours = dict[str, str]
"""Colours (six hexadecimal digits) by name."""


@dataclass(frozen=True)
class Scheme:
    """The colours that hold under one wish of the reader; ``media`` is that wish as style sheets write it."""

    media: str
    colours: Colours


@dataclass(frozen=True)
class Contrast:
    """One colour on another: the ratio of their luminances, and what is asked of it."""

    front: str
    back: str
    ratio: float
    least: float

    @property
    def is_enough(self) -> bool:
        """Whether the pair may be used."""
        return self.ratio >= self.least


def schemes(css: str) -> list[Scheme]:
    """Read the colours of ``tokens.css``: light first, then what each ``@media`` changes, on top of what it contains."""
    changes: dict[str, Colours] = {}
    for block in _BLOCK.finditer(css):
        changes.setdefault((block["media"] or "").strip(), {}).update(_colours(block["rules"]))
    found = {media: [changed for part, changed in changes.items() if part in media] for media in changes}
    return [Scheme(media, dict(ChainMap(*reversed(parts)))) for media, parts in found.items()]


def _colours(rules: str) -> Iterator[tuple[str, str]]:
    for name, digits in _RULE.findall(rules):
        yield name, "".join(2 * digit for digit in digits) if len(digits) == 3 else digits


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, definition of that name)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrasts(scheme: Scheme) -> list[Contrast]:
    """Return every pair of the pages with its contrast in a scheme."""
    colours = scheme.colours
    return [Contrast(front, back, contrast(colours[front], colours[back]), least) for front, back, least in PAIRS]


def style_sheet() -> str:
    """Return the text of ``tokens.css``."""
    return Path(str(finders.find("css/tokens.css"))).read_text(encoding="utf-8")


ICONS = ("search", "menu", "close", "back", "on")


@require_safe
@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component to whoever is signed in; 5 queries besides those of signing in."""
    found = schemes(style_sheet())
    reports = events.latest_reports(2)
    context = {
        "palettes": [(scheme.media, contrasts(scheme)) for scheme in found],
        "content": example_report(),
        "totals": example_totals(),
        "form": EventFilterForm(),
        "wrong": LoginForm({"login": "", "password": ""}, auto_id="wrong_%s"),
        "reports": reports,
        "headlines": published_headlines(event.pk for event in reports),
        "pages": Paginator(range(5), 1).page(3),
        "icons": ICONS,
    }
    return render(request, "styleguide/index.html", context)


def example_report() -> ReportContent:
    """Return a report in which every component has something to show."""
    day = dt.date(2026, 8, 18)
    sessions = [
        (dt.time(8, 30), dt.time(9), SessionKind.REGISTRATION, _("registration")),
        (dt.time(9), dt.time(12), SessionKind.PANEL, _("Example of a topic with a title so long that it runs over")),
        (dt.time(12), dt.time(13), SessionKind.BREAK, _("break")),
    ]
    return ReportContent(
        event_id=0,
        code="example",
        programme_id=0,
        programme=_("Example of a programme"),
        programme_slug="example",
        title=_("Example of the title of an event"),
        kind=EventKind.PANEL,
        batch_number=2,
        format=EventFormat.MIXED,
        broadcast_channels="Zoom",
        province="",
        demonstration=True,
        objectives=(_("Example of an objective"), _("Another example of an objective")),
        attending_bodies=(),
        contact_organisation="",
        contact_phone="",
        not_stated="",
        organisers=(),
        days=(DayFacts(day, dt.time(9), dt.time(16), "", ""),),
        sessions=tuple(
            SessionFacts(n, None, start, end, title, kind, "", "", "")
            for n, (start, end, kind, title) in enumerate(sessions)
        ),
        appearances=tuple(
            AppearanceFacts(n, None, _("Example of a name"), capacity, "", _("Example of a position"), "", "", said)
            for n, (capacity, said) in enumerate(
                [(Capacity.PRESIDES, ""), (Capacity.PANELLIST, _("Example of what somebody said."))]
            )
        ),
        headline="",
        lead="",
        body="",
        key_points="",
        recommendations="",
        photos=(),
        documents=(DocumentFacts(0, DocumentKind.AGENDA, _("Example of a document"), "", "", 36_000, "", day),),
    )


def example_totals() -> Totals:
    """Return figures of an event whose announced total differs."""
    return Totals(
        event_id=0,
        kind="certified",
        taken_at=timezone.now(),
        people=1142,
        split=Split(participant=900, staff=150, observer=92),
        by_mode={Mode.ROOM: 1000, Mode.ONLINE: 142},
        offices=(),
        without_office=Split(),
        without_office_by_mode={},
        counts_speakers=False,
        counts_guests=False,
        busiest_day=None,
        announced=Announced(1150, _("Example of a source"), "", None, ""),
        schemes={},
    )
