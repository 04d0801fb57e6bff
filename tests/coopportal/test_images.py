"""Photos as cameras write them, and what the public gets of them."""

import io
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw

from coopportal.images import ImageRefusedError, check_image, fitting_widths, renditions

WIDTHS = (320, 640, 960)
BANGKOK = {1: "N", 2: (13.0, 46.0, 30.5), 3: "E", 4: (100.0, 30.0, 5.25)}


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> io.BytesIO:
    out = io.BytesIO()
    image.save(out, kind, **options)
    out.seek(0)
    return out


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def from_telephone(orientation: int = 1) -> io.BytesIO:
    """Return a photo, red on its left half, with the position, the camera and the owner in it."""
    image = Image.new("RGB", (1200, 800), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, 599, 799), fill="red")
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Telephone"
    exif[ExifTags.Base.Artist] = "สมชาย สมมติ"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(BANGKOK)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>13,46.5N</x:xmpmeta>"
    return encoded(image, exif=exif, xmp=xmp, comment=b"13.77, 100.50")


def swapped_profile() -> bytes:
    """Return a colour profile whose red is the blue of screens, and its blue the red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize(
    "width, expected",
    [(4000, [320, 640, 960]), (960, [320, 640, 960]), (700, [320, 640, 700]), (320, [320]), (40, [40])],
)
def test_photo_is_rendered_in_no_width_above_its_own(width, expected):
    assert fitting_widths(width, WIDTHS) == expected


def test_renditions_have_their_width_and_the_shape_of_the_photo():
    sizes = {width: opened(data).size for width, data in renditions(from_telephone(), WIDTHS).items()}
    assert sizes == {320: (320, 213), 640: (640, 427), 960: (960, 640)}


def test_nothing_of_camera_owner_or_position_is_left():
    source = from_telephone()
    assert dict(Image.open(source).getexif().get_ifd(ExifTags.IFD.GPSInfo)) != {}
    for data in renditions(source, WIDTHS).values():
        image = opened(data)
        assert (image.format, dict(image.getexif()), set(image.info) & {"exif", "xmp", "icc_profile"}) == (
            "WEBP",
            {},
            set(),
        )
        assert [word in data for word in (b"EXIF", b"XMP ", b"ICCP", b"Telephone", b"13.77")] == [False] * 5


@pytest.mark.parametrize(
    "orientation, red_at",
    [(1, "left"), (2, "right"), (3, "right"), (4, "left"), (5, "top"), (6, "top"), (7, "bottom"), (8, "bottom")],
)
def test_photo_stands_upright(orientation, red_at):
    image = opened(renditions(from_telephone(orientation), WIDTHS)[640])
    assert image.size == ((640, 427) if red_at in {"left", "right"} else (640, 960))
    width, height = image.size
    places = {"left": (9, 9), "right": (width - 9, 9), "top": (9, 9), "bottom": (9, height - 9)}
    red, _green, blue = image.getpixel(places[red_at])
    assert (red > 200, blue < 60) == (True, True)


def test_colours_are_those_of_the_profile_that_came_with_the_photo():
    source = encoded(Image.new("RGB", (400, 300), "red"), icc_profile=swapped_profile())
    red, _green, blue = opened(renditions(source, WIDTHS)[320]).getpixel((9, 9))
    assert (blue > 200, red < 60) == (True, True)


def test_profile_that_cannot_be_read_changes_nothing():
    source = encoded(Image.new("RGB", (400, 300), "red"), icc_profile=b"no profile")
    red, _green, blue = opened(renditions(source, WIDTHS)[320]).getpixel((9, 9))
    assert (red > 200, blue < 60) == (True, True)


@pytest.mark.parametrize(
    "mode, kind, colour, seen",
    [
        ("RGBA", "PNG", (255, 0, 0, 0), (255, 255, 255)),  # transparent: white
        ("P", "PNG", 0, (0, 0, 0)),
        ("L", "JPEG", 255, (255, 255, 255)),
        ("LA", "PNG", (0, 0), (255, 255, 255)),
        ("1", "PNG", 1, (255, 255, 255)),
        ("CMYK", "JPEG", (0, 0, 0, 0), (255, 255, 255)),
    ],
)
def test_every_kind_of_pixels_is_rendered(mode, kind, colour, seen):
    source = encoded(Image.new(mode, (400, 300), colour), kind)
    pixel = opened(renditions(source, WIDTHS)[320]).getpixel((9, 9))
    assert max(abs(one - other) for one, other in zip(pixel, seen, strict=True)) <= 3


def test_photo_that_is_cut_off_anywhere_is_refused():
    whole = from_telephone().getvalue()
    codes = set()
    for end in range(0, len(whole) - 100, len(whole) // 50):
        with pytest.raises(ImageRefusedError) as refused:
            check_image(io.BytesIO(whole[:end]), end)
        codes.add(refused.value.code)
    assert codes == {"format"}


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_photo_in_the_format_of_telephones_is_named_as_such(brand):
    with pytest.raises(ImageRefusedError) as refused:
        check_image(io.BytesIO(b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 40), 52)
    assert refused.value.code == "heic"
