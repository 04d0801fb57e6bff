"""What the public may know of each office at each event, as last frozen: one row where a snapshot has one line."""

from typing import Literal, get_args

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from programmes.models import Organisation, OrganisationKind

OfficeStatus = Literal["counted", "no_report", "absent", "replay"]
"""What is known of an office: a figure, or why there is none."""


class PublishedOffice(models.Model):
    """One office at one event, as the latest ``TotalsSnapshot`` says: its figure, and the names and places of that day.

    Written with each snapshot by ``participants.services.publishing`` and by nothing else, so that the pages of offices and
    the statistics need not open every snapshot; everything here can be made again: ``manage.py rebuild_figures``.

    People without an office stand in a row without a name and an organisation. It holds what design rule 5 makes public,
    and no split. ``is_added`` is false for an office whose figure another one contains. ``people`` is empty where
    ``status`` says why there is no figure.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="published_offices", verbose_name=_("event"))
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        related_name="published_attendances",
        verbose_name=_("organisation"),
    )
    place = models.PositiveIntegerField(_("official order"))
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    region = models.CharField(_("region"), max_length=120, blank=True)
    counted_under = models.CharField(_("counted under"), max_length=250, blank=True)
    is_added = models.BooleanField(_("part of the sums"))
    attended = models.BooleanField(_("took part"))
    status = models.CharField(_("state"), max_length=10)
    people = models.PositiveIntegerField(_("people"), null=True)

    class Meta:
        verbose_name = _("published figure of an office")
        verbose_name_plural = _("published figures of offices")
        ordering = ["event", "place"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["event", "place"], name="published_office_place_once"),
            models.CheckConstraint(
                name="published_office_kind_known",
                condition=Q(kind__in=OrganisationKind.values) | Q(kind="", name=""),
            ),
            models.CheckConstraint(
                name="published_office_status_known", condition=Q(status__in=get_args(OfficeStatus))
            ),
        ]

    def __str__(self) -> str:
        return self.name
