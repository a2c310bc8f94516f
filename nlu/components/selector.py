"""Chooses the record that answers a message, among those in force now; nothing of it is trained into the model."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import intents
from nlu.components.cards import EMERGENCY, selector
from nlu.components.deciding import DECIDED, RANKED
from nlu.components.elementary import near_a_place, of_a_subject
from nlu.components.placing import unless_elsewhere
from nlu.components.side_by_side import side_by_side
from nlu.components.stating import without
from nlu.components.untrained import Untrained
from nlu.french import flat
from nlu.scope import OUT
from nlu.selector import Card, Choice, decide
from nlu.selector.decision import EXACT, NONE, instead
from nlu.selector.learnt import learnt
from nlu.selector.recalling import called_back
from nlu.selector.records import Records
from nlu.selector.weighed import Asked, Evidence, Weighed
from nlu.words import words
from region import claimed, entitled
from region.territory import departement_of

OPEN = intents.of_kind(intents.INFORMATION)
"""The intents whose answer is a record, chosen here; the others are decided by the intent alone."""
CALLED_BACK = intents.where(lambda intent: intent.called_back)
"""The intents that a rare name of a record turns into a question about it."""
SEARCHED = intents.of_kind("search")
"""The intents whose action looks something up by place; a record comes instead only where it is surely what is asked."""
TOWNS = frozenset({"commune", "departement"})
PLACED = TOWNS | {"date"}
UNASKED = frozenset({OUT, "ambiguous"})
SELECTED, NEAR = "selected", "near"
OFFERED = 2
"""How many records « vouliez-vous dire » names, beside intents."""
SURE = 0.5
NEARBY = 8  # records looked at for the conditions of an aid
BY_TOWN = 0.15  # coverage of the words beside the town that a record lacks, for the town alone to have drawn it
FAR = 5.0  # of score, that a record on another topic leads what a search would find
VERY_LIKELY = 0.8  # chance of the answer, for a record to come before a sure reading of another kind


TOLD = frozenset({"why", "who", "when", "hour", "phone", "mail", "share"})
"""The kinds of answer that no check of a case gives."""
FEW_WORDS = 5
ELSEWHERE = ("redirect-administrative", "redirect-identity-papers")
"""The records that send to another counter."""
LISTS = words(Path(__file__).with_name("following.yml"))
GOING_ON, OF_AI, OF_CONDITIONS = (re.compile(LISTS[name]) for name in ("going_on", "of_ai", "of_conditions"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RecordSelector(Untrained):
    """nlu.selector behind Rasa's interface."""

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set `selected` on each message: how it is answered, by which records; call back what is ours after all."""
        asking = bool(tracker and tracker.active_loop_name and tracker.get_slot(REQUESTED_SLOT))
        for message in messages:
            pair = _elementary(message) or side_by_side(message)
            chosen, weighed = (pair, None) if pair.kind != NONE else self._choose(message, tracker, asking=asking)
            choice = _unless_misplaced(chosen, message.get(TEXT) or "")
            choice = unless_elsewhere(choice, message.get(ENTITIES, []))
            if choice.kind == NONE and message.get("ambiguous"):
                message.set(NEAR, _nearest(message, weighed), add_to_output=True)
            if choice.kind != NONE:
                message.set(SELECTED, choice.to_dict(), add_to_output=True)
                message.set("subject", _subject(message), add_to_output=True)
                message.set("named", _names(message), add_to_output=True)
        return messages

    def _choose(
        self, message: Message, tracker: DialogueStateTracker | None, *, asking: bool
    ) -> tuple[Choice, Weighed | None]:
        """Return what is chosen, and the records as they were weighed, None where none was."""
        text, intent = message.get(TEXT) or "", message.get(INTENT) or {}
        name = intent.get("name") or OUT
        unclear = name in CALLED_BACK or bool(message.get("ambiguous"))
        known = name in OPEN | CALLED_BACK | SEARCHED
        if not text.strip() or message.get(DECIDED) or not known or (asking and name not in OPEN and not unclear):
            return Choice(NONE), None
        asked = asked_from(message.as_dict(), tracker if name == "ask_programme" else None)
        conditions = _by_conditions(asked, message) if name == "ask_programme" else None
        weighed = _weighed(conditions or asked, message)
        if conditions:
            return _conditions_of(weighed, weighed.general(name, asked.facts)), weighed
        if unclear and (not asking or weighed.selector.index.speaks_of(weighed.read, weighed.first.card)):
            return _call_back(message, weighed, asked), weighed
        general = weighed.general(name, asked.facts)
        if name in SEARCHED:
            searching = _placed(asked, weighed) and not _on_another(weighed, name)
            return Choice(NONE) if searching else instead(weighed, learnt(), general=general), weighed
        return Choice(NONE) if unclear else decide(weighed, intent=name, general=general, known=learnt()), weighed


def _elementary(message: Message) -> Choice | None:
    """« c'est pour qui, ADEN ? » has its record, whatever the sentence resembles."""
    text = message.get(TEXT) or ""
    places = [each["text"] for each in message.get(ENTITIES, []) if each["entity"] in TOWNS]
    found = None if message.get(DECIDED) else of_a_subject(text, selector()) or near_a_place(text, places, selector())
    if found is None:
        return None
    card = selector().cards[selector().place[found]]
    if (message.get(INTENT) or {}).get("name") not in card.intents:
        _rename(message, _intent_of(card, asked_from(message.as_dict()), selector()))
    message.set("ambiguous", False, add_to_output=True)
    return Choice(EXACT, (found,), 1.0)


def _by_conditions(asked: Asked, message: Message) -> Asked | None:
    """« je peux avoir ADEN ? » asks for the conditions of that aid, and nothing else; None where it does not."""
    named = [each for each in message.get(ENTITIES, []) if each["entity"] == "programme"]
    if len(named) != 1 or not entitled.only_asks(asked.text, name=str(named[0]["text"])):
        return None
    return replace(asked, text=f"{named[0]['text']} : {LISTS['conditions']}")


def _conditions_of(weighed: Weighed, general: Evidence | None) -> Choice:
    """Return the record titled by the conditions of the aid that the general one is about; the general one, else."""
    if general is None:
        return Choice(NONE)
    titles, place = weighed.selector.index.titled, weighed.selector.place
    spoken = titles[place[general.card.id]]
    of_it = (each.card for each in weighed.ranked(NEARBY) if spoken & titles[place[each.card.id]])
    found = next((card for card in of_it if OF_CONDITIONS.search(flat(card.title))), general.card)
    return Choice(EXACT, (found.id,), SURE)


def _weighed(asked: Asked, message: Message) -> Weighed:
    """Weigh a question; by its other words where only a town, or a share said of something else, draws a record."""
    weighed = selector().weigh(asked)
    if not weighed.cards:
        return weighed
    first, bare = weighed.first.card, claimed.bare(asked.text)
    if bare != asked.text and claimed.unconfirmed(asked.text, [" ".join(first.sentences)]):
        return selector().weigh(replace(asked, text=bare))
    other_words = without(asked.text, message.get(ENTITIES, []), {"commune"})
    if other_words == asked.text:
        return weighed
    rest = selector().weigh(replace(asked, text=other_words))
    lacks = rest.first.why["cover"] - rest[weighed.selector.place[first.id]].why["cover"]
    return rest if first.topic != rest.first.card.topic and lacks > BY_TOWN else weighed


def _placed(asked: Asked, weighed: Weighed) -> bool:
    """Tell whether a place or a day is said for a search; « combien » asks for no place, whatever the year."""
    said = PLACED & set(asked.facts)
    return bool(said) and not (said == {"date"} and weighed.read.kind == "number")


def _on_another(weighed: Weighed, name: str) -> bool:
    """« j'habite à Escaudain, ils vont mettre quoi sur la friche ? »: a record on another topic leads, whatever the town."""
    topic, first = intents.ALL[name].topic, weighed.first
    on_topic = [weighed.scores[place] for place, card in enumerate(weighed.cards) if card.topic == topic]
    return first.card.topic != topic and first.score - max(on_topic, default=0.0) > FAR


def _unless_misplaced(choice: Choice, text: str) -> Choice:
    """Leave out an emergency number for « et c dangereux ? », and another counter's address for what is asked of AI."""
    said, first = flat(text), choice.records[0] if choice.records else ""
    alarming = first.startswith(EMERGENCY) and GOING_ON.match(said) and len(text.split()) <= FEW_WORDS
    sent_away = first.startswith(ELSEWHERE) and OF_AI.search(said)
    return Choice(NONE) if alarming or sent_away else choice


def _subject(message: Message) -> str:
    """Return what the message is about: the aids and places it names, else its names or rarest words."""
    return " ".join(_stated(message)) or selector().index.subject(message.get(TEXT))


def _nearest(message: Message, weighed: Weighed | None) -> list[str]:
    """Return the records to offer where the message is unclear, likeliest first."""
    weighed = weighed or selector().weigh(asked_from(message.as_dict()))
    return [each.card.id for each in weighed.ranked(OFFERED) if each.why["cover"] > 0]


def _names(message: Message) -> bool:
    """Tell whether a message names what it is about, so that it needs no other clause's subject."""
    return bool(_stated(message)) or selector().index.names_something(message.get(TEXT))


def _stated(message: Message) -> list[str]:
    return [each["text"] for each in message.get(ENTITIES, []) if each["entity"] in ("programme", "commune")]


def _call_back(message: Message, weighed: Weighed, asked: Asked) -> Choice:
    """Answer what seemed out of scope or unclear, when a record surely does; what another intent claims needs a name."""
    intent = message.get(INTENT) or {}
    name = intent.get("name")
    choice = called_back(
        weighed,
        learnt(),
        ours=name in OPEN,
        claimed=name in CALLED_BACK - {OUT},
        elsewhere=_chance_of(OUT, message),
        placed=bool(TOWNS & set(asked.facts)),
    )
    if choice.kind == NONE:
        return choice
    said = weighed.card(choice.records[0])
    sure = intent.get("confidence", 0.0) >= SURE and intent.get("name") != OUT and not message.get("ambiguous")
    if sure and not _asked_for(weighed, said, choice, checking=intent["name"].startswith("check_")):
        return Choice(NONE)
    if intent.get("name") not in said.intents:
        _rename(message, _intent_of(said, asked, weighed.selector))
    message.set("ambiguous", False, add_to_output=True)
    return choice


def _chance_of(name: str, message: Message) -> float:
    """Return the chance of an intent, 0 where it is not among those ranked."""
    return float(next((each["confidence"] for each in message.get("intent_ranking", ()) if each["name"] == name), 0.0))


def _asked_for(weighed: Weighed, said: Card, choice: Choice, *, checking: bool) -> bool:
    """Tell whether a record comes before a sure reading of another kind: it is named, very likely, or « pourquoi » is asked."""
    if weighed.selector.index.speaks_of(weighed.read, said):
        return True
    return weighed.read.kind in TOLD if checking else choice.score >= VERY_LIKELY


def _intent_of(card: Card, asked: Asked, records: Records) -> str:
    """Return the likeliest intent of the record, or of its topic where it has none."""
    intents = card.intents or records.intents_about(card.topic)
    return max(intents, key=lambda name: asked.chances.get(name, 0.0))


def _rename(message: Message, name: str) -> None:
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    confidence = (message.get(INTENT) or {}).get("confidence", 0.0)
    first = {"name": name, "confidence": confidence}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)


def asked_from(parsed: Mapping[str, Any], tracker: DialogueStateTracker | None = None) -> Asked:
    """Return a question as the selector takes it: what was understood of it, and the aid talked about before."""
    ranking = {
        each["name"]: each["confidence"] for each in parsed.get("intent_ranking", ()) if each["name"] not in UNASKED
    }
    total = sum(ranking.values()) or 1.0
    before = tracker.get_slot("programme") if tracker and "programme" in tracker.slots else None
    stated = {each["entity"]: each["value"] for each in parsed.get(ENTITIES, ()) if each.get("value") is not None}
    if "commune" in stated:
        stated["departement"] = departement_of(stated["commune"])
    facts = {**({"programme": before} if before else {}), **stated}
    return Asked(
        claimed.bare(parsed.get(TEXT) or ""), {name: chance / total for name, chance in ranking.items()}, facts
    )
