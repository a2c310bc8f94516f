"""What a new model would have answered to the recent messages, beside the model in service: whole answers, not readings."""

import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from bot.house import House
from learning.models import exam
from learning.models.sensitive import SENSITIVE
from learning.models.trying import TrialFailed, said, started, written_over
from learning.tables import comparisons
from nlu.scope import OUT

SENSITIVE_KIND, UNKNOWN_KIND, LOST_KIND, RECORD_KIND, OTHER_KIND = "sensitive", "unknown", "lost", "record", "other"
LOST = (OUT, "ambiguous", None)
Told = Callable[[int, int], Awaitable[None]]


async def keep(house: House, sha256: str, *, told: Told) -> None:
    """Add to the last comparison of a model the recent messages it answers otherwise than the one it was compared with.

    `told` hears how many answers are given, of how many. Raises TrialFailed.
    """
    last = select(comparisons).where(comparisons.c.sha256 == sha256).order_by(comparisons.c.id.desc()).limit(1)
    async with house.database.read() as connection:
        row = (await connection.execute(last)).first()
        recent = await exam.recent(connection, now=house.clock())
    if row is None or row.live is None:
        return
    found = await differences(house, row.live, sha256, recent, told=told)
    body = row.body | {"answers": found, "replayed": len(recent)}
    async with house.database.write() as connection:
        await connection.execute(update(comparisons).where(comparisons.c.id == row.id).values(body=body))


async def differences(
    house: House, live: str, candidate: str, recent: Mapping[int, str], *, told: Told
) -> list[dict[str, Any]]:
    """Return the messages that two models answer otherwise: `[{"transcript", "before", "after"}]`.

    Each answer is `{"intent", "record", "kind"}`: no word of anybody is kept. Each message is asked by itself, without the
    memory of its conversation. Raises TrialFailed.
    """
    before = await _answers(house, live, list(recent.values()), told=told, first=0)
    after = await _answers(house, candidate, list(recent.values()), told=told, first=len(recent))
    return [
        {"transcript": number, "before": _kept(old), "after": _kept(new)}
        for number, old, new in zip(recent, before, after, strict=True)
        if _read(old) != _read(new)
    ]


def moves(found: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """Return (kind before, kind after, how many), what touches a sensitive intent first, then the most frequent."""
    counted = Counter((each["before"]["kind"], each["after"]["kind"]) for each in found)
    return sorted(
        ((*kinds, count) for kinds, count in counted.items()), key=lambda row: (SENSITIVE_KIND not in row[:2], -row[2])
    )


async def _answers(house: House, sha256: str, texts: Sequence[str], *, told: Told, first: int) -> list[dict[str, Any]]:
    process, answered = await started(house, sha256, await written_over(house, {})), []
    try:
        for place, text in enumerate(texts, start=1):
            answered += await said(process, [text])
            await told(first + place, 2 * len(texts))
    except (TimeoutError, OSError, ValueError) as error:
        raise TrialFailed(sha256[:12]) from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return answered


def _read(answered: Mapping[str, Any]) -> list[str]:
    """Return what a person would read."""
    return [message["text"] for message in answered["reply"]["messages"]]


def _kept(answered: Mapping[str, Any]) -> dict[str, Any]:
    reply = answered["reply"]
    name, record = reply["intent"]["name"], (reply.get("record") or {}).get("id")
    return {"intent": name, "record": record, "kind": kind(name, record, answered["chosen"])}


def kind(name: str | None, record: str | None, chosen: str | None) -> str:
    """Return what an answer is: a sensitive gesture, « je ne sais pas », not understood, a record, or the dialogue's."""
    if name in SENSITIVE:
        return SENSITIVE_KIND
    if chosen == "unknown":
        return UNKNOWN_KIND
    if record:
        return RECORD_KIND
    return LOST_KIND if name in LOST else OTHER_KIND
