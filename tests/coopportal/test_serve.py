"""``make run`` in small: an empty folder, one command, a portal that answers, and a clean end."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from coopportal.supervisor import DIRECTLY
from tests.installation import Installation, free_port, installation

SERVE = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve"]


@pytest.fixture
def place(tmp_path):
    with installation(tmp_path / "data") as empty:
        yield empty


def read_until(process: subprocess.Popen[str], text: str) -> list[str]:
    """Read what ``process`` prints until a line has ``text``, or it ends."""
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if text in line:
            break
    return lines


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_serve_prepares_answers_and_stops(place: Installation):
    port = free_port()
    process = subprocess.Popen(
        [*SERVE, "--prepare"],
        env=place.environment(PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            lines = read_until(process, "The portal is at")
            assert lines[-1:] == [f"The portal is at http://127.0.0.1:{port}/  (Ctrl-C stops it)"], "\n".join(lines)
            with DIRECTLY.open(f"http://127.0.0.1:{port}/healthz", timeout=60) as response:
                assert response.status == 200
            children = children_of(process.pid)
            assert len(children) == 2
        finally:
            process.send_signal(signal.SIGTERM)
            rest = process.stdout.read()
    assert process.returncode == 0, rest
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    assert (place.data_dir / "secret_key").stat().st_mode & 0o077 == 0
    assert (place.data_dir / "static" / "staticfiles.json").exists()


def test_serve_says_that_the_port_is_in_use(place: Installation):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = subprocess.run(SERVE, env=place.environment(PORT=str(port)), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"CommandError: Port {port} on 127.0.0.1 is in use. "
        f"Stop the program that uses it, or choose another: PORT={port + 1}"
    )
