"""Keeps ``PublishedOffice`` what the latest snapshots say."""

from django.db import transaction

from participants.models import PublishedOffice, TotalsSnapshot
from participants.selectors import totals
from participants.selectors.public import public_offices
from participants.selectors.totals import Totals
from programmes.generation import raise_generation
from programmes.models import Organisation


def project(frozen: Totals) -> None:
    """Write what the public may know of each office of an event; the caller's transaction froze ``frozen``; 3 queries.

    People without an office get a row of their own without a name, so that the rows that are added sum to the total.
    """
    known = set(
        Organisation.objects.filter(pk__in=[line.organisation_id for line in frozen.offices]).values_list(
            "pk", flat=True
        )
    )
    shown = public_offices(frozen, next(iter(frozen.schemes), ""))
    rows = [
        PublishedOffice(
            event_id=frozen.event_id,
            organisation_id=office.organisation_id if office.organisation_id in known else None,
            place=place,
            name=office.name,
            kind=office.kind,
            region=office.region,
            counted_under=office.counted_under_name,
            is_added=line.added,
            attended=line.attended,
            status=office.status,
            people=office.people,
        )
        for place, (office, line) in enumerate(zip(shown, frozen.offices, strict=True))
    ]
    if others := frozen.without_office.total:
        rows.append(
            PublishedOffice(
                event_id=frozen.event_id,
                place=len(rows),
                is_added=True,
                attended=False,
                status="counted",
                people=others,
            )
        )
    PublishedOffice.objects.filter(event=frozen.event_id).delete()
    PublishedOffice.objects.bulk_create(rows)


def rebuild() -> int:
    """Write the rows of every event anew from its latest snapshot, each event a transaction; return how many events."""
    snapshots = TotalsSnapshot.objects.latest_of_each_event().order_by("event")
    events = 0
    for content in snapshots.values_list("content", flat=True).iterator(chunk_size=20):
        with transaction.atomic():
            project(totals.from_json(content))
        events += 1
    raise_generation()
    return events


def is_stale() -> bool:
    """Say whether the rows must be written anew: there are none, while something was frozen."""
    return TotalsSnapshot.objects.exists() and not PublishedOffice.objects.exists()
