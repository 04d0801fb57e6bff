"""What an https address switches on: the settings are read anew in a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
over = dict(HTTP_X_FORWARDED_PROTO="https") if settings.BEHIND_PROXY else dict(secure=True)
host = dict(HTTP_HOST="portal.example.org")
page = Client(**host).get("/accounts/login/", **over)
plain = Client(**host).get("/accounts/login/?a=1")
forged = Client(**host).get("/accounts/login/", HTTP_X_FORWARDED_PROTO="https")
probe = Client(HTTP_HOST="127.0.0.1").get("/healthz")
cookie = page.cookies[settings.CSRF_COOKIE_NAME]
print(json.dumps({
    "status": page.status_code,
    "hsts": page.headers.get("Strict-Transport-Security"),
    "cookie": [cookie.key, bool(cookie["secure"]), bool(cookie["httponly"]), cookie["path"], cookie["domain"]],
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "plain": [plain.status_code, plain.headers.get("Location")],
    "forged": forged.status_code,
    "probe": probe.status_code,
    "mfa": settings.REQUIRE_MFA,
}))
"""


def ask(folder, **environment) -> dict:
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in {"REQUIRE_MFA", "BEHIND_PROXY", "ALLOWED_HOSTS", "HSTS_SUBDOMAINS"}
    }
    clean |= {"DATA_DIR": str(folder), "DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("behind_proxy", "forged"), [("0", 301), ("1", 200)])
def test_https_address_switches_everything_on(tmp_path, behind_proxy, forged):
    """Only behind a proxy is the header of a proxy believed."""
    assert ask(tmp_path, SITE_URL="https://portal.example.org", BEHIND_PROXY=behind_proxy) == {
        "status": 200,
        "hsts": "max-age=31536000",
        "cookie": ["__Host-csrf", True, True, "/", ""],
        "session": ["__Host-session", True, True],
        "plain": [301, "https://portal.example.org/accounts/login/?a=1"],
        "forged": forged,
        "probe": 200,
        "mfa": True,
    }


@pytest.mark.parametrize(
    ("site", "hsts"),
    [
        ("https://portal.example.org", "max-age=31536000; includeSubDomains; preload"),
        ("http://portal.example.org", None),
    ],
)
def test_hosts_below_are_bound_where_somebody_asks_for_it(tmp_path, site, hsts):
    assert ask(tmp_path, SITE_URL=site, BEHIND_PROXY="0", HSTS_SUBDOMAINS="1")["hsts"] == hsts


def test_http_address_leaves_it_off(tmp_path):
    answer = ask(tmp_path, SITE_URL="http://portal.example.org", BEHIND_PROXY="0")
    assert answer["hsts"] is None
    assert answer["cookie"] == ["csrf", False, True, "/", ""]
    assert (answer["plain"], answer["mfa"]) == ([200, None], False)
