"""Form fields for files that staff hand in, judged by their content and not by what they call themselves."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from coopportal.images import FORMATS, ImageRefusedError, check_image

MAX_DOCUMENT_BYTES = 50 * 1024 * 1024

# How a file of each kind begins. ZIP: the Office and OpenDocument formats; OLE: the Office formats before 2007.
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT_STARTS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (_PDF,),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), (_ZIP,)),
    **dict.fromkeys((".doc", ".xls", ".ppt"), (_OLE,)),
    **dict.fromkeys((".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    ".png": (b"\x89PNG\r\n\x1a\n",),
}


class PrivateFileInput(forms.ClearableFileInput):
    """A file input that names the stored file; private files have no address of their own, so a form may give one."""

    template_name = "admin/widgets/private_file.html"
    address = ""
    shown_name = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the name and the address of the stored file."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"address": self.address, "shown_name": self.shown_name}
        return context

    def is_initial(self, value: Any) -> bool:
        """Whether a stored file is there to name."""
        return bool(value)


class PhotoField(forms.ImageField):
    """A photo: JPEG, PNG or WebP, at most 15 MB and 50 megapixels, whole."""

    default_validators: list[Any] = []
    default_error_messages = {
        "size": _("This photo is larger than 15 MB. Make it smaller and choose it again."),
        "pixels": _("This photo has more than 50 megapixels. Make it smaller and choose it again."),
        "format": _("This file is not a photo that can be opened. Choose a JPEG, PNG or WebP file."),
        "heic": _(
            "This photo is in the iPhone's own format (HEIC), which most browsers do not show. Export it as JPEG and choose it "
            "again. To take photos as JPEG from now on: on the iPhone Settings, Camera, Formats, Most Compatible."
        ),
    }

    def to_python(self, data: Any) -> Any:
        """Return the upload after judging its content; its stored name gets the suffix of its real format."""
        upload = forms.FileField.to_python(self, data)
        if not isinstance(upload, UploadedFile):
            return upload
        try:
            kind = check_image(upload, upload.size or 0)
        except ImageRefusedError as error:
            raise ValidationError(self.error_messages[error.code], code=error.code) from error
        upload.name = PurePath(upload.name or "photo").stem + FORMATS[kind]
        return upload


class DocumentField(forms.FileField):
    """A document: one of ``DOCUMENT_STARTS``, at most 50 MB, that begins as its suffix says."""

    widget = PrivateFileInput
    default_error_messages = {
        "size": _("This file is larger than 50 MB. Make it smaller, or give a link instead."),
        "kind": _(
            "Files of this kind are not accepted. Choose PDF, Word, Excel, PowerPoint, OpenDocument, JPEG or PNG."
        ),
        "content": _("The content of this file is not what its name says (%(suffix)s). Save it again and choose it."),
    }

    def to_python(self, data: Any) -> Any:
        """Return the upload after judging its size, suffix and first bytes."""
        upload = super().to_python(data)
        if not isinstance(upload, UploadedFile):
            return upload
        suffix = PurePath(upload.name or "").suffix.lower()
        if (upload.size or 0) > MAX_DOCUMENT_BYTES:
            raise ValidationError(self.error_messages["size"], code="size")
        if suffix not in DOCUMENT_STARTS:
            raise ValidationError(self.error_messages["kind"], code="kind")
        start = upload.read(8)
        upload.seek(0)
        if not start.startswith(DOCUMENT_STARTS[suffix]):
            raise ValidationError(self.error_messages["content"], code="content", params={"suffix": suffix})
        return upload
