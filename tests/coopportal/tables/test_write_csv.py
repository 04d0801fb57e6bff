import csv
import datetime as dt
from decimal import Decimal
from io import BytesIO, StringIO

from coopportal.tables.write_csv import csv_parts, write_csv


def written(rows) -> bytes:
    file = BytesIO()
    write_csv(file, rows)
    return file.getvalue()


def test_the_file_opens_in_excel_with_thai_intact():
    assert written([["หน่วยงาน", "คน"], ["ตรัง", 5]]) == "\ufeffหน่วยงาน,คน\r\nตรัง,5\r\n".encode()


def test_values_are_written_as_data_and_formulas_as_text():
    row = ["=1+1", "ก,ข\n“ค”", None, -5, Decimal("92.47"), dt.date(2022, 4, 26), dt.datetime(2022, 4, 26, 9, 5)]
    (found,) = csv.reader(StringIO(written([row]).decode("utf-8-sig"), newline=""))
    assert found == ["'=1+1", "ก,ข\n“ค”", "", "-5", "92.47", "2022-04-26", "2022-04-26T09:05"]


def test_a_control_character_hides_no_formula():
    assert written([["\x00=1+1"]]).decode("utf-8-sig") == "'=1+1\r\n"


def test_rows_are_taken_one_at_a_time_and_counted():
    file, seen = BytesIO(), []

    def rows():
        for number in range(3):
            seen.append(len(file.getvalue()))
            yield [number]

    assert write_csv(file, rows()) == 3
    assert seen == [0, 6, 9]
    assert not file.closed


def test_file_in_pieces_is_the_same_file():
    rows = [["ชื่อ", "จำนวน"], *(["สหกรณ์", number] for number in range(5))]
    whole = BytesIO()
    write_csv(whole, rows)
    pieces = list(csv_parts(rows, size=2))
    assert (len(pieces), b"".join(pieces)) == (3, whole.getvalue())
    assert list(csv_parts([])) == []
