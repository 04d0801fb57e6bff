"""The attendance summary: parsed back, it says what ``Totals`` says, and its tables add up."""

import datetime as dt
import tempfile
import tracemalloc
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events.models import Event
from participants.exports import attendance
from participants.exports.attendance import write_summary
from participants.models import Mode, Participant, TotalsSnapshot
from participants.selectors import totals
from programmes.models import ExportLog, Role
from tests.factories import (
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    ParticipantFactory,
    user_with_role,
)
from tests.participants.exports.conftest import FORMULA, csv_rows, tables, thai, workbook

pytestmark = pytest.mark.django_db

SHEETS = [
    "Cover",
    "1 Overview",
    "2 Kinds of office",
    "3 Regions and zones",
    "4 Offices",
    "5 Cooperatives",
    "6 Groups",
    "7 Reconciliation",
    "8 Not reported yet",
    "9 Named list",
    "Explanation",
]
ROLES = ["participant", "project staff", "observer", "speakers and guests", "role not stated"]


def names(*msgids: str) -> list[str]:
    return [thai(msgid) for msgid in msgids]


def figures(row: dict, *msgids: str) -> list:
    return [row[thai(msgid)] for msgid in msgids]


# -- the workbook and the totals ---------------------------------------------------------------------------------------


def test_a_full_event_has_every_sheet(event):
    assert workbook(event).sheetnames == names(*SHEETS)


@pytest.mark.parametrize(
    "sheet", ["1 Overview", "2 Kinds of office", "3 Regions and zones", "4 Offices", "7 Reconciliation"]
)
def test_every_table_of_the_total_adds_up_to_it(event, sheet):
    found = totals.live(event)
    column = "Figure used" if sheet == "7 Reconciliation" else "Attended" if sheet == "1 Overview" else "Total"
    parsed = tables(workbook(event)[thai(sheet)])
    assert len(parsed) == (2 if sheet == "3 Regions and zones" else 1)
    for *rows, total in parsed:
        parts = rows[-5:] if sheet == "1 Overview" else rows  # the roles; bodies and provinces are no people
        assert total[thai(column)] == found.people == 34
        numbers = [title for title, value in total.items() if isinstance(value, int)]
        for title in set(numbers) - set(names("Target", "reply", "Announced total", "Difference")):
            added = [row[title] for row in parts if isinstance(row[title], int | float)]
            assert sum(added) == pytest.approx(total[title]), title


@pytest.mark.parametrize("sheet", ["5 Cooperatives", "6 Groups"])
def test_the_tables_of_names_add_up_to_themselves(event, sheet):
    ((*rows, total),) = tables(workbook(event)[thai(sheet)])
    numbers = [title for title, value in total.items() if isinstance(value, int)]
    assert numbers
    for title in numbers:
        assert sum(row[title] or 0 for row in rows) == total[title]


def test_the_overview_compares_with_target_and_announced_total(event):
    ((*rows, total),) = tables(workbook(event)[thai("1 Overview")])
    assert figures(total, "Target", "reply", "Attended", "Per cent", "Announced total", "Difference") == [
        60,
        20,
        34,
        pytest.approx(56.67, abs=0.01),
        50,
        -16,
    ]
    offices, _cooperatives, represented, provinces, *roles = rows
    assert figures(offices, "Target", "reply", "Attended") == [3, 1, 2]
    assert figures(represented, "Attended") == [1]
    assert figures(provinces, "Target", "reply", "Attended") == [1, 1, 1]
    assert [row[thai("Attended")] for row in roles] == [20, 4, 1, 2, 7]


def test_the_sheets_say_what_the_announced_total_includes(event):
    page = workbook(event)[thai("1 Overview")]
    assert "ผู้เข้าร่วมและเจ้าหน้าที่โครงการ" in [*page.values][-1][0]


def test_the_table_by_office_is_the_totals_line_by_line(event):
    found = totals.live(event)
    ((*rows, last, _total),) = tables(workbook(event)[thai("4 Offices")])
    assert [row[thai("Office")] for row in rows] == [line.name for line in found.offices]
    assert [row[thai("Total")] for row in rows] == [26, "[3]", 7, thai("not stated")]
    assert figures(rows[0], *ROLES) == [20, 4, 0, 2, 0]
    assert figures(rows[2], *ROLES) == [0, 0, 0, 0, 7]
    assert rows[3][thai("participant")] is None
    assert figures(last, *ROLES) == [0, 0, 1, 0, 0]
    assert (rows[0]["เขตตรวจราชการ"], rows[0]["ภาค (5 ภาค)"]) == ("เขตตรวจราชการ 1", "ภาค (5 ภาค) 1")
    assert rows[1][thai("note")] == thai("counted under %(name)s") % {"name": found.offices[0].name}


def test_the_reconciliation_shows_both_sources_and_the_reason(event):
    ((*rows, total),) = tables(workbook(event)[thai("7 Reconciliation")])
    columns = (
        "Named people",
        "Figure reported",
        "Names less reported",
        "accepted figure",
        "Accepted by",
        "Figure used",
    )
    assert [figures(row, *columns) for row in rows] == [
        [0, 2, None, None, "", 2],
        [1, 24, -23, None, "", 24],
        ["[1]", "[3]", "[-2]", None, "", "[3]"],
        [0, 6, None, 7, "ผู้รับรอง", 7],
        [1, None, None, None, None, 1],
    ]
    assert figures(total, *columns) == [2, 32, None, 7, None, 34]
    assert [row[thai("reason")] for row in rows][1] == thai("must be explained")
    assert [row[thai("reason")] for row in rows][3].endswith("ตามใบลงทะเบียน")


def test_of_several_days_the_busiest_one_is_said_and_adds_up(db):
    first = EventDayFactory()
    second = EventDayFactory(event=first.event, date=dt.date(2022, 4, 27))
    office = AttendingOfficeFactory(event=first.event)
    HeadCountFactory(office=office, day=first, people=5)
    HeadCountFactory(office=office, day=second, people=8)
    book = workbook(first.event)
    for sheet, column in (("4 Offices", "Total"), ("7 Reconciliation", "Figure used")):
        ((row, total),) = tables(book[thai(sheet)])
        assert (row[thai(column)], total[thai(column)]) == (8, 8)
        assert "27 เมษายน 2565" in book[thai(sheet)]["A4"].value


def test_an_event_without_offices_says_what_was_announced_and_nothing_else():
    event = EventFactory(
        announced_total=1129, announced_source="ข่าว", announced_includes="ผู้เข้าร่วม เจ้าหน้าที่ และผู้สังเกตการณ์"
    )
    book = workbook(event)
    assert book.sheetnames == names("Cover", "1 Overview", "Explanation")
    ((*_rows, total),) = tables(book[thai("1 Overview")])
    unknown = thai("not stated")
    assert figures(total, "Target", "reply", "Attended", "Announced total", "Difference") == [
        unknown,
        unknown,
        unknown,
        1129,
        None,
    ]
    head, total = csv_rows(event)
    assert figures(dict(zip(head, total, strict=True)), "Total", "participant") == [unknown, ""]


# -- what a spreadsheet makes of it ------------------------------------------------------------------------------------


def test_numbers_are_numbers_dates_are_dates_in_the_buddhist_era_and_text_is_text(event):
    book = workbook(event, viewer=None)
    page = book[thai("4 Offices")]
    head = next(row for row in page.iter_rows() if row[1].value == thai("Office"))
    cells = {cell.value: page.cell(head[0].row + 1, cell.column) for cell in head}
    assert cells[thai("Total")].data_type == "n"
    at = cells[thai("reported at")]
    assert (at.value, at.number_format[:12]) == (dt.datetime(2022, 4, 27, 9, 5), "[$-107041E]d")
    assert (cells[thai("note")].value, cells[thai("note")].data_type) == (FORMULA, "s")
    ((cooperative, *_),) = tables(book[thai("5 Cooperatives")])
    assert cooperative[thai("registration number")] == "0123456789"


def test_every_sheet_of_a_demonstration_says_so_and_when_its_figures_are_from(event):
    for page in workbook(event):
        lines = [row[0] for row in page.iter_rows(max_row=4, values_only=True)]
        assert lines[1:] == [
            event.title,
            thai("Figures in the system at %(when)s, not published") % {"when": "24 พฤศจิกายน 2569 เวลา 10.00 น."},
            thai("Demonstration data"),
        ]
    assert {row[-1] for row in csv_rows(event)} == {thai("Demonstration data")}


def test_a_real_event_says_nothing_of_the_kind(event):
    Event.objects.update(demonstration=False)
    event.refresh_from_db()
    for page in workbook(event):
        assert thai("Demonstration data") not in [cell for row in page.values for cell in row]


# -- who sees whom -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "phone"),
    [(Role.EDITOR, "081-234-5678"), (Role.REVIEWER, "08x-xxx-x678"), (None, "08x-xxx-x678")],
)
def test_the_named_list_masks_contacts_without_the_right(roles, event, role, phone):
    viewer = user_with_role(role) if role else None
    page = workbook(event, viewer=viewer)[thai("9 Named list")]
    (rows,) = tables(page)
    columns = ("first name", "telephone", "joined at", "left at", "minutes")
    found = {row[thai("first name")]: figures(row, *columns) for row in rows}
    assert found["กานดา"] == ["กานดา", "", dt.datetime(2022, 4, 26, 9, 0), dt.datetime(2022, 4, 26, 15, 30), 390]
    assert found[FORMULA][1] == phone
    assert len(rows) == 3


def test_without_the_right_no_sheet_names_anybody(roles, event):
    viewer = user_with_role(Role.VIEWER)
    book = workbook(event, viewer=viewer)
    assert thai("9 Named list") not in book.sheetnames
    everything = {str(cell) for page in book for row in page.values for cell in row}
    everything |= {cell for row in csv_rows(event, viewer=viewer) for cell in row}
    for personal in ("กานดา", "สมหญิง สมมติ", "สมศรี สมมติ", "02-123-4567", "081-234-5678", "somchai@example.org"):
        assert personal not in everything


def test_who_may_not_see_offices_gets_nothing_and_no_line_in_the_log(event):
    file = BytesIO()
    with pytest.raises(PermissionDenied):
        write_summary(event, "xlsx", file, viewer=user_with_role(Role.EDITOR))  # the role has no permissions yet
    assert (file.getvalue(), ExportLog.objects.count()) == (b"", 0)


def test_an_export_is_logged_before_it_is_written(roles, event, monkeypatch):
    def fail(*args):
        raise OSError("disk full")

    viewer = user_with_role(Role.EDITOR)
    monkeypatch.setitem(attendance.FORMATS, "xlsx", fail)
    with pytest.raises(OSError, match="disk full"):
        write_summary(event, "xlsx", BytesIO(), viewer=viewer)
    log = ExportLog.objects.get()
    assert (log.user, log.export, log.rows, log.named_people) == (viewer, "summary-xlsx", 7, 3)
    assert log.subject == f"demo-2565-01: {event.title}"


def test_a_csv_logs_offices_but_no_named_people(event):
    csv_rows(event)
    log = ExportLog.objects.get()
    assert (log.user, log.export, log.rows, log.named_people) == (None, "summary-csv", 4, 0)


# -- CSV ---------------------------------------------------------------------------------------------------------------


def test_the_csv_is_the_table_by_office_with_its_total(event):
    head, *rows, total = csv_rows(event)
    ((*sheet_rows, sheet_total),) = tables(workbook(event)[thai("4 Offices")])
    shared = [title for title in head if title in sheet_total and title not in names("note", "Per cent of the target")]
    assert len(shared) == 16
    for row, same in zip([*rows, total], [*sheet_rows, sheet_total], strict=True):
        said = dict(zip(head, row, strict=True))
        assert [said[title] for title in shared] == [
            "" if same[title] is None else str(same[title]) for title in shared
        ]


def test_the_csv_gives_the_time_of_the_report_in_both_eras_and_escapes_formulas(event):
    head, first, *_ = csv_rows(event)
    row = dict(zip(head, first, strict=True))
    assert figures(row, "reported at (CE)", "reported at (BE)", "Per cent of the target", "note") == [
        "2022-04-27T09:05+07:00",
        "27 เมษายน 2565 เวลา 09.05 น.",
        str(Decimal("130.00")),
        f"'{FORMULA}",
    ]


# -- live or published -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["preliminary", "certified"])
def test_the_published_totals_are_exported_where_there_are_any(event, kind):
    taken_at = timezone.now() - dt.timedelta(days=1)
    frozen = totals.to_json(replace(totals.live(event), kind=kind, taken_at=taken_at))
    signer = user_with_role(Role.APPROVER, display_name="ผู้อำนวยการ สมมติ")
    files = [{"name": "ใบลงทะเบียน.pdf", "sha256": "a" * 64}]
    TotalsSnapshot.objects.create(event=event, number=1, kind=kind, content=frozen, files=files, taken_by=signer)
    HeadCountFactory(office=AttendingOfficeFactory(event=event), people=100)
    status = {"preliminary": "Preliminary total at %(when)s", "certified": "Certified total at %(when)s"}[kind]
    book = workbook(event)
    cover = {row[0]: row[1] for row in book[thai("Cover")].values}
    assert cover[thai("state of the count")] == thai(status) % {"when": "23 พฤศจิกายน 2569 เวลา 10.00 น."}
    assert cover[thai("files")] == f"ใบลงทะเบียน.pdf\nSHA-256 {'a' * 64}"
    assert cover.get(thai("certified by")) == ("ผู้อำนวยการ สมมติ" if kind == "certified" else None)
    for options, people in (({}, 34), ({"live": True}, 134)):
        *_, total = tables(workbook(event, **options)[thai("4 Offices")])[0]
        assert total[thai("Total")] == people


# -- cost and names of files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("csv", 10), ("xlsx", 14)])
def test_a_summary_costs_the_same_whatever_the_number_of_offices_and_people(
    event, django_assert_num_queries, number, kind, queries
):
    for _ in range(number):
        office = AttendingOfficeFactory(event=event)
        HeadCountFactory(office=office)
        ParticipantFactory(event=event, organisation=office.organisation)
    event = Event.objects.select_related("programme", "province").get()
    with django_assert_num_queries(queries):
        write_summary(event, kind, BytesIO(), viewer=None)


def test_the_file_is_named_after_the_event_and_the_day_of_its_figures(event):
    assert write_summary(event, "csv", BytesIO(), viewer=None).endswith("_demo-2565-01_2569-11-24.csv")


@pytest.mark.slow
def test_a_summary_holds_no_list_of_people_in_memory(db):
    def peak(people: int) -> int:
        event = EventFactory()
        Participant.objects.bulk_create(
            Participant(event=event, first_name=f"ผู้เข้าร่วม{n % 50}", last_name="สมมติ", mode=Mode.ONLINE)
            for n in range(people)
        )
        with tempfile.TemporaryFile() as file:
            tracemalloc.start()
            write_summary(event, "xlsx", file, viewer=None)
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    peak(600)  # imports and caches
    growth = (peak(6000) - peak(600)) / 5400
    assert growth < 500  # bytes for each more: the height of a row in the workbook, but no person
