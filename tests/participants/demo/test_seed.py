"""The real event: every fact of its source, to the letter where names, positions and figures are concerned."""

import datetime as dt

import pytest

from events.content import build, from_json
from events.models import Appearance, Capacity, Event, EventFormat, EventKind, EventState, OrganiserPart
from participants.models import AttendingOffice, Participant
from participants.selectors import totals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture
def event() -> Event:
    """The real event."""
    return Event.objects.get(code="bus-2565-01")


@pytest.fixture
def published(event):
    """What the public sees of it."""
    return from_json(event.versions.get().content)


def test_seed_names_speakers_and_positions_as_the_source_does(published):
    assert [(a.name, a.position) for a in published.appearances] == [
        ("นายประกอบ เผ่าพงศ์", "รองอธิบดีกรมส่งเสริมสหกรณ์"),
        ("นายปรเมศวร์ อินทรชุมนุม", "ประธานกรรมการดำเนินงานสันนิบาตสหกรณ์แห่งประเทศไทย"),
        ("นายวิฑูรย์ แนวพานิช", "ที่ปรึกษาชุมนุมสหกรณ์บริการเดินรถแห่งประเทศไทย จำกัด"),
        ("ผู้ช่วยศาสตราจารย์ อาภากร มินวงษ์", "ประธานกรรมการชุมนุมสหกรณ์เครดิตยูเนี่ยนแห่งประเทศไทย จำกัด"),
        ("นายสำเริง บุญอรุณรักษา", "ประธานกรรมการดำเนินงานสหกรณ์เครดิตยูเนี่ยนนักบุญเปโตร จำกัด"),
        ("ดร.อัศนีย์ รัตนามาลัย", "อดีตผู้อำนวยการสันนิบาตสหกรณ์แห่งประเทศไทย"),
    ]


def test_seed_has_panellists_only(published):
    assert {a.capacity for a in published.appearances} == {Capacity.PANELLIST}
    assert {a.organisation for a in published.appearances} == {""}  # the position names it already


def test_seed_tells_what_only_the_deputy_director_general_said(published):
    speaker, *others = published.appearances

    assert speaker.topic == ("เจตนารมณ์ในการพัฒนาชุมนุมสหกรณ์บริการระดับประเทศให้ได้มาตรฐาน และบทบาทหน้าที่ของชุมนุมระดับประเทศ")
    assert {(a.topic, a.said) for a in others} == {("", "")}


@pytest.mark.parametrize(
    "fact",
    [
        "ประสบการณ์ของตน",
        "ได้รับมอบหมาย",
        "สหกรณ์นอกภาคการเกษตร",
        "เจ้าหน้าที่ส่งเสริมสหกรณ์",
        "คุณค่าของงานสหกรณ์",
        "ให้ความรู้แก่สมาชิก",
        "เข้มแข็งและเป็นที่พึ่งของสมาชิก",
        "ขอบคุณผู้จัด",
        "แลกเปลี่ยนความเห็นกับผู้นำสหกรณ์ระดับประเทศ",
        "เป็นประโยชน์อย่างมากต่อผู้ร่วมโครงการ",
        "สะท้อนปัญหา",
        "แนวทางพัฒนาสหกรณ์ให้เข้มแข็งต่อไป",
    ],
)
def test_seed_keeps_every_fact_of_the_talk(published, fact):
    assert fact in published.appearances[0].said


@pytest.mark.parametrize(
    "sentence",
    [
        "โดยได้เล่าประสบการณ์ของตนเอง ซึ่งมีโอกาสได้รับมอบหมายให้ดูแลสหกรณ์นอกภาคการเกษตร",
        "เน้นย้ำให้เจ้าหน้าที่ส่งเสริมสหกรณ์ต้องเห็นคุณค่าในงานสหกรณ์ที่ตนเองดูแล",
        "พร้อมทั้งกล่าวขอบคุณผู้จัดกิจกรรมที่สร้างพื้นที่ในการพูดคุยแลกเปลี่ยนความคิดเห็น",
        "ซึ่งนับว่าเป็นประโยชน์แก่ผู้ร่วมโครงการเป็นอย่างมาก",
    ],
)
def test_seed_retells_what_was_said_in_its_own_words(published, sentence):
    text = published.lead + published.body + published.appearances[0].said

    assert sentence not in text


def test_seed_happened_when_and_where_the_source_says(published):
    (day,) = published.days

    assert (day.date, day.starts_at, day.ends_at) == (dt.date(2022, 4, 26), dt.time(9), dt.time(16))
    assert (day.room, day.venue, published.province) == ("ห้องประชุม 126", "กรมส่งเสริมสหกรณ์ เทเวศร์", "กรุงเทพมหานคร")
    assert (published.kind, published.format) == (EventKind.PANEL, EventFormat.ONLINE)
    assert published.title == "สหกรณ์บริการกับการพัฒนาที่ยั่งยืน"
    assert published.programme == ("โครงการยกระดับชุมนุมสหกรณ์บริการเดินรถแห่งประเทศไทย จำกัด สู่มาตรฐานสหกรณ์")


def test_seed_names_who_organised_it_through_whom(published):
    assert [(o.name, o.part) for o in published.organisers] == [
        ("กองพัฒนาสหกรณ์ด้านการเงินและร้านค้า", OrganiserPart.ORGANISER),
        ("กลุ่มพัฒนาสหกรณ์บริการ", OrganiserPart.THROUGH),
    ]


def test_seed_states_its_two_objectives_in_the_wording_of_the_source(published):
    assert published.objectives == (
        "เพื่อสร้างความตระหนักรู้ในการยกระดับชุมนุมสหกรณ์บริการสู่มาตรฐานสหกรณ์",
        "เพื่อสร้างการมีส่วนร่วมในการขับเคลื่อนแผนพัฒนาชุมชนสหกรณ์บริการระดับประเทศ",
    )


def test_seed_names_the_attending_bodies_in_words(published):
    assert published.attending_bodies == (
        "เจ้าหน้าที่กรมส่งเสริมสหกรณ์ ส่วนภูมิภาค",
        "ผู้แทนสหกรณ์บริการทั้ง 5 รูปแบบ",
        "สำนักงานสหกรณ์จังหวัด",
        "สำนักงานส่งเสริมสหกรณ์กรุงเทพมหานคร พื้นที่ 1 พื้นที่ 2",
        "สหกรณ์บริการที่สนใจเข้าร่วมโครงการ",
    )


def test_seed_has_the_announced_total_and_no_other(event):
    figures = totals.published(event)

    assert (figures.headline, figures.people, figures.public_roles()) == (1129, None, None)
    assert figures.announced.people == 1129
    assert figures.announced.includes == "ผู้เข้าร่วมเสวนาวิชาการ เจ้าหน้าที่โครงการ และผู้สังเกตการณ์"
    assert figures.announced.url.endswith("/155-2022-04-26-07-37-21.html")
    assert figures.announced.on == dt.date(2022, 4, 26)
    assert "1,129 คน" in build(event).body


def test_seed_invents_nothing(event, published):
    assert (published.sessions, published.photos, published.documents) == ((), (), ())
    assert not AttendingOffice.objects.filter(event=event).exists()
    assert not Participant.objects.filter(event=event).exists()
    assert (event.budget_approved, event.target_people, event.contact_phone) == (None, None, "")
    assert published.not_stated.startswith("รายงานต้นทางไม่ได้ระบุกำหนดการ")
    assert (event.demonstration, event.programme.demonstration) == (False, False)


def test_seed_notes_odd_wordings_for_staff_and_not_for_the_public(event):
    noted = Appearance.objects.filter(event=event).exclude(staff_note="").values_list("position", flat=True)

    assert all(position.startswith("ประธานกรรมการดำเนินงาน") for position in noted)
    assert len(noted) == 2
    assert "ชุมนุม" in event.staff_note
    assert event.staff_note not in str(event.versions.get().content)


def test_seed_was_published_by_another_than_its_editor(event):
    report = event.report

    assert (event.state, event.is_public) == (EventState.HELD, True)
    assert report.edited_by.email == "editor@example.org"
    assert [(step.kind, step.by.email) for step in report.steps.all()] == [
        ("submitted", "editor@example.org"),
        ("published", "approver@example.org"),
    ]
