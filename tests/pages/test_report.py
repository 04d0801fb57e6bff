"""The report of an event: its sections, words and numbers."""

import datetime as dt
import re

import pytest

from events import content, selectors
from events.models import Appearance, Document, Photo, VersionKind
from participants.models import AttendingOffice, Mode, PersonRole
from programmes.models import Region, RegionPlace, RegionScheme
from tests.factories import (
    AppearanceFactory,
    AttendingOfficeFactory,
    EventDayFactory,
    EventFactory,
    HeadCountFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProgrammeFactory,
    ReportFactory,
    SessionFactory,
)
from tests.markup import without_marks

SCRIPT = "<script>alert(1)</script><b>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;"


def text_of(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


@pytest.fixture
def open_report(client, read, publish):
    """Publish an event and return its page."""

    def open_report(event, **how):
        publish(event, **how)
        response = client.get(f"/events/{event.pk}/")
        assert response.status_code == 200
        return read(response)

    return open_report


def held(**fields):
    """Return an event of 26 April 2565 with a report."""
    event = EventFactory(**fields)
    EventDayFactory(event=event, room="ห้องประชุม 126", venue="กรมส่งเสริมสหกรณ์ เทเวศร์")
    ReportFactory(event=event)
    return event


def count(event, people, role=PersonRole.PARTICIPANT, mode=Mode.ROOM, **office):
    """Report people of a new office."""
    return HeadCountFactory(office__event=event, people=people, role=role, mode=mode, **office).office


def rows(table) -> list[list[str]]:
    """Return the texts of the rows of a table that hold figures."""
    return [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr") if row.find("td")]


@pytest.mark.parametrize("typed", ["บรรทัดหนึ่ง\nบรรทัดสอง\n\n<b> ไม่หนา", "<p>ย่อหน้า</p><ul><li>ข้อหนึ่ง</li></ul>"])
def test_what_was_said_is_one_text_on_pages_and_for_machines(typed, client, open_report, read):
    event = held()
    appearance = AppearanceFactory(event=event, said=typed)
    SessionFactory(event=event, key_points=typed)
    page = open_report(event)
    answer = client.get(f"/api/v1/events/{event.pk}").json()
    texts = [answer["appearances"][0]["said"], answer["sessions"][0]["key_points"]]
    speaker = read(client.get(f"/speakers/{appearance.speaker_id}/"))
    shown = [*page.select("#key-points .said .prose"), *speaker.select(".spoke .prose")]
    assert [one.decode_contents(formatter="html5") for one in shown] == [*texts, texts[0]]


# -- what stands where -------------------------------------------------------------------------------------------------


def test_sections_stand_in_the_order_of_thai_reports(open_report, publish):
    event = held(objectives="เพื่อหนึ่ง\nเพื่อสอง", attending_bodies="สำนักงานสหกรณ์จังหวัด")
    SessionFactory(event=event)
    AppearanceFactory(event=event, said="กล่าว")
    event.report.body, event.report.recommendations = "เนื้อข่าว", "ควรทำต่อ"
    event.report.publish_recommendations = True
    event.report.save()
    Photo.objects.create(event=event, image="photos/a.jpg", alternative_text="ห้องประชุม", width=3, height=2)
    Document.objects.create(event=event, title="คลิป", link="https://www.example.org/clip", is_public=True)
    count(event, 10)
    page = open_report(event)
    assert [section["id"] for section in page.select("section[id]")] == [
        "objectives",
        "agenda",
        "speakers",
        "key-points",
        "attendance",
        "recommendations",
        "photos",
        "documents",
        "cite",
        "related",
    ]
    assert [link["href"] for link in page.select(".contents a")] == [
        f"#{section['id']}" for section in page.select("section[id]")
    ]


def test_sections_without_content_are_not_shown(open_report):
    page = open_report(held(), figures="none")
    assert [section["id"] for section in page.select("section[id]")] == ["cite", "related"]


def test_title_and_date_line(open_report):
    page = open_report(held(title="เสวนา “สหกรณ์”", kind="panel", format="online"))
    assert text_of(page.h1) == "เสวนา “สหกรณ์”"
    assert text_of(page.select_one(".report-head .tag")) == "เสวนา"
    assert text_of(page.select_one(".report-when")) == (
        "วันอังคารที่ 26 เมษายน 2565 เวลา 09.00 - 16.00 น. รูปแบบ: ออนไลน์ ถ่ายทอดจากห้องประชุม 126 กรมส่งเสริมสหกรณ์ เทเวศร์"
    )
    assert page.select_one(".report-when time")["datetime"] == "2022-04-26"


@pytest.mark.parametrize(
    ("days", "line"),
    [
        ([18, 19], "วันที่ 18 - 19 สิงหาคม 2569 เวลา 09.00 - 16.00 น."),
        ([18, 25], "วันที่ 18 และ 25 สิงหาคม 2569 เวลา 09.00 - 16.00 น."),
    ],
)
def test_date_line_of_several_days(days, line, open_report):
    event = EventFactory()
    for day in days:
        EventDayFactory(event=event, date=dt.date(2026, 8, day))
    ReportFactory(event=event)
    assert text_of(open_report(event).select_one(".report-when time")) == line


@pytest.mark.parametrize(
    ("prefix", "parts"),
    [
        ("", ["รูปแบบ: ผสม (ณ สถานที่และออนไลน์)", "สถานที่: ห้องประชุม 126 กรมส่งเสริมสหกรณ์ เทเวศร์", "ผ่าน Zoom"]),
        (
            "/en",
            ["Format: on site and online", "Venue: ห้องประชุม 126 กรมส่งเสริมสหกรณ์ เทเวศร์", "Platform: Zoom"],
        ),
    ],
)
def test_place_and_platform_stand_apart_from_the_format(prefix, parts, client, read, publish):
    event = held(format="mixed", broadcast_channels="Zoom")
    publish(event)
    page = read(client.get(f"{prefix}/events/{event.pk}/"))
    assert [text_of(part) for part in page.select(".report-when > span")[1:]] == parts


def test_organisers_stand_as_officials_write_them_under_the_programme(open_report):
    event = held(programme=ProgrammeFactory(title="โครงการยกระดับ", slug="up"))
    event.organisers.create(organisation=OrganisationFactory(name="กองหนึ่ง"), sort_no=1)
    event.organisers.create(organisation=OrganisationFactory(name="กลุ่มสอง"), part="through", sort_no=2)
    event.organisers.create(organisation=OrganisationFactory(name="มหาวิทยาลัยสาม"), part="co_organiser", sort_no=3)
    line = open_report(event).select_one(".report-by")
    assert text_of(line) == "จัดโดยกลุ่มสอง กองหนึ่ง ร่วมกับมหาวิทยาลัยสาม ภายใต้ โครงการยกระดับ"
    assert line.a["href"] == "/programmes/up/"


def test_speakers_stand_in_protocol_order_with_positions_of_the_day(open_report):
    event = held()
    AppearanceFactory(event=event, name="ดร.อัศนีย์ รัตนามาลัย", position="อดีตผู้อำนวยการ", sort_no=2)
    AppearanceFactory(event=event, name="นายประกอบ เผ่าพงศ์", position="รองอธิบดี", sort_no=1, capacity="panellist")
    AppearanceFactory(event=event, name="นายวิฑูรย์ แนวพานิช", position="ที่ปรึกษา", acting_for="ประธาน", sort_no=3)
    people = [text_of(item) for item in open_report(event).select(".people li")]
    assert people == [
        "ผู้ร่วมเสวนา นายประกอบ เผ่าพงศ์ รองอธิบดี",
        "บรรยาย ดร.อัศนีย์ รัตนามาลัย อดีตผู้อำนวยการ",
        "บรรยาย นายวิฑูรย์ แนวพานิช ที่ปรึกษา ปฏิบัติหน้าที่แทนประธาน",
    ]


def test_key_points_stand_by_speaker_with_position_and_topic_and_then_by_item_of_the_agenda(open_report):
    event = held()
    body = OrganisationFactory(name="กองหนึ่ง")
    AppearanceFactory(event=event, name="นายหนึ่ง", position="นักวิชาการ", organisation=body, topic="เรื่อง", said="กล่าว")
    AppearanceFactory(event=event, name="นายสอง", position="", topic="", said="เล่า")
    SessionFactory(event=event, title="พิธีเปิด", starts_at=dt.time(9), ends_at=dt.time(9, 30), key_points="สรุป")
    SessionFactory(event=event, title="พัก", starts_at=dt.time(10), key_points="")
    assert text_of(open_report(event).find(id="key-points")) == (
        "สาระสำคัญ นายหนึ่ง นักวิชาการ กองหนึ่ง หัวข้อ: เรื่อง กล่าว นายสอง เล่า สาระสำคัญตามกำหนดการ พิธีเปิด 09.00 - 09.30 น. สรุป"
    )


def test_key_points_of_the_agenda_alone_are_shown(open_report):
    event = held()
    SessionFactory(event=event, title="พิธีเปิด", key_points="สรุป")
    assert open_report(event).find(id="key-points").h4.string == "พิธีเปิด"


def test_agenda_of_several_days_is_grouped_by_day(open_report):
    event = EventFactory()
    for day in (18, 19):
        EventDayFactory(event=event, date=dt.date(2026, 8, day))
    ReportFactory(event=event)
    SessionFactory(event=event, title="พิธีเปิด", starts_at=dt.time(9), ends_at=dt.time(9, 30))
    SessionFactory(event=event, title="อภิปราย", date=dt.date(2026, 8, 19), responsible="วิทยากร")
    agenda = open_report(event).find(id="agenda")
    assert text_of(agenda) == (
        "กำหนดการ วันอังคารที่ 18 สิงหาคม 2569 09.00 - 09.30 น. พิธีเปิด วันพุธที่ 19 สิงหาคม 2569 อภิปราย วิทยากร"
    )


def test_what_the_source_left_out_is_a_line_at_the_end(open_report):
    page = open_report(held(not_stated="รายงานต้นทางไม่ได้ระบุกำหนดการ"))
    assert text_of(page.select_one(".report-foot .not-stated")) == "รายงานต้นทางไม่ได้ระบุกำหนดการ"


def test_foot_names_owner_and_times_but_no_editor(open_report):
    event = held(contact_organisation=OrganisationFactory(name="กลุ่มพัฒนา"), contact_phone="0 2000 0000")
    assert text_of(open_report(event).select_one(".report-foot .colophon")) == (
        "หน่วยงานเจ้าของข้อมูล: กลุ่มพัฒนา โทร. 0 2000 0000 "
        "เผยแพร่เมื่อ 24 พฤศจิกายน 2569 เวลา 10.00 น. ปรับปรุงล่าสุด 24 พฤศจิกายน 2569 เวลา 10.00 น."
    )


def test_organisers_own_the_data_where_no_unit_is_named(open_report):
    event = held()
    for number, (name, part) in enumerate([("กองหนึ่ง", "organiser"), ("กลุ่มสอง", "through"), ("ผู้ร่วม", "co_organiser")]):
        event.organisers.create(organisation=OrganisationFactory(name=name), part=part, sort_no=number)
    assert text_of(open_report(event).select_one(".colophon li")) == "หน่วยงานเจ้าของข้อมูล: กลุ่มสอง กองหนึ่ง"


def test_documents_say_their_type_and_size_or_whose_site_they_are_on(client, read, db):
    event = held()
    Document.objects.create(
        event=event, title="คลิป", link="https://www.example.org/clip", kind="recording", is_public=True
    )
    Document.objects.create(event=event, title="สไลด์", file="a.pdf", kind="slides", is_public=True)
    shown = content.to_json(content.build(event))
    shown["documents"][1] |= {"file": "documents/1/slides.pdf", "size": 2048}
    event.versions.create(number=1, kind=VersionKind.FIRST, content=shown)
    page = read(client.get(f"/events/{event.pk}/"))
    assert [text_of(line) for line in page.select("#documents li span")] == [
        "คลิปย้อนหลัง · เว็บไซต์ภายนอก: www.example.org",
        "เอกสารประกอบการบรรยาย · PDF 2.0 KB",
    ]


def test_corrections_are_recorded_at_the_foot(open_report, publish):
    event = held()
    publish(event)
    page = open_report(event, kind=VersionKind.CORRECTION, note="แก้ชื่อวิทยากร")
    assert text_of(page.select_one(".changes")).endswith("24 พฤศจิกายน 2569 เวลา 10.00 น. แก้ชื่อวิทยากร")


@pytest.mark.parametrize("fields", [{"demonstration": True}, {"programme__demonstration": True}])
def test_demonstration_says_so(fields, open_report):
    assert text_of(open_report(held(**fields)).select_one(".banner strong")) == "ข้อมูลสมมติเพื่อสาธิต"


def test_real_event_has_no_banner(open_report):
    assert open_report(held()).select(".banner") == []


def test_related_events_are_those_of_the_programme(open_report):
    event = held()
    EventFactory(programme=event.programme, title="รุ่นที่ 2")
    EventFactory(programme=event.programme, title="ยังไม่เผยแพร่", is_public=False)
    EventFactory(title="โครงการอื่น")
    EventDayFactory(event__programme=event.programme, event__title="ก่อนหน้า", date=dt.date(2022, 4, 1))
    page = open_report(event)
    assert [text_of(link) for link in page.select("#related li a")] == ["รุ่นที่ 2"]
    assert [text_of(link.strong) for link in page.select(".neighbours a")] == ["ก่อนหน้า"]
    assert text_of(page.select_one("#related p")) == f"อยู่ใน {event.programme.title}"


@pytest.mark.parametrize("known", [0, selectors.READ], ids=["asked for", "among those that were read"])
def test_neighbours_are_the_listed_events_before_and_after_in_the_programme(open_report, publish, monkeypatch, known):
    monkeypatch.setattr(selectors, "READ", known)
    event = held(programme=ProgrammeFactory(slug="up"))
    day = dt.timedelta(days=1)
    on = event.days.get().date
    for title, date in (("ก่อนหน้า", on - day), ("ก่อนนานแล้ว", on - 9 * day), ("ถัดไป", on), ("อีกนาน", on + 9 * day)):
        EventDayFactory(event__title=title, event__programme=event.programme, date=date)
    EventDayFactory(event__programme=event.programme, event__is_public=False, date=on - day)
    EventDayFactory(event__title="โครงการอื่น", date=on)
    withdrawn = EventDayFactory(event__programme=event.programme, date=on).event
    publish(withdrawn, kind=VersionKind.WITHDRAWAL, note="ถอน")
    links = open_report(event).select(".neighbours a")
    assert [(link["rel"], text_of(link.strong)) for link in links] == [(["prev"], "ก่อนหน้า"), (["next"], "ถัดไป")]


def test_only_event_of_a_programme_has_no_neighbours(open_report):
    assert open_report(held()).select(".neighbours") == []


def test_what_depends_on_other_events_stands_outside_the_article(open_report):
    event = held()
    EventDayFactory(event__programme=event.programme, date=dt.date(2026, 8, 18))
    page = open_report(event)
    assert len(page.select(".neighbours, #related")) == 2
    assert page.article.select(".neighbours, #related") == []


# -- cited, shared, corrected ------------------------------------------------------------------------------------------


def test_citation_names_author_year_version_and_address(open_report, publish, settings):
    settings.SITE_URL = "https://portal.example.org"
    event = held(title="สหกรณ์บริการกับการพัฒนาที่ยั่งยืน")
    event.organisers.create(organisation=OrganisationFactory(name="กองพัฒนาสหกรณ์"))
    publish(event)
    page = open_report(event, kind=VersionKind.CORRECTION, note="แก้ชื่อวิทยากร")
    assert text_of(page.select_one("#cite .citation")) == (
        "กองพัฒนาสหกรณ์. (2569). สหกรณ์บริการกับการพัฒนาที่ยั่งยืน [รายงานกิจกรรม ฉบับที่ 2 วันที่ 24 พฤศจิกายน 2569]. "
        f"https://portal.example.org/events/{event.pk}/"
    )


def test_report_is_shared_by_plain_links(open_report, settings):
    settings.SITE_URL = "https://portal.example.org"
    event = held()
    address = f"https%3A%2F%2Fportal.example.org%2Fevents%2F{event.pk}%2F"
    assert [link["href"] for link in open_report(event).select(".share a")] == [
        f"https://social-plugins.line.me/lineit/share?url={address}",
        f"https://www.facebook.com/sharer/sharer.php?u={address}",
    ]


def test_what_needs_a_script_is_hidden_without_one(open_report, settings):
    settings.SITE_URL = "https://portal.example.org"
    event = held()
    page = open_report(event)
    assert [button["data-copy"] for button in page.select("[hidden] > button[data-copy]")] == [
        f"https://portal.example.org/events/{event.pk}/",
        page.select_one(".citation").get_text(),
    ]
    assert len(page.select("[hidden] > button[data-print]")) == 1
    assert page.select("button[data-copy], button[data-print]") == page.select("[hidden] > button")


def test_event_to_come_is_put_into_a_calendar_and_shared_but_not_cited(client, read, db):
    event = EventFactory(state="planned", contact_phone="0 2000 0000")
    page = read(client.get(f"/events/{event.pk}/"))
    assert text_of(page.select_one(".share")) == "แบ่งปัน LINE Facebook คัดลอกลิงก์ พิมพ์"
    assert page.select(".report-head .btn") == []
    EventDayFactory(event=event)
    page = read(client.get(f"/events/{event.pk}/"))
    assert [link["href"] for link in page.select(".report-head .btn")] == [f"/events/{event.pk}/event.ics"]
    assert page.select_one(".report-foot")
    assert page.select("#cite") == []


@pytest.mark.parametrize(
    ("prefix", "state", "sentence"),
    [
        ("", "postponed", "กิจกรรมนี้เลื่อนออกไป"),
        ("/en", "cancelled", "This event is cancelled."),
    ],
)
def test_event_that_was_not_held_says_why(prefix, state, sentence, client, read, db):
    event = EventFactory(state=state)
    for day in (19, 20):
        EventDayFactory(event=event, date=dt.date(2027, 1, day))
    assert text_of(read(client.get(f"{prefix}/events/{event.pk}/")).select_one(".report-head .notice")) == sentence


def test_event_that_is_planned_says_its_days_once(client, read, db):
    event = EventDayFactory(event__state="planned").event
    assert read(client.get(f"/events/{event.pk}/")).select(".report-head .notice") == []


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_event_that_is_not_to_come_is_offered_for_no_calendar(state, client, read, db):
    event = EventDayFactory(event__state=state).event
    assert read(client.get(f"/events/{event.pk}/")).select(".report-head .btn") == []


def test_corrected_report_says_so_at_its_head(open_report, publish):
    event = held()
    assert open_report(event).select(".report-corrected") == []
    line = open_report(event, kind=VersionKind.CORRECTION, note="แก้ชื่อวิทยากร").select_one(".report-corrected")
    assert text_of(line) == "แก้ไขหลังเผยแพร่ 1 ครั้ง ล่าสุดเมื่อวันที่ 24 พฤศจิกายน 2569 ดูสิ่งที่แก้ไข"
    assert line.a["href"] == "#changes"


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_announced_total_is_the_headline_where_nothing_was_counted(open_report):
    event = held(
        announced_total=1129,
        announced_source="ข่าวของกอง",
        announced_url="https://www.example.org/news",
        announced_on=dt.date(2022, 4, 26),
        announced_includes="เจ้าหน้าที่โครงการและผู้สังเกตการณ์",
    )
    headline = open_report(event).select_one(".headline")
    assert text_of(headline) == ("ยอดที่แถลง 1,129 คน รวมเจ้าหน้าที่โครงการและผู้สังเกตการณ์ ที่มา: ข่าวของกอง ( 26 เมษายน 2565 )")
    assert headline.a["href"] == "https://www.example.org/news"


@pytest.mark.parametrize(("figures", "label"), [("preliminary", "ยอดเบื้องต้น"), ("certified", "ยอดรับรอง")])
def test_counted_total_says_what_it_is_and_of_when(figures, label, open_report):
    event = held()
    count(event, 1234)
    page = open_report(event, figures=figures)
    assert text_of(page.select_one(".headline")) == f"{label} 1,234 คน ข้อมูล ณ วันที่ 24 พฤศจิกายน 2569 เวลา 10.00 น."
    assert text_of(page.select_one(".facts dd")) == "1,234 คน"


def test_announced_total_stands_beside_a_count_that_differs(open_report):
    event = held(announced_total=1180, announced_source="ข่าว")
    count(event, 1206)
    headline = open_report(event).select_one(".headline")
    assert text_of(headline.select_one(".figure-number")) == "1,206 คน"
    assert text_of(headline.select_one(".announced")) == "ยอดที่แถลง 1,180 คน ที่มา: ข่าว"


def test_announced_total_that_agrees_is_not_repeated(open_report):
    event = held(announced_total=50, announced_source="ข่าว")
    count(event, 50)
    assert open_report(event).select(".headline .announced") == []


def test_facts_count_offices_and_each_speaker_once(open_report):
    event = held()
    count(event, 10)
    speaker = AppearanceFactory(event=event, capacity="panellist").speaker
    AppearanceFactory(event=event, speaker=speaker, capacity="panellist", topic="อีกหัวข้อ")
    AppearanceFactory(event=event, capacity="guest")
    facts = [text_of(fact) for fact in open_report(event).select(".facts > div")]
    assert facts == ["ผู้เข้าร่วม 10 คน", "หน่วยงานที่เข้าร่วม 1 แห่ง", "ผู้ร่วมเสวนา 1 ท่าน"]


def test_facts_call_several_by_their_name_in_thai(open_report):
    event = held()
    count(event, 10)
    for capacity in ("lecturer", "panellist"):
        AppearanceFactory(event=event, capacity=capacity)
    facts = [text_of(fact) for fact in open_report(event).select(".facts > div")]
    assert facts[-1] == "วิทยากร 2 ท่าน"


def test_roles_and_modes_are_two_one_way_tables(open_report):
    event = held()
    office = count(event, 90)
    HeadCountFactory(office=office, role=PersonRole.STAFF, people=10)
    HeadCountFactory(office=office, mode=Mode.ONLINE, people=100)
    tables = open_report(event).select(".splits table")
    assert rows(tables[0]) == [
        ["ผู้เข้าร่วม", "190", "95.00"],
        ["เจ้าหน้าที่โครงการ", "10", "5.00"],
        ["รวม", "200", "100.00"],
    ]
    assert rows(tables[1]) == [
        ["ห้องรับสัญญาณของหน่วยงาน", "100", "50.00"],
        ["ออนไลน์รายบุคคล", "100", "50.00"],
        ["รวม", "200", "100.00"],
    ]


def test_table_by_role_adds_up_its_own_rows(open_report):
    event = held(counts_speakers=True)
    office = count(event, 60)
    HeadCountFactory(office=office, role=PersonRole.STAFF, people=10)
    HeadCountFactory(office=office, role=PersonRole.SPEAKER, people=5)
    roles = open_report(event).select_one(".splits table")
    assert [text_of(row) for row in roles.select("tr")] == [
        "บทบาท คน ร้อยละ",
        "ผู้เข้าร่วม 60 85.71",
        "เจ้าหน้าที่โครงการ 10 14.29",
        "รวม 70 100.00",
    ]


def test_each_table_says_what_its_rows_are(open_report):
    event = held()
    count(event, 90)
    tables = open_report(event).select(".splits table")
    assert [text_of(table.find("th")) for table in tables] == ["บทบาท", "ช่องทาง", "ประเภทหน่วยงาน"]


def test_table_with_a_part_of_1_to_4_is_left_out(open_report):
    event = held()
    office = count(event, 90)
    HeadCountFactory(office=office, role=PersonRole.STAFF, people=4)
    captions = [text_of(caption) for caption in open_report(event).select("caption")]
    assert "จำแนกตามบทบาท" not in captions
    assert "จำแนกตามช่องทาง" in captions


def regions(*names: str) -> list[Region]:
    """Return the regions of an official scheme."""
    scheme = RegionScheme.objects.create(code="zones", name="เขตตรวจราชการ", is_default=True)
    return [Region.objects.create(scheme=scheme, name=name, sort_no=n) for n, name in enumerate(names)]


def in_region(region: Region, sort_no: int, **fields):
    """Return an organisation in a region."""
    organisation = OrganisationFactory(sort_no=sort_no, **fields)
    RegionPlace.objects.create(region=region, organisation=organisation, sort_no=sort_no)
    return organisation


def test_regions_stand_in_official_order_with_a_chart_of_the_same_numbers(open_report):
    first, second = regions("เขต 1", "เขต 2")
    event = held()
    count(event, 30, office__organisation=in_region(second, 2))
    count(event, 10, office__organisation=in_region(first, 1))
    page = open_report(event)
    assert rows(page.find(id="regions")) == [
        ["เขต 1", "1", "10", "25.00"],
        ["เขต 2", "1", "30", "75.00"],
        ["รวม", "2", "40", "100.00"],
    ]
    chart = page.select_one(".chart svg")
    assert [text.get_text() for text in chart.find_all("text")] == ["เขต 1", "เขต 2", "10", "30"]
    assert chart["role"] == "img"
    assert page.find(id=chart["aria-labelledby"]).get_text(strip=True) == "ผู้เข้าร่วมจำแนกตามเขตตรวจราชการ (คน)"


def test_offices_show_their_figure_or_why_there_is_none(open_report):
    (region,) = regions("เขต 1")
    event = held()
    parent = count(event, 40, office__organisation=in_region(region, 1, name="สำนักงานหนึ่ง"))
    count(event, 7, office__organisation=in_region(region, 2, name="กลุ่มหนึ่ง"), office__counted_under=parent)
    AttendingOfficeFactory(event=event, organisation=in_region(region, 3, name="กลุ่มสอง"), counted_under=parent)
    AttendingOfficeFactory(event=event, organisation=in_region(region, 4, name="สำนักงานสอง"))
    AttendingOfficeFactory(event=event, organisation=in_region(region, 5, name="สำนักงานสาม"), state="absent")
    table = open_report(event).find(id="offices")
    assert text_of(table.find_parent("details").summary) == "รายหน่วยงาน 5 แห่ง เข้าร่วม 1 แห่ง"
    assert [[row[0], row[-1]] for row in rows(table)] == [
        ["เขต 1", ""],
        ["สำนักงานหนึ่ง", "40"],
        ["กลุ่มหนึ่ง (นับรวมในสำนักงานหนึ่ง)", "7"],
        ["กลุ่มสอง (นับรวมในสำนักงานหนึ่ง)", "-"],
        ["สำนักงานสอง", "ยังไม่รายงาน"],
        ["สำนักงานสาม", "ไม่ได้เข้าร่วม"],
    ]
    assert text_of(table.find("th", scope="rowgroup")) == "เขต 1"


def test_office_figures_can_be_switched_off(open_report, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    event = held()
    count(event, 40)
    count(event, 30)
    page = open_report(event)
    assert page.find(id="offices") is None
    assert rows(page.find(id="kinds"))[0] == ["สำนักงานสหกรณ์จังหวัด", "2", "70", "100.00"]


def test_a_table_that_tells_of_a_single_office_is_left_out_with_the_office_figures(open_report, settings):
    settings.PUBLISH_OFFICE_COUNTS = False
    (region,) = regions("เขต 1")
    event = held()
    count(event, 40, office__organisation=in_region(region, 1))
    page = open_report(event)
    assert [page.find(id="offices"), page.find(id="kinds"), page.find(id="regions")] == [None, None, None]


def test_hours_that_differ_stand_behind_each_day(open_report):
    event = held()
    EventDayFactory(event=event, date=dt.date(2022, 4, 27), ends_at=dt.time(12, 0))
    assert text_of(open_report(event).select_one(".report-when time")) == (
        "วันที่ 26 เมษายน 2565 เวลา 09.00 - 16.00 น. และวันที่ 27 เมษายน 2565 เวลา 09.00 - 12.00 น."
    )


@pytest.mark.parametrize(
    ("capacity", "heading"),
    [("panellist", "วิทยากร/ผู้ร่วมเสวนา"), ("presides", "ประธานและวิทยากร/ผู้ร่วมเสวนา")],
)
def test_the_heading_speaks_of_who_presided_only_where_somebody_did(open_report, capacity, heading):
    event = held()
    AppearanceFactory(event=event, capacity=capacity)
    assert text_of(open_report(event).find(id="speakers-heading")) == heading


def test_no_office_has_a_split(open_report):
    event = held()
    office = count(event, 61)
    HeadCountFactory(office=office, role=PersonRole.STAFF, people=17)
    page = open_report(event)
    assert rows(page.find(id="offices")) == [[office.name, "", "78"]]
    assert rows(page.find(id="kinds"))[0] == ["สำนักงานสหกรณ์จังหวัด", "1", "78", "100.00"]


# -- what must never be there ------------------------------------------------------------------------------------------


def test_no_participant_is_named(open_report, client):
    event = held()
    office = count(event, 10)
    for number in range(6):
        ParticipantFactory(
            event=event,
            first_name="ห้ามแสดง",
            last_name=f"เด็ดขาด{number}",
            email=f"secret{number}@example.org",
            phone="081-234-5678",
            room=office,
        )
    texts = [
        str(open_report(event)),
        *(without_marks(client.get(address).content.decode()) for address in ("/", "/events/")),
    ]
    for secret in ("ห้ามแสดง", "เด็ดขาด", "secret", "081-234"):
        assert [text for text in texts if secret in text] == []


def test_html_in_plain_fields_is_shown_as_text(client, publish):
    event = held(
        title=f"ชื่อ{SCRIPT}",
        objectives=f"เพื่อ{SCRIPT}",
        attending_bodies=f"หน่วยงาน{SCRIPT}",
        broadcast_channels=f"Zoom{SCRIPT}",
        announced_total=9,
        announced_source=f"ข่าว{SCRIPT}",
        announced_includes=f"ทุกคน{SCRIPT}",
        contact_phone=f"0{SCRIPT}",
        not_stated=f"ไม่ระบุ{SCRIPT}",
    )
    SessionFactory(
        event=event, title=f"หัวข้อ{SCRIPT}", responsible=f"ใคร{SCRIPT}", room=f"ห้อง{SCRIPT}", key_points=SCRIPT
    )
    AppearanceFactory(
        event=event, name=f"นาย{SCRIPT}", position=f"ตำแหน่ง{SCRIPT}", topic=f"เรื่อง{SCRIPT}", said=f"กล่าว{SCRIPT}"
    )
    event.report.headline = f"พาดหัว{SCRIPT}"
    event.report.save()
    AttendingOffice.objects.create(event=event, organisation=OrganisationFactory(), name=f"สำนักงาน{SCRIPT}")
    count(event, 12)
    publish(event)
    text = without_marks(client.get(f"/events/{event.pk}/").content.decode())
    assert "<script>alert" not in text
    for field in (
        "ชื่อ",
        "เพื่อ",
        "หน่วยงาน",
        "Zoom",
        "ข่าว",
        "ทุกคน",
        "ไม่ระบุ",
        "หัวข้อ",
        "ใคร",
        "ห้อง",
        "ตำแหน่ง",
        "เรื่อง",
        "กล่าว",
        "พาดหัว",
        "สำนักงาน",
    ):
        assert field + ESCAPED in text


def test_rich_fields_keep_paragraphs_lists_and_links_only(open_report):
    event = held()
    markup = (
        '<p onclick="x()">หนึ่ง<script>alert(1)</script></p><ul><li>สอง</li></ul>'
        '<p><a href="javascript:alert(1)">สาม</a> <a href="https://www.example.org/">สี่</a><img src=x></p>'
    )
    event.report.body = event.report.key_points = event.report.recommendations = markup
    event.report.publish_recommendations = True
    event.report.save()
    page = open_report(event)
    texts = page.select(".report-text, #key-points .prose, #recommendations .prose")
    assert [text_of(text) for text in texts] == ["หนึ่ง สอง สาม สี่"] * 3
    assert [[link.get("href") for link in text.find_all("a")] for text in texts] == [
        [None, "https://www.example.org/"]
    ] * 3
    assert [text.find_all(["script", "img"]) for text in texts] == [[]] * 3


# -- cost --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("offices", [1, 3, 100])
def test_report_costs_the_same_queries_whatever_its_size(offices, client, publish, django_assert_num_queries):
    event = held()
    for _ in range(offices):
        office = count(event, 11)
        ParticipantFactory.create_batch(3, event=event, room=office)
        AppearanceFactory(event=event)
        SessionFactory(event=event)
    publish(event)
    with django_assert_num_queries(5):
        client.get(f"/events/{event.pk}/")


@pytest.mark.parametrize("items", [1, 3])
def test_event_without_report_costs_the_same_queries_whatever_its_size(items, client, django_assert_num_queries, db):
    event = EventFactory(state="planned")
    for _ in range(items):
        SessionFactory(event=event)
        AppearanceFactory(event=event)
    assert Appearance.objects.count() == items
    EventDayFactory(event=event)
    with django_assert_num_queries(10):
        client.get(f"/events/{event.pk}/")
