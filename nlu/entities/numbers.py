"""The numbers of a message, in digits or in words: « 70 000 », « 0,2 », « quatre-vingt mille », « une dizaine »."""

from pathlib import Path

from nlu.entities.spans import Said
from nlu.french import quantities
from nlu.french.quantities import Number
from nlu.words import words

__all__ = ["LISTS", "Number", "numbers"]

LISTS = words(Path(__file__).parent / "numbers.yml")


def numbers(said: Said) -> list[Number]:
    """Return the numbers of the message in order of place."""
    return quantities.numbers(said.text)
