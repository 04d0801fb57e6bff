"""What a web server loads."""

from importlib import import_module, reload

import pytest

from coopportal.fingerprint import fingerprint


@pytest.fixture
def _new_process():
    """Forget what a process knows of the code; before and after, since tests share one."""
    fingerprint.cache_clear()
    yield
    fingerprint.cache_clear()


@pytest.mark.usefixtures("_new_process")
def test_process_knows_its_code_before_an_upgrade_can_put_other_files_there():
    reload(import_module("coopportal.wsgi"))
    assert fingerprint.cache_info().currsize == 1
