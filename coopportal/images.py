"""Photos: what is accepted, and the copies that the public gets. Pure; one library, Pillow."""

import io
from collections.abc import Sequence
from typing import IO

from PIL import ExifTags, Image, ImageCms, ImageOps

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
"""How the photos of telephones begin that no browser but Safari shows (ISO/IEC 23008-12)."""


class ImageRefusedError(ValueError):
    """A file that is not an acceptable photo; ``code`` is ``size``, ``format``, ``heic`` or ``pixels``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_image(source: IO[bytes], size: int) -> str:
    """Return the format of a photo (a key of ``FORMATS``), judged by its content and not by its name.

    Reads the header first, so that a bomb of pixels is refused before it is unpacked; then decodes all of it, so that
    a file that was cut off is refused too. Leaves the position of ``source`` at its start.

    Raises ``ImageRefusedError``.
    """
    if size > MAX_BYTES:
        raise ImageRefusedError("size")
    try:
        source.seek(0)
        with Image.open(source, formats=list(FORMATS)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ImageRefusedError("pixels")
            image.load()
            return str(image.format)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, ImageRefusedError):
            raise
        raise ImageRefusedError("heic" if is_heic(source) else "format") from error
    finally:
        source.seek(0)


def is_heic(source: IO[bytes]) -> bool:
    """Whether the file is a photo in the format HEIF, as telephones write it."""
    source.seek(0)
    start = source.read(12)
    return start[4:8] == b"ftyp" and start[8:] in HEIC_BRANDS


def fitting_widths(width: int, widths: Sequence[int]) -> list[int]:
    """Return the widths in which a photo ``width`` pixels wide is rendered, the narrowest first.

    None is wider than the photo; one that is narrower than the widest is also rendered in its own width.
    """
    return sorted({*(wanted for wanted in widths if wanted <= width), min(width, max(widths))})


def renditions(source: IO[bytes], widths: Sequence[int]) -> dict[int, bytes]:
    """Return the photo as WebP in its ``fitting_widths``, by width.

    The camera's orientation is applied and colours are sRGB; position, camera data, colour profile and everything else
    that came with the file is left out; what was transparent is white. A JPEG is unpacked no larger than needed: 2 to
    3 seconds for 24 megapixels in five widths, on one core.
    """
    with Image.open(source, formats=list(FORMATS)) as opened:
        full, upright = opened.size, upright_size(opened)
        fitting = fitting_widths(upright[0], widths)
        opened.draft("RGB", (fitting[-1], fitting[-1]))  # may lie on its side, so both sides must reach the width
        profile = opened.info.get("icc_profile")
        size = (fitting[-1], max(1, round(upright[1] * fitting[-1] / upright[0])))
        plain = as_plain(opened).resize(
            size if upright == full else size[::-1], Image.Resampling.LANCZOS, reducing_gap=3.0
        )
    # Turned when it is small: turning copies all of it.
    image = ImageOps.exif_transpose(plain)
    image = as_srgb(image, profile)
    return {width: as_webp(scaled(image, width)) for width in fitting}


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height after the camera's orientation is applied; reads the header only."""
    lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation) in {5, 6, 7, 8}
    return (image.height, image.width) if lies_on_its_side else image.size


def as_plain(image: Image.Image) -> Image.Image:
    """Return ``image`` in a mode that can be scaled; grey and print colours stay, for their profile belongs to them."""
    if image.mode in {"RGBA", "L", "CMYK"} or (image.mode == "RGB" and not image.has_transparency_data):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def scaled(image: Image.Image, width: int) -> Image.Image:
    """Return ``image`` scaled to ``width`` pixels."""
    if image.width == width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def as_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return ``image`` on white in the colours of screens; a profile that cannot be read is left out of account."""
    if image.mode == "RGBA":
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    if profile:
        try:
            came_in = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, came_in, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def as_webp(image: Image.Image) -> bytes:
    """Return ``image`` as WebP without metadata."""
    out = io.BytesIO()
    image.info.clear()  # a colour profile would be written along
    image.save(out, "WEBP", quality=80, method=3)
    return out.getvalue()
