"""The cases of a conversation side by side: each by its name, with how it stands before the call."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import ami, case, heard, noting, saying
from actions.doing import Doing
from actions.house import FACTS, LEFT
from actions.supposing import SUPPOSED
from region import facts, formats
from region.eligibility import MET, MISSING, NOT_MET, Verdict
from region.in_force import of_turn

CASES = "cases"
"""The slot of the cases told in this conversation, the last one apart: `[{fact: value}]`."""
MOST_CASES = 3
OF_A_CASE = (
    "company",
    "commune_name",
    "checked_programme",
    "asking",
    "correcting",
    "left_check",
    "stopped_check",
    SUPPOSED,
)
OF_A_TOWN = frozenset({"commune", "epci", "departement", "syndicat_mixte", "syndicat_intercommunal"})
"""The bodies after which a town named alone is a commune: « maintenant pour Bapaume »."""
AMI_FORM = "ami_form"


class CaseAgain(Doing):
    """« et la mairie ? », after several cases: that one, judged again."""

    called = "action_case_again"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the facts of that case in place of those before, which are kept to be compared."""
        now = dict(heard.entity(tracker, "case"))
        emptied = dict.fromkeys((*FACTS, *OF_A_CASE, noting.TOLD))
        slots = {**tracker.slots, **emptied, **now}
        kept = [*LEFT, *(SlotSet(name, slots.get(name)) for name in (*FACTS, *OF_A_CASE))]
        dispatcher.utter_message(response="utter_case_again", facts=noting.worded(slots))
        return [*kept, others(tracker, but=now), *judged(dispatcher, slots, tracker, AMI_FORM)]


class CompareCases(Doing):
    """« comparez les deux », « mairie 50 000, syndicat 100 000 » : each case by its name, with how it stands."""

    called = "action_compare_cases"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the cases compared, to come back to each."""
        told = [dict(each["value"]) for each in heard.entities(tracker, "case")]
        cases = told or [*(tracker.get_slot(CASES) or ()), tracker.get_slot(noting.TOLD) or _known(tracker.slots)]
        cases = [each for each in cases if each][-MOST_CASES:]
        if len(cases) < 2:
            dispatcher.utter_message(response="utter_nothing_to_compare")
            return []
        catalogue = of_turn().catalogue
        aid = catalogue.programmes[case.AMI]
        found = [(noting.worded(each), case.verdicts([aid], each)[0]) for each in cases]
        cited = saying.sources(aid.sources)
        dispatcher.utter_message(
            response="utter_compared",
            opening=aid.opening,
            cases="\n".join(_line(*each, catalogue.wordings) for each in found),
            best=_best(found, catalogue.wordings),
            json_message={"sources": cited},
        )
        left = LEFT if heard.in_form(tracker) else []
        return [
            *left,
            SlotSet(CASES, cases),
            *saying.remembered(intent="check_ami_eligibility", cited=cited, check="ami"),
        ]


def _known(slots: Mapping[str, Any]) -> dict[str, Any]:
    return {name: slots[name] for name in noting.SHOWN if slots.get(name) is not None}


def others(tracker: Tracker, *, but: Mapping[str, Any]) -> EventType:
    """The note of the cases before, the last one with them, without the one that is judged now."""
    before = tracker.get_slot(noting.TOLD) or {}
    told = {name: value for name, value in before.items() if name in noting.SHOWN}
    kept = [*(tracker.get_slot(CASES) or ()), *([told] if told else [])]
    return SlotSet(CASES, [each for each in kept if each != but][-MOST_CASES + 1 :])


def implied(said: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """« maintenant pour Bapaume », after a public body: that town's commune."""
    town = said.get("org_type") is None and said.get("commune") is not None
    return {"org_type": "commune"} if town and before.get("org_type") in OF_A_TOWN else {}


def judged(dispatcher: CollectingDispatcher, slots: dict[str, Any], tracker: Tracker, form: str) -> list[EventType]:
    """The verdict where it is known, for what fails settles it; else the question that comes first."""
    catalogue = of_turn().catalogue
    verdict = case.verdicts([catalogue.programmes[case.AMI]], slots)[0]
    if form != AMI_FORM or slots.get("commune_name") or verdict.verdict == MISSING:
        return [SlotSet(noting.TOLD, None), FollowupAction(form)]
    return [*ami.tell(dispatcher, verdict, slots, catalogue=catalogue), SlotSet(noting.TOLD, _known(slots))]


def _line(facts_said: str, verdict: Verdict, say: Mapping[str, str]) -> str:
    return say[f"dialogue.compared_{verdict.verdict}"].format(facts=facts_said, why=_why(verdict, say))


def _why(verdict: Verdict, say: Mapping[str, str]) -> str:
    if verdict.verdict == NOT_MET:
        failed = [each for each in verdict.checked if each.status == "not_met"]
        return formats.joined(
            [
                say["dialogue.compared_why"].format(label=each.condition.label, expected=each.expected)
                if each.expected
                else each.condition.label
                for each in failed
            ]
        )
    return formats.joined([facts.label(name) for name in verdict.missing])


def _best(found: Sequence[tuple[str, Verdict]], say: Mapping[str, str]) -> str:
    """Which case is best placed: the one that meets what is known, else the only one that nothing is against."""
    met = [name for name, verdict in found if verdict.verdict == MET]
    open_ = [name for name, verdict in found if verdict.verdict != NOT_MET]
    if not open_:
        return say["dialogue.compared_none"]
    chosen = met if len(met) == 1 else open_
    return (
        say["dialogue.compared_best"].format(facts=chosen[0]) if len(chosen) == 1 else say["dialogue.compared_several"]
    )
