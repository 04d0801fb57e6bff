"""Every number of attendance is computed here (design rule 4.1): ``published`` reads what was frozen, ``live`` computes.

Counts only, no names: the one module of this app that public pages may use. The result type is in ``figures``.
"""

from typing import Any

from pydantic import TypeAdapter

from events.models import Event
from participants.models import TotalsSnapshot
from participants.selectors.figures import (
    COOPERATIVES,
    Announced,
    BodyLine,
    Cell,
    Gap,
    GroupLine,
    NamedGroup,
    OfficeLine,
    Part,
    Source,
    Split,
    Totals,
    known_sum,
    share,
)

__all__ = [
    "COOPERATIVES",
    "Announced",
    "BodyLine",
    "Cell",
    "Gap",
    "GroupLine",
    "NamedGroup",
    "OfficeLine",
    "Part",
    "Source",
    "Split",
    "Totals",
    "from_json",
    "known_sum",
    "published",
    "share",
    "to_json",
]

TOTALS = TypeAdapter(Totals)


def to_json(totals: Totals) -> dict[str, Any]:
    """Return the totals as JSON values (dates in ISO 8601, CE): for the snapshot, not for the public (design rule 5)."""
    return TOTALS.dump_python(totals, mode="json")


def from_json(data: dict[str, Any]) -> Totals:
    """Return the totals that ``to_json`` wrote."""
    return TOTALS.validate_python(data)


def published(event: Event) -> Totals | None:
    """Return the totals as last frozen, or ``None`` before the first snapshot; 1 query."""
    content = TotalsSnapshot.objects.filter(event=event).order_by("-number").values_list("content", flat=True).first()
    return None if content is None else from_json(content)
