"""Simulates the evening of a regional television programme: what one, two, four workers and two machines hold.

Run by `make evening SQLITE=6.0 POSTGRESQL=8.0`: the processor milliseconds of a turn on each, as `make bench` measures them.
No message is sent: arrivals are drawn, and each message waits for a free worker, in the order it came. Every assumption
is a constant below, with where it comes from.
"""

import heapq
import random
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

RESIDENTS = 6_000_000
"""Hauts-de-France, INSEE."""
WATCHING = 0.05
"""Share of the residents before the programme: what a regional evening programme gathers."""
COMING = 0.0833
"""Share of the viewers who open the chat: 25,000 people, and so the 83 messages a second the evening is sized for."""
MINUTES = 30
MESSAGES = 6
"""Messages of one conversation (docs/performance.md: `make bench` talks in sixes)."""
FIRST_RUSH = 0.5
"""Share of the people who come within five minutes of the address being shown; the others come evenly."""
RUSH_MINUTES = 5
THINKING = (25.0, 0.6)
"""Seconds between an answer and the next message: median, and spread of its logarithm (reading three sentences, typing one)."""
SPREAD = 0.45
"""Spread of the logarithm of a turn's time: the 95th centile is twice the median, as measured."""
WORKED = 0.85
"""Share of a core a worker gets: the rest goes to the database and to the proxy beside it."""
PATIENT = 10.0
"""Seconds after which a person gives up."""


@dataclass(frozen=True)
class Arrangement:
    """Workers that share one database; `milliseconds` of processor a turn costs each."""

    name: str
    workers: int
    milliseconds: float

    @property
    def holds(self) -> float:
        """Return the messages a second it can answer, all workers busy."""
        return self.workers * WORKED * 1000 / self.milliseconds


@dataclass(frozen=True)
class Evening:
    """What became of the messages: seconds each waited and was answered in, and how many waited too long."""

    messages: int
    median: float
    p95: float
    longest_queue: int
    lost: float  # share of messages answered after PATIENT seconds


def arrangements(sqlite: float, postgresql: float) -> list[Arrangement]:
    """Return what may serve: SQLite has one worker; two machines have four cores each, and a database on a third."""
    return [
        Arrangement("one worker, SQLite", 1, sqlite),
        Arrangement("one worker, PostgreSQL", 1, postgresql),
        Arrangement("two workers", 2, postgresql),
        Arrangement("four workers", 4, postgresql),
        Arrangement("two machines, four workers each", 8, postgresql),
    ]


def people(rng: random.Random) -> list[float]:
    """Return when each person opens the chat, in seconds."""
    count = round(RESIDENTS * WATCHING * COMING)
    rush = round(count * FIRST_RUSH)
    early = [rng.uniform(0, 60 * RUSH_MINUTES) for _ in range(rush)]
    return sorted([*early, *(rng.uniform(0, 60 * MINUTES) for _ in range(count - rush))])


def simulated(arrangement: Arrangement, *, seed: int = 0) -> Evening:
    """Return an evening: a person writes again once answered, and after having thought."""
    rng = random.Random(seed)
    coming = [(at, MESSAGES) for at in people(rng)]
    heapq.heapify(coming)
    free = [0.0] * arrangement.workers
    waits: list[float] = []
    queued: list[float] = []
    longest = 0
    while coming:
        at, left = heapq.heappop(coming)
        begun = max(at, free[0])
        took = rng.lognormvariate(-(SPREAD**2) / 2, SPREAD) * arrangement.milliseconds / 1000 / WORKED
        heapq.heapreplace(free, begun + took)
        waits.append(begun + took - at)
        queued = [each for each in queued if each > at] + [begun] if begun > at else []
        longest = max(longest, len(queued))
        if left > 1 and waits[-1] <= PATIENT:
            heapq.heappush(coming, (at + waits[-1] + rng.lognormvariate(log(THINKING[0]), THINKING[1]), left - 1))
    waits.sort()
    late = sum(each > PATIENT for each in waits)
    return Evening(len(waits), statistics.median(waits), waits[int(0.95 * len(waits))], longest, late / len(waits))


def lines(given: Sequence[Arrangement]) -> Iterator[str]:
    """Yield the table, one line an arrangement."""
    yield "| arrangement | a turn | holds | messages | median | p95 | longest queue | given up |"
    yield "|---|---|---|---|---|---|---|---|"
    for each in given:
        evening = simulated(each)
        yield (
            f"| {each.name} | {each.milliseconds:.1f} ms | {each.holds:.0f}/s | {evening.messages:,} | {evening.median:.3f} s "
            f"| {evening.p95:.2f} s | {evening.longest_queue:,} | {100 * evening.lost:.1f} % |"
        )


def main() -> None:
    sqlite, postgresql = map(float, sys.argv[1:3])
    print("\n".join(lines(arrangements(sqlite, postgresql))))


if __name__ == "__main__":
    main()
