"""Programmes: what the department runs, over one or more fiscal years."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from programmes.models.base import ThaiCharField, Versioned, ascii_code, date_bounds, in_order
from programmes.models.organisation import Organisation

FIRST_YEAR, LAST_YEAR = 2493, 2693
"""Fiscal years (Buddhist era) that a programme can have: those of the dates in ``base.FIRST_DATE`` to ``LAST_DATE``."""

fiscal_year_range = [
    MinValueValidator(FIRST_YEAR, _("Type the fiscal year in the Buddhist era, for example 2565.")),
    MaxValueValidator(LAST_YEAR, _("Type the fiscal year in the Buddhist era, for example 2565.")),
]


class ProgrammeStatus(models.TextChoices):
    """How far a programme has come."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Small filters over programmes."""

    def public(self) -> "ProgrammeQuerySet":
        """Return those that the public may see."""
        return self.filter(is_public=True)

    def in_fiscal_year(self, year: int) -> "ProgrammeQuerySet":
        """Return those that run in the fiscal year ``year`` (Buddhist era)."""
        return self.filter(first_fiscal_year__lte=year, last_fiscal_year__gte=year)


class Programme(Versioned):
    """A programme (โครงการ) with its aims and frame; its events are in ``events``."""

    title = ThaiCharField(
        _("title of the programme"), max_length=300, unique=True, help_text=_("As approved, not shortened.")
    )
    slug = models.CharField(
        _("name in the web address (English)"),
        max_length=60,
        unique=True,
        validators=[ascii_code],
        help_text=_("Use a-z, 0-9 and -. It should not be changed later."),
    )
    project_code = models.CharField(
        _("project or budget code"), max_length=60, blank=True, help_text=_("As in the action plan. May stay empty.")
    )
    first_fiscal_year = models.PositiveIntegerField(
        _("first fiscal year (B.E.)"), validators=fiscal_year_range, help_text=_("October to September.")
    )
    last_fiscal_year = models.PositiveIntegerField(
        _("last fiscal year (B.E.)"),
        validators=fiscal_year_range,
        help_text=_("The same as the first if it is only one year."),
    )
    plan = models.CharField(_("plan"), max_length=300, blank=True)
    output = models.CharField(_("output"), max_length=300, blank=True)
    main_activity = models.CharField(_("main activity"), max_length=300, blank=True)
    lead_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes_led",
        verbose_name=_("responsible organisation"),
    )
    target_group = models.CharField(
        _("target group"), max_length=300, blank=True, help_text=_("For example 100 cooperatives, 300 people.")
    )
    target_people = models.PositiveIntegerField(_("target (people)"), null=True, blank=True)
    target_organisations = models.PositiveIntegerField(_("target (organisations)"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget received (baht)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    rationale = models.TextField(_("rationale"), blank=True, help_text=_("One to three paragraphs."))
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=ProgrammeStatus, default=ProgrammeStatus.RUNNING)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Its public events are shown only while this is ticked.")
    )
    demonstration = models.BooleanField(
        _("demonstration data"), default=False, help_text=_("Invented data: every page, sheet and document says so.")
    )

    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-last_fiscal_year", "title", "id"]
        constraints = [
            models.CheckConstraint(
                name="programme_fiscal_years_in_order",
                condition=Q(last_fiscal_year__gte=F("first_fiscal_year")),
                violation_error_message=_("The last fiscal year lies before the first."),
            ),
            models.CheckConstraint(
                name="programme_fiscal_years_plausible",
                condition=Q(first_fiscal_year__gte=FIRST_YEAR, last_fiscal_year__lte=LAST_YEAR),
                violation_error_message=_("Type the fiscal year in the Buddhist era, for example 2565."),
            ),
            models.CheckConstraint(
                name="programme_not_longer_than_20_years",
                condition=Q(last_fiscal_year__lt=F("first_fiscal_year") + 20),
                violation_error_message=_("A programme runs for at most 20 fiscal years."),
            ),
            models.CheckConstraint(name="programme_status_known", condition=Q(status__in=ProgrammeStatus.values)),
            models.CheckConstraint(
                name="programme_budget_not_negative", condition=Q(budget__isnull=True) | Q(budget__gte=0)
            ),
            in_order("starts_on", "ends_on", "programme_dates_in_order"),
            date_bounds("starts_on", "programme_start_plausible"),
            date_bounds("ends_on", "programme_end_plausible"),
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """One aim of a programme, as one sentence."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="objectives", verbose_name=_("programme"))
    text = models.TextField(_("objective"), help_text=_('One sentence that begins with "to".'))
    sort_no = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["sort_no", "id"]

    def __str__(self) -> str:
        return self.text
