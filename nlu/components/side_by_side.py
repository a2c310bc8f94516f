"""« ADEN ou DACS, quelle différence ? »: the two aids, or subjects of ours, are told side by side, each by its own record."""

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components.cards import selector
from nlu.components.deciding import DECIDED, decide, name_of
from nlu.french import flat
from nlu.selector.decision import EXACT, NONE, TWO, Choice
from region import subjects
from region.in_force import of_turn

ABOUT_CALL, ABOUT_AID = "ask_ami", "ask_programme"
PAIR = 2


def side_by_side(message: Message) -> Choice:
    """Return the records of the two aids or subjects that a question compares, or the one that tells them apart."""
    text = message.get(TEXT) or ""
    if message.get(DECIDED) or name_of(message) in intents.CHECKS:
        return Choice(NONE)
    ids = _of_subjects(text) or _of_aids(text, _named(message))
    if len(ids) != PAIR:
        return Choice(NONE)
    decide(message, ABOUT_AID)
    both = subjects.told_of_both(*ids)
    return Choice(EXACT, (both,), score=1.0) if both else Choice(TWO, ids, score=1.0)


def _of_aids(text: str, aids: list[str]) -> tuple[str, ...]:
    """Return the record of each of two aids that a question compares."""
    if len(aids) != PAIR or not acts.compares_aids(text):
        return ()
    records = [of_turn().catalogue.for_intent(_intent(aid), {"programme": aid}, today=of_turn().today) for aid in aids]
    return tuple(dict.fromkeys(each.id for each in records if each is not None))


def _of_subjects(text: str) -> tuple[str, ...]:
    """« atelier ou café IA, c'est quoi la différence ? »: the record of each of two subjects named one after the other."""
    named = subjects.named(text)
    if len(named) != PAIR:
        return ()
    (_, first_end, first), (second_start, second_end, second) = named
    said = flat(text)
    between, after = said[first_end:second_start], said[second_end:]
    if not acts.joins(between) or not (acts.tells_apart(text) or (acts.chooses(between) and not after.strip(" ?!."))):
        return ()
    records = [each.answers("beside", "what") for each in (first, second)]
    ids = tuple(dict.fromkeys(each for each in records if each in selector().place))
    return ids if len(ids) == PAIR else ()


def _named(message: Message) -> list[str]:
    held: list[dict[str, Any]] = message.get(ENTITIES, [])
    return list(dict.fromkeys(each["value"] for each in held if each["entity"] == "programme"))


def _intent(aid: str) -> str:
    programme = of_turn().catalogue.programmes.get(aid)
    return ABOUT_AID if programme is None or programme.audience == "company" else ABOUT_CALL
