"""The data sets are held against what the API answers, so they share its events."""

from tests.coopportal.api.conftest import ask, reported  # noqa: F401 - fixtures
from tests.pages.conftest import publish, read  # noqa: F401 - fixtures
