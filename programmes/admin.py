"""Staff area of this app: programmes, the register of bodies, lists, users, and the log of exports."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Count
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coopportal.admin import (
    FiscalYearFilter,
    HistoryModelAdmin,
    LogAdmin,
    PortalInline,
    PortalModelAdmin,
    Tool,
    VersionedAdminMixin,
    be_datetime_column,
)
from coopportal.fields import normalise_text
from coopportal.thai.dates import fiscal_year
from participants.services.indexing import touch
from programmes.models import (
    ExportLog,
    Membership,
    Objective,
    Organisation,
    OrganisationAlias,
    Programme,
    Province,
    Region,
    RegionPlace,
    RegionScheme,
    SearchKind,
    ServiceForm,
    User,
)
from programmes.search.index import widened
from programmes.services import end_sessions, invite_user, reset_second_factor

# -- programmes --------------------------------------------------------------------------------------------------------


class ObjectiveInline(PortalInline, admin.TabularInline):
    """The aims of a programme."""

    model = Objective
    max_num = 30


class ProgrammeYearFilter(FiscalYearFilter):
    """Programmes that run in a fiscal year."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        """Offer the years from the first programme to the current one."""
        first = Programme.objects.aggregate(year=models.Min("first_fiscal_year"))["year"]
        this_year = fiscal_year(timezone.localdate())
        return [(year, str(year)) for year in range(this_year + 1, (first or this_year) - 1, -1)]


@admin.register(Programme)
class ProgrammeAdmin(VersionedAdminMixin, HistoryModelAdmin):
    """Programmes with their objectives."""

    touch = staticmethod(touch)
    fieldsets = [
        (None, {"fields": ["title", "slug", "project_code", ("first_fiscal_year", "last_fiscal_year")]}),
        (_("Plan and budget"), {"fields": ["plan", "output", "main_activity", "budget"]}),
        (
            _("Who and for whom"),
            {
                "fields": [
                    "lead_organisation",
                    "target_group",
                    ("target_people", "target_organisations"),
                    ("starts_on", "ends_on"),
                ]
            },
        ),
        (_("Text"), {"fields": ["rationale"]}),
        (_("State and publication"), {"fields": ["status", "is_public", "demonstration"]}),
    ]
    inlines = [ObjectiveInline]
    autocomplete_fields = ["lead_organisation"]
    loads = ("lead_organisation",)
    list_display = ["title", "years", "lead_organisation", "status", "events_held", "is_public"]
    list_filter = [ProgrammeYearFilter, "status", "is_public"]
    search_fields = ["title", "project_code", "slug"]
    ordering = ["-last_fiscal_year", "title", "id"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search titles and codes by letters, and the texts of programmes by words."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return widened(found, queryset, SearchKind.PROGRAMME, search_term), duplicates

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the events of each programme."""
        return super().get_queryset(request).annotate(event_count=Count("events"))

    @admin.display(description=_("fiscal years"), ordering="last_fiscal_year")
    def years(self, programme: Programme) -> str:
        """Return one year, or the first and the last."""
        first, last = programme.first_fiscal_year, programme.last_fiscal_year
        return str(first) if first == last else f"{first} - {last}"

    @admin.display(description=_("events"), ordering="event_count")
    def events_held(self, programme: Any) -> int:
        """Return how many events the programme has."""
        return programme.event_count

    def object_tools(self, request: HttpRequest, obj: Programme) -> list[Tool]:
        """Link to the programme's events."""
        events = reverse("admin:events_event_changelist")
        return [Tool(_("Events of this programme"), f"{events}?programme__id__exact={obj.pk}")]


# -- the register ------------------------------------------------------------------------------------------------------


class AliasInline(PortalInline, admin.TabularInline):
    """Other names of a body."""

    model = OrganisationAlias
    max_num = 40


class ActiveFilter(admin.SimpleListFilter):
    """Bodies that exist today, and those that do not any more."""

    title = _("existing today")
    parameter_name = "active"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer yes and no."""
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the bodies that exist, or do not."""
        existing = Organisation.objects.active(timezone.localdate())
        if self.value() == "yes":
            return queryset.filter(pk__in=existing.values("pk"))
        if self.value() == "no":
            return queryset.exclude(pk__in=existing.values("pk"))
        return queryset


@admin.register(Organisation)
class OrganisationAdmin(VersionedAdminMixin, HistoryModelAdmin):
    """The register: found by official name, short name, other name, province and registration number."""

    touch = staticmethod(touch)
    fieldsets = [
        (None, {"fields": ["name", "short_name", "kind", "province", "parent"]}),
        (
            _("Cooperatives and federations"),
            {"fields": ["cooperative_type", "service_form", "federation_level", "registration_number"]},
        ),
        (_("Order and validity"), {"fields": ["sort_no", ("active_from", "active_to"), "merged_into"]}),
        (_("Source"), {"fields": ["source", "confirmed"]}),
    ]
    inlines = [AliasInline]
    autocomplete_fields = ["parent", "merged_into"]
    loads = ("parent", "merged_into", "province")
    list_display = ["name", "short_name", "kind", "province", "registration_number", "confirmed"]
    list_filter = ["kind", "cooperative_type", ActiveFilter, "confirmed", "province"]
    search_fields = ["name"]
    search_help_text = _("Official name, short name, other name, province or registration number.")
    ordering = ["sort_no", "name"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search as the register does; an autocomplete offers only bodies that exist."""
        text = normalise_text(search_term)
        if text:
            found = queryset.filter(pk__in=Organisation.objects.matching(text).values("pk"))
            queryset = widened(found, queryset, SearchKind.ORGANISATION, text)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.active(timezone.localdate())
        return queryset, False


class RegionInline(PortalInline, admin.TabularInline):
    """The regions of a scheme."""

    model = Region
    show_change_link = True
    max_num = 60


@admin.register(RegionScheme)
class RegionSchemeAdmin(PortalModelAdmin):
    """Ways of grouping provinces."""

    touch = staticmethod(touch)
    fields = ["name", "code", "is_default", "sort_no", ("valid_from", "valid_to"), "source"]
    inlines = [RegionInline]
    list_display = ["name", "code", "is_default", "sort_no"]


class RegionPlaceInline(PortalInline, admin.TabularInline):
    """What stands in a region, in official order."""

    model = RegionPlace
    autocomplete_fields = ["organisation"]
    loads = ("organisation",)
    max_num = 60


@admin.register(Region)
class RegionAdmin(PortalModelAdmin):
    """One region with its provinces; reached from its scheme."""

    touch = staticmethod(touch)
    fields = ["scheme", "name", "sort_no"]
    inlines = [RegionPlaceInline]
    list_display = ["name", "scheme", "sort_no"]
    list_filter = ["scheme"]
    loads = ("scheme",)


@admin.register(Province)
class ProvinceAdmin(PortalModelAdmin):
    """The 77 provinces."""

    touch = staticmethod(touch)
    list_display = ["name", "code", "name_en"]
    search_fields = ["name", "name_en", "code"]
    list_per_page = 100


@admin.register(ServiceForm)
class ServiceFormAdmin(PortalModelAdmin):
    """Forms of service cooperatives."""

    touch = staticmethod(touch)
    list_display = ["name", "sort_no", "confirmed"]


# -- users -------------------------------------------------------------------------------------------------------------


class MembershipInline(PortalInline, admin.TabularInline):
    """The roles of a user."""

    model = Membership
    autocomplete_fields = ["organisation"]
    loads = ("organisation",)
    max_num = 20


@admin.register(User)
class UserAdmin(PortalModelAdmin):
    """Users: invited, given roles, and switched off instead of deleted. Nobody sets a password for somebody else."""

    fields = ["email", "display_name", "is_active", "invitation", "last_seen", "joined"]
    readonly_fields = ["invitation", "last_seen", "joined"]
    inlines = [MembershipInline]
    list_display = ["display_name", "email", "roles", "is_active", "invitation", "last_seen"]
    list_filter = ["memberships__role", "is_active"]
    date_hierarchy = "last_login"
    search_fields = ["display_name", "email"]
    actions = ["send_invitations"]
    last_seen = be_datetime_column("last_login", _("last sign-in"))
    joined = be_datetime_column("date_joined", _("date joined"))

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load the roles that the list shows."""
        return super().get_queryset(request).prefetch_related("memberships")

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the buttons."""

        def button(view: Any) -> Any:
            return self.admin_site.admin_view(require_POST(view))

        return [
            path("<int:user_id>/invite/", button(self.invite_view), name="programmes_user_invite"),
            path("<int:user_id>/second-factor/", button(self.second_factor_view), name="programmes_user_second_factor"),
            path("<int:user_id>/sign-out/", button(self.sign_out_view), name="programmes_user_sign_out"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser is changed by superusers only: who sets the address could set the password."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def object_tools(self, request: HttpRequest, obj: User) -> list[Tool]:
        """Offer the invitation while no password is set, and for others what helps when a telephone is lost."""
        if not self.has_change_permission(request, obj):
            return []
        labels = {}
        if obj.is_active and not obj.has_usable_password():
            labels["invite"] = _("Send the invitation")
        if obj.pk != request.user.pk:
            if Authenticator.objects.filter(user=obj).exists():
                labels["second_factor"] = _("Switch the second factor off (telephone lost)")
            labels["sign_out"] = _("Sign out on all devices")
        return [
            Tool(label, reverse(f"admin:programmes_user_{name}", args=[obj.pk]), post=True)
            for name, label in labels.items()
        ]

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Refuse filters in the address that would guess at passwords."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """Return the roles in words."""
        return ", ".join(dict.fromkeys(str(m.get_role_display()) for m in user.memberships.all())) or "–"

    @admin.display(description=_("password"))
    def invitation(self, user: User) -> Any:
        """Say whether the user has set a password."""
        if not user.pk:
            return _("the user sets it with the link of the invitation")
        return _("set") if user.has_usable_password() else _("not set yet: send an invitation")

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Save; a new user has no password until the link of the invitation is used."""
        if not change:
            obj.set_unusable_password()
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Form, formsets: Any, change: bool) -> None:
        """Send a new user the invitation once the roles are saved."""
        super().save_related(request, form, formsets, change)
        if not change:
            self.invite(request, form.instance)  # type: ignore[attr-defined]

    def invite_view(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Send one invitation and return to the user."""
        self.invite(request, self.changeable(request, user_id))
        return redirect("admin:programmes_user_change", user_id)

    def second_factor_view(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Switch the second factor of somebody else off, and return to the user."""
        reset_second_factor(user=self.somebody_else(request, user_id), by=request.user)  # type: ignore[arg-type]
        self.message_user(request, _("The second factor is off. The next sign-in asks to set up a new one."))
        return redirect("admin:programmes_user_change", user_id)

    def sign_out_view(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Sign somebody else out everywhere, and return to the user."""
        end_sessions(user=self.somebody_else(request, user_id), by=request.user)  # type: ignore[arg-type]
        self.message_user(request, _("This person is signed out on all devices."))
        return redirect("admin:programmes_user_change", user_id)

    def changeable(self, request: HttpRequest, user_id: int) -> User:
        """Return the user, if the person at the keyboard may change that one."""
        user = get_object_or_404(User, pk=user_id)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def somebody_else(self, request: HttpRequest, user_id: int) -> User:
        """Return the user; for oneself there are the pages of the account, which ask for the password first."""
        user = self.changeable(request, user_id)
        if user == request.user:
            raise PermissionDenied
        return user

    @admin.action(description=_("Send an invitation to the selected users"), permissions=["change"])
    def send_invitations(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        """Invite each of the selected users."""
        for user in queryset:
            self.invite(request, user)

    def invite(self, request: HttpRequest, user: User) -> None:
        """Invite a user and say how it went."""
        try:
            invite_user(user=user, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            self.message_user(request, f"{user}: {' '.join(error.messages)}", messages.ERROR)
        else:
            self.message_user(request, _("The invitation goes to %(email)s.") % {"email": user.email}, messages.SUCCESS)


@admin.register(ExportLog)
class ExportLogAdmin(LogAdmin):
    """Which files left the portal."""

    fields = list_display = ["time", "user", "export", "subject", "rows", "named_people"]
    list_filter = ["export"]
    search_fields = ["subject", "user__display_name"]
    loads = ("user",)
