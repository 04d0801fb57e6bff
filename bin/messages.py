"""The Thai catalogue: what the code says, against what is translated. Needs Babel, no gettext tools.

    bin/messages.py check                 every message of the code is translated; nothing is fuzzy, empty or unused
    bin/messages.py update [FILE.po...]   bring the catalogue up to date; take translations from FILE.po too

An entry that replaces a text of Django or of another package is kept by a comment that begins with "override".
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
PACKAGES = ("coopportal", "programmes", "events", "participants")
CATALOGUE = ROOT / "locale" / "th" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
KEYWORDS |= {"gettext_noop": None, "_l": None}
TRANSLATORS = ("Translators:",)


def sources() -> Iterator[tuple[Path, bytes]]:
    """Yield every file of ours with messages, as Python source."""
    for package in PACKAGES:
        yield from read(ROOT / package, ".py")
    for folder in [ROOT / "templates", *(ROOT / package / "templates" for package in PACKAGES)]:
        yield from read(folder, ".html", ".txt", ".xml")


def read(folder: Path, *suffixes: str) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of a folder that have one of the suffixes, as Python source; migrations are left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in suffixes or "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            yield path, path.read_bytes()
        else:
            source = templatize(path.read_text("utf-8"), origin=path.name)
            # What is not a message is blanked out, but keeps its indentation, which means something to Python.
            yield path, "\n".join(line.strip() for line in source.splitlines()).encode()


def extracted() -> Catalog:
    """Return every message of the code and the templates."""
    return extracted_from(sources(), ROOT)


def extracted_from(files: Iterable[tuple[Path, bytes]], root: Path) -> Catalog:
    """Return every message of some files; the catalogue names them as seen from ``root``."""
    template = Catalog(locale="th", project="coopportal", fuzzy=False, charset="utf-8")
    for path, source in files:
        name = path.relative_to(root).as_posix()
        for _, message, comments, context in extract("python", BytesIO(source), KEYWORDS, TRANSLATORS):
            template.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return template


def load(path: Path) -> Catalog:
    """Read one catalogue; an absent one is empty."""
    if not path.exists():
        return Catalog(locale="th", project="coopportal", charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale="th", abort_invalid=True)


def is_override(message: Message) -> bool:
    """Say whether an entry replaces a text that is not ours."""
    return any(comment.strip().lower().startswith("override") for comment in message.user_comments)


def key(message: Message) -> tuple[str, str | None]:
    """Return what gettext looks an entry up by."""
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def is_translated(message: Message) -> bool:
    """Say whether every form of an entry has a text."""
    texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return bool(texts) and all(text and text.strip() for text in texts)


def check() -> int:
    """Print what is wrong with the catalogue, one line each."""
    wanted = {key(message): message for message in extracted() if message.id}
    have = {key(message): message for message in load(CATALOGUE) if message.id}
    faults = [f"missing: {name[0]!r} ({wanted[name].locations[0][0]})" for name in wanted.keys() - have.keys()]
    for name, message in have.items():
        if name not in wanted and not is_override(message):
            faults.append(f"no longer used: {name[0]!r}")
        elif not is_translated(message):
            faults.append(f"not translated: {name[0]!r}")
        elif message.fuzzy:
            faults.append(f"fuzzy: {name[0]!r}")
        faults += [f"placeholders differ: {name[0]!r}: {error}" for error in message.check()]
    print("\n".join(sorted(faults)) or f"{len(have)} messages, all translated")
    if faults:
        print(f"{len(faults)} faults; `make messages` adds what is missing to {CATALOGUE.relative_to(ROOT)}")
    return 1 if faults else 0


def update(extra: list[Path]) -> int:
    """Write the catalogue anew: all messages of the code in their order, translations kept."""
    template, catalogue = extracted(), load(CATALOGUE)
    for other in map(load, extra):
        for message in other:
            if message.id and is_translated(message):
                catalogue.delete(message.id, message.context)
                catalogue.add(
                    message.id,
                    message.string,
                    flags=message.flags,
                    user_comments=message.user_comments,
                    context=message.context,
                )
    for message in list(catalogue):
        if message.id and is_override(message) and template.get(message.id, message.context) is None:
            template.add(message.id, user_comments=message.user_comments, context=message.context)
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.fuzzy = False
    catalogue.header_comment = "# The Thai messages of coopportal."
    catalogue.version, catalogue.msgid_bugs_address = VERSION, ""
    catalogue.last_translator, catalogue.language_team = "coopportal contributors", "Thai"
    catalogue.revision_date = catalogue.creation_date
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as target:
        write_po(target, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    blank = sum(1 for message in catalogue if message.id and not is_translated(message))
    print(f"{len(catalogue)} messages, {blank} of them not translated yet")
    return 0


def main(arguments: list[str]) -> int:
    """Run one of the two commands."""
    match arguments:
        case ["check"]:
            return check()
        case ["update", *extra]:
            return update([Path(name) for name in extra])
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
