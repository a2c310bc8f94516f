"""What is still said while the database is away: help to a person in danger, and the ways to a person and to rights."""

from dataclasses import replace

from bot.house import House
from bot.replies import Message, Reply
from bot.turn import commands
from bot.turn.cleaning import clean, command_of
from bot.turn.distress import distress, help_for
from bot.turn.passing import Turn, stop


def unstored(turn: Turn, house: House) -> Turn:
    """End a turn that cannot be kept; without buttons, for no conversation would know them."""
    given = turn.incoming.text
    kind = None if turn.incoming.button else distress(clean(given))
    if kind:
        said = tuple(replace(message, buttons=()) for message in help_for(kind, house.wordings))
        return replace(turn, reply=Reply(said), outcome="distress", stopped=True)
    match command_of(given):
        case "/humain":
            text = commands.ways_to_a_person(house)
        case "/donnees":
            text = commands.about_data(house)
        case _:
            return stop(turn, house, "store_down")
    return replace(turn, reply=Reply((Message(text),)), outcome="command", stopped=True)
