"""What is found follows what the tables say (design §5: who sees what)."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from events.models import EventState, Prefix
from participants.services import indexing
from participants.services.copying import copy_event
from participants.services.publishing import publish_report, withdraw_report
from programmes.models import OrganisationKind, Role, SearchEntry, SearchKind, SearchSynonym
from programmes.search import index
from programmes.search.entries import facet
from programmes.search.query import parse
from tests.factories import (
    AppearanceFactory,
    EventDayFactory,
    EventFactory,
    ObjectiveFactory,
    OrganisationFactory,
    ParticipantFactory,
    ProgrammeFactory,
    ProvinceFactory,
    ReportFactory,
    SpeakerFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def found(text: str, *facets: str) -> list[tuple[str, int]]:
    """Return kind and id of what the public finds."""
    return [(hit.kind.value, hit.object_id) for hit in index.find(parse(text), facets).hits]


def found_by_staff(text: str, kind: SearchKind = SearchKind.EVENT) -> list[int]:
    return sorted(index.matching(parse(text), kind, is_public=False))


@pytest.fixture
def event():
    """A held public event with a draft report; each text has a word of its own."""
    event = EventFactory(title="เสวนาเดินรถ", province=ProvinceFactory(code="50"), programme__title="โครงการแท็กซี่")
    EventDayFactory(event=event, venue="เทเวศร์")
    ReportFactory(event=event, headline="พาดหัวน้ำมัน", lead="ความนำธรรมาภิบาล", body="<p>เนื้อข่าว<br>โคนม</p>")
    return event


@pytest.fixture
def publish(roles, event, django_capture_on_commit_callbacks):
    """Publish the event's report as an approver does."""

    def publish(note: str = ""):
        event.report.state = "in_review"
        event.report.save()
        with django_capture_on_commit_callbacks(execute=True):
            return publish_report(report=event.report, by=user_with_role(Role.APPROVER), public_note=note)

    return publish


def test_event_without_report_is_found_by_its_facts(event):
    indexing.rebuild_all()
    here = [("event", event.pk)]
    assert found("เดินรถ") == found("เทเวศร์") == here
    assert found("น้ำมัน") == found("ธรรมาภิบาล") == found("โคนม") == []


def test_draft_is_found_by_staff(event):
    indexing.rebuild_all()
    assert found_by_staff("ธรรมาภิบาล") == [event.pk]


def test_programme_that_goes_takes_with_it_who_was_taken_out_of_the_draft(
    event, publish, django_capture_on_commit_callbacks
):
    appearance = AppearanceFactory(event=event, speaker__first_name="กมล")
    publish()
    appearance.delete()
    assert found("กมล") == [("speaker", appearance.speaker_id), ("event", event.pk)]
    event.programme.is_public = False
    event.programme.save()
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(event.programme)
    assert found("กมล") == []


def test_published_report_is_found_by_its_texts_once_it_is_committed(event, publish):
    publish()
    here = [("event", event.pk)]
    assert found("น้ำมัน") == found("ธรรมาภิบาล") == found("โคนม") == found("เดินรถ") == here
    assert found("br") == []


def test_correction_in_work_is_not_found_until_it_is_published(event, publish):
    publish()
    event.report.lead = "ความนำหอยนางรม"
    event.report.save()
    indexing.rebuild_all()
    assert found("หอยนางรม") == []
    publish("แก้ความนำ")
    assert found("หอยนางรม") == [("event", event.pk)]
    assert found("ธรรมาภิบาล") == []


def test_withdrawn_report_is_not_found(event, publish, django_capture_on_commit_callbacks):
    publish()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_report(event=event, by=user_with_role(Role.APPROVER), public_note="ถอน")
    assert found("เดินรถ") == found("น้ำมัน") == []
    assert found_by_staff("เดินรถ") == [event.pk]


@pytest.mark.parametrize("change", [{"is_public": False}, {"programme__is_public": False}])
def test_event_that_is_not_public_is_found_by_staff_alone(change):
    event = EventFactory(title="เสวนาเดินรถ", **change)
    AppearanceFactory(event=event, speaker=SpeakerFactory(first_name="อาภากร"))
    indexing.rebuild_all()
    assert found("เดินรถ") == found("อาภากร") == []
    assert found_by_staff("เดินรถ") == [event.pk]


def test_programme_that_is_hidden_takes_its_events_and_speakers_along(event, django_capture_on_commit_callbacks):
    AppearanceFactory(event=event, speaker=SpeakerFactory(first_name="อาภากร"))
    indexing.rebuild_all()
    assert [kind for kind, _pk in found("แท็กซี่")] == ["programme", "event"]
    event.programme.is_public = False
    event.programme.save()
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(event.programme)
    assert found("แท็กซี่") == found("เดินรถ") == found("อาภากร") == []


def test_speaker_is_found_by_name_position_and_topic():
    speaker = SpeakerFactory(first_name="อาภากร", last_name="มินวงษ์")
    AppearanceFactory(event=EventFactory(), speaker=speaker, position="ประธานกรรมการ", topic="สินเชื่อ")
    indexing.rebuild_all()
    here = ("speaker", speaker.pk)
    assert [here in found(text) for text in ("อาภากร", "นางอาภากร มินวงษ์", "ประธาน", "สินเชื่อ")] == [True] * 4


def test_speaker_without_appearance_is_found_by_staff_alone():
    speaker = SpeakerFactory(first_name="อาภากร")
    indexing.rebuild_all()
    assert found("อาภากร") == []
    assert found_by_staff("อาภากร", SearchKind.SPEAKER) == [speaker.pk]


def test_speaker_who_was_merged_is_not_found():
    kept = SpeakerFactory(first_name="อาภากร")
    SpeakerFactory(first_name="อาภากร", merged_into=kept)
    indexing.rebuild_all()
    assert found_by_staff("อาภากร", SearchKind.SPEAKER) == [kept.pk]


def test_merging_speakers_moves_what_they_are_found_by(django_capture_on_commit_callbacks):
    kept, other = SpeakerFactory(first_name="อาภากร"), SpeakerFactory(first_name="อาภา")
    AppearanceFactory(event=EventFactory(), speaker=other, topic="แท็กซี่")
    indexing.rebuild_all()
    assert ("speaker", other.pk) in found("แท็กซี่")
    for merged_into, who in ((kept, kept), (None, other)):
        other.merged_into = merged_into
        other.save()
        with django_capture_on_commit_callbacks(execute=True):
            indexing.touch(other)
        assert [one for one in found("แท็กซี่") if one[0] == "speaker"] == [("speaker", who.pk)]


def test_body_is_found_by_its_aliases_which_are_not_shown():
    body = OrganisationFactory(name="กองพัฒนาสหกรณ์", kind=OrganisationKind.CENTRAL)
    body.aliases.create(name="กอพส.")
    indexing.rebuild_all()
    assert found("กอพส") == [("organisation", body.pk)]
    assert index.find(parse("กอพส")).hits[0].title.text == "กองพัฒนาสหกรณ์"


def test_report_is_found_by_the_alias_of_a_body_it_names(event, publish):
    OrganisationFactory(name="กองพัฒนาสหกรณ์").aliases.create(name="กอพส.")
    event.report.lead = "จัดโดยกองพัฒนาสหกรณ์"
    event.report.save()
    publish()
    indexing.rebuild_all()
    assert ("event", event.pk) in found("กอพส.")


def test_renamed_body_is_found_by_its_new_name(django_capture_on_commit_callbacks):
    body = OrganisationFactory(name="กองพัฒนาสหกรณ์")
    indexing.rebuild_all()
    body.name = "กองแท็กซี่"
    body.save()
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(body)
    assert (found("แท็กซี่"), found("พัฒนา")) == ([("organisation", body.pk)], [])


def rename(thing, commit, **fields):
    """Change a row as the staff area does."""
    for field, value in fields.items():
        setattr(thing, field, value)
    thing.save()
    with commit(execute=True):
        indexing.touch(thing)


def test_renamed_body_is_found_with_what_names_it(django_capture_on_commit_callbacks):
    body = OrganisationFactory(name="กองพัฒนาสหกรณ์")
    unit = OrganisationFactory(parent=body)
    programme = ProgrammeFactory(lead_organisation=body)
    organised = EventFactory()
    organised.organisers.create(organisation=body)
    appearance = AppearanceFactory(event=EventFactory(), organisation=body)
    indexing.rebuild_all()
    rename(body, django_capture_on_commit_callbacks, name="กองแท็กซี่")
    named = [
        ("organisation", body.pk),
        ("organisation", unit.pk),
        ("programme", programme.pk),
        ("event", organised.pk),
        ("event", appearance.event_id),
        ("speaker", appearance.speaker_id),
    ]
    assert sorted(found("กองแท็กซี่")) == sorted(named)
    assert found("พัฒนาสหกรณ์") == []


def test_body_with_a_new_name_keeps_the_old_one_in_published_reports(
    event, publish, django_capture_on_commit_callbacks
):
    appearance = AppearanceFactory(event=event, organisation=OrganisationFactory(name="กองพัฒนาสหกรณ์"))
    publish()
    rename(appearance.organisation, django_capture_on_commit_callbacks, name="กองแท็กซี่")
    assert found("กองพัฒนาสหกรณ์") == [("speaker", appearance.speaker_id), ("event", event.pk)]


def test_renamed_province_is_found_with_its_bodies_and_events(event, django_capture_on_commit_callbacks):
    body = OrganisationFactory(province=event.province)
    indexing.rebuild_all()
    rename(event.province, django_capture_on_commit_callbacks, name="หนองบัวลำภู")
    assert sorted(found("หนองบัวลำภู")) == [("event", event.pk), ("organisation", body.pk)]


def test_renamed_prefix_is_read_at_its_speakers_and_where_they_have_no_other_name(django_capture_on_commit_callbacks):
    speaker = SpeakerFactory(first_name="อาภากร", prefix=Prefix.objects.create(text="นาง"))
    unnamed = AppearanceFactory(event=EventFactory(), speaker=speaker, name="")
    indexing.rebuild_all()
    rename(speaker.prefix, django_capture_on_commit_callbacks, text="แท็กซี่", space_after=True)
    assert sorted(found("แท็กซี่")) == [("event", unnamed.event_id), ("speaker", speaker.pk)]
    assert [hit.title.text for hit in index.find(parse("แท็กซี่")).hits if hit.kind == SearchKind.SPEAKER] == [
        speaker.full_name
    ]


def test_renamed_speaker_is_found_with_the_events_that_have_no_other_name(django_capture_on_commit_callbacks):
    appearance = AppearanceFactory(event=EventFactory(), speaker__first_name="อาภากร", name="")
    indexing.rebuild_all()
    rename(appearance.speaker, django_capture_on_commit_callbacks, first_name="กมล")
    assert sorted(found("กมล")) == [("event", appearance.event_id), ("speaker", appearance.speaker_id)]
    assert found("อาภากร") == []


def test_what_depends_on_a_name_is_refreshed_in_batches(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(indexing, "BATCH", 2)
    body = OrganisationFactory(name="กองพัฒนาสหกรณ์")
    for _ in range(5):
        EventFactory().organisers.create(organisation=body)
    indexing.rebuild_all()
    rename(body, django_capture_on_commit_callbacks, name="กองแท็กซี่")
    assert len(found("กองแท็กซี่")) == 6


def test_programme_is_found_by_title_and_objectives():
    programme = ProgrammeFactory(title="โครงการเดินรถ")
    ObjectiveFactory(programme=programme, text="เพื่อลดหนี้")
    hidden = ProgrammeFactory(title="โครงการเดินรถลับ", is_public=False)
    indexing.rebuild_all()
    assert found("เดินรถ") == found("หนี้") == [("programme", programme.pk)]
    assert found_by_staff("เดินรถ", SearchKind.PROGRAMME) == sorted([programme.pk, hidden.pk])


def test_events_and_their_speakers_are_found_through_filters(event):
    speaker = AppearanceFactory(event=event, topic="เดินรถ").speaker
    other = EventFactory(title="เดินรถ", kind="training")
    EventDayFactory(event=other, date=dt.date(2026, 10, 1))
    indexing.rebuild_all()
    asked = {
        "programme": event.programme_id,
        "year": 2565,
        "province": "50",
        "kind": "seminar",
        "format": "onsite",
    }
    for name, value in asked.items():
        assert {("event", event.pk), ("speaker", speaker.pk)} <= set(found("เดินรถ", facet(name, value)))
    assert found("เดินรถ", facet("year", 2570)) == [("event", other.pk)]


def test_participants_are_never_in_the_index():
    ParticipantFactory(event=EventFactory(), first_name="อาภากร", last_name="มินวงษ์")
    indexing.rebuild_all()
    assert not SearchEntry.objects.filter(title_keys__contains="อาภากร").exists()
    assert not SearchEntry.objects.filter(body_keys__contains="อาภากร").exists()


def test_deleted_event_is_not_found(event, django_capture_on_commit_callbacks):
    event.report.delete()
    indexing.rebuild_all()
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(event)
        event.delete()
    assert (found("เดินรถ"), found_by_staff("เดินรถ")) == ([], [])


def test_copied_event_is_found_by_staff(roles, event, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        copy = copy_event(source=event, code="copy-1", title="สำเนาแท็กซี่", by=user_with_role(Role.EDITOR))
    assert found_by_staff("สำเนาแท็กซี่") == [copy.pk]
    assert found("สำเนาแท็กซี่") == []


def test_row_of_an_event_counts_as_the_event(event, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(event.days.get())
    assert found("เทเวศร์") == [("event", event.pk)]


def test_fault_of_the_search_spoils_no_save(event, django_capture_on_commit_callbacks, monkeypatch, caplog):
    monkeypatch.setattr(indexing, "refresh_events", lambda ids: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        indexing.touch(event)
    assert "division by zero" in caplog.text


# -- rebuild -----------------------------------------------------------------------------------------------------------


def rebuild(*options: str) -> str:
    out = StringIO()
    call_command("rebuild_search", *options, stdout=out)
    return out.getvalue()


def test_rebuild_says_what_it_did_and_changes_nothing_the_second_time(event):
    assert "event: 1 of 1, 2 entries written" in rebuild()
    assert "event: 1 of 1, 0 entries written" in rebuild()


def test_rebuild_mends_the_index(event):
    rebuild()
    SearchEntry.objects.filter(kind="event").delete()
    SearchEntry.objects.create(
        kind="speaker",
        object_id=999,
        is_public=True,
        place=1,
        title="x",
        title_keys=" เดินรถ ",
        lead_keys="",
        body_keys="",
    )
    rebuild()
    assert found("เดินรถ") == [("event", event.pk)]


def test_rebuild_goes_on_over_batches(monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 2)
    EventFactory.create_batch(5, title="เดินรถ")
    assert "event: 2 of 5" in rebuild("-v2")
    assert len(found("เดินรถ")) == 5


def test_queries_of_a_rebuild_do_not_grow_with_the_events(publish, django_assert_max_num_queries):
    publish()
    with django_assert_max_num_queries(75):
        indexing.rebuild_all()


@pytest.mark.parametrize("cut_by,rebuilt", [("icu 70.1; older", 1), (None, 0)])
def test_rebuild_if_needed_looks_at_what_cut_the_words(event, cut_by, rebuilt):
    rebuild()
    if cut_by:
        SearchEntry.objects.update(cut_by=cut_by)
    assert ("event" in rebuild("--if-needed")) == bool(rebuilt)
    assert "event" not in rebuild("--if-needed")


def test_rebuild_if_needed_fills_an_empty_index(event):
    assert "event" in rebuild("--if-needed")


def test_reference_data_can_be_searched_once_they_are_loaded():
    call_command("load_reference", stdout=StringIO())
    assert SearchSynonym.objects.filter(organisation=None, key="สสจ").get().text == "สำนักงานสหกรณ์จังหวัด"
    assert found("สสจ.เชียงใหม่")[0][0] == "organisation"


def test_state_of_an_event_changes_nothing_for_its_words(event):
    event.state = EventState.CANCELLED
    event.save()
    indexing.rebuild_all()
    assert found("เดินรถ") == [("event", event.pk)]
