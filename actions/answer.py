"""Answers a question with what the Région says about it, its source and its date."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import asked_aid, heard, labels, languages, one_aid, open_aids, saying, weighing
from actions.doing import Doing
from actions.heard import Selected
from region import claimed
from region.catalogue import Catalogue
from region.in_force import of_turn
from region.programmes import Programme
from region.records import Record

REMEMBERED = 12
"""How many records told are remembered, so that none is told twice in full."""
NOTHING_NEARER = {"response": "utter_nothing_nearer"}
"""What is said where the nearest record was told before: it is not told again."""


class Answer(Doing):
    """Every information intent ends here; the records hold the words, the selector says which one."""

    called = "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what is remembered of the records said: their ids, sources, intent and the subject they began."""
        catalogue, chosen = of_turn().catalogue, heard.selected(tracker)
        aid = asked_aid.asked(tracker, catalogue=catalogue) if asked_aid.known(tracker) else None
        if aid:
            return one_aid.tell(dispatcher, aid, tracker.slots, tracker)
        intent = chosen.intent or heard.intent(tracker)
        exact = [record for record in map(catalogue.record, chosen.records) if record and chosen.kind != "general"]
        general = catalogue.for_intent(intent, heard.facts(tracker), today=of_turn().today)
        found = exact or ([general] if general else [])
        if not found:
            dispatcher.utter_message(response="utter_dont_know")
            return [SlotSet("last_intent", intent)]
        weighed = weighing.first(dispatcher, tracker, intent)
        before = _told_before(tracker)
        repeats = chosen.follows and found[0].id in before
        doubt = _doubt(tracker, found, chosen=chosen, catalogue=catalogue, repeats=repeats)
        if weighed and doubt:
            return _only_weighed(dispatcher, weighed, found, intent)
        if doubt:
            dispatcher.utter_message(**doubt)
        said = (
            []
            if doubt == NOTHING_NEARER
            else _tell(dispatcher, tracker, found, chosen=chosen, general=general, catalogue=catalogue, before=before)
        )
        languages.add(dispatcher, tracker)
        cited = saying.sources(source for record in said for source in record.sources)
        about = _intent_of(found[0], intent)
        begun = tracker.get_slot("subject") if chosen.follows else found[0].id
        if about in open_aids.BODY_OF:
            cited += await open_aids.add(dispatcher, tracker, intent=about)
        talked = tracker.get_slot("last_records") if chosen.follows and chosen.kind == "unknown" else None
        told = saying.remembered(intent=about, records=talked or [record.id for record in said], cited=cited)
        kept = list(dict.fromkeys([*(record.id for record in said), *before]))[:REMEMBERED]
        told.append(SlotSet("told_records", kept))
        return [*told, SlotSet("subject", begun or found[0].id), *([weighing.remembered(*weighed)] if weighed else [])]


def _told_before(tracker: Tracker) -> list[str]:
    """Return the ids of the records told so far, the latest first."""
    return list(tracker.get_slot("told_records") or tracker.get_slot("last_records") or ())


def _doubt(
    tracker: Tracker, found: Sequence[Record], *, chosen: Selected, catalogue: Catalogue, repeats: bool
) -> dict[str, Any] | None:
    """What says that the records do not tell what is asked, or held for true; None where they answer.

    A question may rest on a figure that another record of the topic gives, or one told before.
    """
    text = heard.text(tracker)
    unknown = all(record.confidence == "unknown" for record in found)
    topics = {record.topic for record in found} if unknown or claimed.asks(text) else set()
    told = frozenset(_told_before(tracker))
    elsewhere = (record.answer for record in catalogue.records if record.topic in topics or record.id in told)
    doubt = claimed.unconfirmed(text, [record.answer for record in found], elsewhere=elsewhere)
    if doubt:
        how, written = doubt
        return {"response": f"utter_claim_{how}", "claimed": written, "json_message": {"facts": [written]}}
    if chosen.kind != "unknown":
        return None
    if not chosen.lacking:
        return {"response": "utter_nearest"}
    return NOTHING_NEARER if repeats else {"response": "utter_not_in_records"}


def _only_weighed(
    dispatcher: CollectingDispatcher,
    weighed: tuple[Programme, Mapping[str, Any]],
    found: Sequence[Record],
    intent: str,
) -> list[EventType]:
    """A rule answered: « je ne sais pas » beside its yes or no would deny it."""
    weighing.one_condition(dispatcher, weighed[0])
    cited = saying.sources(source for record in found for source in record.sources)
    told = saying.remembered(intent=intent, records=[record.id for record in found], cited=cited)
    return [*told, SlotSet("subject", found[0].id), weighing.remembered(*weighed)]


def _tell(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    found: Sequence[Record],
    *,
    chosen: Selected,
    general: Record | None,
    catalogue: Catalogue,
    before: Sequence[str],
) -> list[Record]:
    """Say the records, those that contradict them, and keep the general one a button away."""
    today = of_turn().today
    asked = labels.general(found[0], general)
    titled = len(found) > 1 or chosen.kind == "unknown"
    same = not chosen.follows and [each.id for each in found] == tracker.get_slot("last_records")
    again = same and (chosen.sentence is None or heard.says_again(tracker))
    for place, record in enumerate(found):
        repeated = (chosen.follows or (same and not again)) and record.id in before
        nearest = chosen.kind == "unknown"
        answers = repeated or chosen.kind == "exact" or nearest
        first = chosen.also if place else chosen.sentence if answers else None
        if first is None and repeated and record.confidence == "unknown":
            first = 0  # that it is not known is enough, the second time
        saying.record(
            dispatcher,
            record,
            today=today,
            first=first,
            titled=titled,
            beside=nearest,
            also=asked,
            simply=again,
            briefly=first is not None and (place > 0 or repeated or (nearest and chosen.follows)),
            asked=heard.text(tracker),
        )
    if again and (heard.says_again(tracker) or any(record.confidence != "unknown" for record in found)):
        dispatcher.utter_message(response="utter_asked_again")
    others = [each for each in _otherwise(found, catalogue) if not each.expired(today)]
    for record in others:
        saying.record(dispatcher, record, today=today)
    return [*found, *others]


def _otherwise(found: Sequence[Record], catalogue: Catalogue) -> list[Record]:
    """Return the records that contradict the answer, each told with its own source and date."""
    said = {record.id for record in found}
    every = {other.id: other for record in found for other in catalogue.contradicting(record)}
    return [other for other in every.values() if other.id not in said]


def _intent_of(record: Record, intent: str) -> str:
    """Return the intent a record belongs to, so that « et combien ? » goes on from it."""
    return intent if intent in record.intents or not record.intents else record.intents[0]
