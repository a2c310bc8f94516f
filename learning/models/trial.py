"""Talks with a model, and with answers that are not published, in a process of its own: nobody else is answered by it.

`python -m learning.models.trial ARCHIVE` reads, first, `{"records": {id: body}, "service": {…}}`, what operators wrote over
the files; then a conversation a line, a JSON list of texts, and prints `[{"reply", "chosen"}, …]` for it.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bot.engine import standin

standin.install()

from bot.clock import paris_day, system_clock  # noqa: E402
from bot.engine.engine import Engine  # noqa: E402
from bot.engine.examining import run  # noqa: E402
from learning.answers import in_force  # noqa: E402
from learning.models.trying import converse  # noqa: E402
from region import in_force as region  # noqa: E402


async def _serve(archive: Path, lines: Iterable[str], out: TextIO) -> None:
    asked = iter(lines)
    written = json.loads(next(asked))
    read = region.read(today=paris_day(system_clock()))
    held = replace(read, catalogue=in_force.changed(read.files, written["records"], written["service"]))
    engine = Engine(archive)
    for line in asked:
        print(json.dumps(await converse(engine, json.loads(line), held), ensure_ascii=False), file=out)


if __name__ == "__main__":
    sys.exit(run(_serve))
