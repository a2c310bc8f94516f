"""« Et si on baissait à 55 000 ? »: tells the result on another case, keeps the real one, and goes back to it."""

import json
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, changed, deciding, heard, noting, onward, place, place_choice, reasons, standing, supposing
from actions.doing import Doing
from actions.house import LEFT
from actions.supposing import SUPPOSED
from region.in_force import of_turn

PLAIN = frozenset({"amount", "investment", "turnover", "headcount", "commune", "departement", "expenses"})
"""What is surely a fact of the case; « si le maire veut attendre » names a commune, and supposes nothing of it."""
TOWN = ("commune", "departement", "commune_name")


class Suppose(Doing):
    """The result if one thing of the case changed; nothing of it is kept unless the person says so."""

    called = "action_suppose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what the hypothesis changes, as `supposed`; the facts of the case stay."""
        begun = supposing.start(tracker)
        said = supposing.said(tracker, begun)
        now = {**begun, **said}
        changes = supposing.difference(now, tracker.slots)
        if said.get("commune_name"):
            _ask_which(dispatcher, said, changes)
            return []
        if not changes:
            dispatcher.utter_message(response="utter_same_as_case" if PLAIN & said.keys() else "utter_unclear_change")
            return []
        held = SlotSet(SUPPOSED, changes)
        if heard.in_form(tracker):
            _in_check(dispatcher, tracker, now, changes)
            return [held]
        told = _told(dispatcher, now, changes, tracker)
        dispatcher.utter_message(response="utter_supposed", buttons=[_keep(changes), _back()])
        return [*told, held]


def _ask_which(dispatcher: CollectingDispatcher, said: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """« et si le siège était à Saint-Martin ? »: which one, each button with the rest of the hypothesis."""
    gazetteer = of_turn().gazetteer
    found = place.choices(said["commune_name"], departement=said.get("departement"), gazetteer=gazetteer)
    beside = {name: value for name, value in changes.items() if name not in TOWN}
    buttons = place_choice.buttons(found, intent="suppose", beside=beside)
    dispatcher.utter_message(response="utter_which_commune", buttons=buttons)


def _told(
    dispatcher: CollectingDispatcher, now: Mapping[str, Any], changes: Mapping[str, Any], tracker: Tracker
) -> list[EventType]:
    """What becomes of the last result: of several aids, those that move; of one, its verdict."""
    noting.changed(dispatcher, now, before=tracker.slots)
    if changed.of_several(tracker):
        changed.supposed(dispatcher, now, changes, tracker)
        return []
    return standing.tell(dispatcher, now, tracker)


def _in_check(
    dispatcher: CollectingDispatcher, tracker: Tracker, now: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """What the hypothesis would settle, before the question is asked again."""
    catalogue = of_turn().catalogue
    under_way = reasons.programmes(tracker, catalogue)
    verdict = case.verdicts(under_way, now)[0] if len(under_way) == 1 else None
    if verdict is None or not deciding.would_decide(dispatcher, verdict, changes):
        changed.supposed(dispatcher, now, changes, tracker)
    dispatcher.utter_message(response="utter_supposed_in_check", buttons=[_keep(changes)])


def _keep(changes: Mapping[str, Any]) -> dict[str, str]:
    """The button that makes of the hypothesis the case itself."""
    title = of_turn().catalogue.wordings["dialogue.keep_hypothesis"]
    stated = {name: value for name, value in changes.items() if value is not None}
    return {"title": title, "payload": f"/adopt_hypothesis{json.dumps(stated, separators=(',', ':'))}"}


def _back() -> dict[str, str]:
    return {"title": of_turn().catalogue.wordings["dialogue.real_case"], "payload": "/real_case"}


class AdoptHypothesis(Doing):
    """« On part là-dessus »: what was supposed last is the case from now on."""

    called = "action_adopt_hypothesis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the facts of the hypothesis as those of the case, and the result or the question that follows."""
        supposed, form = _pressed(tracker) or tracker.get_slot(SUPPOSED) or {}, heard.in_form(tracker)
        now = {**tracker.slots, **supposed}
        if not supposing.difference(now, tracker.slots):
            dispatcher.utter_message(response="utter_same_as_case")
            return []
        kept = [*(SlotSet(name, value) for name, value in supposed.items()), SlotSet(SUPPOSED, None)]
        if form:
            return [*kept, *LEFT, FollowupAction(form)]
        if not changed.of_several(tracker):
            noting.note(dispatcher, now, supposed, asked=None)
        return [*kept, *standing.again(dispatcher, now, tracker)]


def _pressed(tracker: Tracker) -> dict[str, Any]:
    """What the button of a hypothesis holds, whatever was supposed since."""
    entities = tracker.latest_message.get("entities") or ()
    return {each["entity"]: each["value"] for each in entities if each.get("extractor") == "button"}


class RealCase(Doing):
    """« Revenez à mon cas »: the hypotheses are left, and the real case is told as it is known."""

    called = "action_real_case"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the hypothesis forgotten, and the result or the question on the real case."""
        known = noting.worded(tracker.slots)
        if known:
            dispatcher.utter_message(response="utter_real_case", facts=known)
        return [SlotSet(SUPPOSED, None), *standing.again(dispatcher, tracker.slots, tracker)]


class SoFar(Doing):
    """« Et donc, ça passe ? » in a check: what is against the case so far, the last hypothesis with it."""

    called = "action_so_far"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the question follows."""
        under_way = reasons.programmes(tracker, of_turn().catalogue)
        if len(under_way) > 1 and onward.told(tracker):
            onward.tell_nearest(dispatcher, tracker)
            return []
        slots = {**tracker.slots, **(tracker.get_slot(SUPPOSED) or {})}
        verdict = case.verdicts(under_way, slots)[0] if len(under_way) == 1 else None
        against = [each for each in verdict.checked if each.status == "not_met"] if verdict else []
        turned = "_against" if deciding.OBSTACLE.search(heard.text(tracker)) else ""
        for each in against:
            response = f"utter_decides_not_met{turned}"
            dispatcher.utter_message(response=response, stated=each.stated, rule=each.condition.rule)
        if not against:
            dispatcher.utter_message(response="utter_nothing_against" if verdict else "utter_too_early")
        return []


class Recap(Doing):
    """« Où on en est ? »: what was understood of the case, and what comes next."""

    called = "action_recap"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: what is known is only said."""
        known = noting.worded(tracker.slots)
        if not known:
            dispatcher.utter_message(response="utter_nothing_noted")
            return []
        supposed = noting.worded(tracker.get_slot(SUPPOSED) or {})
        dispatcher.utter_message(response="utter_recap", facts=known)
        if supposed:
            dispatcher.utter_message(response="utter_recap_supposed", facts=supposed, buttons=[_back()])
        if not heard.in_form(tracker):
            dispatcher.utter_message(response=standing.where(tracker))
        return []
