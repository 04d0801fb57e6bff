"""Texts that break programs: our own of ``tests/samples/naughty.txt``, and the Big List of Naughty Strings beside it."""

import json
import re
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
CHARACTER = re.compile(r"\\u\{([0-9a-f]+)\}")
REPEATED = re.compile(r"(.*) \* (\d+)", re.DOTALL)


def naughty_texts() -> list[str]:
    """Return our own texts, with their characters by number and their repetitions written out."""
    return [written_out(line) for line in lines("naughty.txt")]


def big_list() -> list[str]:
    """Return the texts of the Big List of Naughty Strings."""
    return [json.loads(line) for line in lines("blns.txt")]


def lines(name: str) -> list[str]:
    """Return the lines of a sample that are neither empty nor remarks."""
    return [line for line in (SAMPLES / name).read_text("utf-8").split("\n") if line and not re.match(r"#( |$)", line)]


def written_out(line: str) -> str:
    repeated = REPEATED.fullmatch(line)
    text, times = (repeated[1], int(repeated[2])) if repeated else (line, 1)
    return CHARACTER.sub(lambda number: chr(int(number[1], 16)), text) * times
