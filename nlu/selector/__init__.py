"""Finds the record a question asks for, among all that the Région says at this moment."""

from nlu.selector.cards import Card
from nlu.selector.decision import Choice, decide
from nlu.selector.ranking import Selector

__all__ = ["Card", "Choice", "Selector", "decide"]
