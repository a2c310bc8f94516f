"""What is still said while the database is away: help to a person in danger, and the ways to a person and to rights."""

from dataclasses import replace

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message, Reply
from bot.turn import commands, data_commands
from bot.turn.cleaning import clean, command_of
from bot.turn.distress import distress, help_for
from bot.turn.passing import Arrived, Stopped, stop, stopped


def unstored(turn: Arrived, house: House) -> Stopped:
    """End a turn that cannot be kept; without buttons, for no conversation would know them."""
    given = turn.incoming.text
    kind = None if turn.incoming.button else distress(clean(given))
    if kind:
        said = tuple(
            replace(message, buttons=()) for message in help_for(kind, house.wordings, house.in_force().catalogue)
        )
        return stopped(turn, Reply(said), Outcome.DISTRESS)
    match command_of(given):
        case "/humain":
            text = commands.ways_to_a_person(house, house.in_force())
        case "/donnees":
            text = data_commands.about_data(house)
        case _:
            return stop(turn, house, Outcome.STORE_DOWN)
    return stopped(turn, Reply((Message(text),)), Outcome.COMMAND)
