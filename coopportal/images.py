"""Photos: what is accepted, and the copies that the public gets. Pure; one library, Pillow."""

import io
from typing import IO

from PIL import Image, ImageOps

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class ImageRefusedError(ValueError):
    """A file that is not an acceptable photo; ``code`` is ``size``, ``format`` or ``pixels``."""

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
        raise ImageRefusedError("format") from error
    finally:
        source.seek(0)


def renditions(source: IO[bytes], widths: tuple[int, ...]) -> dict[int, bytes]:
    """Return the photo as WebP in each of ``widths`` (pixels) that is not wider than itself, at least in its own width.

    The camera's orientation is applied; position, camera data and everything else that came with the file is left out.
    """
    with Image.open(source, formats=list(FORMATS)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    fitting = [width for width in widths if width <= image.width] or [image.width]
    return {width: as_webp(image, width) for width in fitting}


def as_webp(image: Image.Image, width: int) -> bytes:
    """Return ``image`` scaled to ``width`` pixels, as WebP without metadata."""
    height = max(1, round(image.height * width / image.width))
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(out, "WEBP", quality=80)
    return out.getvalue()
