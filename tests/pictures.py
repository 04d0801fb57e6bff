"""Photos for tests: small, each with a colour of its own, so that no two are the same file."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(number: int = 0, *, size: tuple[int, int] = (60, 40), name: str = "") -> SimpleUploadedFile:
    """Return a photo as a browser sends it; the same number is the same file."""
    out = io.BytesIO()
    Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 90)).save(out, "JPEG")
    return SimpleUploadedFile(name or f"ภาพ {number}.jpg", out.getvalue(), "image/jpeg")
