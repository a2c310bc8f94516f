"""What a turn works with: one value that holds the rooms' parts, made once by the application."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.clock import Clock, paris_day, system_clock
from bot.running.limits import Limiter, Repeats
from bot.running.metrics import Metrics
from bot.running.ordering import LocalOrdering, Ordering
from bot.running.signals import LocalSignals, Signals
from bot.running.supervisor import Supervisor
from bot.running.switches import Switches
from bot.settings import Settings
from bot.store.database import Database
from region import in_force
from region.in_force import InForce
from region.wordings import Wordings

if TYPE_CHECKING:
    from bot.engine.engine import Engines
    from bot.engine.memory import Memory

KEPT_MEMORIES = 200


class Memories:
    """The memories of the last conversations, so that a turn need not read its events back from JSON.

    One counts only if its version is the conversation row's.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[int, Memory]] = OrderedDict()

    def get(self, conversation: str, version: int) -> "Memory | None":
        """Return a conversation's memory where it is that version, None otherwise."""
        kept = self._kept.get(conversation)
        return kept[1] if kept and kept[0] == version else None

    def keep(self, conversation: str, version: int, memory: "Memory") -> None:
        """Keep a conversation's memory at a version; the one used longest ago leaves."""
        self._kept[conversation] = (version, memory)
        self._kept.move_to_end(conversation)
        if len(self._kept) > KEPT_MEMORIES:
            self._kept.popitem(last=False)

    def drop(self, conversation: str | None = None) -> None:
        """Forget one conversation's memory, or all of them."""
        if conversation is None:
            self._kept.clear()
        else:
            self._kept.pop(conversation, None)


@dataclass
class House:
    """The parts of the running assistant; `after(step)` is told the name of each step a turn has passed.

    What the Région says is read with `in_force()`, which knows the day, and changed by replacing `region` as a whole; the pack's
    files are read at the first need.
    """

    settings: Settings
    database: Database
    engines: "Engines"
    wordings: Wordings
    region: InForce | None = None
    clock: Clock = system_clock
    ordering: Ordering = field(default_factory=LocalOrdering)
    signals: Signals = field(default_factory=LocalSignals)
    metrics: Metrics = field(default_factory=Metrics)
    memories: Memories = field(default_factory=Memories)
    limiter: Limiter = field(default_factory=lambda: Limiter(15))
    switches: Switches = field(default_factory=Switches)
    repeats: Repeats = field(default_factory=Repeats)
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while what operators changed is put in force."""
    after: Callable[[str], None] = lambda step: None
    tasks: Supervisor = field(init=False)

    def __post_init__(self) -> None:
        self.tasks = Supervisor(self.metrics)

    def in_force(self) -> InForce:
        """Return what the Région says now, on this day; a turn keeps the one it is received with. Raises DataError."""
        today = paris_day(self.clock())
        if self.region is None:
            self.region = in_force.read(today=today)
        elif self.region.today != today:
            self.region = replace(self.region, today=today)
        return self.region

    async def close(self) -> None:
        """Close the signals, the order of turns and the database."""
        await self.signals.close()
        await self.ordering.close()
        await self.database.dispose()
