"""Takes a message for several cases to compare, for one told before, or for the same with another sum."""

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide, name_of, slot
from nlu.components.entities import as_rasa, own
from nlu.components.known import KNOWN
from nlu.components.stating import statement
from nlu.entities import Entity
from nlu.intents import TOPICS
from region.vocabulary import FIRMS

COMPARE, AGAIN = "compare_cases", "case_again"
AMI = "ami-ia"
WHO_OR_WHERE = frozenset({"org_type", "commune", "departement"})


def compares_cases(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for a comparison, a case told before or the same once more; False where the message does none of these."""
    told, cases = slot(tracker, "told_facts"), slot(tracker, "cases") or []
    found = acts.told(text, entities=own(message.get(ENTITIES, [])), known=KNOWN)
    several = acts.several_cases(text, found.stated)
    if several and _of_public_bodies(several) and (cases or told or _about_the_call(message, text)):
        _give(message, text, several, COMPARE)
        return True
    if (cases or told) and acts.compares(text) and not _names_an_aid(message) and not found.stated:
        decide(message, COMPARE)
        return True
    before = _one_of(cases, {each.entity: each.value for each in found.stated}) if acts.names_one(text) else None
    if before:
        _give(message, text, [before], AGAIN)
        return True
    if told and found.stated and acts.does_again(text) and not WHO_OR_WHERE & {each.entity for each in found.stated}:
        statement(message, text, found)
        decide(message, "inform")
        return True
    return False


def _give(message: Message, text: str, cases: list[dict[str, Any]], name: str) -> None:
    held = [as_rasa(Entity("case", 0, len(text), each), text) for each in cases]
    message.set(ENTITIES, held, add_to_output=True)
    decide(message, name)


def _of_public_bodies(cases: list[dict[str, Any]]) -> bool:
    return not any(each.get("org_type") in FIRMS for each in cases)


def _about_the_call(message: Message, text: str) -> bool:
    """« mairie 50 000, syndicat 100 000, lequel peut demander ? »: the call is named, or a choice is asked for."""
    named = any(each["entity"] == "programme" and each["value"] == AMI for each in message.get(ENTITIES, []))
    return named or acts.chooses_between(text) or TOPICS.get(str(name_of(message))) == TOPICS["ask_ami"]


def _names_an_aid(message: Message) -> bool:
    return any(each["entity"] == "programme" for each in message.get(ENTITIES, []))


def _one_of(cases: list[dict[str, Any]], said: Mapping[str, Any]) -> dict[str, Any] | None:
    """The case told before that a message names by its body or its town, and by nothing else."""
    if not said or not said.keys() <= WHO_OR_WHERE:
        return None
    return next((each for each in cases if all(each.get(name) == value for name, value in said.items())), None)
