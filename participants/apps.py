"""The app of attending offices, head-counts and participants."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    """Who came."""

    name = "participants"
    verbose_name = _("Attendance")
