"""Settings of the tests: the portal's own, with data in a temporary folder and cheap passwords."""

import atexit
import os
import shutil
import tempfile

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="coopportal-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['DATA_DIR']}/portal.sqlite3")

from coopportal.catalogues import compile_stale
from coopportal.settings import *  # noqa: F403 - the environment comes first
from coopportal.settings import BASE_DIR, CACHES, DATABASES, STORAGES

# Here and not in a hook of pytest: Django reads the catalogue while it starts, and keeps what it read.
compile_stale(BASE_DIR / "locale")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_AUTOREFRESH = True
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PAGE_CACHE = False  # the tests of pages count their queries; tests/coopportal/test_page_cache.py turns it on
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Connections that stay open hinder dropping the test database; what waits for a busy machine is not stopped.
for name in ("pool", "options"):
    DATABASES["default"].get("OPTIONS", {}).pop(name, None)
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A file, not memory: in memory the threads of the live server would share one connection, and a query that sorts (our
# collation is Python) can then wait for a thread that waits for it. Nothing here has to survive a power cut.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['DATA_DIR']}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
