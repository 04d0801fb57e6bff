"""How old the public pages are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteGeneration(models.Model):
    """One row with one number, which rises whenever something changes that the public may see.

    Written and read by ``programmes.generation`` alone. The number is the moment of the change in microseconds (and at
    least one more than before), so that a restored backup never brings back a number that was used since.
    """

    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("generation of the site")
        verbose_name_plural = _("generations of the site")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_generation_one_row")]

    def __str__(self) -> str:
        return str(self.number)
