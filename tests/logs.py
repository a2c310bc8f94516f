"""Everything that is logged, as an administrator who looks for a fault would see it."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class Kept(logging.Handler):
    """Keeps every line that is logged, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self.lines.append(f"{record.name} {record.getMessage()} {record.__dict__.get('args')} {trace}")

    def that_told(self, *private: str) -> set[str]:
        """Return the names of the loggers that told something private."""
        return {each.partition(" ")[0] for each in self.lines if any(word in each for word in private)}


@contextmanager
def everything_logged() -> Iterator[Kept]:
    """Log at DEBUG meanwhile."""
    root, kept = logging.getLogger(), Kept()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(kept)
    try:
        yield kept
    finally:
        root.removeHandler(kept)
        root.setLevel(level)
