"""Runs the process that talks with a candidate, and keeps it a few minutes: the next message is answered at once."""

import asyncio
import contextlib
import hashlib
import json
import os
import sys
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from bot.house import House
from bot.store import models
from learning.answers import edits, in_force
from region.in_force import InForce

IDLE_SECONDS, ANSWERED_WITHIN = 300.0, 300.0
MOST = 2
"""Candidates loaded at once, each a process of some hundreds of megabytes."""
LONGEST_LINE = 4 * 2**20


class TrialFailed(RuntimeError):
    """The candidate could not answer."""


async def converse(engine: Any, texts: Sequence[str], held: InForce) -> list[dict[str, Any]]:
    """Return what a model answers to each text of a conversation, with what it understood; nothing is kept.

    It is what the dialogue says, before the house carries out a gesture (erase, call a person) and reads it over.
    """
    from bot.engine.engine import Heard
    from bot.engine.memory import Memory

    memory, told = Memory(), []
    for text in texts:
        answer = await engine.respond(f"trial-{uuid.uuid4().hex}", memory, Heard(text), held)
        memory = answer.memory
        told.append({"reply": answer.reply.to_dict(), "chosen": answer.reply.chosen})
    return told


class Trials:
    """The candidates loaded here, the last used last; `stop` ends them."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._lock = asyncio.Lock()

    async def ask(
        self, house: House, sha256: str, drafts: Mapping[str, Mapping[str, Any]], texts: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Return what a model and unpublished answers say to a whole conversation; raises TrialFailed."""
        written = await written_over(house, drafts)
        name = hashlib.sha256((sha256 + written).encode()).hexdigest()
        async with self._lock:
            try:
                process = self._running.get(name) or await self._started(house, sha256, written, name)
                self._use(name)
                answered = await said(process, texts)
            except (TimeoutError, OSError, ValueError) as error:
                self._end(name)
                raise TrialFailed(sha256[:12]) from error
            except asyncio.CancelledError:  # its answer would be read as that of the next conversation
                self._end(name)
                raise
        return answered

    def stop(self) -> None:
        """End every model on trial."""
        for name in tuple(self._running):
            self._end(name)

    async def _started(self, house: House, sha256: str, written: str, name: str) -> asyncio.subprocess.Process:
        process = self._running[name] = await started(house, sha256, written)
        for older in tuple(self._running)[:-MOST]:
            self._end(older)
        return process

    def _use(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
        self._running[name] = self._running.pop(name)
        self._timers[name] = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end, name)

    def _end(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
        process = self._running.pop(name, None)
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()


async def started(house: House, sha256: str, written: str) -> asyncio.subprocess.Process:
    """Start a process that answers with a model, over what operators wrote (`written_over`)."""
    archive = await models.materialise(house.database, sha256, house.settings.models_dir)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "learning.models.trial", str(archive), stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, cwd=project.ROOT, limit=LONGEST_LINE,
        env=os.environ | {"RASA_TELEMETRY_ENABLED": "false"},
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(f"{written}\n".encode())
    return process


async def said(process: asyncio.subprocess.Process, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return what is answered to each text of a conversation; raises TimeoutError, OSError, ValueError."""
    assert process.stdin
    assert process.stdout
    process.stdin.write((json.dumps(list(texts)) + "\n").encode())
    await process.stdin.drain()
    answered: list[dict[str, Any]] = json.loads(await asyncio.wait_for(process.stdout.readline(), ANSWERED_WITHIN))
    return answered


async def written_over(house: House, drafts: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what operators wrote, published or not, as the process reads it."""
    async with house.database.read() as connection:
        return await written_in(connection, drafts)


async def written_in(connection: AsyncConnection, drafts: Mapping[str, Mapping[str, Any]]) -> str:
    """The same, as a transaction sees it."""
    records = await edits.in_force(connection)
    services = await edits.in_force(connection, kind=in_force.SERVICE)
    written = {"records": {**records, **drafts}, "service": services.get(in_force.SERVICE_KEY, {})}
    return json.dumps(written, sort_keys=True)
