"""What happens to one message: `take` handles it, `recover` handles those a crash left, a `Turn` is how one ended."""

from bot.turn.arrival import LONGEST
from bot.turn.passing import Answered, Repeated, Stopped, Turn
from bot.turn.steps import STEPS, recover, take

__all__ = ["LONGEST", "STEPS", "Answered", "Repeated", "Stopped", "Turn", "recover", "take"]
