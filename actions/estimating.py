"""How much an aid would come to: « combien on toucherait pour 10 000 € ? », by its own rule."""

from collections.abc import Mapping, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, every_aid, heard, saying
from actions.doing import Doing
from actions.weighing import WEIGHED, one_condition, remembered
from region import eligibility, facts, formats
from region.eligibility import Checked
from region.facts import UNKNOWN
from region.in_force import of_turn
from region.names import programme_title
from region.programmes import Programme


class Estimate(Doing):
    """The sum that the rule of an aid gives for what would be spent; a sum outside its bounds is said first."""

    called = "action_estimate"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the sum weighed, so that « et pour 20 000 ? » goes on from it."""
        named = [str(each["value"]) for each in heard.entities(tracker, "programme")]
        aids = [of_turn().catalogue.programmes[slug] for slug in named]
        spent = _spent(tracker)
        if spent is None:
            known = facts.stated(_case(tracker))
            _tell_rates(dispatcher, [aid for aid in aids if not _against(aid, known)] or aids)
            return []
        said = facts.stated({**_case(tracker), "investment": spent})
        open_to = [aid for aid in aids if not _against(aid, said)]
        for each in () if open_to else _against(aids[0], said):
            dispatcher.utter_message(response="utter_decides_not_met", stated=each.stated, rule=each.condition.rule)
        for aid in open_to:
            _tell(dispatcher, aid, said["investment"])
        if heard.in_form(tracker):
            return []
        one_condition(dispatcher, aids[0])
        return [remembered(aids[0], {"investment": spent})]


def _case(tracker: Tracker) -> dict[str, object]:
    """What is known of the firm that asks: an aid that its trade or its size leaves out gives it nothing."""
    return {name: value for name, value in every_aid.of_case(tracker.slots).items() if name != "amount"}


def _against(aid: Programme, said: Mapping[str, object]) -> list[Checked]:
    """Return the conditions of an aid that what would be spent does not meet."""
    return [each for each in case.verdicts([aid], said)[0].checked if each.stated and each.status == "not_met"]


def _spent(tracker: Tracker) -> object:
    weighed = (tracker.get_slot(WEIGHED) or {}).get("said", {})
    given = (heard.entity(tracker, "investment"), heard.entity(tracker, "amount"))
    known = (tracker.get_slot("investment"), tracker.get_slot("amount"), weighed.get("investment"))
    return next((each for each in (*given, *known) if each not in (None, UNKNOWN)), None)


def _tell_rates(dispatcher: CollectingDispatcher, aids: Sequence[Programme]) -> None:
    """Say what each aid gives of a sum that is not known yet, and ask for it."""
    rates = [each for each in aids if each.estimate]
    lines = "\n".join(f"• {programme_title(each.slug)} : {each.estimate.note}" for each in rates if each.estimate)
    cited = saying.sources([source for each in rates for source in each.sources])
    dispatcher.utter_message(response="utter_estimate_rates", rates=lines, json_message={"sources": cited})


def _tell(dispatcher: CollectingDispatcher, aid: Programme, spent: object) -> None:
    found = eligibility.estimated(aid, {"investment": spent})
    amount = formats.euros(found["max"]) if found else ""
    dispatcher.utter_message(
        response="utter_estimate" if found else "utter_estimate_open",
        aid=programme_title(aid.slug),
        spent=facts.say("investment", spent, gazetteer=of_turn().gazetteer),
        amount=amount,
        note=found["note"] if found else "",
        json_message={"sources": saying.sources(aid.sources), "facts": [amount]},
    )
