"""What a command gives: what it says, and what it changes."""

from dataclasses import dataclass

from bot.replies import Message


@dataclass(frozen=True)
class Done:
    """What a command says, and whether the conversation was restarted, erased with all it held, or the command refused."""

    messages: tuple[Message, ...]
    restarted: bool = False
    forgotten: bool = False
    refused: bool = False
