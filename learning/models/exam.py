"""What every new model is asked: the frozen exam, the critical sentences, operators' tests and recent messages."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from bot.store.tables import transcripts
from learning.models import kept_tests, sensitive
from learning.models.compared import CRITICAL, EXAM, SMOKE, TESTS, Guess, Question
from learning.sentences import files
from learning.sentences.texts import key
from region.files import read_yaml
from region.in_force import InForce

CRITICAL_FILE = "critical.yml"
REPLAYED_DAYS, REPLAYED = 14, 400
SMOKE_FILE = Path(__file__).with_name("smoke.yml")


class ExamFailed(RuntimeError):
    """A model could not be examined."""


class Understands(Protocol):
    """A loaded model, as far as the smoke questions need it."""

    async def parse(self, text: str, in_force: InForce) -> Mapping[str, Any]:
        """Return what a model understands of a text, as Rasa's parsing does."""


@lru_cache(maxsize=2)
def frozen(folder: Path = project.EXAM) -> tuple[Question, ...]:
    """Return the exam and the critical sentences; a critical one counts once, as critical."""
    read = list(files.examples(files.texts(folder)))
    critical = {each.key for each in read if each.file == CRITICAL_FILE}
    kept = [each for each in read if each.file == CRITICAL_FILE or each.key not in critical]
    return tuple(Question(each.text, each.intent, CRITICAL if each.file == CRITICAL_FILE else EXAM) for each in kept)


@lru_cache(maxsize=1)
def smoke() -> tuple[Question, ...]:
    """Return the questions that a model just published is asked first."""
    return tuple(Question(each["text"], each["intent"], SMOKE) for each in read_yaml(SMOKE_FILE))


async def questions(connection: AsyncConnection) -> list[Question]:
    """Return everything whose right intent is known and that no training sees."""
    chosen = [Question(each.text, each.intent, TESTS) for each in await kept_tests.in_force(connection)]
    return [*smoke(), *sensitive.standing().kept, *frozen(), *chosen]


async def recent(connection: AsyncConnection, *, now: datetime) -> dict[int, str]:
    """Return what people wrote these last days by transcript id, each sentence once; buttons and commands left out."""
    table = transcripts
    since = (table.c.at > now - timedelta(days=REPLAYED_DAYS), table.c.pressed.is_(False), table.c.intent.isnot(None))
    query = select(table.c.id, table.c.text).where(*since).order_by(table.c.at.desc()).limit(REPLAYED * 3)
    kept = {key(row.text): row for row in await connection.execute(query)}
    return {row.id: row.text for row in list(kept.values())[:REPLAYED]}


async def ask(archive: Path, texts: Sequence[str], *, told: Callable[[int], Any] = lambda _: None) -> list[Guess]:
    """Ask a model in a process of its own; `told` hears how many sentences are done. Raises ExamFailed."""
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.engine.examining", str(archive), stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, cwd=project.ROOT, env=environment,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    writing = asyncio.create_task(_written(process.stdin, texts))
    guesses: list[Guess] = []
    try:
        async for line in process.stdout:
            guesses.append(_guess(json.loads(line)))
            told(len(guesses))
    finally:
        writing.cancel()
        if process.returncode is None and len(guesses) < len(texts):
            process.kill()
        await process.wait()
    if len(guesses) != len(texts):
        raise ExamFailed(archive.parent.name)
    return guesses


async def _written(pipe: asyncio.StreamWriter, texts: Sequence[str]) -> None:
    for text in texts:
        pipe.write((json.dumps(text) + "\n").encode())
        await pipe.drain()
    pipe.close()


def _guess(said: Mapping[str, Any]) -> Guess:
    return Guess(said["intent"], said["confidence"], said["ambiguous"], tuple(said["second"]))


async def smokes(model: Understands, in_force: InForce) -> list[tuple[Question, str | None]]:
    """Return the smoke questions a loaded model gets wrong, with what it understood."""
    wrong = []
    for question in smoke():
        understood = (await model.parse(question.text, in_force))["intent"]["name"]
        if understood != question.intent:
            wrong.append((question, understood))
    return wrong
