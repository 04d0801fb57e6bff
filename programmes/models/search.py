"""What can be searched: one row for each thing that is found, and the short forms of the names of bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.organisation import Organisation


class SearchKind(models.TextChoices):
    """What is found, in the order in which things of the same date stand."""

    EVENT = "event", _("event")
    SPEAKER = "speaker", _("speaker")
    ORGANISATION = "organisation", _("organisation")
    PROGRAMME = "programme", _("programme")


class SearchEntry(models.Model):
    """The words of one event, speaker, organisation or programme, as they are searched for and shown.

    Written by ``programmes.search`` alone; the index of the database follows: GIN on PostgreSQL, on SQLite the FTS5 table
    ``programmes_searchindex`` with triggers, made by migrations 0002 and 0004. Everything here can be made again from the
    other tables: ``manage.py rebuild_search``.

    The texts are those of a page for the public, or of a draft for staff (``is_public``). Each is kept twice: as it is
    shown, with the places where words begin and end, and as ``*_keys``, the words as they are searched for, in their order.
    """

    kind = models.CharField(max_length=12, choices=SearchKind)
    object_id = models.PositiveBigIntegerField()
    is_public = models.BooleanField()
    place = models.BigIntegerField(
        db_index=True,
        help_text="Where it stands among others: by date, the latest first, then kind and id; staff below 0.",
    )
    facets = models.TextField(blank=True, help_text="What filters ask for, as words.")
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()
    title_keys = models.TextField()
    lead_keys = models.TextField()
    body_keys = models.TextField()
    cut_by = models.CharField(max_length=100, help_text="Versions of what cut the words.")

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["place"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "is_public"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchSynonym(models.Model):
    """A name of a body: who searches for one of them finds the others too.

    A row without ``organisation`` is the beginning of many names: สสจ. of สำนักงานสหกรณ์จังหวัด.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=300, db_index=True, help_text="Its letters and digits, without spaces and dots.")
    text = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
