"""The texts of ``tests/samples/naughty.txt``."""

import re
from pathlib import Path

FILE = Path(__file__).parent / "samples" / "naughty.txt"
CHARACTER = re.compile(r"\\u\{([0-9a-f]+)\}")
REPEATED = re.compile(r"(.*) \* (\d+)", re.DOTALL)


def naughty_texts() -> list[str]:
    """Return every text of the file, with its characters by number and its repetitions written out."""
    lines = [line for line in FILE.read_text("utf-8").split("\n") if line and not re.match(r"# ", line)]
    return [written_out(line) for line in lines]


def written_out(line: str) -> str:
    repeated = REPEATED.fullmatch(line)
    text, times = (repeated[1], int(repeated[2])) if repeated else (line, 1)
    return CHARACTER.sub(lambda number: chr(int(number[1], 16)), text) * times
