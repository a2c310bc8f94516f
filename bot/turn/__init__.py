"""What happens to one message: `take` handles it, `recover` handles those a crash left, a `Turn` is one on its way."""

from bot.turn.outgoing import CONTACT_LEFT
from bot.turn.passing import Turn
from bot.turn.steps import LONGEST, STEPS, recover, take

__all__ = ["CONTACT_LEFT", "LONGEST", "STEPS", "Turn", "recover", "take"]
