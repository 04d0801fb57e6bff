"""nginx with the configuration of ``deploy/``, for tests and benchmarks: only names, folders and ports are other ones."""

import datetime as dt
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DEPLOY = Path(__file__).parent.parent / "deploy" / "nginx"

MAIN = """
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
    include {types};
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/coopportal.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    """Where nginx listens, and where the portal does."""

    http: int
    https: int
    portal: int


def find() -> str | None:
    """Return the path of nginx, or ``None`` if it is not on this machine."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def configure(folder: Path, data_dir: Path, ports: Ports, changes: dict[str, str] | None = None) -> Path:
    """Write the configuration into ``folder`` and return its main file; ``changes`` are made in the deployed text."""
    text = (DEPLOY / "coopportal.conf").read_text()
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{ports.http};",
        "    listen [::]:80;\n": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports.https} ssl http2;",
        "    listen [::]:443 ssl http2;\n": "",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{ports.portal};",
        "portal.example.org": "localhost",
        "https://$host$request_uri": f"https://$host:{ports.https}$request_uri",
        "/etc/ssl/coopportal/": f"{folder}/",
        "/var/cache/nginx/coopportal": f"{folder}/cache",
        "/var/log/nginx/": f"{folder}/",
        "/var/www/coopportal": f"{folder}/www",
        "/var/lib/coopportal/": f"{data_dir}/",
        **(changes or {}),
    }.items():
        assert old in text, f"deploy/nginx/coopportal.conf has no {old!r}"
        text = text.replace(old, new)
    (folder / "snippets").mkdir(parents=True)
    (folder / "www").mkdir()
    (folder / "coopportal.conf").write_text(text)
    shutil.copy(DEPLOY / "coopportal-proxy.conf", folder / "snippets")
    shutil.copy(DEPLOY / "unavailable.html", folder / "www")
    make_certificate(folder)
    main = folder / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""
    main.write_text(MAIN.format(folder=folder, user=user, types="/etc/nginx/mime.types"))
    return main


def make_certificate(folder: Path) -> None:
    """Write a certificate of this machine for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    # The real time: the clock of a test may stand still.
    now = dt.datetime.fromtimestamp(Path(folder).stat().st_ctime, dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@contextmanager
def running(main: Path) -> Iterator[None]:
    """Run nginx with the configuration in ``main``, and end it with all its processes."""
    program = find()
    assert program, "nginx is not on this machine"
    with subprocess.Popen([program, "-c", main, "-g", "daemon off;"], stderr=subprocess.PIPE, text=True) as process:
        try:
            while not (main.parent / "nginx.pid").exists() and process.poll() is None:
                time.sleep(0.05)
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            yield
        finally:
            process.terminate()
