"""Measure search over many made-up reports, against the barest search that the same database can do.

    python bin/bench_search.py [--reports 100000]       on SQLite, or on the server that DATABASE_URL names

Makes a database of its own, and drops it. The reports are written into the index as the portal writes them, and their
words into one bare column beside it (FTS5, or a stored tsvector with GIN). The barest way counts the matches, and a second
time also reads the texts of any twenty; the portal reads the query, counts, ranks, reads the best twenty and cuts a passage
from each. Printed are medians in milliseconds of processor time (the server's too, where that is a process of this machine),
which other work disturbs little; everything is in memory. docs/search.md has the numbers of one machine.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django
from django.db import connection

django.setup()

from programmes.models import SearchKind  # noqa: E402 - Django comes first
from programmes.search import index  # noqa: E402 - the same
from programmes.search.cutting import BARRIER, cut  # noqa: E402 - the same
from programmes.search.entries import Entry, facet, replace  # noqa: E402 - the same
from programmes.search.query import Query, parse  # noqa: E402 - the same
from tests.corpus import ABSENT, COMMON, RARE, SHORT, Text, texts  # noqa: E402 - the same

BATCH = 500
ROUNDS = 25
QUESTIONS = {
    "rare phrase (0.2 %)": RARE,
    "common phrase (5 %)": COMMON,
    "two characters": SHORT,
    "absent": ABSENT,
    "word in 40 %": "ประชุม",
    "two words in 40 %": "สมาชิก ประชุม",
}
FTS = "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\""


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100_000)
    options = parser.parse_args()
    named = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="coopportal-bench-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/search.sqlite3"
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            size = build(options.reports)
            print_sizes(size)
            print_times()
        finally:
            connection.creation.destroy_test_db(named, verbosity=0)


# -- building ----------------------------------------------------------------------------------------------------------


def build(reports: int) -> int:
    """Write the reports into both indexes; return the bytes of their texts."""
    make_bare()
    size, start = 0, time.perf_counter()
    remaining = iter(enumerate(texts(reports)))
    while batch := list(islice(remaining, BATCH)):
        size += sum(len(text.whole.encode()) for _number, text in batch)
        entries = [entry(number, text) for number, text in batch]
        replace(SearchKind.EVENT, [one.object_id for one in entries], entries)
        write_bare(entries)
    print(f"{connection.vendor}: {reports:,} reports, {size / 1e6:.0f} MB of text, {time.perf_counter() - start:.0f} s")
    tidy()
    return size


def entry(number: int, text: Text) -> Entry:
    """Return a report as the portal indexes it."""
    day = dt.date(2015, 1, 1) + dt.timedelta(number % 4000)
    asked = {"programme": number % 20, "year": 2558 + number % 11, "kind": "seminar", "province": 10 + number % 77}
    facets = frozenset(facet(*one) for one in asked.items())
    return Entry(SearchKind.EVENT, number + 1, cut(text.title), cut(text.lead), cut(text.body), date=day, facets=facets)


def make_bare() -> None:
    """Make the barest index."""
    if connection.vendor == "sqlite":
        execute(f"CREATE VIRTUAL TABLE bare USING fts5(words, content='', {FTS})")
    else:
        execute("CREATE TABLE bare (id bigint PRIMARY KEY, words tsvector)")
        execute("CREATE INDEX bare_words ON bare USING gin (words) WITH (fastupdate = off)")


def write_bare(entries: list[Entry]) -> None:
    """Write all words of each entry, with their positions."""
    rows = [(one.object_id, f"{one.title.keys} {one.lead.keys} {one.body.keys}".split()) for one in entries]
    if connection.vendor == "sqlite":
        sql, values = "INSERT INTO bare (rowid, words) VALUES (%s, %s)", [(pk, " ".join(words)) for pk, words in rows]
    else:
        sql = "INSERT INTO bare VALUES (%s, %s::tsvector)"
        values = [(pk, " ".join(positions(words))) for pk, words in rows]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def positions(words: list[str]) -> Iterator[str]:
    """Return the lexemes of words with their positions."""
    where: dict[str, list[str]] = {}
    for position, word in enumerate(words, 1):
        if word != BARRIER:
            where.setdefault(word, []).append(str(position))
    return (f"'{word}':{','.join(at)}" for word, at in where.items())


def tidy() -> None:
    """Bring both indexes into the state of a site that has run for a night."""
    if connection.vendor == "sqlite":
        execute("INSERT INTO bare(bare) VALUES ('optimize')")
        execute("INSERT INTO programmes_searchindex(programmes_searchindex) VALUES ('optimize')")
        execute("ANALYZE")
    else:
        execute("SET statement_timeout = 0")
        execute("VACUUM ANALYZE bare")
        execute("VACUUM ANALYZE programmes_searchentry")


# -- measuring ---------------------------------------------------------------------------------------------------------


def print_sizes(text: int) -> None:
    """Print what the index takes, as a share of the texts."""
    if connection.vendor == "sqlite":
        parts = {
            "index": execute("SELECT sum(length(block)) FROM programmes_searchindex_data"),
            "index, bare": execute("SELECT sum(length(block)) FROM bare_data"),
        }
    else:
        parts = {
            "index": execute("SELECT pg_relation_size('programmes_searchentry_words')"),
            "index, bare": execute("SELECT pg_relation_size('bare_words')"),
            "table with texts, words and index": execute("SELECT pg_total_relation_size('programmes_searchentry')"),
            "table, bare": execute("SELECT pg_total_relation_size('bare')"),
        }
    for name, size in parts.items():
        print(f"  {name:<36} {size / 1e6:7.0f} MB  {100 * size / text:5.0f} % of the text")


def print_times() -> None:
    """Print how long each question takes."""
    heads = f"{'matches':>8}{'bare ms':>9}{'+20 texts':>11}{'portal ms':>11}{'times':>7}{'of +20':>8}"
    print(f"  {'':<22}{heads}{'filtered ms':>13}{'page 5 ms':>11}")
    for name, typed in QUESTIONS.items():
        query, facets = parse(typed), (facet("year", 2560), facet("kind", "seminar"))
        bare, reading, portal, filtered, later = timed(
            partial(count_bare, query),
            partial(count_and_read_bare, query),
            partial(ask, typed),
            partial(ask, typed, *facets),
            partial(ask, typed, start=80),
        )
        matches, count = count_bare(query), ask(typed)
        if matches != count:
            sys.exit(f"{name}: the barest way finds {matches}, the portal {count}")
        times = f"{bare:>9.2f}{reading:>11.2f}{portal:>11.2f}{portal / bare:>7.1f}{portal / reading:>8.1f}"
        print(f"  {name:<22}{matches:>8,}{times}{filtered:>13.2f}{later:>11.2f}")


def count_bare(query: Query) -> int:
    """Count the matches in the barest index."""
    return execute(f"SELECT count(*) FROM bare WHERE {MATCHES[connection.vendor]}", bare_query(query))  # noqa: S608 - ours


def count_and_read_bare(query: Query) -> int:
    """Count the matches, and read the texts of any twenty."""
    count = count_bare(query)
    sql = f"""
        SELECT title, lead, body FROM programmes_searchentry WHERE kind = 'event' AND is_public AND object_id IN (
            SELECT {"rowid" if connection.vendor == "sqlite" else "id"} FROM bare
            WHERE {MATCHES[connection.vendor]} LIMIT 20)"""  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [bare_query(query)])
        cursor.fetchall()
    return count


MATCHES = {"sqlite": "bare MATCH %s", "postgresql": "words @@ (SELECT %s::tsquery)"}


def bare_query(query: Query) -> str:
    """Return a query as the barest index understands it."""
    phrases = [term[0] for term in query.terms]
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return " & ".join(f"({' <-> '.join(phrase)})" for phrase in phrases)


def ask(typed: str, *facets: str, start: int = 0) -> int:
    """Do what the search page asks of the index."""
    query = parse(typed)
    found = index.find(query, facets, start=start)
    for hit in found.hits:
        _shown = hit.title.html, hit.passage.html
    return found.total


def timed(*jobs: Callable[[], int]) -> list[float]:
    """Return the median of what each job takes in milliseconds of processor time; the jobs take turns."""
    times: list[list[float]] = [[] for _job in jobs]
    spent = clock()
    for job in jobs:
        job()
    while len(times[0]) < ROUNDS and sum(map(sum, times)) < 30_000:
        for job, taken in zip(jobs, times, strict=True):
            start = spent()
            job()
            taken.append(1000 * (spent() - start))
    return [statistics.median(taken) for taken in times]


def clock() -> Callable[[], float]:
    """Return what tells the seconds that this process has used of a processor, and with it the server's part of PostgreSQL."""
    if connection.vendor == "sqlite":
        return time.process_time
    backend = Path(f"/proc/{execute('SELECT pg_backend_pid()')}/schedstat")
    return lambda: time.process_time() + int(backend.read_text().split()[0]) / 1e9


def execute(sql: str, *parameters: str) -> Any:
    """Run one statement; return the first column of its first row, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


if __name__ == "__main__":
    main()
