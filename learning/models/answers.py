"""What a new model would have answered to the recent messages, beside the model in service: whole answers, not readings."""

import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.house import House
from learning.models.sensitive import SENSITIVE
from learning.models.trying import TrialFailed, said, started, written_over
from nlu.scope import OUT

SENSITIVE_KIND, UNKNOWN_KIND, LOST_KIND, RECORD_KIND, OTHER_KIND = "sensitive", "unknown", "lost", "record", "other"
LOST = (OUT, "ambiguous", None)
Told = Callable[[int, int], Awaitable[None]]


def differences(
    numbers: Sequence[int], before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the messages, by transcript, that two models answer otherwise (`given`): `[{"transcript", "before", "after"}]`.

    Each answer is `{"intent", "record", "kind"}`: no word of anybody is kept.
    """
    return [
        {"transcript": number, "before": _kept(old), "after": _kept(new)}
        for number, old, new in zip(numbers, before, after, strict=True)
        if _read(old) != _read(new)
    ]


def moves(found: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """Return (kind before, kind after, how many), what touches a sensitive intent first, then the most frequent."""
    counted = Counter((each["before"]["kind"], each["after"]["kind"]) for each in found)
    return sorted(
        ((*kinds, count) for kinds, count in counted.items()), key=lambda row: (SENSITIVE_KIND not in row[:2], -row[2])
    )


def by_record(found: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """Return (what answered, what would answer, how many), the most frequent first: records by their id, else intents."""
    named = [
        tuple(each[side]["record"] or each[side]["intent"] or "" for side in ("before", "after")) for each in found
    ]
    return [(old, new, count) for (old, new), count in Counter(named).most_common() if old != new]


async def _silent(done: int, count: int) -> None:
    """Nobody waits for the bar."""


async def given(
    house: House, sha256: str, texts: Sequence[str], *, told: Told = _silent, first: int = 0, written: str = ""
) -> list[dict[str, Any]]:
    """Return what a model answers to each text by itself, without a conversation's memory; raises TrialFailed.

    `told` hears how many are answered, `first` being done already, of twice as many: two models answer. `written` is
    what operators wrote (`trying.written_in`), by default what is in force.
    """
    process, answered = await started(house, sha256, written or await written_over(house, {})), []
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
