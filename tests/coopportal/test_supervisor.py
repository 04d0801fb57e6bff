"""Programs that start together and stop together."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from coopportal.supervisor import Program, answers, is_port_free, supervise

SLEEPER = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"


def python(name: str, code: str) -> Program:
    return Program(name, [sys.executable, "-c", code])


def run(programs: Sequence[Program], *, ready: bool = True, **options) -> tuple[int, list[str]]:
    """Supervise ``programs``, interrupt as soon as they are ready, and return the exit code and what was said."""
    said: list[str] = []

    def interrupt() -> None:
        said.append("ready")
        os.kill(os.getpid(), signal.SIGINT)

    code = supervise(programs, is_ready=lambda: ready, on_ready=interrupt, report=said.append, **options)
    return code, said


def is_alive(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


def test_interrupt_stops_every_program(tmp_path):
    files = [tmp_path / "a", tmp_path / "b"]
    code = "import os, pathlib, time; pathlib.Path({!r}).write_text(str(os.getpid())); time.sleep(60)"
    programs = [python(file.name, code.format(str(file))) for file in files]

    def stop_when_started() -> bool:
        return all(file.exists() and file.read_text() for file in files)

    result = supervise(
        programs,
        is_ready=stop_when_started,
        on_ready=lambda: os.kill(os.getpid(), signal.SIGTERM),
        report=print,
    )

    assert result == 0
    assert [is_alive(file) for file in files] == [False, False]


def test_program_that_ends_stops_the_others_with_a_failure():
    code, said = run([python("worker", "raise SystemExit(3)"), python("server", SLEEPER)], ready=False)
    assert code == 1
    assert said == ["The worker ended by itself with exit code 3; stopping the rest."]


def test_program_that_ends_well_is_a_failure_too():
    code, said = run([python("worker", "pass"), python("server", SLEEPER)], ready=False)
    assert code == 1
    assert said == ["The worker ended by itself with exit code 0; stopping the rest."]


def test_ready_is_announced_once():
    assert run([python("server", SLEEPER)]) == (0, ["ready"])


def test_program_that_does_not_stop_is_killed():
    assert run([python("server", STUBBORN)], patience=0.3)[0] == 0


def test_signal_handlers_are_put_back():
    before = signal.getsignal(signal.SIGINT)
    run([python("server", SLEEPER)])
    assert signal.getsignal(signal.SIGINT) is before


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_port_in_use_is_noticed(listener):
    assert not is_port_free("127.0.0.1", listener.getsockname()[1])


def test_port_that_was_left_is_free(listener):
    port = listener.getsockname()[1]
    listener.close()
    assert is_port_free("127.0.0.1", port)


@pytest.mark.parametrize(("status", "expected"), [(b"200 OK", True), (b"503 Service Unavailable", False)])
def test_answers_only_to_200(listener, status, expected, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # a proxy is not asked for what is on this machine

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            client.recv(1000)
            client.sendall(b"HTTP/1.0 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=serve)
    thread.start()
    assert answers(f"http://127.0.0.1:{listener.getsockname()[1]}/") is expected
    thread.join()


def test_answers_not_when_nobody_listens(listener):
    port = listener.getsockname()[1]
    listener.close()
    assert not answers(f"http://127.0.0.1:{port}/")
