"""Runs a training in a process of its own and follows it; the model in service keeps answering."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot import project
from bot.wordings import say


class TrainingFailed(RuntimeError):
    """A training ended without a model; `str()` is the reason."""


@asynccontextmanager
async def training(
    archive: Path, files: Sequence[Path], *, data_dir: Path
) -> AsyncIterator[AsyncIterator[Mapping[str, Any]]]:
    """Give the lines a training prints (bot/engine/training.py); leaving early stops it."""
    environment = os.environ | {"RASA_CACHE_DIRECTORY": str(data_dir / "cache"), "RASA_TELEMETRY_ENABLED": "false"}
    environment.pop("OPENBLAS_NUM_THREADS", None)  # a server's one thread; a training uses every core
    (data_dir / "cache").mkdir(parents=True, exist_ok=True)
    log = (data_dir / "training.log").open("wb")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.engine.training", str(archive), *map(str, files),
        stdout=asyncio.subprocess.PIPE, stderr=log, env=environment, cwd=project.ROOT,
    )  # fmt: skip
    try:
        yield _lines(process)
    finally:
        log.close()
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _lines(process: asyncio.subprocess.Process) -> AsyncIterator[Mapping[str, Any]]:
    assert process.stdout is not None
    failure: str | None = say("training_stopped")
    async for line in process.stdout:
        said = json.loads(line)
        if "error" in said:
            failure = said["error"]
            continue
        if "archive" in said:
            failure = None
        yield said
    await process.wait()  # it is ending by itself: to kill it now would take its end from who watches for it
    if failure is not None:
        raise TrainingFailed(failure)
