"""The register of bodies, and the ways in which the country is divided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coopportal.language import language
from programmes.models.base import ThaiCharField, Versioned, date_bounds, in_order


class ProvinceQuerySet(models.QuerySet["Province"]):
    """Provinces, chosen from."""

    def choices(self) -> list[tuple[str, str]]:
        """Return code and name of each, in the language of the page and its order; 1 query."""
        field = "name_en" if language() == "en" else "name"
        return list(self.order_by(field).values_list("code", field))


class Province(models.Model):
    """One of the 77 provinces, Bangkok included; its key is the two-digit code of the Department of Provincial Administration."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = ThaiCharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, unique=True)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def name_on_page(self) -> str:
        """The name in the language of the page."""
        return self.name_en if language() == "en" else self.name


class RegionScheme(models.Model):
    """One way of grouping provinces: inspection zones, the five rows of the department's tables, province groups."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = ThaiCharField(_("name"), max_length=120, unique=True)
    is_default = models.BooleanField(_("official order of offices"), default=False)
    sort_no = models.PositiveIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("way of grouping provinces")
        verbose_name_plural = _("ways of grouping provinces")
        ordering = ["sort_no", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_region_scheme"
            ),
            in_order("valid_from", "valid_to", "region_scheme_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """One zone, region or group of a scheme."""

    scheme = models.ForeignKey(RegionScheme, models.CASCADE, related_name="regions", verbose_name=_("scheme"))
    name = ThaiCharField(_("name"), max_length=120)
    sort_no = models.PositiveIntegerField(_("official order"))

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["scheme", "sort_no"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="region_name_once_in_scheme"),
            models.UniqueConstraint(fields=["scheme", "sort_no"], name="region_place_once_in_scheme"),
        ]

    def __str__(self) -> str:
        return self.name


class RegionPlace(models.Model):
    """A province, or a single organisation, stands in a region; an organisation's own place goes before its province's."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="places", verbose_name=_("region"))
    province = models.ForeignKey(
        Province, models.CASCADE, null=True, blank=True, related_name="region_places", verbose_name=_("province")
    )
    organisation = models.ForeignKey(
        "Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="region_places",
        verbose_name=_("organisation"),
    )
    sort_no = models.PositiveIntegerField(_("official order"))

    class Meta:
        verbose_name = _("place in a region")
        verbose_name_plural = _("places in regions")
        ordering = ["region", "sort_no"]
        constraints = [
            models.CheckConstraint(
                name="region_place_province_or_organisation",
                condition=Q(province__isnull=False, organisation__isnull=True)
                | Q(province__isnull=True, organisation__isnull=False),
                violation_error_message=_("Choose either a province or an organisation."),
            ),
            models.UniqueConstraint(fields=["region", "province"], name="province_once_in_region"),
            models.UniqueConstraint(fields=["region", "organisation"], name="organisation_once_in_region"),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.province or self.organisation}"


class ServiceForm(models.Model):
    """One of the five forms of service cooperative; the list awaits the department's confirmation."""

    name = ThaiCharField(_("name"), max_length=120, unique=True)
    sort_no = models.PositiveIntegerField(_("official order"), unique=True)
    confirmed = models.BooleanField(
        _("confirmed by the department"), default=False, help_text=_("Not used on public pages until it is confirmed.")
    )

    class Meta:
        verbose_name = _("form of service cooperative")
        verbose_name_plural = _("forms of service cooperatives")
        ordering = ["sort_no"]

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    """What a body is, in the order in which tables list the kinds."""

    DEPARTMENT = "department", _("department")
    CENTRAL = "central", _("central unit")
    AREA_OFFICE = "area_office", _("Bangkok area office")
    PROVINCIAL = "provincial", _("provincial cooperative office")
    CENTRE = "centre", _("technology transfer centre")
    SETTLEMENT = "settlement", _("cooperative settlement")
    COOPERATIVE = "cooperative", _("cooperative")
    FEDERATION = "federation", _("federation of cooperatives")
    LEAGUE = "league", _("Cooperative League of Thailand")
    FARMER_GROUP = "farmer_group", _("farmer group")
    PARTNER = "partner", _("partner organisation")


CAPITAL = "10"
"""Code of Bangkok."""

CENTRAL_UNITS = (OrganisationKind.DEPARTMENT, OrganisationKind.CENTRAL)
"""The kinds that stand in the capital unless the register says otherwise."""


def seat(kind: str, province_code: str) -> str:
    """Return the code of the province that gives a body its region: its own, or the capital for a central unit without one.

    Empty where neither is known.
    """
    return province_code or (CAPITAL if kind in CENTRAL_UNITS else "")


class CooperativeType(models.TextChoices):
    """The seven types of cooperative in official order: three agricultural, four outside agriculture."""

    AGRICULTURAL = "agricultural", _("agricultural cooperative")
    FISHERY = "fishery", _("fishery cooperative")
    LAND_SETTLEMENT = "land_settlement", _("land settlement cooperative")
    SAVINGS = "savings", _("savings cooperative")
    STORE = "store", _("store cooperative")
    SERVICE = "service", _("service cooperative")
    CREDIT_UNION = "credit_union", _("credit union cooperative")


class FederationLevel(models.TextChoices):
    """How far a federation reaches."""

    NATIONAL = "national", _("national level")
    REGIONAL = "regional", _("regional or provincial level")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Small filters over the register."""

    def active(self, on) -> "OrganisationQuerySet":
        """Return those that existed on the date ``on`` and were not merged into another."""
        return self.filter(
            Q(active_from__isnull=True) | Q(active_from__lte=on),
            Q(active_to__isnull=True) | Q(active_to__gte=on),
            merged_into__isnull=True,
        )

    def matching(self, text: str) -> "OrganisationQuerySet":
        """Return those whose official name, short name, alias, registration number or province contains ``text``."""
        return self.filter(
            Q(name__icontains=text)
            | Q(short_name__icontains=text)
            | Q(registration_number=text)
            | Q(province__name__icontains=text)
            | Q(pk__in=OrganisationAlias.objects.filter(name__icontains=text).values("organisation"))
        )


class Organisation(Versioned):
    """A department, office, centre, cooperative or other body; one register for all.

    ``sort_no`` is the official order under the default region scheme: central units, then the Bangkok areas 1 and 2,
    then the offices zone by zone (design rule 8). It is data: ``load_reference`` sets it for the offices it knows.
    """

    name = ThaiCharField(_("official name"), max_length=250, help_text=_("In full, as in the official documents."))
    short_name = ThaiCharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    cooperative_type = models.CharField(
        _("type of cooperative"),
        max_length=20,
        choices=CooperativeType,
        blank=True,
        help_text=_("For cooperatives and federations."),
    )
    service_form = models.ForeignKey(
        ServiceForm, models.PROTECT, null=True, blank=True, verbose_name=_("form of service cooperative")
    )
    federation_level = models.CharField(
        _("level of the federation"), max_length=20, choices=FederationLevel, blank=True
    )
    registration_number = models.CharField(_("registration number"), max_length=30, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("province")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("belongs under")
    )
    sort_no = models.PositiveIntegerField(
        _("official order"), default=900000, help_text=_("Smaller numbers stand first.")
    )
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active until"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where this entry comes from."))
    confirmed = models.BooleanField(_("confirmed by the department"), default=True)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_no", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "province"],
                condition=Q(province__isnull=False),
                name="organisation_name_once_in_province",
                violation_error_message=_("This organisation is in the register already."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(province__isnull=True),
                name="organisation_name_once",
                violation_error_message=_("This organisation is in the register already."),
            ),
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~Q(registration_number=""),
                name="registration_number_once",
                violation_error_message=_("Another organisation has this registration number."),
            ),
            models.CheckConstraint(name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)),
            models.CheckConstraint(
                name="cooperative_type_of_cooperatives",
                condition=Q(cooperative_type="")
                | Q(
                    kind__in=[OrganisationKind.COOPERATIVE, OrganisationKind.FEDERATION],
                    cooperative_type__in=CooperativeType.values,
                ),
                violation_error_message=_("Only cooperatives and federations have a type of cooperative."),
            ),
            models.CheckConstraint(
                name="service_form_of_service_cooperatives",
                condition=Q(service_form__isnull=True) | Q(cooperative_type=CooperativeType.SERVICE),
                violation_error_message=_("Only service cooperatives have a form of service cooperative."),
            ),
            models.CheckConstraint(
                name="federation_level_of_federations",
                condition=Q(federation_level="")
                | Q(kind=OrganisationKind.FEDERATION, federation_level__in=FederationLevel.values),
                violation_error_message=_("Only federations have a level."),
            ),
            models.CheckConstraint(
                name="organisation_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("An organisation cannot belong under itself."),
            ),
            models.CheckConstraint(
                name="organisation_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("An organisation cannot be merged into itself."),
            ),
            in_order("active_from", "active_to", "organisation_dates_in_order"),
            date_bounds("active_from", "organisation_active_from_plausible", first="1900-01-01"),
            date_bounds("active_to", "organisation_active_to_plausible", first="1900-01-01"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another name under which a body appears in files; accepted on import and in search, never printed."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    name = ThaiCharField(_("other name"), max_length=250)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("other name of an organisation")
        verbose_name_plural = _("other names of organisations")
        ordering = ["name", "organisation"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="alias_once_per_organisation")]

    def __str__(self) -> str:
        return self.name
