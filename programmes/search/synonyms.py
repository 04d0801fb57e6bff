"""The names of a body that stand for each other in a search: its official name, its short name and its aliases.

What many aliases begin with is learned from them: สสจ.เชียงใหม่ of สำนักงานสหกรณ์จังหวัดเชียงใหม่, and the same of other provinces,
make สสจ. stand for สำนักงานสหกรณ์จังหวัด, with whatever follows.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from coopportal.thai.digits import to_arabic
from coopportal.thai.text import normalise
from programmes.models import Organisation, SearchSynonym
from programmes.search.sql import fetch

COMMON = 2
"""How many bodies must share a beginning."""
_NOT_COUNTED = re.compile(r"[\s.\-,()“”\"']+")
_ABBREVIATION = re.compile(r"[ก-ฮ]{2,6}\.")


@dataclass(frozen=True)
class Known:
    """Other names by the key of one name, and long beginnings by the key of a short one."""

    names: dict[str, tuple[str, ...]]
    beginnings: dict[str, tuple[str, ...]]


def key(name: str) -> str:
    """Return the letters and digits of a name, without what is often left out."""
    return to_arabic(_NOT_COUNTED.sub("", normalise(name))).casefold()


def lookup(keys: Iterable[str]) -> Known:
    """Return what is known of these keys; 1 query."""
    asked = sorted({*keys} - {""})
    if not asked:
        return Known({}, {})
    names: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    for found, organisation, text in fetch(_LOOKUP % ", ".join(["%s"] * len(asked)), asked):
        known = beginnings if organisation is None else names
        known[found] = (*known.get(found, ()), text)
    return Known(names, beginnings)


_LOOKUP = """
    SELECT asked.key, asked.organisation_id, coalesce(other.text, asked.text)
    FROM programmes_searchsynonym AS asked
    LEFT JOIN programmes_searchsynonym AS other USING (organisation_id)
    WHERE asked.key IN (%s) ORDER BY asked.id, other.id
    """


@transaction.atomic
def refresh() -> int:
    """Write all synonyms anew from the register, if they changed; return how many there are.

    Reads the whole register: 2 queries, and 2 more to write.
    """
    bodies = Organisation.objects.filter(merged_into__isnull=True).prefetch_related("aliases").order_by("pk")
    rows: list[tuple[int | None, str, str]] = []
    shorts: dict[tuple[str, str], set[int]] = defaultdict(set)
    for body in bodies:
        names = [body.name, body.short_name, *(alias.name for alias in body.aliases.all())]
        # An alias that is a part of the name (the province alone) would bring up everything from there.
        names = [names[0], *dict.fromkeys(name for name in names[1:] if key(name) and key(name) not in key(names[0]))]
        if len(names) > 1:
            rows += [(body.pk, key(name), name) for name in names]
        for name in names[1:]:
            if beginning := shared_beginning(name, names[0]):
                shorts[beginning].add(body.pk)
    common = sorted(beginning for beginning, whose in shorts.items() if len(whose) >= COMMON)
    meanings = Counter(short for short, _long in common)
    rows += [(None, key(short), long) for short, long in common if meanings[short] == 1]
    if rows != list(SearchSynonym.objects.order_by("id").values_list("organisation", "key", "text")):
        SearchSynonym.objects.all().delete()
        SearchSynonym.objects.bulk_create(
            (SearchSynonym(organisation_id=pk, key=found, text=text) for pk, found, text in rows), batch_size=500
        )
    return len(rows)


def shared_beginning(short: str, name: str) -> tuple[str, str] | None:
    """Return how an alias and the official name begin, if the alias is an abbreviation before the same ending.

    `สสจ.เชียงใหม่`, `สำนักงานสหกรณ์จังหวัดเชียงใหม่` -> `สสจ.`, `สำนักงานสหกรณ์จังหวัด`.
    """
    abbreviation = _ABBREVIATION.match(short)
    if not abbreviation:
        return None
    ending = short[abbreviation.end() :].strip()
    if not ending or not name.endswith(ending):
        return None
    return abbreviation[0], name[: -len(ending)].strip()
