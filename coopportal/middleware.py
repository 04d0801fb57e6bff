"""What holds for every answer: headers that Django and django-csp do not send, and the second factor of staff."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from coopportal.accounts import passed_second_factor

SET_UP_PAGES = {
    "account_change_password",
    "account_index",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_index",
    "usersessions_list",
}
"""What is open to staff who have no second factor yet."""

GetResponse = Callable[[HttpRequest], HttpResponse]


class PermissionsPolicyMiddleware:
    """Tell browsers that no page of ours uses camera, microphone, position or payment."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header to every answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response


class PrivatePagesMiddleware:
    """Keep out of every cache and search engine what a signed-in person sees, and what sets a cookie.

    Stands outside the session's middleware, so that it sees the cookies. Costs nothing for readers without a cookie.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark such answers ``private, no-store``."""
        response = self.get_response(request)
        if response.cookies or is_signed_in(request):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


class SecondFactorMiddleware:
    """Lead staff who have not passed a second factor to it, before any other page (setting ``REQUIRE_MFA``).

    Everybody who signs in is staff. Without a second factor only the pages of the account are open; in a session that
    began before it was set up, only the page that asks for a code. Costs one query per request of a signed-in person.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the check needs to know the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Redirect to the page that is next, or let the view answer."""
        if not settings.REQUIRE_MFA or not is_signed_in(request):
            return None
        page = request.resolver_match.url_name if request.resolver_match else None
        if page == "account_logout":
            return None
        if not Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            return None if page in SET_UP_PAGES else redirect("mfa_activate_totp")
        if not passed_second_factor(request) and page != "mfa_reauthenticate":
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        return None


def is_signed_in(request: HttpRequest) -> bool:
    """Say whether a signed-in person asks; touches no session where the request brings none."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user") and request.user.is_authenticated
    )
