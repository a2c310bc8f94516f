"""Where a message is on its way: `Arrived`, then `Received` by the inbox, then `Answered`; or ended before, `Stopped`
or `Repeated`.

Each holds what the one before held: what a step may read is what its argument's type says.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Button, Message, Reply
from bot.running.limits import Allowance
from bot.store.conversations import Conversation, Incoming
from region.in_force import InForce
from region.wordings import Wordings

if TYPE_CHECKING:
    from bot.engine.memory import Memory


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A message of which nothing is stored yet; `text` is cleaned, then masked (`kinds`), by the first steps."""

    incoming: Incoming
    text: str = ""
    kinds: tuple[str, ...] = ()
    command: str | None = None
    allowance: Allowance | None = None
    late: bool = False
    """Received before a crash, and answered now: it was counted then."""


@dataclass(frozen=True, kw_only=True)
class Received(Arrived):
    """A message the inbox holds: a crash from here on is answered at the next start."""

    conversation: Conversation
    in_force: InForce
    """What the Région says: everything in the answer comes from this one value."""
    payload: str | None = None
    """What the pressed button means; `text` is then its title."""
    older: Incoming | None = None
    """One of this conversation that a crash left without an answer, to be answered first."""
    help_first: tuple[Message, ...] = ()

    def answered(
        self,
        reply: Reply,
        outcome: Outcome,
        *,
        memory: "Memory | None" = None,
        moment: str = "",
        forgotten: bool = False,
    ) -> "Answered":
        """Return the turn with its reply and how it ended."""
        return Answered(
            **vars(self), reply=reply, outcome=outcome, memory=memory, moment=moment, forgotten=forgotten
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answered(Received):
    """A message with its answer, to be recorded.

    `moment` is the kind of distress it was said in, remembered for the next message; `memory` is None where the
    dialogue did not move; `forgotten` means that the person erased everything, this turn with it.
    """

    reply: Reply
    outcome: Outcome
    memory: "Memory | None"
    moment: str
    forgotten: bool


@dataclass(frozen=True, kw_only=True)
class Stopped(Arrived):
    """A message that ended before the inbox; its sentence is said apart, and nothing is kept."""

    reply: Reply
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Repeated(Arrived):
    """A message answered before, with the same reply again; without a conversation, it was answered or erased since."""

    reply: Reply
    conversation: Conversation | None = None
    outcome: Outcome = Outcome.REPEATED


Turn = Answered | Stopped | Repeated
"""How a message may end."""


def said(house: House, key: str, **values: object) -> Reply:
    """Return one sentence of the house, with the way to a person."""
    return Reply((Message(house.wordings.say(key, **values), buttons=(to_a_person(house.wordings),)),))


def to_a_person(wordings: Wordings) -> Button:
    """Return the button that every dead end offers."""
    return Button(wordings.say("ask_human"), payload="!human")


def stop(turn: Arrived, house: House, outcome: Outcome, **values: object) -> Stopped:
    """End the turn with the sentence of its outcome (no button: no conversation would know it)."""
    return stopped(turn, Reply((Message(house.wordings.say(outcome, **values)),)), outcome)


def stopped(turn: Arrived, reply: Reply, outcome: Outcome) -> Stopped:
    """Return a turn that ends before anything was received."""
    return Stopped(**vars(turn), reply=reply, outcome=outcome)
