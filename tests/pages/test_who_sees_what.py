"""The table "who sees what" of the design, row by row."""

import datetime as dt
from contextlib import ExitStack

import pytest
from django.db import connection

from events.models import VersionKind
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
)
from tests.markup import without_marks

NOTHING: list[VersionKind] = []
FIRST = [VersionKind.FIRST]
CORRECTED = [VersionKind.FIRST, VersionKind.CORRECTION]
WITHDRAWN = [VersionKind.FIRST, VersionKind.WITHDRAWAL]
RETURNED = [*WITHDRAWN, VersionKind.CORRECTION]

ROWS = [
    # public event, public programme, state, versions -> status, shown, in lists
    (False, True, "held", FIRST, 404, None, False),
    (True, False, "held", FIRST, 404, None, False),
    (False, True, "planned", NOTHING, 404, None, False),
    (True, True, "planned", NOTHING, 200, "วันอังคารที่ 26 เมษายน 2565", True),
    (True, True, "postponed", NOTHING, 200, "กิจกรรมนี้เลื่อนออกไป", True),
    (True, True, "cancelled", NOTHING, 200, "กิจกรรมนี้ยกเลิกแล้ว", True),
    (True, True, "held", NOTHING, 200, "รายงานอยู่ระหว่างจัดทำ", True),
    (True, True, "held", FIRST, 200, "ความนำสมมติ", True),
    (True, True, "held", CORRECTED, 200, "ความนำสมมติ", True),
    (True, True, "held", WITHDRAWN, 410, "หมายเหตุของฉบับที่ 2", False),
    (True, True, "held", RETURNED, 200, "ความนำสมมติ", True),
]


@pytest.mark.parametrize(("is_public", "programme_public", "state", "versions", "status", "shown", "listed"), ROWS)
def test_public_sees(is_public, programme_public, state, versions, status, shown, listed, client, publish):
    programme = ProgrammeFactory(slug="the-programme", is_public=programme_public)
    event = EventFactory(programme=programme, is_public=is_public, state=state)
    EventDayFactory(event=event)
    ReportFactory(event=event)
    for number, kind in enumerate(versions, 1):
        publish(event, kind, note=f"หมายเหตุของฉบับที่ {number}")
    response = client.get(f"/events/{event.pk}/")
    assert response.status_code == status
    if shown:
        assert shown in without_marks(response.content.decode())
    address = f'href="/events/{event.pk}/"'
    assert (address in without_marks(client.get("/events/").content.decode())) is listed
    assert (address in without_marks(client.get("/programmes/the-programme/").content.decode())) is (
        listed and programme_public
    )
    if not listed:
        assert address not in without_marks(client.get("/").content.decode())


def test_event_without_report_shows_nothing_of_the_draft(client, db):
    event = EventFactory(not_stated="ยังไม่ระบุ", announced_total=77_777_777, announced_source="ข่าว")
    secrets = {"headline": "พาดหัวลับ", "lead": "ความนำลับ", "body": "เนื้อลับ", "key_points": "สาระลับ"}
    ReportFactory(event=event, recommendations="ข้อเสนอลับ", publish_recommendations=True, **secrets)
    HeadCountFactory(office__event=event, office__name="สำนักงานลับ", people=88_888_888)
    text = without_marks(client.get(f"/events/{event.pk}/").content.decode())
    assert event.title in text
    figures = [
        written for figure in (77_777_777, 88_888_888) for written in (f"{figure}", f"{figure:,}")
    ]  # no part of a hash
    for secret in [*secrets.values(), "ข้อเสนอลับ", "ยังไม่ระบุ", *figures, "สำนักงานลับ"]:
        assert secret not in text


def test_draft_of_a_correction_does_not_show(client, publish):
    event = EventFactory(title="ชื่อที่เผยแพร่")
    report = ReportFactory(event=event, lead="ความนำที่เผยแพร่")
    publish(event)
    event.title, report.lead = "ชื่อที่กำลังแก้", "ความนำที่กำลังแก้"
    event.save()
    report.save()
    HeadCountFactory(office__event=event, people=4321)
    text = without_marks(client.get(f"/events/{event.pk}/").content.decode())
    assert "ความนำที่เผยแพร่" in text
    assert "ชื่อที่เผยแพร่" in text
    for draft in ("ชื่อที่กำลังแก้", "ความนำที่กำลังแก้", "4,321"):
        assert draft not in text
    for address in ("/", "/events/"):
        assert "ความนำที่กำลังแก้" not in without_marks(client.get(address).content.decode())


def test_withdrawn_report_says_why_and_nothing_else(client, publish, read, django_assert_num_queries):
    event = EventFactory(title="ชื่อที่เผยแพร่", contact_phone="0 2000 0000")
    ReportFactory(event=event, lead="ความนำที่ถอน")
    publish(event)
    publish(event, VersionKind.WITHDRAWAL, note="ตัวเลขผิด <อยู่ระหว่างตรวจสอบ>")
    type(event).objects.update(title="ชื่อที่กำลังแก้", contact_phone="0 9999 9999")
    with django_assert_num_queries(4):
        response = client.get(f"/events/{event.pk}/")
    text = without_marks(response.content.decode())
    assert "ตัวเลขผิด &lt;อยู่ระหว่างตรวจสอบ&gt;" in text
    assert "24 พฤศจิกายน 2569 เวลา 10.00 น." in read(response).get_text().replace("\u00a0", " ")
    assert "ชื่อที่เผยแพร่" in text
    for hidden in ("ความนำที่ถอน", "ชื่อที่กำลังแก้", "0 9999 9999"):
        assert hidden not in text


@pytest.mark.parametrize(
    "address", ["/", "/calendar.ics", "/speakers/{speaker}/", "/data/sessions.csv", "/data/appearances.csv"]
)
def test_report_that_is_withdrawn_while_an_answer_is_made_is_no_fault(address, client, publish):
    appearance = AppearanceFactory(event=EventDayFactory(event__title="เสวนาที่ถอน", date=dt.date(2026, 11, 1)).event)
    event = appearance.event
    SessionFactory(event=event)
    ReportFactory(event=event)
    publish(event)

    def withdraw_behind_the_list_of_events(execute, sql, *arguments):
        answer = execute(sql, *arguments)
        if 'FROM "events_event"' in sql and '"events_reportversion"' in sql:
            reading.close()
            publish(event, VersionKind.WITHDRAWAL, "ถอน", figures="none")
        return answer

    with ExitStack() as reading:
        reading.enter_context(connection.execute_wrapper(withdraw_behind_the_list_of_events))
        response = client.get(address.format(speaker=appearance.speaker_id))
        content = response.getvalue().decode()
    assert event.versions.count() == 2
    assert response.status_code in {200, 404}
    assert event.title not in content
