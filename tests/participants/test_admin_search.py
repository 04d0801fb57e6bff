"""The staff's lists are searched by letters, as before, and by words."""

import re

import pytest
from django.urls import reverse

from participants.services import indexing
from programmes.models import OrganisationKind, Role
from tests.factories import (
    AppearanceFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ReportFactory,
    SpeakerFactory,
    user_with_role,
)
from tests.posting import shown_form


@pytest.fixture
def found(client, roles, soup):
    """Return the numbers of the rows that a list shows for a text."""
    client.force_login(user_with_role(Role.EDITOR))

    def found(model: str, text: str) -> list[int]:
        response = client.get(reverse(f"admin:{model}_changelist"), {"q": text})
        assert response.status_code == 200
        links = soup(response).select("#result_list tbody th a")
        return sorted(int(re.search(r"/(\d+)/change/", link["href"])[1]) for link in links)

    return found


def test_events_and_reports_are_found_by_words_of_a_draft(found):
    event = EventFactory(title="เสวนา", is_public=False, code="bus-2565-01")
    report = ReportFactory(event=event, body="<p>ชุมนุมสหกรณ์บริการเดินรถ</p>")
    EventFactory(title="อื่น")
    indexing.rebuild_all()
    assert found("events_event", "เดินรถ") == found("events_event", "2565-01") == [event.pk]
    assert found("events_report", "บริการเดินรถ") == [report.pk]
    assert found("events_event", "!") == []


def test_event_that_is_not_in_the_index_is_found_by_its_letters(found):
    event = EventFactory(title="เสวนาเดินรถ")
    assert found("events_event", "เดินรถ") == [event.pk]


def test_speaker_is_found_with_any_prefix(found):
    speaker = SpeakerFactory(first_name="สมชาย", last_name="ใจดี")
    AppearanceFactory(speaker=speaker)
    indexing.rebuild_all()
    assert found("events_speaker", "ดร.สมชาย ใจดี") == [speaker.pk]


def test_body_and_programme_are_found(found):
    office = OrganisationFactory(name="สำนักงานสหกรณ์จังหวัดเชียงใหม่", kind=OrganisationKind.PROVINCIAL)
    office.aliases.create(name="สสจ.เชียงใหม่")
    programme = ProgrammeFactory(title="โครงการแท็กซี่", rationale="เพื่อลดหนี้")
    indexing.rebuild_all()
    assert found("programmes_organisation", "สสจ เชียงใหม่") == [office.pk]
    assert found("programmes_programme", "ลดหนี้") == [programme.pk]


def test_saved_form_can_be_found_at_once(client, roles, soup, django_capture_on_commit_callbacks):
    client.force_login(user_with_role(Role.EDITOR))
    speaker = SpeakerFactory(first_name="สมชาย", last_name="ใจดี")
    AppearanceFactory(speaker=speaker)
    url = reverse("admin:events_speaker_change", args=[speaker.pk])
    form = shown_form(client.get(url)) | {"first_name": "สมหญิง"}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, form)
    assert response.status_code == 302
    assert len(soup(client.get("/search/?q=สมหญิง")).select(".event-list > li")) == 1
