"""Checks a case for the AMI: asks what is missing, then says the verdict."""

from collections.abc import Mapping

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, deciding, heard, legal, noting, place, saying, steps, wording
from actions.doing import Doing
from region.catalogue import Catalogue
from region.eligibility import Verdict
from region.in_force import of_turn
from region.vocabulary import of_a_town_hall

HEAD_OF_A_FIRM = "dirigeant"


class ValidateAmiForm(Doing):
    """After each answer: settles the place, then asks for the next fact that matters, or ends the questions."""

    called = "validate_ami_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the slots the answer settles, and the next fact as `requested_slot`: None ends the questions."""
        changes = {**place.settle(tracker), **town_hall(tracker), **legal.form(tracker)}
        slots = {**tracker.slots, **changes}
        verdict = verdict_of(of_turn().catalogue, slots, tracker)
        asked = "commune" if slots.get("commune_name") else case.corrected(slots, "ami_form")
        asked = asked or case.next_fact([verdict], slots, order=case.AMI_ORDER)
        if asked:
            said = legal.as_said(noting.mentioned(tracker, changes), tracker)
            decided = deciding.decides(dispatcher, verdict, said, tracker)
            noting.note(dispatcher, slots, said, asked=heard.asked(tracker))
            if not decided:
                deciding.warns(dispatcher, verdict, said)
        return [*case.kept(changes, tracker), SlotSet("requested_slot", asked)]


def town_hall(tracker: Tracker) -> dict[str, str]:
    """« Je suis secrétaire de mairie », « patron de 12 personnes » say for which body the case is checked; one stated stays.

    « Le maire n'est pas convaincu » is a remark, and says nothing of it.
    """
    if heard.intent(tracker) not in place.STATING:
        return {}
    if tracker.get_slot("org_type") is not None:
        return {}
    roles = heard.entities(tracker, "person_audience")
    if any(of_a_town_hall(str(each.get("text"))) for each in roles):
        return {"org_type": "commune"}
    return {"org_type": "pme"} if any(each.get("value") == HEAD_OF_A_FIRM for each in roles) else {}


class TellAmiVerdict(Doing):
    """The verdict, once enough is known: what was stated, the rules, and what to do next."""

    called = "action_ami_verdict"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what is remembered of the verdict, and the case it was told on."""
        catalogue = of_turn().catalogue
        told = tell(dispatcher, verdict_of(catalogue, tracker.slots, tracker), tracker.slots, catalogue=catalogue)
        return [*told, noting.told(tracker.slots)]


def verdict_of(catalogue: Catalogue, slots: dict[str, object], tracker: Tracker) -> Verdict:
    """The AMI's verdict on these slots today."""
    programme = catalogue.programmes[case.AMI]
    return case.verdicts([programme], slots)[0]


def tell(
    dispatcher: CollectingDispatcher, verdict: Verdict, slots: Mapping[str, object], *, catalogue: Catalogue
) -> list[EventType]:
    """Say an AMI verdict, and remember it."""
    cited = cited_by(verdict, catalogue)
    dispatcher.utter_message(
        response="utter_ami_verdict",
        verdict_text=wording.of(verdict, catalogue.wordings),
        buttons=steps.complete(verdict.missing, slots, title=catalogue.wordings["dialogue.complete"]),
        json_message={"verdict": verdict.to_dict(), "sources": cited},
    )
    return saying.remembered(intent="check_ami_eligibility", cited=cited, check="ami")


def cited_by(verdict: Verdict, catalogue: Catalogue) -> list[dict[str, object]]:
    """The sources of a verdict's conditions, and the official page where to go on."""
    return saying.sources([*verdict.programme.sources, *saying.page(catalogue, verdict.programme.page)])
