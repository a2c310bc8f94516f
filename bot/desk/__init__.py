"""When a person answers: who waits, who is there, what an operator writes, the requests left, and the hours."""

from bot.desk.calls import (
    ASSISTANT,
    FORM,
    HELD,
    PATIENCE,
    PRESENCE_LASTS,
    WAITING,
    Standing,
    call,
    present,
    set_presence,
    staffed,
    standing,
    waiting,
)  # fmt: skip
from bot.desk.takeover import HOUSE_AUTHOR, KEPT, NoSuchConversation, release, say, take_over

__all__ = [
    "ASSISTANT", "FORM", "HELD", "HOUSE_AUTHOR", "KEPT", "PATIENCE", "PRESENCE_LASTS", "WAITING", "NoSuchConversation",
    "Standing", "call", "present", "release", "say", "set_presence", "staffed", "standing", "take_over", "waiting",
]  # fmt: skip
