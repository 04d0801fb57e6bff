"""The list of speakers, and the page of one speaker."""

import datetime as dt
import re

import pytest

from events.models import VersionKind
from participants.services import indexing
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    OrganisationFactory,
    ReportFactory,
    SpeakerFactory,
)
from tests.markup import without_marks

pytestmark = pytest.mark.django_db


def text_of(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


@pytest.fixture
def people(client, read):
    """Return the names that the list shows, as it groups them."""

    def people(query: str = "") -> dict[str, list[str]]:
        indexing.rebuild_all()
        page = read(client.get(f"/speakers/{query}"))
        return {
            text_of(letter.h3): [text_of(name) for name in letter.select(".name")] for letter in page.select(".letter")
        }

    return people


def spoke(first_name: str, day: dt.date = dt.date(2022, 4, 26), **fields):
    """Return somebody who spoke at a public event."""
    speaker = SpeakerFactory(first_name=first_name)
    AppearanceFactory(event=EventDayFactory(date=day).event, speaker=speaker, **fields)
    return speaker


# -- the list ----------------------------------------------------------------------------------------------------------


def test_speakers_stand_as_in_a_dictionary_under_their_letters(people):
    for name in ("แก้ว", "กมล", "เอก", "ขวัญ", "John"):
        spoke(name)
    assert people() == {
        "ก": ["กมล สมมติ", "แก้ว สมมติ"],
        "ข": ["ขวัญ สมมติ"],
        "อ": ["เอก สมมติ"],
        "J": ["John สมมติ"],
    }


def test_only_who_appeared_in_public_is_listed(people):
    SpeakerFactory(first_name="ไม่เคยพูด")
    AppearanceFactory(speaker__first_name="งานภายใน", event__is_public=False)
    AppearanceFactory(speaker__first_name="โครงการภายใน", event__programme__is_public=False)
    spoke("กมล")
    assert people() == {"ก": ["กมล สมมติ"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=นายกมล", {"ก": ["กมล สมมติ"]}),
        ("?q=มมต", {"ก": ["กมล สมมติ"], "ข": ["ขวัญ สมมติ"]}),
        ("?q=สินเชื่อ", {"ข": ["ขวัญ สมมติ"]}),
    ],
)
def test_speakers_are_found_by_name_and_topic(query, found, people):
    spoke("กมล")
    spoke("ขวัญ", topic="สินเชื่อ")
    assert people(query) == found


def test_row_says_the_last_position_and_how_often(client, read):
    speaker = spoke("กมล", position="ผู้อำนวยการ", organisation=OrganisationFactory(name="กองหนึ่ง"))
    later = EventDayFactory(date=dt.date(2026, 8, 18)).event
    AppearanceFactory(event=later, speaker=speaker, position="รองอธิบดี", topic="หนึ่ง")
    AppearanceFactory(event=later, speaker=speaker, position="ประธาน", topic="สอง")
    indexing.rebuild_all()
    row = read(client.get("/speakers/")).select_one(".people li")
    assert [text_of(line) for line in row.select("p")] == [
        "กมล สมมติ",
        "รองอธิบดี",
        "2 กิจกรรม · ล่าสุด 18 ส.ค. 69",
    ]


def test_invented_people_say_so(client, read):
    for demonstration, name in ((True, "ขวัญ"), (False, "กมล")):
        AppearanceFactory(speaker__first_name=name, event__demonstration=demonstration)
    indexing.rebuild_all()
    rows = read(client.get("/speakers/")).select(".people li")
    assert [bool(row.select(".tag-gold")) for row in rows] == [False, True]


def test_who_is_entered_at_nothing_public_any_more_is_not_called_invented(client, read, publish):
    event = EventDayFactory().event
    appearance = AppearanceFactory(event=event)
    ReportFactory(event=event)
    publish(event)
    AppearanceFactory(event__is_public=False, speaker=appearance.speaker)
    appearance.delete()
    indexing.rebuild_all()
    (row,) = read(client.get("/speakers/")).select(".people li")
    assert [text_of(line) for line in row.select(".meta")] == ["1 กิจกรรม · ล่าสุด 26 เม.ย. 65"]


def test_who_is_added_in_the_draft_of_another_report_has_no_event_more(client, read, publish):
    speaker = spoke("กมล")
    event = EventDayFactory().event
    ReportFactory(event=event)
    publish(event)
    AppearanceFactory(event=event, speaker=speaker)
    indexing.rebuild_all()
    assert text_of(read(client.get("/speakers/")).select_one(".people .meta")).startswith("1 กิจกรรม")
    assert len(rows_of(read(client.get(f"/speakers/{speaker.pk}/")))) == 1


def test_list_without_anybody_says_so(client, read):
    assert len(read(client.get("/speakers/")).select(".empty")) == 1
    assert len(read(client.get("/speakers/?q=ไม่มี")).select(".empty")) == 1


@pytest.mark.parametrize("page", ["0", "2", "abc", "-1", "๑๐", "99999999999999999999"])
def test_page_that_is_not_there_is_404(page, client):
    spoke("กมล")
    indexing.rebuild_all()
    assert client.get("/speakers/", {"page": page}).status_code == 404


def test_very_long_query_is_cut(client, read):
    page = read(client.get("/speakers/", {"q": "ก" * 10_000}))
    assert len(page.select(".notice")) == 1


@pytest.mark.parametrize("items", [1, 3])
def test_list_costs_4_queries(items, client, django_assert_num_queries):
    for number in range(items):
        spoke(f"กมล{number}")
    indexing.rebuild_all()
    with django_assert_num_queries(4):
        client.get("/speakers/")


# -- one speaker -------------------------------------------------------------------------------------------------------


def rows_of(page) -> list[list[str]]:
    """Return what each event of a speaker's page says: title, position, topic, words."""
    return [[text_of(line) for line in row.select("h3, .spoke p")] for row in page.select(".event-row")]


def test_speaker_says_what_was_said_over_the_years_latest_first(client, read, publish):
    speaker = SpeakerFactory(first_name="กมล")
    for year, title in ((2022, "ครั้งแรก"), (2026, "ครั้งหลัง")):
        event = EventDayFactory(date=dt.date(year, 4, 26), event__title=title).event
        AppearanceFactory(
            event=event, speaker=speaker, position=f"ตำแหน่ง {year}", topic=f"เรื่อง {year}", said=f"กล่าว {year}"
        )
        ReportFactory(event=event)
        publish(event)
    page = read(client.get(f"/speakers/{speaker.pk}/"))
    assert text_of(page.h1) == "กมล สมมติ"
    assert text_of(page.select_one(".summary")) == "ตำแหน่ง 2026"
    assert rows_of(page) == [
        ["ครั้งหลัง", "ตำแหน่ง 2026", "หัวข้อ: เรื่อง 2026", "กล่าว 2026"],
        ["ครั้งแรก", "ตำแหน่ง 2022", "หัวข้อ: เรื่อง 2022", "กล่าว 2022"],
    ]


def test_position_of_a_day_is_said_once_and_a_body_that_it_names_not_again(client, read):
    speaker, event = SpeakerFactory(), EventDayFactory().event
    body = OrganisationFactory(name="กลุ่มหนึ่ง")
    said = [("reports", "ผู้อำนวยการกลุ่มหนึ่ง", body), ("closes", "ผู้อำนวยการกลุ่มหนึ่ง", body), ("guest", "วิทยากร", body)]
    for number, (capacity, position, organisation) in enumerate(said):
        AppearanceFactory(
            event=event,
            speaker=speaker,
            capacity=capacity,
            position=position,
            organisation=organisation,
            topic=f"เรื่อง {number}",
            sort_no=number,
        )
    page = read(client.get(f"/speakers/{speaker.pk}/"))
    assert text_of(page.select_one(".summary")) == "ผู้อำนวยการกลุ่มหนึ่ง"
    assert rows_of(page) == [
        [
            event.title,
            "ผู้อำนวยการกลุ่มหนึ่ง",
            "หัวข้อ: เรื่อง 0",
            "หัวข้อ: เรื่อง 1",
            "วิทยากร กลุ่มหนึ่ง",
            "หัวข้อ: เรื่อง 2",
        ]
    ]


def test_page_says_what_was_published_and_nothing_of_the_draft(client, read, publish):
    speaker = SpeakerFactory(first_name="กมล")
    event = EventDayFactory().event
    appearance = AppearanceFactory(event=event, speaker=speaker, position="ตำแหน่งวันนั้น", said="กล่าวจริง")
    ReportFactory(event=event)
    publish(event)
    appearance.position, appearance.said = "ตำแหน่งร่าง", "กล่าวร่าง"
    appearance.save()
    assert rows_of(read(client.get(f"/speakers/{speaker.pk}/"))) == [[event.title, "ตำแหน่งวันนั้น", "กล่าวจริง"]]
    appearance.delete()
    assert rows_of(read(client.get(f"/speakers/{speaker.pk}/"))) == [[event.title, "ตำแหน่งวันนั้น", "กล่าวจริง"]]


def test_who_is_only_in_a_draft_of_a_published_report_is_not_public(client, publish, read):
    event = EventDayFactory().event
    ReportFactory(event=event)
    publish(event)
    added = AppearanceFactory(event=event).speaker
    indexing.rebuild_all()
    assert client.get(f"/speakers/{added.pk}/").status_code == 404
    assert added.first_name not in without_marks(client.get("/speakers/").content.decode())
    assert read(client.get("/search/", {"q": added.first_name})).select(".event-list > li") == []


def test_event_without_report_shows_the_appearance_but_not_the_words(client, read):
    event = EventFactory(state="planned")
    speaker = AppearanceFactory(event=event, position="ตำแหน่ง", topic="เรื่อง", said="ยังไม่เผยแพร่").speaker
    assert rows_of(read(client.get(f"/speakers/{speaker.pk}/"))) == [[event.title, "ตำแหน่ง", "หัวข้อ: เรื่อง"]]


def test_withdrawn_report_takes_the_speaker_away(client, publish):
    event = EventDayFactory().event
    speaker = AppearanceFactory(event=event).speaker
    ReportFactory(event=event)
    publish(event)
    publish(event, VersionKind.WITHDRAWAL, "ถอน")
    assert client.get(f"/speakers/{speaker.pk}/").status_code == 404


def test_merged_speaker_leads_to_the_one_that_stands_and_brings_the_appearances(client, read):
    kept = SpeakerFactory(first_name="กมล")
    between = SpeakerFactory(merged_into=kept)
    old = SpeakerFactory(merged_into=between)
    AppearanceFactory(speaker=old, event__title="งานเก่า")
    for pk in (old.pk, between.pk):
        response = client.get(f"/speakers/{pk}/")
        assert (response.status_code, response["Location"]) == (301, f"/speakers/{kept.pk}/")
    assert [row[0] for row in rows_of(read(client.get(f"/speakers/{kept.pk}/")))] == ["งานเก่า"]
    indexing.rebuild_all()
    assert [text_of(name) for name in read(client.get("/speakers/")).select(".name")] == ["กมล สมมติ"]


def test_merges_in_a_circle_are_404(client):
    one = SpeakerFactory()
    one.merged_into = SpeakerFactory(merged_into=one)
    one.save()
    assert client.get(f"/speakers/{one.pk}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999", "abc"])
def test_unknown_speaker_is_404(number, client):
    assert client.get(f"/speakers/{number}/").status_code == 404


def test_names_on_the_report_and_in_the_search_lead_to_the_speaker(client, read):
    speaker = spoke("กมล")
    indexing.rebuild_all()
    event = speaker.appearances.get().event_id
    address = f"/speakers/{speaker.pk}/"
    assert [link["href"] for link in read(client.get(f"/events/{event}/")).select(".people a")] == [address]
    assert read(client.get("/search/?q=กมล")).select_one(".result h3 a")["href"] == address


@pytest.mark.parametrize("items", [1, 3])
def test_speaker_costs_7_queries(items, client, publish, django_assert_num_queries):
    speaker = SpeakerFactory()
    for _ in range(items):
        event = EventDayFactory().event
        AppearanceFactory(event=event, speaker=speaker)
        ReportFactory(event=event)
        publish(event)
    AppearanceFactory(event=EventDayFactory().event, speaker=speaker)
    with django_assert_num_queries(7):
        client.get(f"/speakers/{speaker.pk}/")
    merged = SpeakerFactory(merged_into=speaker)
    with django_assert_num_queries(9):
        client.get(f"/speakers/{merged.pk}/")
