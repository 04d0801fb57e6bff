"""The style guide, and the colours that it reads from the style sheet."""

import pytest

from coopportal.styleguide import Scheme, contrast, contrasts, schemes, style_sheet
from events import content
from events.models import ReportVersion
from tests.factories import EventFactory, UserFactory
from tests.markup import without_marks


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "ffffff", 21.0), ("ffffff", "ffffff", 1.0), ("777777", "ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


def test_schemes_stand_on_what_they_contain():
    css = """
    :root { --ink: #111; --paper: #ffffff; --gap: 1rem; }
    @media (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } }
    @media (prefers-contrast: more) and (prefers-color-scheme: dark) { :root { --paper: #000000; } }
    :root { --bs-body-color: var(--ink); }
    """
    assert schemes(css) == [
        Scheme("", {"ink": "111111", "paper": "ffffff"}),
        Scheme("(prefers-color-scheme: dark)", {"ink": "eeeeee", "paper": "ffffff"}),
        Scheme("(prefers-contrast: more) and (prefers-color-scheme: dark)", {"ink": "eeeeee", "paper": "000000"}),
    ]


SCHEMES = schemes(style_sheet())


def test_there_are_colours_for_light_and_dark_each_with_more_contrast():
    assert [scheme.media for scheme in SCHEMES] == [
        "",
        "(prefers-color-scheme: dark)",
        "(prefers-contrast: more)",
        "(prefers-contrast: more) and (prefers-color-scheme: dark)",
    ]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.media or "light")
def test_every_colour_can_be_read_on_what_it_stands_on(scheme):
    assert [pair for pair in contrasts(scheme) if not pair.is_enough] == []


@pytest.mark.parametrize("scheme", SCHEMES[2:], ids=lambda scheme: scheme.media)
def test_who_asks_for_more_contrast_gets_seven_for_text(scheme):
    assert [pair for pair in contrasts(scheme) if pair.least > 3 and pair.ratio < 7] == []


@pytest.mark.django_db
def test_styleguide_is_for_the_signed_in_and_no_search_engine(client):
    response = client.get("/styleguide/")
    assert (response.status_code, response["location"]) == (302, "/accounts/login/?next=/styleguide/")
    event = EventFactory()
    ReportVersion.objects.create(event=event, number=1, kind="first", content=content.to_json(content.build(event)))
    client.force_login(UserFactory())
    response = client.get("/styleguide/")
    assert response.status_code == 200
    assert event.title in without_marks(response.content.decode())
    assert response["X-Robots-Tag"] == "noindex, nofollow"
