"""The app of programmes, organisations and users."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """What the department runs."""

    name = "programmes"
    verbose_name = _("Programmes and register")
