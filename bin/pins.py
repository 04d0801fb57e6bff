"""Compile ``requirements*.in`` into pins with hashes, for every platform and Python that we support.

``bin/pins.py --upgrade`` takes the newest versions; without it, versions change only where the ``.in`` files ask.
No address of an index is written: the files work with whatever index a machine is set up for.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
]

for name in ("requirements", "requirements-dev"):
    command = [str(Path(sys.executable).parent / "uv"), "pip", "compile", *OPTIONS, *sys.argv[1:]]
    subprocess.run([*command, f"{name}.in", "-o", f"{name}.txt"], cwd=ROOT, check=True)
