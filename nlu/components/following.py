"""Understands a question that goes on from the last answer by the record it was answered with (nlu.selector.following)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components import standing
from nlu.components.and_of import and_of
from nlu.components.cards import selector
from nlu.components.deciding import DECIDED, RANKED, slot
from nlu.components.elementary import of_a_subject, of_another, of_the_talk
from nlu.components.entities import own
from nlu.components.placing import town_of
from nlu.components.selector import ELSEWHERE, OPEN, SELECTED, asked_from
from nlu.components.untrained import Untrained
from nlu.ellipsis import only_elsewhere
from nlu.scope import OUT
from nlu.selector import kinds
from nlu.selector.decision import EXACT, UNKNOWN
from nlu.selector.following import Following, Heard, follows, talk_of
from region import claimed
from region.in_force import of_turn

OTHERWISE = frozenset(intents.ALL) - intents.of_kind(intents.INFORMATION, "unknown")
"""What is done rather than answered: only a doubt about it lets a message go on from the last answer."""
LEANING = intents.where(lambda intent: intent.leans)
"""What a question only seems to be, where a record likely answers it after the one before."""
OF_ITSELF = intents.where(lambda intent: intent.of_itself)
"""What is asked of the assistant itself: « vous êtes une machine, vous ? » goes on from nothing."""
SEARCHES = intents.of_kind("search")
SURE, LIKELY = 0.75, 0.35
LEANS = 0.7
"""Chance that a question leans on what was said, for it to be said unknown rather than on another subject."""
PLACES = frozenset({"commune", "departement"})
OF_FIRMS, OF_BODIES = "ask_company_support", "ask_ami"
"""An intent on the aids for firms, one on the call for town halls."""
SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowingQuestion(Untrained):
    """Answers « et qui met l'argent ? » about what was just talked about."""

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set `selected` and the intent on each message that goes on from the last answer."""
        for message in messages:
            _name_the_aid(message)
        last = _last(tracker) if tracker is not None else None
        for message in messages if last else ():
            found = (
                _disputed(message, str(last), tracker)
                or self._found(message, str(last), tracker)
                or _elsewhere(message, str(last), tracker)
                or and_of(message, str(last), tracker)
            )
            if found is not None:
                _answer(message, found)
        return messages

    def _found(self, message: Message, last: str, tracker: DialogueStateTracker | None) -> Following | None:
        text, intent = message.get(TEXT) or "", message.get(INTENT) or {}
        name, confidence = intent.get("name"), intent.get("confidence", 0.0)
        asking = bool(tracker and tracker.active_loop_name and tracker.get_slot(REQUESTED_SLOT))
        if (
            not text.strip()
            or message.get(DECIDED)
            or (asking and not acts.is_question(text) and name not in OPEN | {OUT})
        ):
            return None
        if of_a_subject(text, selector()):
            return None  # « c'est quoi l'IA ? » stands by itself
        clear = confidence >= SURE and not message.get("ambiguous")
        if clear and name in OF_ITSELF and acts.addresses(text):
            return None
        asks = acts.is_question(text) or acts.opens_question(text) or kinds.asked(text) is not None
        goes_on = asks or name == "repeat" or text.lower().startswith("et ")
        begun = slot(tracker, "subject") if tracker else None
        other = of_another(text, last, selector())
        simple = other or of_the_talk(text, last, begun, selector()) if goes_on or name not in OTHERWISE else None
        if simple:
            return _simply(text, simple, last)
        if name in OTHERWISE and (not goes_on or (clear and (asking or name not in LEANING))):
            return None
        heard = heard_of(message.as_dict())
        if _names_another_aid(last, heard.asked.facts):
            return None
        if name in SEARCHES and PLACES & heard.asked.facts.keys():
            return None  # « y a des ateliers à Hazebrouck ? » is looked for there, whatever was said before
        stands = standing.of_the_aid(text, last, heard.asked.facts)
        if stands:
            return stands
        stated = own(message.get(ENTITIES, []))
        spoken = acts.as_kinds(text, stated)
        beside = (tracker.get_slot("last_records") or ())[1:] if tracker and "last_records" in tracker.slots else ()
        kept, barred = _kept(last, heard.asked.facts), _barred(last, heard.asked.facts)
        talked = talk_of(selector(), last, subject=begun, beside=beside, kept=kept, barred=barred)
        asked = (replace(heard, asked=replace(heard.asked, text=each)) for each in _questions(spoken))
        every = (follows(selector(), each, talked) for each in asked) if talked else iter(())
        found = next((each for each in every if each is not None), None)
        if found is not None and talked and found.card.topic != talked.last.topic and only_elsewhere(text, stated):
            return None  # « et à Laon ? » asks for the same there
        sent_away = found is not None and found.card.id.startswith(ELSEWHERE) and last != found.card.id
        leaning = found is not None and name == OUT and found.leans >= LEANS
        unlikely = found is not None and found.holds < LIKELY and name in OTHERWISE and clear and not leaning
        kind = kinds.asked(text)
        sourced = (
            name == "ask_source" and found is not None and kind != "where" and (found.card.id == last or kind == "who")
        )
        return None if unlikely or sourced or sent_away else found


def _simply(text: str, simple: str, last: str) -> Following:
    """Return what a simple question is answered with: of what was just said, the sentence that does."""
    records = selector()
    card = records.cards[records.place[simple]]
    sentence = records.passages.answering(records.index.read(text), card) if simple == last else None
    return Following(card, 1.0, sentence, held=True)


def _questions(text: str) -> list[str]:
    """« ça fait du bruit ? je dors mal » is heard whole, then by the sentences that ask."""
    sentences = [each for each in SENTENCE.findall(text) if each.strip()]
    return [text, *(each for each in sentences if each.rstrip().endswith("?"))] if len(sentences) > 1 else [text]


def heard_of(parsed: Mapping[str, Any]) -> Heard:
    """Return a message as it was understood by itself, in the words of nlu.selector.following."""
    intent = parsed.get(INTENT) or {}
    name, confidence = intent.get("name"), intent.get("confidence", 0.0)
    chosen: Mapping[str, Any] = parsed.get(SELECTED) or {}
    clear = name in OPEN and confidence >= SURE and not parsed.get("ambiguous")
    return Heard(
        asked_from(parsed),
        sure=name if clear else None,
        told=next(iter(chosen.get("records", ())), None),
        how=chosen.get("kind"),
        out=confidence if name == OUT else 0.0,
        ours=confidence if name in OPEN else 0.0,
    )


def _names_another_aid(last: str, stated: Mapping[str, Any]) -> bool:
    """« quelles villes ont eu l'AMI ? », after an answer on anything else, is asked of the AMI."""
    aid = of_turn().catalogue.programmes.get(str(stated.get("programme")))
    cards = selector()
    if aid is None or last not in cards.place:
        return False
    topic = intents.TOPICS[OF_FIRMS if aid.audience == "company" else OF_BODIES]
    return cards.cards[cards.place[last]].topic != topic


def _kept(last: str, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return the town and the aid that the record said last is about, where the question states no other."""
    cards = selector()
    about = cards.cards[cards.place[last]].when if last in cards.place else {}
    aid = {"programme": about["programme"]} if isinstance(about.get("programme"), str) else {}
    return {**({} if "programme" in stated else aid), **({} if PLACES & set(stated) else town_of(last))}


def _barred(last: str, stated: Mapping[str, Any]) -> frozenset[str]:
    """« c'est encore ouvert ? », after an aid for firms, is not asked of the call for town halls; « et pour une mairie ? » is."""
    cards = selector()
    firms = last in cards.place and cards.cards[cards.place[last]].topic == intents.TOPICS[OF_FIRMS]
    return frozenset({intents.TOPICS[OF_BODIES]}) if firms and not stated.keys() - {"date"} else frozenset()


def _disputed(message: Message, last: str, tracker: DialogueStateTracker | None) -> Following | None:
    """« non, 60 % », after what a source says: the same is said again, beside the figure it does not give."""
    cards = selector()
    checking = tracker is not None and (tracker.active_loop_name or tracker.get_slot("last_intent") in intents.CHECKS)
    if checking or last not in cards.place or not claimed.disputes(message.get(TEXT) or ""):
        return None
    return Following(cards.cards[cards.place[last]], 1.0, None, held=True)


def _elsewhere(message: Message, last: str, tracker: DialogueStateTracker | None) -> Following | None:
    """« et à Douai ? »: the record of that town on the subject; else it is not known, and what was said stays the nearest."""
    cards, text = selector(), message.get(TEXT) or ""
    place, before = cards.place.get(last), intents.ALL.get(str(tracker.get_slot("last_intent")) if tracker else "")
    free = not message.get(DECIDED) and not (tracker and tracker.active_loop_name)
    goes_on = before is not None and (before.then is not None or before.form is not None)
    if place is None or not free or goes_on or not only_elsewhere(text, own(message.get(ENTITIES, []))):
        return None
    said, facts = cards.cards[place], asked_from(message.as_dict()).facts
    there = [each for each in cards.cards if each.topic == said.topic and each.suits(facts)]
    found = max(there, key=lambda each: each.rank, default=None)
    return Following(found or said, 0.0, None, held=found is not None)


def _name_the_aid(message: Message) -> None:
    """Where the intent is unclear, an aid named is what is asked about: « mon comptable me parle de l'aide INAC »."""
    named = {each["value"] for each in message.get(ENTITIES, ()) if each["entity"] == "programme"}
    aids = {each.slug for each in of_turn().catalogue.programmes.values() if each.audience == "company"}
    if message.get("ambiguous") and len(named) == 1 and named <= aids:
        _rename(message, "ask_programme")


def _checks_since(tracker: DialogueStateTracker) -> bool:
    """Tell whether a check was opened after the last answer: what is asked is then asked of its aid."""
    if not tracker.active_loop_name:
        return False
    told = (each for each in reversed(tracker.events) if isinstance(each, ActiveLoop) or _tells(each))
    return isinstance(next(told, None), ActiveLoop)


def _tells(event: Event) -> bool:
    return isinstance(event, SlotSet) and event.key == "last_records"


def _last(tracker: DialogueStateTracker) -> str | None:
    """Return the record of the last answer; after a result, the one that tells of the aid."""
    kept = slot(tracker, "last_records")
    if kept and not _checks_since(tracker):
        return str(kept[0])
    last = slot(tracker, "last_intent")
    check = intents.FORMS.get(tracker.active_loop_name or "") or intents.ALL.get(last or "")
    told_by = check.told_by if check else None
    record = of_turn().catalogue.for_intent(told_by, {}, today=of_turn().today) if told_by else None
    return record.id if record else None


def _answer(message: Message, found: Following) -> None:
    record = found.card
    kind = EXACT if found.held else UNKNOWN
    chosen = {
        "kind": kind,
        "records": [record.id, *([found.also.id] if found.also else [])],
        "score": round(found.score, 4),
        "sentence": found.sentence,
        "follows": True,
        "lacking": found.apart,
    }
    message.set(SELECTED, chosen, add_to_output=True)
    name = (message.get(INTENT) or {}).get("name")
    if name not in record.intents:
        name = (record.intents or tuple(selector().intents_about(record.topic)))[0]
    _rename(message, str(name))


def _rename(message: Message, name: str) -> None:
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    first = {"name": name, "confidence": SURE}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)
    message.set("ambiguous", False, add_to_output=True)
