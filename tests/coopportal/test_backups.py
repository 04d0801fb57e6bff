"""A backup is whole or refused, and what it restores is what there was."""

import hashlib
import io
import json
import os
import shutil
import stat
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from coopportal import backups
from coopportal.backups import BackupError, check_backup
from tests.installation import Installation, installation
from tests.parts import missing

# -- checking, without a database --------------------------------------------------------------------------------------

MEMBERS = {"database.sqlite3": b"rows", "secret_key": b"secret", "media/photos/1.jpg": b"photo"}


def manifest_for(members: dict[str, bytes], **changes: object) -> bytes:
    known = {
        "format": 1,
        "made_at": "2026-11-24T10:00:00+07:00",
        "version": "0.1.0",
        "django": "5.2",
        "engine": "sqlite",
        "migrations": [],
        "rows": {},
        "members": {name: hashlib.sha256(content).hexdigest() for name, content in members.items()},
    }
    return json.dumps(known | changes).encode()


def make_tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def make_backup(path: Path, members: dict[str, bytes] = MEMBERS, **changes: object) -> Path:
    return make_tar(path, members | {"manifest.json": manifest_for(members, **changes)})


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "backup.tar"


def test_whole_backup_is_accepted(file):
    assert sorted(check_backup(make_backup(file)).members) == sorted(MEMBERS)


def test_changed_member_is_refused(file):
    make_tar(file, MEMBERS | {"secret_key": b"other", "manifest.json": manifest_for(MEMBERS)})
    with pytest.raises(BackupError, match="damaged: secret_key"):
        check_backup(file)


def test_missing_member_is_refused(file):
    make_tar(file, {"secret_key": b"secret", "manifest.json": manifest_for(MEMBERS)})
    with pytest.raises(BackupError, match=r"damaged: database\.sqlite3, media/photos/1\.jpg"):
        check_backup(file)


def test_member_that_the_manifest_does_not_name_is_refused(file):
    make_tar(file, MEMBERS | {"media/extra": b"", "manifest.json": manifest_for(MEMBERS)})
    with pytest.raises(BackupError, match="damaged: media/extra"):
        check_backup(file)


@pytest.mark.parametrize(
    "name",
    [
        "../secret_key",
        "media/../../etc/passwd",
        "/etc/passwd",
        "media/..",
        "media//x",
        "./media/x",
        "static/x",
        "media\\x",
    ],
)
def test_member_outside_our_folders_is_refused(file, name):
    with pytest.raises(BackupError, match="not ours"):
        check_backup(make_backup(file, {name: b"x"}))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_member_that_is_no_regular_file_is_refused(file, kind):
    with tarfile.open(file, "w") as archive:
        member = tarfile.TarInfo("media/x")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    with pytest.raises(BackupError, match="not ours"):
        check_backup(file)


def test_same_member_twice_is_refused(file):
    make_backup(file)
    with tarfile.open(file, "a") as archive:
        archive.addfile(tarfile.TarInfo("secret_key"))
    with pytest.raises(BackupError, match="not ours"):
        check_backup(file)


def test_file_that_was_cut_off_is_refused(file):
    make_backup(file)
    with file.open("r+b") as cut:
        cut.truncate(1500)
    with pytest.raises(BackupError):
        check_backup(file)


def test_archive_without_manifest_is_refused(file):
    with pytest.raises(BackupError, match=r"no manifest\.json"):
        check_backup(make_tar(file, MEMBERS))


def test_file_that_is_no_archive_is_refused(file):
    file.write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(BackupError, match="cannot be read"):
        check_backup(file)


def test_newer_format_is_refused(file):
    with pytest.raises(BackupError, match="format 2"):
        check_backup(make_backup(file, format=2))


def test_manifest_of_somebody_else_is_refused(file):
    make_tar(file, {"manifest.json": b'{"name": "an extension"}'})
    with pytest.raises(BackupError, match="cannot be read"):
        check_backup(file)


# -- making and restoring, each in an installation of its own ----------------------------------------------------------

USER = ["--email", "malee@example.org", "--display_name", "มาลี ศรีสุข"]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Yield an installation with a user, a photo and a private file."""
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        missing("pg_dump")
    with installation(tmp_path_factory.mktemp("source") / "data") as here:
        here.manage("migrate", "--verbosity", "0")
        here.manage("createsuperuser", "--noinput", *USER, DJANGO_SUPERUSER_PASSWORD="x")
        for name, content in (
            ("media/photos/ภาพ.jpg", b"photo" * 1000),
            ("private/originals/a b.jpg", b"never published"),
        ):
            path = here.data_dir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield here


def make(source: Installation, folder: Path) -> Path:
    return Path(source.manage("backup", folder).splitlines()[-1])


def files_of(place: Installation) -> dict[str, bytes]:
    folders = (place.data_dir / "media", place.data_dir / "private")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(place.data_dir)): path.read_bytes() for path in [*files, place.data_dir / "secret_key"]
    }


def manifest_of(backup: Path) -> dict:
    with tarfile.open(backup) as archive:
        return json.load(archive.extractfile("manifest.json"))


def test_backup_restores_into_an_empty_folder(source, tmp_path):
    backup = make(source, tmp_path / "backups")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]

    with installation(tmp_path / "target") as target:
        said = target.manage("restore", backup)
        again = make(target, tmp_path / "again")

        assert said.startswith(f"Restored {sum(manifest_of(backup)['rows'].values())} rows")
        assert files_of(target) == files_of(source)
        assert stat.S_IMODE((target.data_dir / "secret_key").stat().st_mode) == 0o600
        assert manifest_of(again)["rows"] == manifest_of(backup)["rows"]
        assert manifest_of(again)["migrations"] == manifest_of(backup)["migrations"]
        assert manifest_of(backup)["rows"]["programmes_user"] == 1
        assert target.manage("dumpdata") == source.manage("dumpdata")
        assert not list(target.data_dir.glob(".*"))
        target.manage("migrate", "--check")

        refusal = target.manage("restore", backup, fails=True)
        assert "there is something here already" in refusal
        (target.data_dir / "media" / "later.jpg").write_bytes(b"later")
        target.manage("restore", backup, "--force")
        assert files_of(target) == files_of(source)


def test_damaged_backup_changes_nothing(source, tmp_path):
    backup = make(source, tmp_path / "backups")
    content = bytearray(backup.read_bytes())
    position = content.index(b"never published")
    content[position] ^= 1
    backup.write_bytes(content)

    before = files_of(source)
    refusal = source.manage("restore", backup, "--force", fails=True)

    assert "damaged: private/originals/a b.jpg" in refusal
    assert files_of(source) == before
    source.manage("migrate", "--check")


def test_backup_of_another_engine_is_refused(tmp_path, file):
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    make_backup(file, engine=other)
    with installation(tmp_path / "target") as target:
        assert f"the backup is of {other}" in target.manage("restore", file, fails=True)


def test_backup_of_a_newer_version_is_refused(tmp_path, file):
    make_backup(file, engine=connection.vendor, version="9.0", migrations=["programmes.0099_later"])
    with installation(tmp_path / "target") as target:
        refusal = target.manage("restore", file, fails=True)
    assert "the backup was made by version 9.0" in refusal


@pytest.mark.django_db
def test_backup_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fail)
    monkeypatch.setattr(backups, "_dump_database", lambda target: target.touch() or {})
    with pytest.raises(OSError, match="no space"):
        backups.write_backup(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.django_db
def test_second_backup_of_a_second_gets_a_name_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "_dump_database", lambda target: target.touch() or {})
    names = [backups.write_backup(tmp_path).name for _ in range(2)]
    assert names == ["coopportal-2026-11-24-100000.tar", "coopportal-2026-11-24-100000-2.tar"]
