"""Speakers in the API: public by name, participants never."""

import datetime as dt

import pytest

from events.models import Speaker, VersionKind
from participants.services import indexing
from tests.factories import AppearanceFactory, EventDayFactory, EventFactory, OrganisationFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def names(answer) -> list[str]:
    return [row["name"] for row in answer[1]["results"]]


def test_list_holds_who_appeared_at_a_listed_event_in_thai_order(ask, publish):
    for first_name in ("เอก", "กมล", "แก้ว"):
        event = EventDayFactory().event
        AppearanceFactory(event=event, speaker=SpeakerFactory(first_name=first_name, last_name="สมมติ"))
    SpeakerFactory(first_name="ยังไม่เคยพูด")
    AppearanceFactory(event__is_public=False, speaker__first_name="ไม่เปิดเผย")
    withdrawn = AppearanceFactory(speaker__first_name="ถอนแล้ว").event
    publish(withdrawn)
    publish(withdrawn, VersionKind.WITHDRAWAL, note="ถอน")
    indexing.rebuild_all()
    answer = ask("/api/v1/speakers")
    assert names(answer) == ["กมล สมมติ", "แก้ว สมมติ", "เอก สมมติ"]
    assert [(row["events"], row["latest"]) for row in answer[1]["results"]] == [(1, "2022-04-26")] * 3


def test_search_finds_a_name(ask):
    AppearanceFactory(speaker__first_name="สมชาย")
    AppearanceFactory(speaker__first_name="สมหญิง")
    indexing.rebuild_all()
    assert names(ask("/api/v1/speakers", q="สมชาย")) == ["สมชาย สมมติ"]
    assert names(ask("/api/v1/speakers", q="!")) == []


def test_speaker_holds_what_was_published_the_latest_first(ask, publish):
    speaker = SpeakerFactory()
    body = OrganisationFactory(name="สหกรณ์หนึ่ง")
    for year, title in ((2022, "ก่อน"), (2026, "หลัง")):
        event = EventDayFactory(event__title=title, date=dt.date(year, 4, 26)).event
        AppearanceFactory(event=event, speaker=speaker, position="ผู้จัดการ", organisation=body, said="คำกล่าว")
    publish(event)
    event.appearances.update(position="กำลังแก้")
    AppearanceFactory(event__is_public=False, speaker=speaker)
    _, answer = ask(f"/api/v1/speakers/{speaker.pk}")
    assert [(one["event_title"], one["first_day"], one["said"]) for one in answer["appearances"]] == [
        ("หลัง", "2026-04-26", "<p>คำกล่าว</p>"),
        ("ก่อน", "2022-04-26", ""),
    ]
    assert {(one["position"], one["organisation"]) for one in answer["appearances"]} == {("ผู้จัดการ", "สหกรณ์หนึ่ง")}


def test_merged_speaker_leads_to_the_one_that_was_kept(ask):
    kept, merged = SpeakerFactory(first_name="กมล"), SpeakerFactory(first_name="ก.")
    AppearanceFactory(speaker=merged)
    Speaker.objects.filter(pk=merged.pk).update(merged_into=kept)
    indexing.rebuild_all()
    assert names(ask("/api/v1/speakers")) == ["กมล สมมติ"]
    _, answer = ask(f"/api/v1/speakers/{merged.pk}")
    assert (answer["id"], len(answer["appearances"])) == (kept.pk, 1)
    assert answer == ask(f"/api/v1/speakers/{kept.pk}")[1]


def test_who_appeared_at_no_public_event_is_404(ask):
    hidden = AppearanceFactory(event__is_public=False).speaker
    assert ask(f"/api/v1/speakers/{hidden.pk}")[0] == 404
    assert ask(f"/api/v1/speakers/{SpeakerFactory().pk}")[0] == 404
    assert ask(f"/api/v1/speakers/{2**63}")[0] == 404


@pytest.mark.parametrize("items", [1, 3])
def test_list_costs_4_queries_and_a_speaker_6(items, ask, django_assert_num_queries):
    speaker = SpeakerFactory()
    for _ in range(items):
        AppearanceFactory(event=EventFactory(), speaker=speaker, organisation=OrganisationFactory())
        AppearanceFactory()
    indexing.rebuild_all()
    with django_assert_num_queries(4):
        ask("/api/v1/speakers")
    with django_assert_num_queries(6):
        ask(f"/api/v1/speakers/{speaker.pk}")
