"""Settings of the portal: one file, every variable of the environment read here and nowhere else.

``docs/settings.md`` explains each variable; a test keeps the two together.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import bootstrap
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)
# PyThaiNLP makes a folder for downloads in the home of the user when it is imported, and a service may have no home.
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")

# -- where things are kept ---------------------------------------------------------------------------------------------

DATA_DIR = env.path("DATA_DIR", default=BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)


def kept_secret(path: Path) -> str:
    """Return the secret in ``path``; make one on the first run, readable by its owner only.

    Two processes that start at the same moment agree: whoever creates the file first wins, and the file appears
    under its name only when it is whole.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii")


SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)

# -- the address, and what follows from it ------------------------------------------------------------------------------

HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://{HOST}:{PORT}").rstrip("/")
site = urlsplit(SITE_URL)
if site.scheme not in {"http", "https"} or not site.hostname:
    raise ImproperlyConfigured(f"SITE_URL must be an http or https address, not {SITE_URL!r}")
HTTPS = site.scheme == "https"

ALLOWED_HOSTS = sorted(
    {site.hostname, HOST, "127.0.0.1", "localhost", *env.list("ALLOWED_HOSTS", default=[])} - {"0.0.0.0"}  # noqa: S104
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes ask the process itself, without the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# Every host below this one, and the lists inside browsers, which take years to leave: only where somebody asks for it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # these want it for everybody
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # without a proxy X-Forwarded-For is what a stranger typed

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # counted from the sign-in, whatever happens later (coopportal.accounts)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for Bootstrap's icons and the QR code of the second factor
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# -- applications --------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "coopportal",
    "participants",
    "events",
    "programmes",
    "coopportal.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "coopportal.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "coopportal.middleware.PermissionsPolicyMiddleware",
    "coopportal.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "coopportal.middleware.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "coopportal.urls"
WSGI_APPLICATION = "coopportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coopportal.context_processors.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "coopportal.templatetags.thai"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# -- database, cache, background work ------------------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'coopportal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Opening the file and reading its schema takes 3 ms, a third of a page.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    # Readers never wait for a writer (WAL); a writer takes its lock at BEGIN, and waits for it instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": 8},
        "options": "-c statement_timeout=30000 -c lock_timeout=5000",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whether `prepare --demo` (which is what `make run` does) may load the demonstration: never by itself into a database
# that somebody named.
DEMO = env.bool("DEMO", default=not env.str("DATABASE_URL", default=""))
DEMO_ADMIN_PASSWORD = env.str("DEMO_ADMIN_PASSWORD", default="")  # empty: a fresh random one

PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)
CACHES = {
    "default": env.dj_cache_url("CACHE_URL", default="db://cache"),
    # Whole public pages (coopportal.page_cache), in the memory of each process. After five minutes a page is made again
    # in any case: that long may a change hide that nobody told the site of.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 300,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
    "other_pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "other_pages",
        "TIMEOUT": 300,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # Charts, by what they show: drawing one takes a quarter of a second.
    "drawings": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "drawings",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache":
    # The default of 300 rows would let a stranger push out the counters of failed sign-ins.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 100_000, **CACHES["default"].get("OPTIONS", {})}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- people --------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "programmes.User"
AUTHENTICATION_BACKENDS = ["programmes.backends.MembershipBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # of invitations too; the mails say until when
ACCOUNT_ADAPTER = "coopportal.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come by invitation: whoever sets the password has read the mail
ACCOUNT_FORMS = {
    "login": "coopportal.accounts.SignInForm",
    "reset_password": "coopportal.accounts.ResetForm",
    "reset_password_from_key": "coopportal.accounts.NewPasswordForm",
    "change_password": "coopportal.accounts.ChangeForm",
    "reauthenticate": "coopportal.accounts.PasswordAgainForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key", "reset_password": "20/m/ip,5/h/key"}
MFA_ADAPTER = "coopportal.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "coopportal.accounts.CodeForm",
    "reauthenticate": "coopportal.accounts.CodeAgainForm",
    "activate_totp": "coopportal.accounts.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "coopportal"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # for the same reason: there is no address to verify

REQUIRE_MFA = env.bool("REQUIRE_MFA", default=HTTPS)
APPROVAL_LEVELS = env.int("APPROVAL_LEVELS", default=1)
if APPROVAL_LEVELS not in {1, 2}:
    raise ImproperlyConfigured("APPROVAL_LEVELS must be 1 or 2")

# Whom /.well-known/security.txt names (RFC 9116): addresses of mail or pages.
contacts: list[str] = env.list("SECURITY_CONTACT", default=[])
SECURITY_CONTACT = [f"mailto:{one}" if "@" in one and ":" not in one else one for one in contacts]
if not all(one.startswith(("mailto:", "https://", "tel:")) for one in SECURITY_CONTACT):
    raise ImproperlyConfigured("SECURITY_CONTACT must be addresses of mail, or https:// or tel: addresses")

# The figure of each office on public pages and in public files.
PUBLISH_OFFICE_COUNTS = env.bool("PUBLISH_OFFICE_COUNTS", default=True)
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
DPO_CONTACT = env.str("DPO_CONTACT", default="")

# What the department decides about its open data; empty: the pages say that it awaits confirmation.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")
OPEN_DATA_LICENCE_URL = env.str("OPEN_DATA_LICENCE_URL", default="")
if OPEN_DATA_LICENCE_URL and not (OPEN_DATA_LICENCE and OPEN_DATA_LICENCE_URL.startswith(("http://", "https://"))):
    raise ImproperlyConfigured("OPEN_DATA_LICENCE_URL must be an http or https address, and OPEN_DATA_LICENCE its name")

# -- language and time ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

# -- files ---------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", Path(bootstrap.__path__[0])),  # the package bootstrap-wrapper
]
# Source maps are for people with developer tools: compressing them would take two thirds of the time of collectstatic.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "coopportal.storages.PrivateStorage"},
    "staticfiles": {"BACKEND": "coopportal.stylesheets.StaticFiles"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# -- mail and logs -------------------------------------------------------------------------------------------------------

email = env.dj_email_url("EMAIL_URL", default=f"file:///{DATA_DIR / 'outbox'}")
EMAIL_BACKEND = email["EMAIL_BACKEND"]
EMAIL_FILE_PATH = DATA_DIR / "outbox"  # for the file backend
EMAIL_HOST, EMAIL_PORT = email["EMAIL_HOST"], email["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = email["EMAIL_HOST_USER"], email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = email["EMAIL_USE_TLS"], email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"coopportal@{site.hostname}")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "coopportal.logs.OneLineFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
