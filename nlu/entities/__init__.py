"""What a message states: places, amounts, numbers, organisations, programmes and dates, with their values."""

from nlu.entities.finder import Finder, Names
from nlu.entities.spans import Entity

__all__ = ["Entity", "Finder", "Names"]
