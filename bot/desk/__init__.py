"""When a person answers: who waits, who is there, what an operator writes, the requests left, and the hours."""

from bot.desk.calls import (
    ASSISTANT,
    FORM,
    HELD,
    PATIENCE,
    PRESENCE_LASTS,
    WAITING,
    Standing,
    available,
    call,
    present,
    set_presence,
    staffed,
    standing,
    waiting,
)  # fmt: skip
from bot.desk.forwarding import Assignee, give
from bot.desk.takeover import HOUSE_AUTHOR, rate, release, say, take_over
from bot.desk.writing import KEPT, NoSuchConversation

__all__ = [
    "ASSISTANT", "FORM", "HELD", "HOUSE_AUTHOR", "KEPT", "PATIENCE", "PRESENCE_LASTS", "WAITING", "Assignee",
    "NoSuchConversation", "Standing", "available", "call", "give", "present", "rate", "release", "say", "set_presence",
    "staffed", "standing", "take_over", "waiting",
]  # fmt: skip
