import datetime as dt
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from coopportal.tables.write_xlsx import Column, Sheet, Table, XlsxFile

COLUMNS = [Column("หน่วยงาน", width=30), Column("คน", "number"), Column("ร้อยละ", "percent"), Column("วันที่", "date")]
ROWS = [["=1+1", 1129, Decimal("92.471"), dt.date(2022, 4, 26)], ["https://example.org", None, None, None]]


def written(*sheets):
    file = BytesIO()
    with XlsxFile(file, title="ทดสอบ", footer="R&D") as book:
        counts = [book.add(sheet) for sheet in sheets]
    file.seek(0)
    return load_workbook(file), counts


def test_a_sheet_holds_title_table_and_total():
    book, counts = written(
        Sheet("1 ภาพรวม", ["ชื่อเรื่อง", "ข้อมูล ณ"], [Table(COLUMNS, ROWS, ["รวม", 1129, None, None])], ["หมายเหตุ"])
    )
    page = book["1 ภาพรวม"]
    assert [[cell.value for cell in row] for row in page.rows] == [
        ["ชื่อเรื่อง", None, None, None],
        ["ข้อมูล ณ", None, None, None],
        [None, None, None, None],
        ["หน่วยงาน", "คน", "ร้อยละ", "วันที่"],
        ["=1+1", 1129, 92.471, dt.datetime(2022, 4, 26)],
        ["https://example.org", None, None, None],
        ["รวม", 1129, None, None],
        ["หมายเหตุ", None, None, None],
    ]
    assert counts == [2]


def test_texts_are_neither_formulas_nor_links_numbers_are_numbers_and_dates_are_dates():
    book, _ = written(Sheet("ก", ["ชื่อ"], [Table(COLUMNS, ROWS)]))
    first, second = book["ก"].iter_rows(min_row=4)
    assert [cell.data_type for cell in first] == ["s", "n", "n", "d"]
    assert second[0].hyperlink is None
    assert [cell.number_format for cell in first] == ["@", "#,##0", "0.00", "[$-107041E]d mmm yyyy"]


def test_a_sheet_prints_on_a4_with_its_head_on_every_page():
    book, _ = written(Sheet("ก", ["ชื่อ", "ณ"], [Table(COLUMNS, ROWS)]))
    page = book["ก"]
    assert (int(page.page_setup.paperSize), page.page_setup.orientation) == (9, "landscape")
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert (page.print_title_rows, page.freeze_panes) == ("$1:$4", "A5")
    assert page.column_dimensions["A"].width > 29
    assert page.oddFooter.left.text == "R&&D"


def test_of_several_tables_each_begins_a_page_under_the_title():
    book, _ = written(
        Sheet("ก", ["ชื่อ", "ณ"], [Table(COLUMNS, ROWS), Table(COLUMNS[:2], [["ข", 1]], heading="ส่วนที่สอง")])
    )
    page = book["ก"]
    assert (page.print_title_rows, page.freeze_panes) == ("$1:$2", None)
    assert [page.cell(one.id + 2, 1).value for one in page.row_breaks.brk] == ["ส่วนที่สอง"]


def test_rows_are_taken_as_they_are_written():
    def rows():
        for number in range(5000):
            yield ["ก", number, None, None]

    _, counts = written(Sheet("ก", ["ชื่อ"], [Table(COLUMNS, rows())]))
    assert counts == [5000]
