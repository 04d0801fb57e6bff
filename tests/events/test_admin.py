"""Speakers and prefixes in the staff area."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.content import build, to_json
from events.models import Prefix, ReportVersion, Speaker, VersionKind
from programmes.models import Role
from tests.factories import AppearanceFactory, EventDayFactory, ReportFactory, SpeakerFactory, user_with_role
from tests.posting import shown_form

pytestmark = pytest.mark.usefixtures("roles")

LIST = reverse("admin:events_speaker_changelist")


@pytest.fixture
def editor(client):
    user = user_with_role(Role.EDITOR)
    client.force_login(user)
    return user


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.mark.parametrize("size", [1, 3])
def test_list_of_speakers_costs_the_same_whatever_its_length(client, editor, django_assert_num_queries, size):
    for number in range(size):
        prefix = Prefix.objects.create(text=f"คำนำหน้า {number}")
        AppearanceFactory(speaker__prefix=prefix, speaker__merged_into=SpeakerFactory())
    with django_assert_num_queries(6):
        client.get(LIST)


def test_speakers_are_found_by_name_and_position(client, editor):
    speaker = SpeakerFactory(first_name="สมชาย")
    AppearanceFactory(speaker=speaker, position="รองอธิบดี")
    AppearanceFactory(speaker=speaker, position="รองอธิบดีกรม")
    SpeakerFactory(first_name="อื่น")
    for term in ("สมชาย", "รองอธิบดี"):
        rows = soup(client.get(LIST, {"q": term})).select("#result_list tbody th")
        assert [row.text for row in rows] == [speaker.full_name]


def test_speaker_shows_where_they_appeared(client, editor):
    appearance = AppearanceFactory(position="ประธาน")
    page = client.get(reverse("admin:events_speaker_change", args=[appearance.speaker_id])).content.decode()
    assert appearance.event.title in page


def test_speaker_is_saved_with_one_spelling(client, editor):
    url = reverse("admin:events_speaker_add")
    client.post(url, shown_form(client.get(url)) | {"first_name": " นํ้า\u200b ", "last_name": "ใส"})
    assert Speaker.objects.values_list("first_name", "last_name").get() == ("น้ำ", "ใส")


def test_second_person_who_renames_a_speaker_gets_both_names(client, editor):
    speaker = SpeakerFactory(first_name="เดิม")
    url = reverse("admin:events_speaker_change", args=[speaker.pk])
    stale = shown_form(client.get(url))
    client.post(url, stale | {"first_name": "คนแรก"})
    response = client.post(url, stale | {"first_name": "คนที่สอง"})
    assert response.status_code == 409
    assert [row.get_text() for row in soup(response).select(".conflict td")] == ["คนแรก", "คนที่สอง"]
    speaker.refresh_from_db()
    assert (speaker.first_name, speaker.version) == ("คนแรก", 2)


def test_autocomplete_leaves_out_merged_speakers(client, editor):
    kept = SpeakerFactory(first_name="วิมล")
    SpeakerFactory(first_name="วิมล", merged_into=kept)
    query = {"app_label": "events", "model_name": "appearance", "field_name": "speaker", "term": "วิมล"}
    results = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["id"] for row in results] == [str(kept.pk)]


def test_speaker_who_appeared_is_not_deleted(client):
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    speaker = AppearanceFactory().speaker
    client.post(reverse("admin:events_speaker_delete", args=[speaker.pk]), {"post": "yes"})
    assert Speaker.objects.count() == 1


def test_speaker_of_a_published_report_is_not_deleted_though_the_draft_dropped_him(client):
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    event = EventDayFactory().event
    shown, dropped_in_time = (AppearanceFactory(event=event).speaker for _ in range(2))
    event.appearances.filter(speaker=dropped_in_time).delete()
    ReportFactory(event=event)
    content = to_json(build(event))
    ReportVersion.objects.create(event=event, number=1, kind=VersionKind.FIRST, content=content)
    event.appearances.all().delete()
    answers = [
        client.post(reverse("admin:events_speaker_delete", args=[speaker.pk]), {"post": "yes"}).status_code
        for speaker in (shown, dropped_in_time)
    ]
    assert answers == [403, 302]
    assert client.get(reverse("speakers:detail", args=[shown.pk])).status_code == 200


@pytest.mark.parametrize("role, status", [(Role.VIEWER, 403), (Role.EDITOR, 302)])
def test_prefixes_are_kept_by_editors(client, role, status):
    client.force_login(user_with_role(role))
    url = reverse("admin:events_prefix_add")
    assert client.post(url, {"text": "ศาสตราจารย์", "space_after": "on", "sort_no": "1"}).status_code == status
