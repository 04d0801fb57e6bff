"""The site: who may come in, the menu in the order in which people work, and "my tasks" on the first page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MENU: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("work", _("Daily work"), ("events.event", "events.report", "programmes.programme", "events.speaker")),
    (
        "register",
        _("Register and lists"),
        (
            "programmes.organisation",
            "events.prefix",
            "programmes.serviceform",
            "programmes.regionscheme",
            "programmes.province",
        ),
    ),
    ("people", _("Users and logs"), ("programmes.user", "programmes.exportlog", "participants.changelog")),
)
"""Sections of the menu: key, title, and the models by label. Models that stand nowhere are reached from others."""


@dataclass(frozen=True)
class TaskItem:
    """One thing to do, with the page where it is done."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Task:
    """A kind of thing to do: its first items, and where all of them are. Nothing to do: no items."""

    title: str
    items: tuple[TaskItem, ...]
    url: str
    more: bool = False


TaskSource = Callable[[HttpRequest], Iterable[Task]]


class PortalAdminSite(admin.AdminSite):
    """Open to active users with ``programmes.access_admin``; signs in and out through the portal's own pages."""

    site_title = site_header = _("Staff area")
    index_title = _("My tasks")
    index_template = "admin/index.html"
    empty_value_display = "–"
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")
        self.task_sources: list[TaskSource] = []

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the user may come in."""
        return bool(request.user.is_active and request.user.has_perm("programmes.access_admin"))

    def add_tasks(self, source: TaskSource) -> TaskSource:
        """Register a function that returns the tasks of a request's user; use it as a decorator."""
        self.task_sources.append(source)
        return source

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the tasks of the user, and the menu."""
        tasks = [task for source in self.task_sources for task in source(request) if task.items]
        return super().index(request, {"tasks": tasks, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the sections of ``MENU`` with what the user may see; one app's models as Django lists them."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {
            f"{label}.{model['object_name'].lower()}": model
            for label, app in self._build_app_dict(request).items()
            for model in app["models"]
        }
        sections = [
            {
                "name": title,
                "app_label": key,
                "app_url": f"{reverse('admin:index', current_app=self.name)}#{key}",
                "has_module_perms": True,
                "models": [models[label] for label in labels if label in models],
            }
            for key, title, labels in MENU
        ]
        return [section for section in sections if section["models"]]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a stranger to the portal's sign-in; somebody who is signed in, but may not come in, gets 403."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")
