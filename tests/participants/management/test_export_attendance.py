"""``manage.py export_attendance``: the same file from the command line."""

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from programmes.models import ExportLog
from tests.factories import EventFactory, HeadCountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return HeadCountFactory(office__event__code="bus-2565-01").office.event


def export(event: object, path, format_: str = "xlsx", *more: str) -> None:
    call_command("export_attendance", str(event), "--format", format_, "--output", str(path), *more)


@pytest.mark.parametrize("by", ["code", "pk"])
def test_the_event_is_named_by_code_or_number(event, tmp_path, by, capsys):
    path = tmp_path / "สรุป.xlsx"
    export(getattr(event, by), path)
    assert len(load_workbook(path).sheetnames) > 3
    assert capsys.readouterr().out == f"{path}\n"
    assert ExportLog.objects.get().user is None


def test_a_code_of_digits_goes_before_a_number(event, tmp_path):
    EventFactory(code=str(event.pk))
    export(event.pk, tmp_path / "a.csv", "csv")
    assert (tmp_path / "a.csv").read_bytes().count(b"\r\n") == 2


@pytest.mark.parametrize("name", ["nothing", "999999"])
def test_an_unknown_event_is_refused(event, tmp_path, name):
    with pytest.raises(CommandError, match=name):
        export(name, tmp_path / "a.xlsx")


@pytest.mark.parametrize("format_", ["pdf", "docx", "json"])
def test_a_format_that_is_not_made_yet_is_refused_with_the_choices(event, tmp_path, format_):
    with pytest.raises(CommandError, match="xlsx"):
        export(event.code, tmp_path / "a", format_)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(event, tmp_path):
    with pytest.raises(CommandError):
        export(event.code, tmp_path / "missing" / "a.xlsx")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError):
        export(event.code, tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
