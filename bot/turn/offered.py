"""What the last reply offered, so that a person may answer it in words: « oui, je confirme », « non, garder », a title typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.replies import Button, Message
from nlu import acts
from nlu.french import flat

LAST = "offered "  # no text that was cleaned ends with a space: nobody can type it
"""Beside the buttons of a conversation: the moment of the last reply, then the ids of the buttons it offered."""
REFUSED = "refused"
"""The moment after a command that could not be carried out here: a yes confirms nothing."""
CONFIRMED = {"!erase_yes": "!erase_no"}
"""The payload that a yes carries out, and the one of a no."""

STATES, BACK = "/inform{", "/correct_answer{"
"""How the payload of an answer begins, and of the way back to a question."""
YES_NO = frozenset({"oui", "non"})
"""Titles that the dialogue reads as well."""
Buttons = Mapping[str, Sequence[str]]


def kept(messages: Sequence[Message], moment: str) -> list[str]:
    """Return what to keep of a reply."""
    return [moment, *(button.id for message in messages for button in message.buttons)]


def placed(question: Mapping[str, Any] | None, buttons: Sequence[Button]) -> Mapping[str, Any] | None:
    """Say by their ids which buttons of a question may be chosen together, and which goes back to the one before."""
    if question is None:
        return None
    several = [each.id for each in buttons if each.payload.startswith(STATES)] if question["several"] else []
    back = next((each.id for each in buttons if each.payload.startswith(BACK)), None)
    return {**question, "several": several, "back": back}


def moment(buttons: Buttons) -> str:
    """Return the moment the last reply was said in: empty, or a kind of distress."""
    return next(iter(buttons.get(LAST, ())), "")


def answered(text: str, buttons: Buttons) -> str | None:
    """Return the id of the button that words press: its title typed, or a yes or no to a question of the house."""
    offered = [each for each in buttons.get(LAST, ())[1:] if each in buttons]
    typed = _plain(text)
    titled = next((each for each in offered if _plain(buttons[each][1]) == typed != "" and typed not in YES_NO), None)
    return titled or _confirmed(text, {buttons[each][0]: each for each in offered})


def _confirmed(text: str, ids: Mapping[str, str]) -> str | None:
    asked = next((payload for payload in CONFIRMED if payload in ids), None)
    agreed = acts.consent(text, wholly=True) if asked else None
    if asked is None or agreed is None:
        return None
    return ids[asked] if agreed else ids.get(CONFIRMED[asked])


def _plain(text: str) -> str:
    return " ".join(flat(text).replace("-", " ").strip(" .!?»«").split())
