"""The town that a record is about, by its title, and whether a question names another."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nlu.components.cards import selector
from nlu.selector import Choice
from nlu.selector.decision import EXACT, GENERAL, UNKNOWN
from nlu.words import words
from region.in_force import of_turn

PLACED = re.compile(words(Path(__file__).with_name("following.yml"))["placed"])
"""A name after a word that says where, in a title."""


def town_of(record: str) -> dict[str, str]:
    """Return the town that a record is about, by its code; nothing where it is about several, or none."""
    cards = selector()
    title = cards.cards[cards.place[record]].title if record in cards.place else ""
    found = {town.code for name in PLACED.findall(title) for town in of_turn().gazetteer.find(name)}
    return {"commune": found.pop()} if len(found) == 1 else {}


def unless_elsewhere(choice: Choice, entities: Iterable[Mapping[str, Any]]) -> Choice:
    """« Google ouvre un data center à Lille ? »: what is known of Cambrai is the nearest, and answers nothing."""
    named = {each["value"] for each in entities if each["entity"] == "commune"}
    if choice.kind not in (EXACT, GENERAL) or not named:
        return choice
    about = town_of(choice.records[0]).get("commune")
    return choice if about is None or about in named else replace(choice, kind=UNKNOWN, lacking=True)
