"""Puts the reference data into the tables: what is missing is made, what is there belongs to the staff.

No row that exists is ever changed, and nothing that staff renamed or deleted comes back:

- a province is known by its code;
- a way of grouping provinces is made whole (its regions and the provinces in them) or, once it exists, left alone;
- the forms of service cooperatives are made only while there are none, since the department will rename them;
- an organisation is known by its name and province, today's or any that its history remembers; its other names are
  made together with it, and never again.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from itertools import count, groupby
from pathlib import Path

from django.db import transaction
from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from programmes.models import (
    Organisation,
    OrganisationAlias,
    Province,
    Region,
    RegionPlace,
    RegionScheme,
    ServiceForm,
)

Row = dict[str, str]
Made = dict[type[Model], int]

FOLDER = Path(__file__).parent


def read(folder: Path, name: str) -> list[Row]:
    """Return the rows of one of the CSV files in ``folder``."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_reference() -> Made:
    """Make what is missing and return how many rows of each table were made.

    One transaction, and a number of queries that does not depend on how much is there already: at most 25 the first
    time, 5 when nothing is missing.
    """
    return load_provinces() | load_service_forms() | load_organisations() | load_schemes()


def load_provinces() -> Made:
    """Make the provinces whose code is not there."""
    known = set(Province.objects.values_list("code", flat=True))
    rows = [row for row in read(FOLDER, "provinces.csv") if row["code"] not in known]
    Province.objects.bulk_create(Province(code=r["code"], name=r["name"], name_en=r["name_en"]) for r in rows)
    return {Province: len(rows)}


def load_service_forms() -> Made:
    """Make the forms of service cooperatives, unless there are any."""
    if ServiceForm.objects.exists():
        return {ServiceForm: 0}
    rows = read(FOLDER, "service_forms.csv")
    ServiceForm.objects.bulk_create(
        ServiceForm(name=row["name"], sort_no=number, confirmed=row["confirmed"] == "yes")
        for number, row in enumerate(rows, 1)
    )
    return {ServiceForm: len(rows)}


def organisation_ids(rows: list[Row]) -> dict[tuple[str, str], int | None]:
    """Return the id of each organisation in ``rows`` by name and province code, under every name it ever had.

    One that staff deleted has ``None``, one that never was in the register is left out. Costs 3 queries.
    """
    names = [row["name"] for row in rows]
    past = Organisation.history.filter(name__in=names).values_list("id", "name", "province")
    there = set(Organisation.objects.filter(pk__in=[pk for pk, *_ in past]).values_list("pk", flat=True))
    ids = {(name, province or ""): pk if pk in there else None for pk, name, province in past}
    now = Organisation.objects.filter(name__in=names).values_list("pk", "name", "province")
    return ids | {(name, province or ""): pk for pk, name, province in now}


def key(row: Row) -> tuple[str, str]:
    """Return what an organisation of the file is known by."""
    return row["name"], row["province"]


def load_organisations() -> Made:
    """Make the organisations that never were in the register, those above first, each with its history and aliases."""
    rows = read(FOLDER, "organisations.csv")
    ids = organisation_ids(rows)
    missing = [row for row in rows if key(row) not in ids]
    by_name = {row["name"]: row for row in rows}
    aliases = 0
    for _depth, level in groupby(sorted(missing, key=lambda row: depth(row, by_name)), lambda row: depth(row, by_name)):
        batch = list(level)
        made = bulk_create_with_history(
            [
                organisation(row, parent=ids.get(key(by_name[row["parent"]])) if row["parent"] else None)
                for row in batch
            ],
            Organisation,
        )
        new = {key(row): body.pk for row, body in zip(batch, made, strict=True)}
        aliases += len(OrganisationAlias.objects.bulk_create(other_names(batch, new)))
        ids |= new
    return {Organisation: len(missing), OrganisationAlias: aliases}


def depth(row: Row, by_name: dict[str, Row]) -> int:
    """Return how many bodies stand above the one in ``row``."""
    return 1 + depth(by_name[row["parent"]], by_name) if row["parent"] else 0


def organisation(row: Row, *, parent: int | None) -> Organisation:
    """Return the organisation that ``row`` describes, not saved."""
    return Organisation(
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        cooperative_type=row["cooperative_type"],
        federation_level=row["federation_level"],
        province_id=row["province"] or None,
        parent_id=parent,
        sort_no=int(row["sort_no"]),
        confirmed=row["confirmed"] == "yes",
        source=row["source"],
    )


def other_names(rows: Iterable[Row], ids: dict[tuple[str, str], int]) -> list[OrganisationAlias]:
    """Return the aliases of the organisations in ``rows``, not saved."""
    return [
        OrganisationAlias(organisation_id=ids[key(row)], name=name, source=row["source"])
        for row in rows
        for name in row["aliases"].split("|")
        if name
    ]


def load_schemes() -> Made:
    """Make the ways of grouping provinces that are not there, each with its regions and their provinces.

    A new one becomes the official order only where no other is.
    """
    known = dict(RegionScheme.objects.values_list("code", "is_default"))
    has_default = any(known.values())
    missing = [row for row in read(FOLDER, "schemes.csv") if row["code"] not in known]
    if not missing:
        return {RegionScheme: 0, Region: 0, RegionPlace: 0}
    schemes = {
        scheme.code: scheme
        for scheme in RegionScheme.objects.bulk_create(
            RegionScheme(
                code=row["code"],
                name=row["name"],
                is_default=row["is_default"] == "yes" and not has_default,
                sort_no=number,
                valid_from=dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                source=row["source"],
            )
            for number, row in enumerate(missing, len(known) + 1)
        )
    }
    regions = make_regions(schemes)
    return {RegionScheme: len(missing), Region: len(regions), RegionPlace: make_places(regions)}


def make_regions(schemes: dict[str, RegionScheme]) -> dict[tuple[str, str], Region]:
    """Make the regions of ``schemes`` in the order of the file; return them by code of the scheme and name."""
    rows = [row for row in read(FOLDER, "regions.csv") if row["scheme"] in schemes]
    numbers = {code: count(1) for code in schemes}
    regions = Region.objects.bulk_create(
        Region(scheme=schemes[row["scheme"]], name=row["name"], sort_no=next(numbers[row["scheme"]])) for row in rows
    )
    return {(row["scheme"], row["name"]): region for row, region in zip(rows, regions, strict=True)}


def make_places(regions: dict[tuple[str, str], Region]) -> int:
    """Put the provinces into their regions, in the order of the file; return how many places were made."""
    numbers = {region: count(1) for region in regions}
    places = [
        RegionPlace(
            region=regions[scheme, row[scheme]], sort_no=next(numbers[scheme, row[scheme]]), province_id=row["code"]
        )
        for row in read(FOLDER, "provinces.csv")
        for scheme in dict.fromkeys(scheme for scheme, _name in regions)
    ]
    return len(RegionPlace.objects.bulk_create(places))
