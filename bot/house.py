"""What a turn works with: one value that holds the rooms' parts, made once by the application."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.clock import Clock, system_clock
from bot.running.limits import Limiter, Repeats
from bot.running.metrics import Metrics
from bot.running.ordering import LocalOrdering, Ordering
from bot.running.signals import LocalSignals, Signals
from bot.running.supervisor import Supervisor
from bot.running.switches import Switches
from bot.settings import Settings
from bot.store.database import Database
from bot.wordings import Wordings

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
        kept = self._kept.get(conversation)
        return kept[1] if kept and kept[0] == version else None

    def keep(self, conversation: str, version: int, memory: "Memory") -> None:
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
    """The parts of the running assistant; `after(step)` is told the name of each step a turn has passed."""

    settings: Settings
    database: Database
    engines: "Engines"
    wordings: Wordings
    clock: Clock = system_clock
    ordering: Ordering = field(default_factory=LocalOrdering)
    signals: Signals = field(default_factory=LocalSignals)
    metrics: Metrics = field(default_factory=Metrics)
    memories: Memories = field(default_factory=Memories)
    limiter: Limiter = field(default_factory=lambda: Limiter(15))
    switches: Switches = field(default_factory=Switches)
    repeats: Repeats = field(default_factory=Repeats)
    after: Callable[[str], None] = lambda step: None
    tasks: Supervisor = field(init=False)

    def __post_init__(self) -> None:
        self.tasks = Supervisor(self.metrics)

    async def close(self) -> None:
        await self.signals.close()
        await self.ordering.close()
        await self.database.dispose()
