"""A local server that speaks the published schema of Telegram's Bot API, and misbehaves when asked to."""

from tests.botapi.misbehaviour import Behaviour
from tests.botapi.schema import Schema
from tests.botapi.server import BotApi, Call

__all__ = ["Behaviour", "BotApi", "Call", "Schema"]
