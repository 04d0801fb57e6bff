"""Photos of an event: stored whole or not at all, put in order by two people at once, removed and put back."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from events.models import Event, Photo, Report, ReportState
from participants.services import photos
from participants.services.photos import (
    add_photo,
    move_photo,
    purge_photo,
    put_back_photo,
    remove_photo,
    removed_photos,
)
from programmes.models import Role, User
from tests.conftest import NOW
from tests.factories import ReportFactory, user_with_role
from tests.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def editor() -> User:
    return user_with_role(Role.EDITOR)


@pytest.fixture
def event() -> Event:
    """An event whose report is finished."""
    return ReportFactory(state=ReportState.DONE).event


@pytest.fixture
def three(event, editor) -> list[int]:
    """The numbers of three photos of the event, in their order."""
    return [add_photo(event=event, upload=picture(number), by=editor).pk for number in (1, 2, 3)]


@pytest.fixture
def private(settings) -> Path:
    return settings.PRIVATE_ROOT


def files(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.rglob("*") if path.is_file())


def order(event: Event) -> list[int]:
    return [photo.pk for photo in Photo.objects.filter(event=event)]


def refusal(service, **arguments) -> str:
    with pytest.raises(ValidationError) as refused:
        service(**arguments)
    return refused.value.code


# -- adding ------------------------------------------------------------------------------------------------------------


def test_photo_is_stored_with_its_copies_at_the_end(event, editor, private):
    Photo.objects.create(event=event, image="photos/a.jpg", width=4, height=3, sort_no=7)
    photo = add_photo(event=event, upload=picture(size=(700, 400)), by=editor)
    assert (photo.width, photo.height, photo.sort_no, len(photo.sha256)) == (700, 400, 8, 64)
    assert files(private) == [".jpg", ".webp", ".webp", ".webp"]


def test_photo_that_is_added_counts_as_an_edit_of_the_report(event, editor):
    add_photo(event=event, upload=picture(), by=editor)
    report = Report.objects.get()
    assert (report.state, report.edited_by) == (ReportState.DRAFT, editor)


def test_same_file_is_not_stored_twice_and_its_place_is_said(event, editor, three, private):
    before = files(private)
    with pytest.raises(ValidationError) as refused:
        add_photo(event=event, upload=picture(2, name="another name.jpg"), by=editor)
    assert refused.value.code == "duplicate"
    assert "ภาพที่ 2" in refused.value.message
    assert (order(event), files(private)) == (three, before)


def test_same_file_may_belong_to_two_events(event, editor, three):
    assert add_photo(event=ReportFactory().event, upload=picture(1), by=editor).sort_no == 1


def test_event_has_at_most_so_many_photos(event, editor, three, private, monkeypatch):
    before = files(private)
    monkeypatch.setattr(photos, "MAX_PHOTOS", 3)
    assert refusal(add_photo, event=event, upload=picture(4), by=editor) == "too_many"
    assert files(private) == before


def test_failure_at_the_last_moment_leaves_neither_row_nor_file(event, editor, private, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(photos, "note", fail)
    with pytest.raises(RuntimeError):
        add_photo(event=event, upload=picture(), by=editor)
    assert (order(event), files(private)) == ([], [])


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_photos_are_touched_by_editors_only(event, three, role, private):
    by = user_with_role(role) if role else User.objects.create_user("nobody@example.org")
    before = files(private)
    for service, arguments in (
        (add_photo, {"upload": picture(9)}),
        (move_photo, {"photo_id": three[0], "before": None, "seen": three}),
        (remove_photo, {"photo_id": three[0]}),
    ):
        with pytest.raises(PermissionDenied):
            service(event=event, by=by, **arguments)
    assert (order(event), files(private)) == (three, before)


# -- order -------------------------------------------------------------------------------------------------------------


def test_photo_moves_before_another_or_to_the_end(event, editor, three):
    one, two, last = three
    moves = [(last, one, [last, one, two]), (last, None, [one, two, last]), (one, last, [two, one, last])]
    for photo_id, before, expected in moves:
        seen = order(event)
        result = move_photo(event=event, photo_id=photo_id, before=before, seen=seen, by=editor)
        assert (result.ids, result.others_moved, order(event)) == (expected, False, expected)


def test_photo_before_itself_stays_and_nothing_is_edited(event, editor, three):
    Report.objects.update(edited_by=None)
    result = move_photo(event=event, photo_id=three[1], before=three[1], seen=three, by=editor)
    assert (result.ids, Report.objects.get().edited_by) == (three, None)


def test_two_people_who_move_at_once_both_get_what_they_wanted(event, editor, three):
    one, two, last = three
    move_photo(event=event, photo_id=last, before=one, seen=three, by=user_with_role(Role.EDITOR))
    result = move_photo(event=event, photo_id=one, before=None, seen=three, by=editor)
    assert (result.ids, result.others_moved) == ([last, two, one], True)


def test_move_is_kept_in_the_history_with_its_author(event, editor, three):
    move_photo(event=event, photo_id=three[2], before=three[0], seen=three, by=editor)
    latest = Photo.objects.get(pk=three[2]).history.first()
    assert (latest.sort_no, latest.history_user) == (1, editor)


def test_photo_that_somebody_removed_cannot_be_moved(event, editor, three):
    remove_photo(event=event, photo_id=three[0], by=editor)
    assert refusal(move_photo, event=event, photo_id=three[0], before=None, seen=three, by=editor) == "gone"


def test_photo_of_another_event_cannot_be_moved_or_removed(editor, three):
    other = ReportFactory().event
    assert refusal(move_photo, event=other, photo_id=three[0], before=None, seen=[], by=editor) == "gone"
    remove_photo(event=other, photo_id=three[0], by=editor)
    assert Photo.objects.count() == 3


# -- removing and putting back -----------------------------------------------------------------------------------------


def test_removed_photo_comes_back_with_its_texts_and_its_file(event, editor, three):
    Photo.objects.filter(pk=three[0]).update(caption="พิธีเปิด", alternative_text="ประธานบนเวที")
    Photo.objects.get(pk=three[0]).save()
    remove_photo(event=event, photo_id=three[0], by=editor)
    (row,) = removed_photos(event)
    photo = put_back_photo(event=event, history_id=row.history_id, by=editor)
    assert (order(event), photo.caption, photo.alternative_text) == ([*three[1:], three[0]], "พิธีเปิด", "ประธานบนเวที")
    assert photo.image.storage.exists(photo.image.name)
    assert removed_photos(event) == []


def test_photo_that_was_added_again_meanwhile_is_not_put_back(event, editor, three):
    remove_photo(event=event, photo_id=three[0], by=editor)
    add_photo(event=event, upload=picture(1), by=editor)
    (row,) = removed_photos(event)
    assert refusal(put_back_photo, event=event, history_id=row.history_id, by=editor) == "duplicate"


def test_removed_photo_of_another_event_is_neither_put_back_nor_deleted(event, editor, three):
    remove_photo(event=event, photo_id=three[0], by=editor)
    (row,) = removed_photos(event)
    other = ReportFactory().event
    for service in (put_back_photo, purge_photo):
        assert refusal(service, event=other, history_id=row.history_id, by=editor) == "gone"


def test_deleting_for_good_deletes_the_original_and_its_copies_and_keeps_the_texts(
    event, editor, three, private, django_capture_on_commit_callbacks
):
    remove_photo(event=event, photo_id=three[0], by=editor)
    (row,) = removed_photos(event)
    with django_capture_on_commit_callbacks(execute=True):
        purge_photo(event=event, history_id=row.history_id, by=editor)
    assert files(private) == [".jpg", ".jpg", ".webp", ".webp"]
    assert removed_photos(event) == []
    assert set(Photo.history.filter(id=three[0]).values_list("image", flat=True)) == {""}


@pytest.mark.parametrize("days, left", [(29, 3), (31, 2)])
def test_files_of_a_removed_photo_go_after_a_month(
    event, editor, three, private, django_capture_on_commit_callbacks, days, left
):
    remove_photo(event=event, photo_id=three[0], by=editor)
    with time_machine.travel(NOW + dt.timedelta(days=days)), django_capture_on_commit_callbacks(execute=True):
        move_photo(event=event, photo_id=three[1], before=None, seen=three[1:], by=editor)
    assert files(private).count(".jpg") == left


def test_photo_that_was_put_back_keeps_its_files_for_ever(
    event, editor, three, private, django_capture_on_commit_callbacks
):
    remove_photo(event=event, photo_id=three[0], by=editor)
    put_back_photo(event=event, history_id=removed_photos(event)[0].history_id, by=editor)
    with time_machine.travel(NOW + dt.timedelta(days=400)), django_capture_on_commit_callbacks(execute=True):
        move_photo(event=event, photo_id=three[1], before=None, seen=order(event), by=editor)
    assert files(private).count(".jpg") == 3
