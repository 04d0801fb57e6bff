"""XLSX in constant memory: titled sheets of tables, ready to be printed on A4, dates in the Buddhist era.

A thin layer over XlsxWriter. Rows are written as they come (what stays in memory is the height of a row that is not one
line high); texts are never taken for formulas or links.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from types import TracebackType
from typing import IO, Literal, Self

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coopportal.tables.cells import Value, clean

Kind = Literal["text", "wrapped", "number", "percent", "date", "datetime"]

FONT = "TH Sarabun New"
"""The font of the civil service; a machine without it shows the sheet in its own Thai font."""

FONT_SIZE, LINE_HEIGHT = 14, 24
NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "wrapped": "@",
    "number": "#,##0",
    "percent": "0.00",
    # Language Thai (041E) with the Buddhist calendar (07) and Arabic digits (1): both Excel and LibreOffice know it.
    "date": "[$-107041E]d mmm yyyy",
    "datetime": '[$-107041E]d mmm yyyy hh"."mm "น."',
}
A4 = 9
Style = Literal["row", "header", "total"]
Row = Sequence[Value]


@dataclass(frozen=True)
class Column:
    """The head of a column, what it holds, and its width in characters."""

    title: str
    kind: Kind = "text"
    width: float = 12


@dataclass(frozen=True)
class Table:
    """Columns with rows that are read once, a row of totals under them, and a heading over them."""

    columns: Sequence[Column]
    rows: Iterable[Row]
    total: Row | None = None
    heading: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the lines over its tables (the first is the title), its tables, and the lines under them."""

    name: str
    title_lines: Sequence[str]
    tables: Sequence[Table]
    notes: Sequence[str] = ()
    landscape: bool = True


class XlsxFile:
    """An XLSX file that is being written to ``file`` (opened for bytes); leaving the context finishes it."""

    def __init__(self, file: IO[bytes], *, title: str, footer: str = "") -> None:
        self._book = Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "remove_timezone": True,
                "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
            },
        )
        self._book.set_properties({"title": title})
        self._footer = footer
        self._formats: dict[tuple[Style | Literal["title", "line", "heading"], Kind], Format] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def add(self, sheet: Sheet) -> int:
        """Write a sheet and return how many rows its tables have; tables under each other share their columns' widths."""
        page = _Page(self._book.add_worksheet(sheet.name), self)
        page.set_up(sheet, self._footer)
        written = page.write_tables(sheet.tables)
        page.write_lines(sheet.notes, "line")
        return written

    def format(self, style: Style | Literal["title", "line", "heading"], kind: Kind = "text") -> Format:
        """Return the look of a cell, made once."""
        if (style, kind) not in self._formats:
            self._formats[style, kind] = self._book.add_format(_look(style, kind))
        return self._formats[style, kind]


def _look(style: str, kind: Kind) -> dict[str, object]:
    look: dict[str, object] = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "vcenter"}
    if style == "title":
        return look | {"bold": True, "font_size": 18}
    if style in {"line", "heading"}:
        return look | {"bold": style == "heading"}
    look |= {"border": 1, "border_color": "#8c8c8c", "num_format": NUMBER_FORMATS[kind]}
    look |= {"align": "right"} if kind in {"number", "percent"} else {"indent": 1}
    if style == "header":
        look |= {"bold": True, "text_wrap": True, "align": "center", "indent": 0, "bg_color": "#dbe7e4"}
    if style == "total":
        look |= {"bold": True, "top": 2, "bg_color": "#f1f1f1"}
    if kind == "wrapped":
        look["text_wrap"] = True
    return look


@dataclass
class _Page:
    """A worksheet and the row at which writing has arrived."""

    worksheet: Worksheet
    book: XlsxFile
    row: int = 0
    widths: dict[int, float] = field(default_factory=dict)

    def set_up(self, sheet: Sheet, footer: str) -> None:
        """Set paper, margins, footer and column widths, and write the lines over the tables."""
        page = self.worksheet
        page.set_paper(A4)
        if sheet.landscape:
            page.set_landscape()
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{footer[:120].replace('&', '&&')}&R&P / &N")
        page.set_default_row(LINE_HEIGHT)
        for table in sheet.tables:
            for number, column in enumerate(table.columns):
                self.widths[number] = max(column.width, self.widths.get(number, 0))
        for number, width in self.widths.items():
            page.set_column(number, number, width)
        for number, line in enumerate(sheet.title_lines):
            self.write_lines([line], "line" if number else "title")

    def write_lines(self, lines: Iterable[str], style: Literal["title", "line", "heading"]) -> None:
        """Write lines of plain text, each in a row of its own."""
        for line in lines:
            self.worksheet.set_row(self.row, 28 if style == "title" else LINE_HEIGHT)
            self.worksheet.write_string(self.row, 0, clean(line), self.book.format(style))
            self.row += 1

    def write_tables(self, tables: Sequence[Table]) -> int:
        """Write tables under each other and return how many rows they have.

        The head of a single one stays in view and stands on every page. Of several, each begins a page (Excel does not
        let it while it fits a sheet to the width of the page).
        """
        self.worksheet.repeat_rows(0, max(0, self.row - 1))
        written, breaks = 0, []
        for number, table in enumerate(tables):
            if number:
                breaks.append(self.row)
            written += self.write_table(table, alone=len(tables) == 1)
        self.worksheet.set_h_pagebreaks(breaks)
        return written

    def write_table(self, table: Table, *, alone: bool) -> int:
        """Write a table after an empty row and return how many rows it has."""
        self.row += 1
        if table.heading:
            self.write_lines([table.heading], "heading")
        self._write_row(table, [column.title for column in table.columns], "header")
        if alone:
            self.worksheet.freeze_panes(self.row, 0)
            self.worksheet.repeat_rows(0, self.row - 1)
        written = 0
        for row in table.rows:
            self._write_row(table, row, "row")
            written += 1
        if table.total is not None:
            self._write_row(table, table.total, "total")
        return written

    def _write_row(self, table: Table, row: Row, style: Style) -> None:
        lines = max((self._lines(number, column, row, style) for number, column in enumerate(table.columns)), default=1)
        if lines > 1:
            self.worksheet.set_row(self.row, LINE_HEIGHT * lines)
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            self._write(number, value, self.book.format(style, column.kind))
        self.row += 1

    def _lines(self, number: int, column: Column, row: Row, style: Style) -> int:
        """How many lines a wrapped text will need, roughly: LibreOffice does not fit a row to its text by itself."""
        value = row[number]
        if not isinstance(value, str) or (style != "header" and column.kind != "wrapped"):
            return 1
        return sum(max(1, ceil(_width(line) / (self.widths[number] - 2))) for line in value.split("\n"))

    def _write(self, number: int, value: Value, look: Format) -> None:
        page = self.worksheet
        if value is None:
            page.write_blank(self.row, number, None, look)
        elif isinstance(value, str):
            page.write_string(self.row, number, clean(value), look)
        elif isinstance(value, (date, datetime)):
            page.write_datetime(self.row, number, value, look)
        else:
            page.write_number(self.row, number, float(value) if isinstance(value, Decimal) else value, look)


def _width(text: str) -> float:
    """Width of a text in digits, rather too large than too small: Thai marks above and below take no room."""
    marks = sum(char == "\u0e31" or "\u0e34" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e" for char in text)
    return (len(text) - marks) * 1.1
