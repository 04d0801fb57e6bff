"""What the page cache trusts in: public pages are marked, and whatever they show tells when it changes."""

import pytest
from django.contrib import admin
from django.urls import resolve

from participants.models import AttendingOffice, ChangeLog, Participant
from participants.services.indexing import touch
from programmes.models import ExportLog, User
from tests.architecture.access import EVERYBODY, PAGES, declared
from tests.architecture.world import build_world

NEVER_KEPT = ("account_", "mfa_", "admin", "api", "media", "robots", "health", "ready", "data_")
"""How the names of addresses begin that are open to everybody and no pages for readers, or have their own rules."""

NOT_PUBLIC = {
    AttendingOffice: "its figures are public as they were frozen",
    ChangeLog: "staff only",
    ExportLog: "staff only",
    Participant: "personal",
    User: "staff only",
}
"""Tables of the staff area whose rows no public page reads, and why."""


@pytest.mark.django_db
def test_every_page_for_readers_is_marked_as_public(roles):
    world = build_world()
    unmarked = {
        address.key
        for address in declared()
        if not address.model
        and PAGES[address.key].who == EVERYBODY
        and not address.key.startswith(NEVER_KEPT)
        and not getattr(resolve(address.url(world).partition("?")[0]).func, "is_public_page", False)
    }
    assert unmarked == set(), "decorate the view with coopportal.page_cache.public_page, or add it to NEVER_KEPT"


def test_every_list_of_the_staff_area_tells_of_changes_or_is_not_public():
    silent = {model for model, model_admin in admin.site._registry.items() if model_admin.touch is not touch}
    assert silent == NOT_PUBLIC.keys(), "give the admin class touch = staticmethod(touch)"
