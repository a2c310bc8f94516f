"""What is counted of one message: how it ended, whether the assistant was enough."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import PARIS
from bot.outcome import FAILURES, Outcome
from learning.led import cause

MESSAGES, CONVERSATIONS, CONTAINED = "messages", "conversations", "contained"
OUTCOME, INTENT, UP, DOWN, VERDICT, HUMAN, CONFIDENCE, CONTROL, LABELS, HOUR, LED, CONDITION, RECORD = (
    "outcome", "intent", "up", "down", "verdict", "human", "confidence", "control", "labels", "hour", "led", "condition", "record",
)  # fmt: skip
RETURNED_AFTER = timedelta(hours=1)
PERSON = (Outcome.HELD, Outcome.OPERATOR)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Seen:
    """What is counted of one message."""

    conversation: str
    channel: str
    at: datetime
    outcome: str
    intent: str | None
    confidence: float | None
    thumb: int | None
    verdict: str | None = None
    conditions: Sequence[str] = ()  # « aid condition status » of the verdicts told
    records: Sequence[str] = ()  # ids of the records told
    called: bool = False  # by a command or the button that is one

    @property
    def asks_for_a_person(self) -> bool:
        """Whether the person asked for an agent, or an agent was there."""
        return self.called or self.outcome in PERSON or self.intent == "ask_human"


def count(seen: Iterable[Seen]) -> "Counter[Key]":
    """Return the counts of a day by (channel, measure, key)."""
    counts: Counter[Key] = Counter()
    conversations: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for message in seen:
        conversations[message.channel, message.conversation].append(message)
        if message.outcome == Outcome.OPERATOR:
            continue
        counts.update(_of(message))
    for (channel, _), messages in conversations.items():
        counts[channel, CONVERSATIONS, ""] += 1
        counts[channel, CONTAINED, ""] += contained(messages)
        if led_by := cause(messages):
            counts[channel, LED, led_by] += 1
        counts[channel, HUMAN, ""] += any(message.asks_for_a_person for message in messages)
    return counts


def contained(messages: Sequence[Seen]) -> bool:
    """Tell whether the assistant was enough: no person, no thumb down, no two failures; on Telegram, no return."""
    failures = sum(message.outcome in FAILURES for message in messages)
    unhappy = any(message.thumb == -1 or message.asks_for_a_person for message in messages)
    return not unhappy and failures < 2 and not _returned(messages)


def _returned(messages: Sequence[Seen]) -> bool:
    if messages[0].channel != "telegram":
        return False
    moments = sorted(message.at for message in messages if message.outcome != Outcome.OPERATOR)
    return any(later - earlier > RETURNED_AFTER for earlier, later in itertools.pairwise(moments))


def _of(message: Seen) -> list[Key]:
    channel = message.channel
    keys = [
        (channel, MESSAGES, ""),
        (channel, OUTCOME, message.outcome),
        (channel, HOUR, f"{message.at.astimezone(PARIS):%H}"),
    ]
    keys += [(channel, CONDITION, each) for each in message.conditions]
    keys += [(channel, RECORD, each) for each in message.records]
    if message.intent:
        keys.append((channel, INTENT, message.intent))
        keys.append((channel, CONFIDENCE, str(min(9, int((message.confidence or 0) * 10)))))
    if message.thumb:
        keys.append((channel, UP if message.thumb > 0 else DOWN, ""))
    if message.verdict:
        keys.append((channel, VERDICT, message.verdict))
    return keys
