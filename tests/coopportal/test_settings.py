"""What the environment decides: each time the settings are read anew, in a process of its own."""

import os
import subprocess
import sys

from cryptography.fernet import InvalidToken
from django.conf import settings

ADAPTER = "import django; django.setup(); from coopportal.accounts import SecondFactorAdapter as A; print(A().{call})"


def run(folder, call: str, **environment: str) -> str:
    """Return what the adapter of the second factor answers, or the last line of its error."""
    given = {"DATA_DIR": str(folder), "DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ADAPTER.format(call=call)],
        cwd=settings.BASE_DIR,
        env=os.environ | given | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).splitlines()[-1]


def test_new_secret_key_opens_second_factors_where_the_former_one_is_named(tmp_path):
    former, new = "f" * 50, "n" * 50
    encrypted = run(tmp_path, "encrypt('seed')", SECRET_KEY=former)
    decrypt = f"decrypt({encrypted!r})"
    assert run(tmp_path, decrypt, SECRET_KEY=new, SECRET_KEY_FALLBACKS=f"{'o' * 50},{former}") == "seed"
    assert run(tmp_path, decrypt, SECRET_KEY=new).endswith(InvalidToken.__name__)
