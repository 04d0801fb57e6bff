"""Staff area of this app's own small tables: speakers and prefixes. Events and reports: ``participants/admin``."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coopportal.admin import HistoryModelAdmin, PortalInline, PortalModelAdmin, VersionedAdminMixin
from events.models import Appearance, Prefix, Speaker
from events.speakers import public_appearances
from participants.services.indexing import touch
from programmes.models import SearchKind
from programmes.search.index import widened


class AppearanceOfSpeakerInline(PortalInline, admin.TabularInline):
    """Where a speaker appeared; changed on the page of the event."""

    model = Appearance
    fields = ["event", "capacity", "position", "topic"]
    readonly_fields = fields
    verbose_name_plural = _("appearances")
    loads = ("event",)
    can_delete = False
    max_num = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Appearances are entered with their event."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Appearances are changed with their event."""
        return False


@admin.register(Speaker)
class SpeakerAdmin(VersionedAdminMixin, HistoryModelAdmin):
    """Speakers."""

    touch = staticmethod(touch)
    fields = ["prefix", "first_name", "last_name", "merged_into"]
    inlines = [AppearanceOfSpeakerInline]
    autocomplete_fields = ["merged_into"]
    loads = ("prefix", "merged_into__prefix")
    list_display = ["full_name", "appearances_made", "merged_into"]
    search_fields = ["first_name", "last_name", "appearances__position"]
    ordering = ["first_name", "last_name", "id"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the appearances of each speaker."""
        return super().get_queryset(request).annotate(appearance_count=Count("appearances", distinct=True))

    def has_delete_permission(self, request: HttpRequest, obj: Speaker | None = None) -> bool:
        """A speaker whom the public knows is not deleted: published reports lead to the page; 6 queries."""
        return super().has_delete_permission(request, obj) and (obj is None or not public_appearances([obj.pk]))

    @admin.display(description=_("name and surname"), ordering="first_name")
    def full_name(self, speaker: Speaker) -> str:
        """Return the name with its prefix."""
        return speaker.full_name

    @admin.display(description=_("appearances"), ordering="appearance_count")
    def appearances_made(self, speaker: Any) -> int:
        """Return how often the speaker appeared."""
        return speaker.appearance_count

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search; an autocomplete offers only speakers that were not merged into another."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        queryset = widened(found, queryset, SearchKind.SPEAKER, search_term)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(merged_into__isnull=True)
        return queryset, duplicates


@admin.register(Prefix)
class PrefixAdmin(PortalModelAdmin):
    """Forms of address, academic titles and ranks."""

    touch = staticmethod(touch)
    list_display = ["text", "space_after", "sort_no"]
    search_fields = ["text"]
    list_per_page = 200
