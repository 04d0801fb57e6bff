"""The log of files that left the portal."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExportKind(models.TextChoices):
    """Which file left the portal; the last part is its format."""

    SUMMARY_XLSX = "summary-xlsx", _("attendance summary (XLSX)")
    SUMMARY_CSV = "summary-csv", _("attendance summary (CSV)")


class ExportLog(models.Model):
    """Who took which export, when, and how many rows of named people it held; append-only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("user"),
        help_text=_("Empty: the command line."),
    )
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    export = models.CharField(_("export"), max_length=60, choices=ExportKind)
    subject = models.CharField(_("subject"), max_length=300)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    named_people = models.PositiveIntegerField(_("named people"), default=0)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("export log")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_export_display()}: {self.subject}"
