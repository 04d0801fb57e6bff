"""Compiled translations: ``.mo`` files are made from ``.po`` files on the machine that needs them."""

import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_stale(locale_dir: Path) -> list[Path]:
    """Compile every catalogue under ``locale_dir`` whose ``.mo`` is missing or older than its ``.po``.

    Returns the files written. Several processes may do this at once: a ``.mo`` appears under its name only when it
    is whole. Fuzzy entries are left out.
    """
    written = []
    for po in sorted(locale_dir.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        with tempfile.NamedTemporaryFile(dir=po.parent, delete=False) as draft:
            write_mo(draft, catalogue)
        draft_path = Path(draft.name)
        draft_path.chmod(0o644)
        draft_path.replace(mo)
        written.append(mo)
    return written
