"""Asks one model many sentences in a process of its own: `python -m bot.engine.examining ARCHIVE`.

Reads one JSON text a line; prints `{"intent", "confidence", "ambiguous"}` a line, in order.
"""

import asyncio
import contextlib
import json
import os
import sys
import warnings
from collections.abc import Callable, Coroutine, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from bot.engine import standin

standin.install()

from bot.engine.engine import Engine  # noqa: E402
from region import in_force  # noqa: E402


async def _examine(archive: Path, lines: Iterable[str], out: TextIO) -> None:
    engine, held = Engine(archive), in_force.read(today=date.today())
    for line in lines:
        parsed = await engine.parse(json.loads(line), held)
        intent = parsed["intent"]
        said = {
            "intent": intent["name"],
            "confidence": round(float(intent["confidence"]), 4),
            "ambiguous": bool(parsed.get("ambiguous")),
            "second": [each["name"] for each in parsed.get("intent_ranking", [])[1:3]],
        }
        print(json.dumps(said, ensure_ascii=False), file=out)


def run(answers: Callable[[Path, Iterable[str], TextIO], Coroutine[Any, Any, None]]) -> int:
    """Answer the lines of standard input about the archive named first, and nothing else on standard output; returns 0."""
    warnings.simplefilter("ignore")
    out = os.fdopen(os.dup(1), "w", buffering=1)
    with contextlib.redirect_stdout(sys.stderr):
        asyncio.run(answers(Path(sys.argv[1]), sys.stdin, out))
    return 0


if __name__ == "__main__":
    sys.exit(run(_examine))
