"""How log lines look."""

import logging


class OneLineFormatter(logging.Formatter):
    """One event stays one line: what a stranger typed cannot start a line of its own (log injection)."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is the standard library's
        """Return the line with control characters made visible; a trace of ours keeps its lines."""
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line)
