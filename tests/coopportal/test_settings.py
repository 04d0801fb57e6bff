"""What the environment decides: each time the settings are read anew, in a process of its own."""

import os
import subprocess
import sys

from cryptography.fernet import InvalidToken
from django.conf import settings

ADAPTER = "from coopportal.accounts import SecondFactorAdapter as A; print(A().{call})"
WORDS = "from programmes.search.cutting import cut; print(len(cut('เดินรถไปตลาด').keys.split()))"


def run(folder, code: str, **environment: str) -> str:
    """Return what a process with the settings prints, or the last line of its error."""
    given = {"DATA_DIR": str(folder), "DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=settings.BASE_DIR,
        env=os.environ | given | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).splitlines()[-1]


def test_new_secret_key_opens_second_factors_where_the_former_one_is_named(tmp_path):
    former, new = "f" * 50, "n" * 50
    encrypted = run(tmp_path, ADAPTER.format(call="encrypt('seed')"), SECRET_KEY=former)
    decrypt = ADAPTER.format(call=f"decrypt({encrypted!r})")
    assert run(tmp_path, decrypt, SECRET_KEY=new, SECRET_KEY_FALLBACKS=f"{'o' * 50},{former}") == "seed"
    assert run(tmp_path, decrypt, SECRET_KEY=new).endswith(InvalidToken.__name__)


def test_words_are_cut_for_a_user_without_a_home(tmp_path):
    assert run(tmp_path, WORDS, HOME="/dev/null", PYTHONUTF8="1") == "3"
