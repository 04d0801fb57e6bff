"""Runs a few programs as one: they start together and stop together."""

import os
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

HEARTBEAT = 0.2  # seconds between two looks at the programs
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Opens addresses of this machine: a proxy of the environment does not know them."""


@dataclass(frozen=True)
class Program:
    """One child process: the name that messages use, and its command line."""

    name: str
    command: Sequence[str]


def is_port_free(host: str, port: int) -> bool:
    """Say whether a server could listen on ``host`` and ``port`` now."""
    family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, proto) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True


def answers(url: str) -> bool:
    """Say whether ``url`` answers 200 within a second."""
    try:
        with DIRECTLY.open(url, timeout=1) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def supervise(
    programs: Sequence[Program],
    *,
    is_ready: Callable[[], bool],
    on_ready: Callable[[], None],
    report: Callable[[str], None],
    patience: float = 20,
) -> int:
    """Run ``programs`` until SIGINT or SIGTERM, or until one of them ends; then stop the others.

    Calls ``on_ready`` once, as soon as ``is_ready`` says so. A program that does not stop within ``patience`` seconds
    is killed with its children. Returns 0 when it was asked to stop, 1 when a program ended by itself.

    Must be called from the main thread.
    """
    stop = threading.Event()
    children: dict[subprocess.Popen[bytes], str] = {}
    with _signals_set(stop):
        try:
            for program in programs:
                # A session of its own: Ctrl-C in the terminal reaches us alone, and we decide the order.
                children[subprocess.Popen(program.command, start_new_session=True)] = program.name  # noqa: S603
            ready = False
            while not stop.wait(HEARTBEAT):
                for child, name in children.items():
                    if child.poll() is not None:
                        report(f"The {name} ended by itself with exit code {child.returncode}; stopping the rest.")
                        return 1
                if not ready and is_ready():
                    ready = True
                    on_ready()
            return 0
        finally:
            _stop(list(children), patience)


@contextmanager
def _signals_set(event: threading.Event) -> Iterator[None]:
    """Let SIGINT and SIGTERM set ``event`` instead of ending the process."""
    asked = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: event.set()) for number in asked]
    try:
        yield
    finally:
        for number, handler in zip(asked, before, strict=True):
            signal.signal(number, handler)


def _stop(children: Sequence[subprocess.Popen[bytes]], patience: float) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
