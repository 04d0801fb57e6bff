"""Addresses of the API. None ends in a slash; all are in Thai and have no prefix for a language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, re_path
from django.utils.translation import gettext_noop as _
from ninja.errors import ValidationError

from coopportal.api.answers import published
from coopportal.api.document import PublicAPI
from coopportal.api.errors import RefusedError, on_invalid, on_missing, on_refusal
from coopportal.api.routes import events, organisations, programmes, speakers
from coopportal.version import VERSION
from events import models as of_events
from participants.models import Mode, PersonRole
from programmes.models import CooperativeType, FederationLevel, OrganisationKind, ProgrammeStatus

api = PublicAPI(
    title=_("Open API of the cooperative upgrade programme"),
    version=VERSION,
    description=_(
        "Programmes, events, agenda, speakers, organisations and how many people took part, as published. Read only, "
        "without a key, for everybody. Dates are those of the Christian era (ISO 8601), fiscal years those of the Buddhist "
        "era; texts are Thai. No answer names a participant."
    ),
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    enums=[
        of_events.EventKind,
        of_events.EventFormat,
        of_events.EventState,
        of_events.SessionKind,
        of_events.Capacity,
        of_events.DocumentKind,
        of_events.VersionKind,
        of_events.OrganiserPart,
        Mode,
        PersonRole,
        OrganisationKind,
        CooperativeType,
        FederationLevel,
        ProgrammeStatus,
    ],
)
api.add_router("", events.router)
api.add_router("", programmes.router)
api.add_router("", speakers.router)
api.add_router("", organisations.router)
api.add_exception_handler(RefusedError, on_refusal)
api.add_exception_handler(ValidationError, on_invalid)
api.add_exception_handler(Http404, on_missing)


def start(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Lead from the root of the API to the page about it."""
    return redirect("api_docs")


def nothing(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Answer for every other address of the API."""
    return on_missing(request, Http404())


def patterns() -> list[URLPattern]:
    """Return the addresses of the API, each answering as ``published`` says."""
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = published(start if pattern.name == "api-root" else pattern.callback)
    return [*found, re_path(r"^(?P<rest>[\s\S]+)$", published(nothing), name="nothing")]


app_name = "api"
urlpatterns = patterns()
