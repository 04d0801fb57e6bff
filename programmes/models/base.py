"""What several tables share, and belongs to no one of them."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST_DATE, LAST_DATE = "1950-01-01", "2150-12-31"
"""Bounds of event and programme dates in the database: a Buddhist-era year can never get in (design rule 6)."""

ascii_code = RegexValidator(
    r"\A[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\Z",
    _("Use only the letters a-z, digits and single hyphens, for example cu-2565-01."),
)


class ThaiCharField(models.CharField):
    """A short text that people sort: it stands in Thai dictionary order on every database."""

    def __init__(self, *args, db_collation: str = "thai", **kwargs) -> None:
        super().__init__(*args, db_collation=db_collation, **kwargs)


class WebAddressField(models.URLField):
    """An http or https address; one typed without a scheme is taken as https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs):
        """Return the form field, which completes a missing scheme."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class Versioned(models.Model):
    """A row that two people may edit at once: each save counts ``version`` up, and a stale form is refused.

    The count is kept by the admin's conflict check (``coopportal.admin.VersionedAdminMixin``) and by services, never by
    ``save()``.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


def date_bounds(field: str, name: str, first: str = FIRST_DATE, last: str = LAST_DATE) -> models.CheckConstraint:
    """Return the constraint that keeps the date in ``field`` within ``first`` and ``last`` (CE), or empty."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__gte": first, f"{field}__lte": last}),
        violation_error_message=_("The year is out of range: check whether it is a Buddhist-era year."),
    )


def in_order(first: str, last: str, name: str, *, equal: bool = True) -> models.CheckConstraint:
    """Return the constraint that ``last`` does not come before ``first`` (with ``equal=False``: comes after it)."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{last}__isnull": True})
        | models.Q(**{f"{last}__gte" if equal else f"{last}__gt": models.F(first)}),
        violation_error_message=_("The end lies before the start."),
    )
