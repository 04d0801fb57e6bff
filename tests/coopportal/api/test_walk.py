"""The API walked by a machine that tries everything its document allows, and what it does not (schemathesis)."""

from contextlib import suppress
from io import StringIO

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from coopportal.wsgi import application

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("mode", "operations"), [(GenerationMode.POSITIVE, 10), (GenerationMode.NEGATIVE, 9)])
def test_no_answer_is_off_the_document(mode, operations):
    """No 5xx, and no status, media type or field that the document does not name.

    Unknown provinces and programmes are refused although the document cannot list them. No text is a wrong name of a
    programme in an address, so that operation cannot be asked wrongly.
    """
    call_command("load_reference", stdout=StringIO())
    call_command("load_demo", stdout=StringIO())
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    asked = set()
    for found in document.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=100, suppress_health_check=list(HealthCheck))
        def walk(case):
            response = case.call(headers={"Accept-Encoding": "identity"})
            asked.add(case.operation.label)
            assert response.status_code < 500
            case.validate_response(response, excluded_checks=[positive_data_acceptance])

        with suppress(Unsatisfiable):
            walk()
    assert len(asked) == operations
