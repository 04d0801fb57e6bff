"""The page of an event's photos: adding several, their texts, their order, and two people at once."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coopportal import images
from events.models import Event, Photo
from participants.services import photos as service
from participants.services.photos import add_photo, remove_photo, removed_photos
from programmes.models import Role
from tests.factories import EventFactory
from tests.pictures import picture
from tests.posting import shown_form

FORM = "#photo-texts"


@pytest.fixture
def event(db) -> Event:
    return EventFactory()


@pytest.fixture
def three(event, editor) -> list[Photo]:
    return [add_photo(event=event, upload=picture(number), by=editor) for number in (1, 2, 3)]


def address(event: Event, page: str = "photos") -> str:
    return reverse(f"admin:events_event_{page}", args=[event.pk])


def order(event: Event) -> list[int]:
    return [photo.pk for photo in event.photos.all()]


def said(soup, response) -> list[str]:
    return [item.text.strip() for item in soup(response).select(".messagelist li")]


def press(client, event: Event, **button: object):
    """Press a button of the form, with the texts as the page shows them."""
    return client.post(address(event), shown_form(client.get(address(event)), FORM) | button, follow=True)


# -- who sees what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_whatever_the_number_of_photos(client, event, editor, django_assert_num_queries, size):
    for number in range(size):
        add_photo(event=event, upload=picture(number), by=editor)
    client.get(address(event))
    with django_assert_num_queries(7):
        client.get(address(event))


def test_viewer_reads_the_texts_and_finds_nothing_to_press(client, event, sign_in, editor, soup):
    photo = add_photo(event=event, upload=picture(), by=editor)
    Photo.objects.filter(pk=photo.pk).update(caption="พิธีเปิด")
    sign_in(Role.VIEWER)
    page = soup(client.get(address(event))).select_one("#content-main")
    assert "พิธีเปิด" in page.text
    assert page.select("form input[type=file], .photo-card button, .photo-card textarea, .submit-row") == []


def test_viewer_changes_nothing(client, event, sign_in, editor):
    photo = add_photo(event=event, upload=picture(), by=editor)
    sign_in(Role.VIEWER)
    texts = {f"photo-{photo.pk}-caption": "ปลอม", f"photo-{photo.pk}-credit": ""}
    answers = [
        client.post(address(event), texts | {"move": f"{photo.pk}:later"}).status_code,
        client.post(address(event), texts | {"remove": photo.pk}).status_code,
        client.post(address(event, "photos_add"), {"photos": picture(2)}).status_code,
        client.post(address(event, "photos_move"), {"photo": photo.pk}).status_code,
    ]
    assert answers == [403, 403, 403, 403]
    assert client.post(address(event), texts).status_code == 302
    assert Photo.objects.values_list("caption", flat=True).get() == ""


# -- adding ------------------------------------------------------------------------------------------------------------


def test_plain_form_adds_several_photos_and_says_which_were_refused(client, event, editor, soup):
    sent = [picture(1), SimpleUploadedFile("บันทึก.jpg", b"hello"), picture(2), picture(1, name="again.jpg")]
    response = client.post(address(event, "photos_add"), {"photos": sent}, follow=True)
    assert Photo.objects.count() == 2
    assert said(soup, response) == [
        "“บันทึก.jpg” ไฟล์นี้ไม่ใช่ภาพที่เปิดได้ โปรดเลือกไฟล์ JPEG, PNG หรือ WebP",
        "“again.jpg” มีภาพนี้อยู่แล้ว คือภาพที่ 1 จึงไม่ได้บันทึกซ้ำ",
        "เพิ่มแล้ว 2 ภาพ โปรดเขียนข้อความแทนภาพ",
    ]


def test_plain_form_without_a_photo_asks_for_one(client, event, editor, soup):
    assert len(said(soup, client.post(address(event, "photos_add"), {}, follow=True))) == 1


def test_script_gets_the_card_of_the_new_photo(client, event, editor):
    answer = client.post(address(event, "photos_add"), {"photos": picture(1)}, headers={"accept": "application/json"})
    photo = Photo.objects.get()
    card = BeautifulSoup(answer.json()["card"], "html.parser").select_one(".photo-card")
    assert (answer.status_code, answer.json()["place"], card["data-photo"]) == (201, 1, str(photo.pk))
    assert card.select_one(f"#id_photo-{photo.pk}-alternative_text") is not None


@pytest.mark.parametrize(
    "upload, sentence",
    [
        (SimpleUploadedFile("a.jpg", b"<script>"), "ไฟล์นี้ไม่ใช่ภาพที่เปิดได้"),
        (SimpleUploadedFile("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40), "HEIC"),
        (SimpleUploadedFile("a.jpg", picture().read()[:-40]), "ไฟล์นี้ไม่ใช่ภาพที่เปิดได้"),
        (picture(size=(200, 200)), "50 ล้านพิกเซล"),
        (SimpleUploadedFile("a.jpg", picture().read() + b"\x00" * 20_000), "15 เมกะไบต์"),
    ],
)
def test_script_gets_the_sentence_why_a_photo_was_refused(client, event, editor, monkeypatch, upload, sentence):
    monkeypatch.setattr(images, "MAX_PIXELS", 10_000)
    monkeypatch.setattr(images, "MAX_BYTES", 20_000)
    answer = client.post(address(event, "photos_add"), {"photos": upload}, headers={"accept": "application/json"})
    assert (answer.status_code, list(answer.json())) == (400, ["refused"])
    assert sentence in answer.json()["refused"]
    assert Photo.objects.count() == 0


# -- texts -------------------------------------------------------------------------------------------------------------


def test_texts_are_saved_in_one_spelling_and_one_line(client, event, editor, three, soup):
    pk = three[0].pk
    texts = {f"photo-{pk}-alternative_text": "นํ้า\u200bใส \r\n ไหล", f"photo-{pk}-credit": "กลุ่มงาน"}
    assert said(soup, press(client, event, **texts)) == ["บันทึกข้อความของภาพแล้ว"]
    assert Photo.objects.values_list("alternative_text", "credit").get(pk=pk) == ("น้ำใส ไหล", "กลุ่มงาน")


def test_photos_without_alternative_text_are_marked_until_they_have_one_or_are_decorative(
    client, event, editor, three, soup
):
    one, two, _last = three
    press(client, event, **{f"photo-{one.pk}-alternative_text": "เวที", f"photo-{two.pk}-is_decorative": "on"})
    page = soup(client.get(address(event)))
    assert [card["id"] for card in page.select(".photo-card.lacks-text")] == [f"photo-{three[2].pk}"]
    assert "มี 1 ภาพ" in page.select_one(".notice").text


def test_decorative_photo_with_a_text_is_refused_and_nothing_typed_is_lost(client, event, editor, three, soup):
    one, two, _last = three
    texts = {
        f"photo-{one.pk}-alternative_text": "เวที",
        f"photo-{one.pk}-is_decorative": "on",
        f"photo-{two.pk}-caption": "พิธีเปิด",
    }
    page = soup(press(client, event, **texts))
    assert "โปรดลบข้อความ" in page.select_one(f"#photo-{one.pk} .errorlist").text
    assert page.select_one(f"#id_photo-{two.pk}-caption").text.strip() == "พิธีเปิด"
    assert set(Photo.objects.values_list("caption", "alternative_text")) == {("", "")}


def test_texts_typed_before_another_button_are_saved_too(client, event, editor, three):
    one, two, last = three
    press(client, event, move=f"{last.pk}:earlier", **{f"photo-{one.pk}-caption": "พิธีเปิด"})
    assert Photo.objects.get(pk=one.pk).caption == "พิธีเปิด"
    assert order(event) == [one.pk, last.pk, two.pk]


# -- two people at once ------------------------------------------------------------------------------------------------


def test_what_only_one_of_two_people_changed_is_kept(client, event, editor, three):
    one, two, _last = three
    opened = shown_form(client.get(address(event)), FORM)
    Photo.objects.filter(pk=one.pk).update(caption="ของคนแรก", is_decorative=True)
    response = client.post(address(event), opened | {f"photo-{two.pk}-caption": "ของคนที่สอง"})
    assert response.status_code == 302
    assert list(Photo.objects.values_list("caption", "is_decorative")[:2]) == [("ของคนแรก", True), ("ของคนที่สอง", False)]


def test_second_of_two_people_sees_both_texts_and_saves_what_they_decide(client, event, editor, three, soup):
    pk = three[0].pk
    opened = shown_form(client.get(address(event)), FORM)
    Photo.objects.filter(pk=pk).update(caption="ของคนแรก")
    typed = {f"photo-{pk}-caption": "ของคนที่สอง", f"photo-{three[1].pk}-credit": "กลุ่มงาน"}
    response = client.post(address(event), opened | typed)
    assert response.status_code == 409
    page = soup(response)
    assert [cell.text for cell in page.select(".conflict tbody tr > *")] == [
        "ภาพที่ 1 – คำบรรยาย",
        "ของคนแรก",
        "ของคนที่สอง",
    ]
    assert set(Photo.objects.values_list("credit", flat=True)) == {""}
    assert client.post(address(event), shown_form(response, FORM)).status_code == 302
    assert list(Photo.objects.values_list("caption", "credit")[:2]) == [("ของคนที่สอง", ""), ("", "กลุ่มงาน")]


def test_texts_of_a_photo_that_somebody_removed_are_not_lost_without_a_word(client, event, editor, three, soup):
    opened = shown_form(client.get(address(event)), FORM)
    remove_photo(event=event, photo_id=three[0].pk, by=editor)
    response = client.post(address(event), opened | {f"photo-{three[0].pk}-caption": "x"}, follow=True)
    assert said(soup, response) == ["มีผู้อื่นนำภาพหนึ่งออกในระหว่างนี้ ท่านนำกลับมาได้พร้อมข้อความที่บันทึกไว้"]


# -- order -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place, direction, expected",
    [(0, "earlier", [0, 1, 2]), (2, "earlier", [0, 2, 1]), (0, "later", [1, 0, 2]), (2, "later", [0, 1, 2])],
)
def test_buttons_move_a_photo_by_one_place(client, event, editor, three, place, direction, expected):
    response = press(client, event, move=f"{three[place].pk}:{direction}")
    assert order(event) == [three[number].pk for number in expected]
    assert response.redirect_chain[0][0] == f"{address(event)}#photo-{three[place].pk}"


def test_script_moves_a_photo_and_hears_the_order(client, event, editor, three):
    one, two, last = (photo.pk for photo in three)
    data = {"photo": last, "before": one, "seen": f"{one},{two},{last}"}
    answer = client.post(address(event, "photos_move"), data)
    assert json.loads(answer.content) == {"order": [last, one, two], "othersMoved": False}
    answer = client.post(address(event, "photos_move"), data | {"before": ""})
    assert json.loads(answer.content) == {"order": [one, two, last], "othersMoved": True}


@pytest.mark.parametrize("photo", ["", "x", "-1", "9" * 40, "๑", "999999"])
def test_script_that_names_no_photo_gets_a_sentence(client, event, editor, three, photo):
    answer = client.post(address(event, "photos_move"), {"photo": photo})
    assert (answer.status_code, list(answer.json())) == (409, ["refused"])


# -- removing and putting back -----------------------------------------------------------------------------------------


def test_removed_photo_is_shown_and_can_be_put_back(client, event, editor, three, soup):
    press(client, event, remove=three[0].pk)
    page = soup(client.get(address(event)))
    (button,) = page.select("button[name=put_back]")
    thumbnail = client.get(page.select_one(".photo-removed img")["src"])
    assert (thumbnail.status_code, thumbnail.getvalue()[8:12]) == (200, b"WEBP")
    client.post(address(event), {"put_back": button["value"]})
    assert order(event) == [three[1].pk, three[2].pk, three[0].pk]


def test_photo_deleted_for_good_has_no_thumbnail_any_more(
    client, event, editor, three, django_capture_on_commit_callbacks
):
    remove_photo(event=event, photo_id=three[0].pk, by=editor)
    (row,) = removed_photos(event)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(event), {"purge": row.history_id})
    assert client.get(reverse("admin:events_photo_thumbnail", args=[three[0].pk])).status_code == 404
    assert removed_photos(event) == []


@pytest.mark.parametrize("button", ["put_back", "purge"])
@pytest.mark.parametrize("value", ["", "x", "999999"])
def test_button_for_no_removed_photo_gets_a_sentence(client, event, editor, soup, button, value):
    response = client.post(address(event), {button: value}, follow=True)
    assert said(soup, response) == ["นำภาพนี้กลับมาไม่ได้แล้ว"]


def test_largest_page_stays_below_the_limit_of_fields(client, event, editor, settings):
    add_photo(event=event, upload=picture(), by=editor)
    inputs = len(shown_form(client.get(address(event)), FORM)) + 1  # a ticked box
    assert inputs * service.MAX_PHOTOS <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
