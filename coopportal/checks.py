"""System checks of the portal, run by ``manage.py check``; each says what is wrong and how to mend it."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register  # noqa: A004 - Django's own name
from django.db import DatabaseError, connections

from coopportal.thai.collate import sort_key

HERE = {"localhost", "127.0.0.1", "::1"}
WORDS = ["แก้ว", "กา", "ก้า", "เกรียงไกร", "ไกรสร", "ขวัญ", "โกวิท", "กมล", "ก่า", "อนันต์", "A", "1"]
"""Words whose order tells the Thai alphabet from the order of code points."""


@register(Tags.compatibility)
def check_time_zone(**_kwargs: Any) -> list[CheckMessage]:
    """Dates of events are days in Bangkok."""
    if settings.USE_TZ and settings.TIME_ZONE == "Asia/Bangkok":
        return []
    return [
        Error(
            "The time zone is not Asia/Bangkok.",
            hint="Leave TIME_ZONE and USE_TZ as coopportal/settings.py has them.",
            id="coopportal.E001",
        )
    ]


@register(Tags.database)
def check_thai_collation(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The database sorts Thai words as ``coopportal.thai.collate`` does; not asked before the first migration."""
    return [error for alias in databases or [] for error in _collation_errors(alias)]


def _collation_errors(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    words = " UNION ALL ".join(["SELECT %s AS word"] * len(WORDS))
    try:
        with connection.cursor() as cursor:
            if "programmes_province" not in connection.introspection.table_names(cursor):
                return []
            cursor.execute(f'SELECT word FROM ({words}) AS words ORDER BY word COLLATE "thai"', WORDS)  # noqa: S608
            order = [row[0] for row in cursor.fetchall()]
    except DatabaseError as error:
        problem = f"The database {alias!r} cannot sort by the collation “thai”: {error}"
    else:
        if order == sorted(WORDS, key=sort_key):
            return []
        problem = f"The database {alias!r} sorts Thai words in another order than the portal: {' '.join(order)}"
    return [
        Error(
            problem,
            hint="PostgreSQL needs ICU (version 15 or newer has it) and the first migration of “programmes”.",
            id="coopportal.E002",
        )
    ]


@register(Tags.database)
def check_search_index(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """On SQLite three triggers keep the search index; a migration that writes the table of entries anew loses them."""
    return [error for alias in databases or [] if connections[alias].vendor == "sqlite" for error in _triggers(alias)]


def _triggers(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'programmes_searchentry'")
        names = {row[0] for row in cursor.fetchall()}
    there = {name for name in names if name.startswith("programmes_searchentry_")}
    if not names or {f"programmes_searchentry_{what}" for what in ("added", "changed", "deleted")} <= there:
        return []
    return [
        Error(
            f"The database {alias!r} has lost the triggers that keep the search index.",
            hint="Make them again as migration 0002 of “programmes” does, then run manage.py rebuild_search.",
            id="coopportal.E007",
        )
    ]


@register(Tags.security)
def check_private_files(**_kwargs: Any) -> list[CheckMessage]:
    """Private files lie outside every folder that is served."""
    private = Path(settings.PRIVATE_ROOT).resolve()
    served = [Path(root).resolve() for root in filter(None, (settings.MEDIA_ROOT, settings.STATIC_ROOT))]
    if not any(private.is_relative_to(root) or root.is_relative_to(private) for root in served):
        return []
    return [
        Error(
            "The folder of private files and a public one lie inside each other.",
            hint="Keep PRIVATE_ROOT, MEDIA_ROOT and STATIC_ROOT side by side.",
            id="coopportal.E003",
        )
    ]


@register(Tags.security)
def check_file_modes(**_kwargs: Any) -> list[CheckMessage]:
    """The secret key is readable by its owner only, and uploads are not readable by everybody on the machine."""
    errors: list[CheckMessage] = []
    key = Path(settings.DATA_DIR) / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        errors.append(
            Error("Others on this machine can read the secret key.", hint=f"chmod 600 {key}", id="coopportal.E004")
        )
    if settings.FILE_UPLOAD_PERMISSIONS is None or settings.FILE_UPLOAD_PERMISSIONS & 0o007:
        errors.append(
            Error(
                "Uploads would be readable by everybody on this machine.",
                hint="Set FILE_UPLOAD_PERMISSIONS to 0o640 or 0o600.",
                id="coopportal.E005",
            )
        )
    return errors


@register(Tags.security)
def check_upload_limits(**_kwargs: Any) -> list[CheckMessage]:
    """The largest page of the staff area can be saved, and no text fills the memory."""
    fields, size = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if fields and fields >= 1000 and size and 2**20 <= size <= 2**25:
        return []
    return [
        Error(
            "The limits of what a form may send do not fit the staff area.",
            hint="At least 1,000 fields, and 1 to 32 MB beside the files.",
            id="coopportal.E006",
        )
    ]


@register(Tags.security)
def check_address(**_kwargs: Any) -> list[CheckMessage]:
    """Others reach the portal by https only, and staff with a second factor."""
    if not settings.HTTPS and urlsplit(settings.SITE_URL).hostname not in HERE:
        return [
            Warning(
                "SITE_URL is http: passwords travel readable, and no second factor is asked.",
                hint="Set SITE_URL to the https address of the proxy.",
                id="coopportal.W001",
            )
        ]
    if settings.HTTPS and not settings.REQUIRE_MFA:
        return [
            Warning(
                "Staff get in with a password alone.",
                hint="Take REQUIRE_MFA=0 out of the settings.",
                id="coopportal.W002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_deployment(**_kwargs: Any) -> list[CheckMessage]:
    """What is well at home, and not on a server."""
    messages: list[CheckMessage] = []
    if settings.CACHES["default"]["BACKEND"].rpartition(".")[2] in {"LocMemCache", "DummyCache"}:
        messages.append(
            Warning(
                "Each process counts wrong passwords for itself.",
                hint="Set CACHE_URL to db://cache or a Redis that all processes share.",
                id="coopportal.W003",
            )
        )
    if settings.HTTPS and not settings.BEHIND_PROXY:
        messages.append(
            Info(
                "SITE_URL is https, but no proxy is believed: over plain http every page redirects to itself.",
                hint="Set BEHIND_PROXY=1 behind a proxy that sets X-Forwarded-Proto and X-Forwarded-For itself.",
                id="coopportal.I001",
            )
        )
    if settings.HTTPS and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        messages.append(
            Info("Mail goes to files.", hint="Set EMAIL_URL to the department's mail server.", id="coopportal.I002")
        )
    return messages
