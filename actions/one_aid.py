"""« On a droit à ADEN ? », on a case that is known: yes or no first, for that aid alone, with its sum and its conditions."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import every_aid, noting, saying, summary, wording
from region import facts, formats
from region.eligibility import ENDED, NOT_MET, Verdict
from region.in_force import of_turn
from region.names import programme_title
from region.programmes import Programme
from region.standing import CLOSED, for_others, standing


def tell(
    dispatcher: CollectingDispatcher, aid: Programme, said: Mapping[str, Any], tracker: Tracker
) -> list[EventType]:
    """Say the verdict of that aid on these facts, and a button for all of them; return the case, remembered."""
    say = of_turn().catalogue.wordings
    verdict = every_aid.assessed_of([aid], said)[0]
    lines = _lines(verdict, say)
    cited = saying.sources([*aid.sources, *saying.page(of_turn().catalogue, aid.page)])
    dispatcher.utter_message(
        response=f"utter_one_aid_{'known' if standing(verdict) in CLOSED else aid.audience}",
        said="\n".join(lines),
        aid=aid.slug,
        json_message={"verdict": verdict.to_dict(), "sources": cited, "facts": lines},
    )
    intent = f"check_{'company_support' if aid.audience == 'company' else 'ami_eligibility'}"
    if tracker.get_slot(noting.TOLD):
        return saying.remembered(intent=intent, cited=cited)
    stated = every_aid.of_case(said)
    events = every_aid.kept(stated, cited, every_aid.assessed(stated, tracker.slots))
    return [each for each in events if each["event"] == "slot"]  # nothing is asked: what was asked is answered


def _lines(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    if for_others(verdict):
        name = programme_title(verdict.programme.slug)
        return [say[f"one_aid.others_{verdict.programme.audience}"].format(aid=name)]
    if verdict.verdict == ENDED:
        return [say["one_aid.scheme_ended"].format(ended=verdict.opening)]
    first, after, conditions = _leaning(verdict, say), _after(verdict, say), _conditions(verdict, say)
    if verdict.verdict == NOT_MET:
        return [first, *after, *conditions]
    return [first, *_sum(verdict, say), verdict.opening, *conditions, *after]


def _leaning(verdict: Verdict, say: Mapping[str, str]) -> str:
    why = formats.joined([facts.briefly(name) for name in summary.lacking(verdict)])
    return say[f"one_aid.{standing(verdict)}"].format(
        aid=programme_title(verdict.programme.slug), why=why, against=summary.against(verdict, say)
    )


def _sum(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    """What it would pay for the sum stated, else what it gives."""
    programme = verdict.programme
    if verdict.estimate and programme.estimate:
        spent = facts.say(programme.estimate.of, verdict.facts[programme.estimate.of], gazetteer=of_turn().gazetteer)
        amount = wording.at_most(verdict)
        return [say["one_aid.sum"].format(spent=spent, amount=amount, note=verdict.estimate["note"])]
    return [say["one_aid.gives"].format(gives=programme.gives)] if programme.gives else []


def _conditions(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    stated = sorted((each for each in verdict.checked if each.stated), key=lambda each: each.status != "not_met")
    return [
        say[f"dialogue.condition_{each.status}"].format(label=each.condition.label, stated=each.stated)
        for each in stated
    ]


def _after(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    """What to do about what fails; else what is left to have confirmed."""
    failed = [each.condition for each in verdict.checked if each.status == "not_met"]
    if failed:
        return [failed[0].next_step]
    sworn = [facts.briefly(name) for name in verdict.missing if name not in summary.lacking(verdict)]
    return [say["one_aid.confirm"].format(names=formats.joined(sworn))] if sworn else []
