"""Who may open which address: one declaration for every address of the resolver.

A new address gets a line in ``PAGES``. The stock pages of the staff area (list, add, change, delete, history) need
none: they are derived from the permissions of ``coopportal.roles``.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coopportal.admin import HistoryModelAdmin
from events.models import Speaker
from programmes.models import Organisation
from tests.architecture.world import World

EVERYBODY, SIGNED_IN, STAFF = "everybody", "signed in", "staff"


@dataclass(frozen=True)
class Page:
    """One address.

    ``who`` is ``EVERYBODY``, ``SIGNED_IN``, ``STAFF`` or a permission; ``args`` finds its arguments in the world.
    ``opens`` is what those who may get from GET, ``shuts`` what other signed-in people get. A stranger is sent to the
    sign-in, unless 404 hides from everybody whether there is something.
    """

    who: str
    args: Callable[[World], tuple[Any, ...]] = field(default=lambda world: ())
    query: str = ""
    opens: tuple[int, ...] = (200,)
    shuts: int = 403


def event(world: World) -> tuple[int]:
    return (world.event.pk,)


def invited(world: World) -> tuple[int]:
    return (world.invited.pk,)


PAGES = {
    # public
    "home": Page(EVERYBODY),
    "search": Page(EVERYBODY),
    "share_image": Page(EVERYBODY),
    "styleguide": Page(SIGNED_IN),
    "about": Page(EVERYBODY),
    "privacy": Page(EVERYBODY),
    "accessibility": Page(EVERYBODY),
    "contact": Page(EVERYBODY),
    "events:list": Page(EVERYBODY),
    "events:this_month": Page(EVERYBODY, opens=(302,)),
    "events:month": Page(EVERYBODY, lambda world: (dt.date(2022, 4, 1),)),
    "events:detail": Page(EVERYBODY, event),
    "events:share_image": Page(EVERYBODY, event),
    "speakers:list": Page(EVERYBODY),
    "speakers:detail": Page(EVERYBODY, lambda world: (world.appearance.speaker_id,)),
    "statistics": Page(EVERYBODY),
    "offices:list": Page(EVERYBODY),
    "offices:detail": Page(EVERYBODY, lambda world: (world.row(Organisation).pk,)),
    "programmes:list": Page(EVERYBODY),
    "programmes:detail": Page(EVERYBODY, lambda world: (world.programme.slug,)),
    "programmes:share_image": Page(EVERYBODY, lambda world: (world.programme.slug,)),
    # the API
    "api_docs": Page(EVERYBODY),
    "api:events": Page(EVERYBODY),
    "api:event": Page(EVERYBODY, event),
    "api:sessions": Page(EVERYBODY, event),
    "api:attendance": Page(EVERYBODY, event, opens=(200, 404)),  # 404 before figures are published
    "api:programmes": Page(EVERYBODY),
    "api:programme": Page(EVERYBODY, lambda world: (world.programme.slug,)),
    "api:speakers": Page(EVERYBODY),
    "api:speaker": Page(EVERYBODY, lambda world: (world.row(Speaker).pk,), opens=(404,)),  # appeared nowhere
    "api:organisations": Page(EVERYBODY),
    "api:organisation": Page(EVERYBODY, lambda world: (world.row(Organisation).pk,)),
    "api:openapi-json": Page(EVERYBODY),
    "api:api-root": Page(EVERYBODY, opens=(302,)),
    "api:nothing": Page(EVERYBODY, lambda world: ("nothing",), opens=(404,)),
    # open data
    "data": Page(EVERYBODY),
    "data_set": Page(EVERYBODY, lambda world: ("attendance",)),
    "data_csv": Page(EVERYBODY, lambda world: ("attendance",)),
    "data_json": Page(EVERYBODY, lambda world: ("attendance",)),
    "data_dictionary": Page(EVERYBODY, lambda world: ("events",)),
    "data_metadata": Page(EVERYBODY, lambda world: ("events",)),
    "data_package": Page(EVERYBODY, lambda world: ("events",)),
    "data_catalogue": Page(EVERYBODY),
    # public files and probes
    "media": Page(EVERYBODY, lambda world: (world.public_file,)),
    "favicon": Page(EVERYBODY, opens=(302,)),
    "robots": Page(EVERYBODY),
    "calendar": Page(EVERYBODY),
    "event_calendar": Page(EVERYBODY, event),
    "attendance_csv": Page(EVERYBODY, event, opens=(404,)),  # no figures are published
    "attendance_json": Page(EVERYBODY, event, opens=(404,)),
    "feed_rss": Page(EVERYBODY),
    "feed_atom": Page(EVERYBODY),
    "security": Page(EVERYBODY, opens=(404,)),  # nobody is named
    "sitemap": Page(EVERYBODY),
    "sitemap_section": Page(EVERYBODY, lambda world: ("events",)),
    "health": Page(EVERYBODY),
    "ready": Page(EVERYBODY),
    # signing in; who is signed in already is led on
    "account_login": Page(EVERYBODY, opens=(200, 302)),
    "account_logout": Page(EVERYBODY, opens=(200, 302)),
    "account_inactive": Page(EVERYBODY),
    "account_reset_password": Page(EVERYBODY),
    "account_reset_password_done": Page(EVERYBODY),
    "account_reset_password_from_key": Page(EVERYBODY, lambda world: ("1", "abc-def")),
    "account_reset_password_from_key_done": Page(EVERYBODY),
    "mfa_authenticate": Page(EVERYBODY, opens=(302,)),  # only between password and code
    # the own account
    "account_index": Page(EVERYBODY, opens=(302,)),
    "account_reauthenticate": Page(SIGNED_IN),
    "account_change_password": Page(SIGNED_IN),
    "mfa_index": Page(SIGNED_IN),
    "mfa_reauthenticate": Page(SIGNED_IN, opens=(302,)),  # nobody in the world has a second factor
    "mfa_activate_totp": Page(SIGNED_IN, opens=(302,)),  # the password again
    "mfa_deactivate_totp": Page(SIGNED_IN, opens=(404,)),
    "mfa_view_recovery_codes": Page(SIGNED_IN, opens=(404,)),
    "mfa_generate_recovery_codes": Page(SIGNED_IN, opens=(302,)),
    "mfa_download_recovery_codes": Page(SIGNED_IN, opens=(404,)),
    "usersessions_list": Page(SIGNED_IN),
    # the staff area's frame
    "admin/logout/": Page(EVERYBODY, opens=(200, 302)),
    "admin:logout": Page(EVERYBODY, opens=(200, 302)),
    "admin/password_change/": Page(EVERYBODY, opens=(302,)),
    "admin:password_change": Page(EVERYBODY, opens=(302,)),
    "admin:password_change_done": Page(EVERYBODY, opens=(302,)),
    "admin:index": Page(STAFF),
    "admin:login": Page(STAFF, opens=(302,)),
    "admin:jsi18n": Page(STAFF),
    "admin:app_list": Page(STAFF, lambda world: ("events",)),
    "admin:autocomplete": Page(
        "programmes.view_organisation", query="?app_label=events&model_name=event&field_name=contact_organisation"
    ),
    "admin/(?P<url>.*)$": Page(STAFF, opens=(404,)),
    # under an event
    "admin:events_event_report": Page(STAFF, event, opens=(302,)),
    "admin:events_event_copy": Page("events.add_event", event),
    "admin:events_event_offices": Page("participants.view_attendingoffice", event),
    "admin:events_event_offices_add": Page("participants.add_attendingoffice", event),
    "admin:events_event_count": Page("events.view_event", event),
    "admin:events_event_count_step": Page("participants.change_attendingoffice", lambda w: (w.event.pk, "close")),
    "admin:events_event_summary": Page("participants.view_attendingoffice", lambda w: (w.event.pk, "xlsx")),
    "admin:events_event_photos": Page("events.view_photo", event),
    "admin:events_photo_original": Page("events.view_photo", lambda w: (w.photo.pk,), shuts=404),
    "admin:events_photo_thumbnail": Page("events.view_photo", lambda w: (w.photo.pk,), shuts=404),
    "admin:events_document_original": Page("events.view_document", lambda w: (w.document.pk,), shuts=404),
    "admin:events_report_step": Page("events.change_report", lambda w: (w.report.pk, "submit")),
    # buttons: POST only
    "admin:events_event_photos_add": Page("events.add_photo", event, opens=(405,), shuts=405),
    "admin:events_event_photos_move": Page("events.change_photo", event, opens=(405,), shuts=405),
    "admin:programmes_user_invite": Page("programmes.change_user", invited, opens=(405,), shuts=405),
    "admin:programmes_user_second_factor": Page("programmes.change_user", invited, opens=(405,), shuts=405),
    "admin:programmes_user_sign_out": Page("programmes.change_user", invited, opens=(405,), shuts=405),
}

STOCK = {
    "changelist": ("view", "change"),
    "add": ("add",),
    "change": ("view", "change"),
    "history": ("view", "change"),
    "simple_history": ("view", "change"),
    "delete": ("delete",),
}
"""The stock pages of the staff area, and the permissions of which one is needed."""


@dataclass(frozen=True)
class Address:
    """One address of the resolver, by name or, without one, by route."""

    key: str
    name: str
    route: str
    model: Any = None
    action: str = ""

    def url(self, world: World) -> str:
        """Return the address with its arguments filled in."""
        if self.model:
            return reverse(self.name, args=self._row(world))
        page = PAGES[self.key]
        if self.name:
            return reverse(self.name, args=page.args(world)) + page.query
        return "/" + self.route.replace("(?P<url>.*)$", "nothing/here/").replace("^", "").replace("(?:done/)?$", "")

    def _row(self, world: World) -> tuple[Any, ...]:
        if self.action in {"changelist", "add"}:
            return ()
        row = world.row(self.model)
        return (row.pk, row.history.first().pk) if self.action == "simple_history" else (row.pk,)


def addresses() -> Iterator[Address]:
    """Yield every address of the portal."""
    stock = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}": (model, action)
        for model, model_admin in admin.site._registry.items()
        for action in STOCK
        if action != "simple_history" or isinstance(model_admin, HistoryModelAdmin)
    }
    for name, route in walk(get_resolver().url_patterns):
        if name in stock:
            model, action = stock[name]
            yield Address(name, name, route, model, action)
        elif not route.endswith("<path:object_id>/"):  # old addresses of Django 1.8; they lead to "change"
            key = name or route.replace("^", "").replace("(?:done/)?$", "")
            yield Address(key, name, route)


def declared() -> list[Address]:
    """Return the addresses that can be asked; one test of its own says which have no declaration."""
    return [address for address in addresses() if address.model or address.key in PAGES]


def staff_kinds() -> set[str]:
    """Return the names of the addresses that are not open to everybody."""
    named = (address for address in declared() if address.name)
    return {address.name for address in named if address.model or PAGES[address.key].who != EVERYBODY}


def body(response: HttpResponseBase) -> bytes:
    """Return all of an answer; a streamed one is read to its end, which closes its file and nothing else."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def walk(patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...] = (), start: str = "") -> Iterator[Any]:
    """Yield name (empty if it has none) and route of every pattern, namespaces and prefixes included."""
    for pattern in patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern.url_patterns, inside, route)
        else:
            yield ":".join([*namespaces, pattern.name]) if pattern.name else "", route
