"""Says yes or no to what is asked of a case: what fails comes first and alone; « est-ce trop ? » is answered the other way round."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import heard, saying
from region import facts, rules
from region.eligibility import Checked, Verdict
from region.files import read_yaml
from region.vocabulary import VOCABULARY

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
OBSTACLE, CERTAIN = (re.compile(_LISTS[name], re.IGNORECASE) for name in ("obstacle", "certain"))
NUMBERS = frozenset({"amount", "headcount", "turnover", "investment"})
TRADE = "activity"
PLACES = frozenset({"commune", "departement"})
MET = "utter_decides_met"
BODY, BODY_SAID = "body", "org_type"


def decides(dispatcher: CollectingDispatcher, verdict: Verdict, said: Mapping[str, Any], tracker: Tracker) -> bool:
    """To « 45 000 €, ça passe ? », say yes or no first, with the rule that decides; False where no rule does."""
    read: Sequence[Checked] = [each for each in verdict.checked if heard.asks(tracker) and _decided(each, said)]
    read = [each for each in read if _kind(each, said) != BODY] or _of_the_body(read, tracker)
    against = bool(OBSTACLE.search(heard.text(tracker)))
    for each in _failing_first(read):
        response = f"utter_{_kind(each, said)}_{_status(each, against)}"
        if response == MET and CERTAIN.search(heard.text(tracker)):
            response = f"{MET}_promised"
        cited = saying.sources([each.condition.source] if each.condition.source else [])
        dispatcher.utter_message(
            response=response, stated=each.stated, rule=each.condition.rule, json_message={"sources": cited}
        )
    return bool(read)


def warns(dispatcher: CollectingDispatcher, verdict: Verdict, said: Mapping[str, Any]) -> None:
    """Say at once what the latest message settles against the case: « 30 000 € » is under the floor."""
    for each in verdict.checked:
        if each.status == "not_met" and set(rules.facts_of(each.condition.test)) & said.keys() & NUMBERS:
            cited = saying.sources([each.condition.source] if each.condition.source else [])
            dispatcher.utter_message(
                response="utter_already_against", rule=each.condition.rule, json_message={"sources": cited}
            )


def _of_the_body(read: Sequence[Checked], tracker: Tracker) -> Sequence[Checked]:
    """« Ma commune peut avoir l'AMI ? »: what the kind of body decides answers it, and nothing else said does."""
    return read if heard.asks_entitlement(tracker) else ()


def would_decide(dispatcher: CollectingDispatcher, verdict: Verdict, changes: Mapping[str, Any]) -> bool:
    """Say how the conditions that read what is supposed would stand; False when none does."""
    supposed = facts.stated(changes).keys()
    read = [each for each in verdict.checked if each.stated and set(rules.facts_of(each.condition.test)) & supposed]
    for each in _failing_first(read):
        ranged = each.status == "unknown" and not any(isinstance(value, dict) for value in changes.values())
        status = "other_answer" if ranged else each.status
        dispatcher.utter_message(response=f"utter_decides_{status}", stated=each.stated, rule=each.condition.rule)
    return bool(read)


def _failing_first(read: Sequence[Checked]) -> Sequence[Checked]:
    """A « oui » beside what fails would be read as the answer."""
    return [each for each in read if each.status == "not_met"] or read


def _decided(checked: Checked, said: Mapping[str, Any]) -> bool:
    read = set(rules.facts_of(checked.condition.test))
    if not checked.stated or not read & said.keys():
        return False
    if read & said.keys() & PLACES:
        return checked.status == "not_met"
    if BODY_SAID in read & said.keys():
        return checked.status != "unknown"
    if TRADE in read & said.keys():
        return checked.status == "not_met" or not set(checked.missing) & VOCABULARY.keys()
    return bool(read & said.keys() & NUMBERS) and (checked.status != "unknown" or read <= said.keys())


def _kind(checked: Checked, said: Mapping[str, Any]) -> str:
    read = set(rules.facts_of(checked.condition.test)) & said.keys()
    if BODY_SAID in read:
        return BODY
    return "trade" if TRADE in read else "place" if read & PLACES else "decides"


def _status(checked: Checked, against: bool) -> str:
    turned = against and checked.status != "unknown"
    return f"{checked.status}_against" if turned else checked.status
