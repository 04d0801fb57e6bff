"""The report of an event: the draft that staff edit, the versions that were published, photos and documents."""

import secrets
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.files import ImageFieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from PIL import Image
from simple_history.models import HistoricalRecords

from coopportal.images import upright_size
from coopportal.storages import private_storage
from events.models.event import Event
from programmes.models.base import ThaiCharField, Versioned, WebAddressField, date_bounds


class ReportState(models.TextChoices):
    """Where the draft stands; what the public sees is the latest ``ReportVersion``, whatever the draft does."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    SENT_BACK = "sent_back", _("sent back")
    CHECKED = "checked", _("checked")
    DONE = "done", _("done (nothing in work)")


class Report(Versioned):
    """The draft of an event's report; one per event."""

    event = models.OneToOneField(
        Event,
        models.PROTECT,
        related_name="report",
        verbose_name=_("event"),
        error_messages={"unique": _("This event has a report already: open that one.")},
    )
    headline = ThaiCharField(
        _("headline"),
        max_length=200,
        blank=True,
        validators=[MaxLengthValidator(120)],
        help_text=_("At most 120 characters."),
    )
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("Who held what, when, where, with whom, in one paragraph.")
    )
    body = models.TextField(_("news text"), blank=True)
    key_points = models.TextField(_("key points"), blank=True)
    problems = models.TextField(_("problems and obstacles"), blank=True, help_text=_("Internal."))
    recommendations = models.TextField(_("recommendations and next steps"), blank=True)
    publish_recommendations = models.BooleanField(
        _("publish the recommendations"), default=False, help_text=_("They go on the web only if this is ticked.")
    )
    state = models.CharField(
        _("state of the draft"), max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last edited by"),
    )
    edited_at = models.DateTimeField(_("last edited at"), null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="report_state_known", condition=Q(state__in=ReportState.values))]

    def __str__(self) -> str:
        return self.headline or str(self.event)


class StepKind(models.TextChoices):
    """A step on a report's way."""

    SUBMITTED = "submitted", _("sent to review")
    SENT_BACK = "sent_back", _("sent back with a remark")
    CHECKED = "checked", _("checked")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("correction published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReportStep(models.Model):
    """Who moved a report, when, and with which remark; append-only."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps", verbose_name=_("report"))
    kind = models.CharField(_("step"), max_length=10, choices=StepKind)
    remark = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("way of the report")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="report_step_known", condition=Q(kind__in=StepKind.values))]

    def __str__(self) -> str:
        return self.get_kind_display()


class VersionKind(models.TextChoices):
    """What a published version is."""

    FIRST = "first", _("first publication")
    CORRECTION = "correction", _("correction")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class NumberedQuerySet(models.QuerySet):
    """Rows that are numbered within their event and never change."""

    def latest_of_each_event(self) -> Self:
        """Return those that no later row of the same event follows."""
        newest = self.model._default_manager.filter(event=OuterRef("event")).order_by("-number").values("number")[:1]
        return self.filter(number=Subquery(newest))


class VersionQuerySet(NumberedQuerySet):
    """Versions of reports."""

    def shown(self) -> Self:
        """Return the latest of each event, but no withdrawal: one may come out after the events were read that show a report."""
        return self.latest_of_each_event().exclude(kind=VersionKind.WITHDRAWAL)


class ReportVersion(models.Model):
    """What the public saw from a moment on; append-only.

    ``content`` is the report as JSON (``events.content``): a withdrawal has none, and only its ``public_note`` shows.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="versions", verbose_name=_("event"))
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=VersionKind)
    content = models.JSONField(_("content"), default=dict)
    public_note = models.TextField(_("public note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="report_version_number_once"),
            models.CheckConstraint(name="report_version_kind_known", condition=Q(kind__in=VersionKind.values)),
            models.CheckConstraint(
                name="later_versions_have_a_note", condition=Q(kind=VersionKind.FIRST) | ~Q(public_note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.number})"


def original_path(folder: str, filename: str) -> str:
    """Return a random name in ``folder`` with the extension of ``filename``; the original name is kept in a column."""
    return f"{folder}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:10]}"


def photo_path(instance: "Photo", filename: str) -> str:
    """Return where the original of a photo lies."""
    return original_path("photos", filename)


def document_path(instance: "Document", filename: str) -> str:
    """Return where the original of a document lies."""
    return original_path("documents", filename)


class UprightImageFile(ImageFieldFile):
    """An image file whose size is that of the picture as one sees it: telephones store it lying on its side."""

    def _get_image_dimensions(self) -> tuple[int, int]:
        if not hasattr(self, "_dimensions_cache"):
            was_closed = self.closed
            self.open()
            with Image.open(self.file) as image:
                self._dimensions_cache = upright_size(image)
            self.seek(0)
            if was_closed:
                self.close()
        return self._dimensions_cache


class UprightImageField(models.ImageField):
    """An image field that keeps the size of the upright picture."""

    attr_class = UprightImageFile


class Photo(models.Model):
    """A photo of an event; the original stays private, publishing writes renditions (``events.media``).

    What the public gets to see has an alternative text, or is marked as decorative (publishing asks for it).
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos", verbose_name=_("event"))
    image = UprightImageField(
        _("photo"),
        upload_to=photo_path,
        storage=private_storage,
        width_field="width",
        height_field="height",
        help_text=_("JPEG, PNG or WebP, at most 15 MB and 50 megapixels. Its position is removed."),
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64, blank=True, editable=False)
    caption = models.CharField(_("caption"), max_length=300, blank=True, help_text=_("Who does what, where."))
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("Say what is to be seen, for those who cannot see the photo."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The caption says everything: screen readers pass over the photo.")
    )
    credit = models.CharField(_("photo credit"), max_length=120, blank=True)
    sort_no = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["sort_no", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "sha256"], condition=~Q(sha256=""), name="photo_once_per_event"),
            models.CheckConstraint(
                name="decorative_photo_without_text",
                condition=Q(is_decorative=False) | Q(alternative_text=""),
                violation_error_message=_("A decorative photo has no alternative text: keep one of both."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alternative_text or str(_("photo without words"))

    @property
    def lacks_text(self) -> bool:
        """Whether those who cannot see the photo would not be told what it shows."""
        return not (self.alternative_text or self.is_decorative)


class DocumentKind(models.TextChoices):
    """What a document is."""

    INVITATION = "invitation", _("invitation")
    APPROVED_PROJECT = "approved_project", _("approved project")
    ORDER = "order", pgettext_lazy("document", "order")
    AGENDA = "agenda", _("agenda")
    REPLY_FORM = "reply_form", _("reply form")
    SIGN_IN_SHEET = "sign_in_sheet", _("sign-in sheet")
    SLIDES = "slides", _("slides")
    SPEECH = "speech", _("speech")
    EVALUATION = "evaluation", _("evaluation form")
    RECORDING = "recording", _("recording")
    MEMO = "memo", _("memo")
    OTHER = "other", _("other document")


class Document(models.Model):
    """A file or a link of an event, public or internal; sign-in sheets are always internal (design rule 5)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="documents", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind, default=DocumentKind.OTHER)
    title = models.CharField(_("title of the document"), max_length=300)
    file = models.FileField(
        _("file"), upload_to=document_path, storage=private_storage, blank=True, help_text=_("At most 50 MB.")
    )
    original_name = models.CharField(_("original file name"), max_length=255, blank=True, editable=False)
    link = WebAddressField(_("link"), max_length=500, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    dated = models.DateField(_("dated"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    sort_no = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["sort_no", "id"]
        constraints = [
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=DocumentKind.values)),
            models.CheckConstraint(
                name="document_file_or_link",
                condition=(Q(file="") & ~Q(link="")) | (~Q(file="") & Q(link="")),
                violation_error_message=_("Give either a file or a link."),
            ),
            models.CheckConstraint(
                name="sign_in_sheets_internal",
                condition=~Q(kind=DocumentKind.SIGN_IN_SHEET, is_public=True),
                violation_error_message=_("Sign-in sheets are always internal."),
            ),
            date_bounds("dated", "document_date_plausible"),
        ]

    def __str__(self) -> str:
        return self.title
