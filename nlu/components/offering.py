"""What the last answer offered, and what a message takes of it: « oui, vérifiez pour ma mairie »."""

import json
import re
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import answers, decide
from nlu.components.entities import as_rasa
from nlu.entities import Entity
from nlu.french import tokens
from nlu.intents import CHECKS

STEM, SHORTEST = 6, 4
"""The letters by which « vérifiez » names « Vérifier mon cas », and « flandres » « CA Coeur de Flandre »."""
MOST_WORDS = 9
TOWN = re.compile(r'/(?P<intent>\w+)(?P<stated>\{"commune":.*\})')
"""The payload of a button that says which commune is meant."""


def picks_a_town(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« celui du Nord », « le nord, bailleul dans les flandres », where several communes were offered: what only one title says."""
    towns = [
        (each["title"], found) for each in _offered(tracker) if (found := TOWN.fullmatch(str(each.get("payload"))))
    ]
    if len(towns) < 2 or len(text.split()) > MOST_WORDS:
        return False
    titles = [_stems(title) for title, _ in towns]
    said = _stems(text)
    alone = [said & (title - set().union(*(other for other in titles if other is not title))) for title in titles]
    picked = [found for (_, found), words in zip(towns, alone, strict=True) if words]
    if len(picked) != 1:
        return False
    stated = json.loads(picked[0]["stated"])
    message.set(
        ENTITIES,
        [as_rasa(Entity(name, 0, len(text), value), text) for name, value in stated.items()],
        add_to_output=True,
    )
    decide(message, picked[0]["intent"])
    if tracker.active_loop_name:
        answers(message)
    return True


def _stems(text: str, *, shortest: int = SHORTEST) -> frozenset[str]:
    return frozenset(word[:STEM] for word in tokens(text) if len(word) >= shortest)


def chosen_check(text: str, tracker: DialogueStateTracker) -> str | None:
    """Return the check whose button a yes names: « oui, vérifiez pour ma mairie »; None outside a choice."""
    if tracker.active_loop_name or not acts.consent(text):
        return None
    said = _stems(text)
    for button in _offered(tracker):
        name = str(button.get("payload", "")).removeprefix("/")
        if name in CHECKS and said & _stems(button["title"], shortest=STEM):
            return name
    return None


def named_check(text: str, tracker: DialogueStateTracker) -> str | None:
    """Return the check whose button alone holds a word that is said: « la deuxième » names none, « une association » one."""
    said, titles = _stems(text), {}
    for button in _offered(tracker):
        name = str(button.get("payload", "")).removeprefix("/")
        if name in CHECKS:
            titles[name] = _stems(button["title"], shortest=SHORTEST)
    named = [name for name, words in titles.items() if said & words]
    return named[0] if len(named) == 1 else None


def offered_checks(tracker: DialogueStateTracker) -> frozenset[str]:
    """Return the checks that the last message offered by a button; none in a check."""
    offered = {str(button.get("payload", "")).removeprefix("/").split("{")[0] for button in _offered(tracker)}
    return frozenset() if tracker.active_loop_name else CHECKS & offered


def asks_which_check(tracker: DialogueStateTracker) -> bool:
    """Tell whether the last message asked, out of a check, which one is wanted."""
    offered = {str(button.get("payload", "")).removeprefix("/") for button in _offered(tracker)}
    said = tracker.latest_bot_utterance
    return not tracker.active_loop_name and offered >= CHECKS and str(said and said.text).rstrip().endswith("?")


def asks_which(tracker: DialogueStateTracker) -> bool:
    """Tell whether the last message asked which answer is wrong."""
    buttons = _offered(tracker)
    return bool(buttons) and all(str(each.get("payload", "")).startswith("/correct_answer{") for each in buttons)


def _offered(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    said = tracker.latest_bot_utterance.as_dict() if tracker.latest_bot_utterance else {}
    return list((said.get("data") or {}).get("buttons") or ())
