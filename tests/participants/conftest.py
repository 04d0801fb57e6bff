"""What the tests of the staff area share."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from programmes.models import Role, User
from tests.factories import user_with_role


@pytest.fixture
def sign_in(client: Client, roles: None):
    """Sign in somebody with a role, and return the user."""

    def sign_in(role: Role) -> User:
        user = user_with_role(role)
        client.force_login(user)
        return user

    return sign_in


@pytest.fixture
def editor(sign_in) -> User:
    """Somebody who enters events."""
    return sign_in(Role.EDITOR)


@pytest.fixture
def soup():
    """Parse a page."""
    return lambda response: BeautifulSoup(response.content.decode(), "html.parser")
