"""Events: what happened (or will) under a programme, day by day, with its agenda."""

from datetime import date, datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coopportal.thai.dates import fiscal_year_bounds, format_date
from programmes.models import Organisation, Programme, Province
from programmes.models.base import ThaiCharField, Versioned, WebAddressField, ascii_code, date_bounds, in_order


class EventKind(models.TextChoices):
    """What sort of event it is."""

    PANEL = "panel", _("panel discussion")
    SEMINAR = "seminar", _("seminar")
    TRAINING = "training", _("training")
    WORKSHOP = "workshop", _("workshop")
    BRIEFING = "briefing", _("briefing")
    STUDY_VISIT = "study_visit", _("study visit")


class EventFormat(models.TextChoices):
    """How people take part."""

    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("on site and online")


class EventState(models.TextChoices):
    """Where the event stands."""

    PLANNED = "planned", pgettext_lazy("event", "planned")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class EventQuerySet(models.QuerySet["Event"]):
    """Small filters over events; every public page starts from ``public()``."""

    def public(self) -> "EventQuerySet":
        """Return the events the public may see: public themselves, under a public programme."""
        return self.filter(is_public=True, programme__is_public=True)

    def with_dates(self) -> "EventQuerySet":
        """Add ``first_day`` and ``last_day`` (dates, or ``None`` without days), each one indexed subquery."""
        days = EventDay.objects.filter(event=OuterRef("pk")).values("date")
        return self.annotate(
            first_day=Subquery(days.order_by("date")[:1]), last_day=Subquery(days.order_by("-date")[:1])
        )

    def in_fiscal_year(self, year: int) -> "EventQuerySet":
        """Return the events whose first day lies in the fiscal year ``year`` (Buddhist era)."""
        first, last = fiscal_year_bounds(year)
        return self.with_dates().filter(Q(first_day__range=(first, last)))

    def upcoming(self, today: date) -> "EventQuerySet":
        """Return what is planned or postponed and not over on ``today``, the nearest first, undated last."""
        return (
            self.with_dates()
            .filter(
                Q(last_day__gte=today) | Q(last_day__isnull=True), state__in=[EventState.PLANNED, EventState.POSTPONED]
            )
            .order_by(F("first_day").asc(nulls_last=True), "id")
        )

    def newest_first(self) -> "EventQuerySet":
        """Order by first day, the latest first, undated events last."""
        return self.with_dates().order_by(F("first_day").desc(nulls_last=True), "-id")


class Event(Versioned):
    """One event (กิจกรรม) of a programme: a panel discussion, seminar, training and so on.

    Its dates and places are its ``days``; the report is in ``Report`` (draft) and ``ReportVersion`` (published);
    head-counts belong to the app ``participants``.
    """

    # Set by the queries that are asked for them: ``with_dates``, ``events.selectors.listed_events``, ``events.occasions``.
    changed_at: datetime | None
    versions_made: int
    first_day: date | None
    last_day: date | None
    shows_report: bool
    headline: str | None
    lead: str | None
    published_at: datetime
    updated_at: datetime

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="events", verbose_name=_("programme"))
    code = models.CharField(
        _("code of the event"),
        max_length=40,
        unique=True,
        validators=[ascii_code],
        help_text=_("Letters a-z, digits and hyphens, for example bus-2565-01. Used in file names."),
    )
    title = ThaiCharField(
        _("title of the event"), max_length=300, help_text=_('Without the word "programme" and without the date.')
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind, default=EventKind.SEMINAR)
    batch_number = models.PositiveSmallIntegerField(
        _("batch number"), null=True, blank=True, help_text=_("For example 2 for the second batch.")
    )
    format = models.CharField(_("format"), max_length=8, choices=EventFormat, default=EventFormat.ONSITE)
    broadcast_channels = models.CharField(
        _("broadcast channels"), max_length=200, blank=True, help_text=_("For example Zoom, Facebook Live.")
    )
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("province where it is held"),
    )
    objectives = models.TextField(_("objectives"), blank=True, help_text=_("One objective per line."))
    attending_bodies = models.TextField(
        _("bodies invited or attending"),
        blank=True,
        help_text=_("In words, one per line, when there is no list of offices or beside it."),
    )
    target_people = models.PositiveIntegerField(_("target participants (people)"), null=True, blank=True)
    target_offices = models.PositiveIntegerField(_("target offices"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.PLANNED)
    state_note = models.CharField(
        _("note on the state"),
        max_length=300,
        blank=True,
        help_text=_("For example why it was postponed, and until when."),
    )
    is_public = models.BooleanField(_("public"), default=False)
    demonstration = models.BooleanField(
        _("demonstration data"), default=False, help_text=_("Invented data: every page, sheet and document says so.")
    )
    announced_total = models.PositiveIntegerField(
        _("announced total (people)"),
        null=True,
        blank=True,
        help_text=_("The number in the news or a letter, with its source and time."),
    )
    announced_source = models.CharField(_("source of the announced total"), max_length=300, blank=True)
    announced_url = WebAddressField(_("link to the source"), max_length=500, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_includes = models.CharField(
        _("what the announced total includes"),
        max_length=300,
        blank=True,
        help_text=_("For example participants, project staff and observers."),
    )
    counts_speakers = models.BooleanField(_("speakers are counted in the total"), default=False)
    counts_guests = models.BooleanField(_("guests of honour are counted in the total"), default=False)
    reports_due_at = models.DateTimeField(_("offices report by"), null=True, blank=True)
    summary_due_on = models.DateField(
        _("summary due on"), null=True, blank=True, help_text=_("Usually within 60 days after the end.")
    )
    budget_approved = models.DecimalField(
        _("budget approved (baht)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    budget_spent = models.DecimalField(
        _("budget spent (baht)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    contact_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events_contact",
        verbose_name=_("contact unit"),
    )
    contact_phone = models.CharField(_("telephone of the contact unit"), max_length=60, blank=True)
    not_stated = models.TextField(
        _("what the source does not state"),
        blank=True,
        help_text=_("Shown once at the end of the page, for example that the source gives no agenda."),
    )
    staff_note = models.TextField(
        _("note for staff"),
        blank=True,
        help_text=_("For example a wording kept from the source. Not shown to the public."),
    )

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        permissions = [
            ("publish_event", "Can publish, correct and withdraw reports"),
            ("review_event", "Can check reports and send them back"),
            ("certify_event", "Can certify counts and open them again"),
        ]
        constraints = [
            models.CheckConstraint(name="event_kind_known", condition=Q(kind__in=EventKind.values)),
            models.CheckConstraint(name="event_format_known", condition=Q(format__in=EventFormat.values)),
            models.CheckConstraint(name="event_state_known", condition=Q(state__in=EventState.values)),
            models.CheckConstraint(
                name="event_budget_not_negative",
                condition=(Q(budget_approved__isnull=True) | Q(budget_approved__gte=0))
                & (Q(budget_spent__isnull=True) | Q(budget_spent__gte=0)),
            ),
            models.CheckConstraint(
                name="announced_total_has_a_source",
                condition=Q(announced_total__isnull=True) | ~Q(announced_source=""),
                violation_error_message=_("Say where the announced total comes from."),
            ),
            date_bounds("announced_on", "event_announced_on_plausible"),
            date_bounds("summary_due_on", "event_summary_due_plausible"),
        ]

    def __str__(self) -> str:
        return self.title


class OrganiserPart(models.TextChoices):
    """What a body did as an organiser of an event."""

    ORGANISER = "organiser", _("organiser")
    THROUGH = "through", _("carried out by")
    CO_ORGANISER = "co_organiser", _("co-organiser")


class EventOrganiser(models.Model):
    """A body that organised the event, in the order in which the report names them."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="organisers", verbose_name=_("event"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="events_organised", verbose_name=_("organisation")
    )
    part = models.CharField(_("part"), max_length=12, choices=OrganiserPart, default=OrganiserPart.ORGANISER)
    sort_no = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("organiser of an event")
        verbose_name_plural = _("organisers of the event")
        ordering = ["sort_no", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "organisation"], name="organiser_once_per_event"),
            models.CheckConstraint(name="organiser_part_known", condition=Q(part__in=OrganiserPart.values)),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class EventDay(models.Model):
    """One day of an event: when it ran and where."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="days", verbose_name=_("event"))
    date = models.DateField(_("date"), help_text=_("In the Buddhist era, for example 26/4/2565."))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("For example 09.00."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    room = models.CharField(_("room"), max_length=200, blank=True, help_text=_("For example meeting room 126."))
    venue = models.CharField(
        _("venue"), max_length=300, blank=True, help_text=_("For example Cooperative Promotion Department, Thewet.")
    )

    class Meta:
        verbose_name = _("day of an event")
        verbose_name_plural = _("days of the event")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "date"], name="event_day_once", violation_error_message=_("This day is entered twice.")
            ),
            in_order("starts_at", "ends_at", "event_day_times_in_order", equal=False),
            date_bounds("date", "event_day_plausible"),
        ]

    def __str__(self) -> str:
        return format_date(self.date)


class SessionKind(models.TextChoices):
    """What happens in an item of the agenda."""

    REGISTRATION = "registration", _("registration")
    OPENING = "opening", _("opening ceremony")
    LECTURE = "lecture", _("lecture")
    PANEL = "panel", _("panel discussion")
    BREAK = "break", _("break")
    DISCUSSION = "discussion", _("discussion")
    QUESTIONS = "questions", _("questions and answers")
    CLOSING = "closing", _("closing ceremony")


class Session(models.Model):
    """One item of the agenda (กำหนดการ)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Only for events of several days; empty: the first day.")
    )
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("For example 09.00."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    title = models.CharField(_("topic or activity"), max_length=300)
    kind = models.CharField(_("nature"), max_length=12, choices=SessionKind, default=SessionKind.LECTURE)
    responsible = models.CharField(_("responsible person or speaker"), max_length=300, blank=True)
    room = models.CharField(_("room"), max_length=200, blank=True)
    key_points = models.TextField(
        _("key points"), blank=True, help_text=_("Two to five sentences, used in the report.")
    )
    sort_no = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")
        ordering = [F("date").asc(nulls_first=True), F("starts_at").asc(nulls_last=True), "sort_no", "id"]
        constraints = [
            models.CheckConstraint(name="session_kind_known", condition=Q(kind__in=SessionKind.values)),
            in_order("starts_at", "ends_at", "session_times_in_order", equal=False),
            date_bounds("date", "session_date_plausible"),
        ]

    def __str__(self) -> str:
        return self.title
