import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coopportal import images, uploads
from coopportal.uploads import DocumentField, PhotoField


def picture(kind: str = "PNG", size: tuple[int, int] = (3, 2)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def code(field, name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(SimpleUploadedFile(name, content))
    return caught.value.code


@pytest.mark.parametrize("kind, suffix", [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_photo_field_names_a_photo_by_its_real_format(kind, suffix):
    upload = PhotoField().clean(SimpleUploadedFile("ภาพ.gif", picture(kind)))
    assert upload.name == f"ภาพ{suffix}"


@pytest.mark.parametrize("content", [b"hello", b"<svg onload='alert(1)'/>", picture("GIF"), picture()[:40]])
def test_photo_field_refuses_what_is_no_photo(content):
    assert code(PhotoField(), "photo.png", content) == "format"


def test_photo_field_refuses_a_photo_that_is_too_large(monkeypatch):
    monkeypatch.setattr(images, "MAX_BYTES", 50)
    assert code(PhotoField(), "photo.png", picture()) == "size"


def test_photo_field_refuses_too_many_pixels_before_unpacking_them(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 5)
    assert code(PhotoField(), "photo.png", picture()) == "pixels"


@pytest.mark.parametrize(
    "name, content",
    [
        ("หนังสือเชิญ.pdf", b"%PDF-1.7"),
        ("ใบลงทะเบียน.xlsx", b"PK\x03\x04...."),
        ("old.DOC", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_document_field_takes_the_kinds_of_an_office(name, content):
    assert DocumentField().clean(SimpleUploadedFile(name, content)).name == name


@pytest.mark.parametrize("name", ["page.html", "run.exe", "drawing.svg", "no suffix"])
def test_document_field_refuses_other_kinds(name):
    assert code(DocumentField(), name, b"%PDF-1.7") == "kind"


def test_document_field_refuses_content_that_is_not_what_the_name_says():
    assert code(DocumentField(), "letter.pdf", b"<html>") == "content"


def test_document_field_refuses_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_DOCUMENT_BYTES", 5)
    assert code(DocumentField(), "letter.pdf", b"%PDF-1.7") == "size"
