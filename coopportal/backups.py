"""Backups: one file with the database, the media, the private files and the secret key.

The file is a tar archive. Its last member, ``manifest.json``, says what made it, counts the rows of every table and
holds the SHA-256 of every other member; nothing is restored before all of that has been checked.

SQLite is copied by its own backup API, PostgreSQL by ``pg_dump`` and ``pg_restore``; both see one moment, and the
rows are counted at that same moment. Files are read after the database, so each file that a row names was there.
"""

import hashlib
import io
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import django
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from coopportal.thai.collate import compare
from coopportal.version import VERSION

FORMAT = 1
MANIFEST, KEY = "manifest.json", "secret_key"
DATABASE_MEMBERS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupError(Exception):
    """A backup that cannot be made or restored; the message says why, for the person at the terminal."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself."""

    format: int
    made_at: str
    version: str
    django: str
    engine: str
    migrations: list[str]
    rows: dict[str, int]
    members: dict[str, str]  # name -> SHA-256

    @classmethod
    def parse(cls, text: bytes) -> "Manifest":
        """Read a manifest; raise ``BackupError`` for anything that is not one of ours."""
        try:
            manifest = cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise BackupError(f"{MANIFEST} cannot be read: {error}") from error
        if manifest.format != FORMAT:
            raise BackupError(f"the backup has format {manifest.format}; this version reads format {FORMAT}")
        return manifest


# -- making ------------------------------------------------------------------------------------------------------------


def write_backup(folder: Path) -> Path:
    """Write a backup of everything into ``folder`` and return its path.

    The file is readable by its owner only and appears under its name only when it is whole and on the disk.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = timezone.localtime()
    target = _unused(folder / f"coopportal-{now:%Y-%m-%d-%H%M%S}.tar")
    draft = folder / f".{target.name}.{secrets.token_hex(4)}.partial"
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                _fill(archive, now.isoformat())
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _unused(path: Path) -> Path:
    """Return ``path``, with a number if there is such a file already."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_stem(f"{path.stem}-{number}")
    return candidate


def _fill(archive: tarfile.TarFile, made_at: str) -> None:
    members: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as scratch:
        dump = Path(scratch) / DATABASE_MEMBERS[_engine()]
        rows = _dump_database(dump)
        members[dump.name] = _add(archive, dump.name, dump)
    key = settings.DATA_DIR / KEY
    if key.exists():
        members[KEY] = _add(archive, KEY, key)
    for prefix, root in _trees().items():
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                name = f"{prefix}/{path.relative_to(root).as_posix()}"
                members[name] = _add(archive, name, path)
    manifest = Manifest(
        format=FORMAT,
        made_at=made_at,
        version=VERSION,
        django=django.get_version(),
        engine=_engine(),
        migrations=_applied_migrations(),
        rows=rows,
        members=members,
    )
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
    archive.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Add one file and return the hash of what was added."""
    with path.open("rb") as source:
        reader = _HashingReader(source)
        archive.addfile(_member(name, os.fstat(source.fileno()).st_size), reader)
    return reader.digest.hexdigest()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(timezone.now().timestamp())
    return member


class _HashingReader:
    """A file that remembers the hash of what was read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.digest.update(block)
        return block


# -- restoring ---------------------------------------------------------------------------------------------------------


def restore_backup(file: Path, *, force: bool = False) -> Manifest:
    """Put everything in ``file`` in the place of what is here, and return its manifest.

    Checks the whole file first. Refuses if there is anything here already, unless ``force`` is given. Files are laid
    beside the old ones and take their place at the end; the row counts are compared after that. Running processes
    must be started again: the secret key may have changed.
    """
    manifest = check_backup(file)
    _check_it_fits(manifest)
    if not force and (what := _what_is_here()):
        raise BackupError(f"there is something here already ({what}); give --force to replace it")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as scratch:
        _extract(file, Path(scratch), manifest)
        _load_database(Path(scratch) / DATABASE_MEMBERS[manifest.engine])
        for prefix, root in _trees().items():
            _replace_tree(Path(scratch) / prefix, root)
        if KEY in manifest.members:
            (Path(scratch) / KEY).chmod(0o600)
            (Path(scratch) / KEY).replace(settings.DATA_DIR / KEY)
    if (found := _row_counts(_ask_django)) != manifest.rows:
        differences = sorted(name for name in manifest.rows | found if manifest.rows.get(name) != found.get(name))
        raise BackupError(f"the row counts differ after restoring: {', '.join(differences)}")
    return manifest


def check_backup(file: Path) -> Manifest:
    """Read the whole of ``file`` and return its manifest, or raise ``BackupError``.

    Every member must be a regular file with a name of ours, be named in the manifest, and have the hash that stands
    there; none may be missing.
    """
    found: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(file, "r:") as archive:
            for member in archive:
                if not member.isfile() or not _is_our_name(member.name) or member.name in found:
                    raise BackupError(f"the backup holds something that is not ours: {member.name!r}")
                content = archive.extractfile(member)
                assert content is not None  # noqa: S101 - a regular file has content
                if member.name == MANIFEST:
                    manifest = Manifest.parse(content.read())
                else:
                    found[member.name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{file} cannot be read: {error}") from error
    if manifest is None:
        raise BackupError(f"{file} has no {MANIFEST}: it is not a backup, or it was cut off")
    if wrong := sorted(name for name in manifest.members | found if manifest.members.get(name) != found.get(name)):
        raise BackupError(f"the backup is damaged: {', '.join(wrong[:5])}")
    return manifest


def _is_our_name(name: str) -> bool:
    if name in {MANIFEST, KEY, *DATABASE_MEMBERS.values()}:
        return True
    parts = PurePosixPath(name).parts
    return (
        len(parts) > 1
        and parts[0] in _trees()
        and ".." not in parts
        and "\\" not in name
        and "\0" not in name
        and "/".join(parts) == name
    )


def _check_it_fits(manifest: Manifest) -> None:
    if manifest.engine != _engine():
        raise BackupError(f"the backup is of {manifest.engine}, but DATABASE_URL names {_engine()}")
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise BackupError(
            f"the backup was made by version {manifest.version}, which has {newer[0]}; install that version or a newer one"
        )


def _what_is_here() -> str:
    """Return what a restore would replace, in words; empty if there is nothing."""
    if tables := _table_names():
        return f"{len(tables)} tables in the database"
    for root in _trees().values():
        if root.exists() and any(path.is_file() for path in root.rglob("*")):
            return f"files in {root}"
    return ""


def _extract(file: Path, folder: Path, manifest: Manifest) -> None:
    """Lay every member under ``folder``; the names were checked, the hashes are compared once more."""
    with tarfile.open(file, "r:") as archive:
        for name, digest in manifest.members.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            source = archive.extractfile(name)
            if source is None:
                raise BackupError(f"the backup is damaged: {name}")
            with target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            target.chmod(0o640)
            with target.open("rb") as copied:
                if hashlib.file_digest(copied, "sha256").hexdigest() != digest:
                    raise BackupError(f"the backup changed while it was read: {name}")


def _replace_tree(new: Path, root: Path) -> None:
    """Put ``new`` (or an empty folder) in the place of ``root``; the old one is deleted last."""
    new.mkdir(exist_ok=True, mode=0o750)
    root.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    old = root.with_name(f".{root.name}.{secrets.token_hex(4)}.old")
    if root.exists():
        root.rename(old)
    new.rename(root)
    shutil.rmtree(old, ignore_errors=True)


# -- the two databases -------------------------------------------------------------------------------------------------

Ask = Callable[[str], list[tuple[Any, ...]]]


def _engine() -> str:
    if connection.vendor not in DATABASE_MEMBERS:
        raise BackupError(f"backups know SQLite and PostgreSQL, not {connection.display_name}")
    return connection.vendor


def _trees() -> dict[str, Path]:
    """Return the folders of files: name in the archive -> place on the disk."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_ROOT)}


def _table_names() -> list[str]:
    return sorted(connection.introspection.table_names())


def _applied_migrations() -> list[str]:
    return [f"{app}.{name}" for app, name in sorted(MigrationLoader(connection).applied_migrations)]


def _ask_django(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _row_counts(ask: Ask) -> dict[str, int]:
    names = _table_names()
    return {name: ask(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")[0][0] for name in names}  # noqa: S608


def _dump_database(target: Path) -> dict[str, int]:
    """Write the database to ``target`` and count the rows of every table at that moment."""
    target.touch(mode=0o600)
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgresql(target)


def _load_database(source: Path) -> None:
    """Replace the whole content of the database; on failure nothing has changed."""
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        _load_postgresql(source)


@contextmanager
def _open_sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as copy:
        copy.create_collation("thai", compare)
        yield copy


def _dump_sqlite(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    with _open_sqlite(target) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        return _row_counts(lambda query: copy.execute(query).fetchall())


def _load_sqlite(source: Path) -> None:
    connection.ensure_connection()
    with _open_sqlite(source) as copy:
        if (verdict := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise BackupError(f"the database in the backup is damaged: {verdict}")
        copy.backup(connection.connection)
    connection.close()


def _dump_postgresql(target: Path) -> dict[str, int]:
    with transaction.atomic():
        cursor = connection.cursor()
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _postgresql(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", "-f", target
        )
        return _row_counts(_ask_django)


# Everything in the schema, not only what the backup also has: a newer version may have left tables.
EMPTY_SCHEMA = """
DO $$ DECLARE item text; BEGIN
  FOR item IN SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE 'DROP TABLE ' || item || ' CASCADE';
  END LOOP;
  FOR item IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e') LOOP
    EXECUTE 'DROP FUNCTION ' || item || ' CASCADE';
  END LOOP;
  FOR item IN SELECT format('%I', collname) FROM pg_collation WHERE collnamespace = current_schema()::regnamespace LOOP
    EXECUTE 'DROP COLLATION ' || item || ' CASCADE';
  END LOOP;
END $$;
"""


def _load_postgresql(source: Path) -> None:
    connection.close()
    script = source.with_suffix(".sql")
    _run(_postgresql_program("pg_restore"), "--no-owner", "--no-privileges", "-f", script, source)
    empty = source.with_name("empty.sql")
    empty.write_text(EMPTY_SCHEMA)
    strict = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _postgresql("psql", *strict, "-o", os.devnull, "-f", empty, "-f", script)


def _postgresql(program: str, *arguments: object) -> None:
    """Run one of PostgreSQL's programs against our database; its password goes through the environment."""
    options, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    where = [*options[1:-1], "--no-password", f"--dbname={options[-1]}"]
    _run(_postgresql_program(program), *where, *arguments, environment={**os.environ, **(environment or {})})


def _postgresql_program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs, the newest there is: an older one refuses a newer server."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if found := (debian[-1] if debian else shutil.which(name)):
        return str(found)
    raise BackupError(f"{name} is not installed; on Debian or Ubuntu: apt-get install postgresql-client")


def _run(program: str, *arguments: object, environment: dict[str, str] | None = None) -> None:
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{Path(program).name}: {done.stderr.strip()}")
