"""What a question checks, and what a result that is contested rests on."""

from collections.abc import Mapping

from rasa_sdk import Tracker

from actions import case, every_aid, heard, noting
from region import facts, formats, rules
from region.catalogue import Catalogue
from region.eligibility import ENDED, Checked, Verdict
from region.names import programme_title
from region.programmes import Programme
from region.standing import for_others


def why(asked: str, tracker: Tracker, catalogue: Catalogue) -> str:
    """The conditions that a question checks, each with its aid; empty where no condition reads the fact by itself."""
    read = {"commune", "departement"} if asked == "commune" else {asked}
    found = case.verdicts(programmes(tracker, catalogue), tracker.slots)
    reasons = [
        catalogue.wordings["aids.reason"].format(label=item.condition.label, aid=programme_title(each.programme.slug))
        for each in found
        if each.verdict != ENDED
        for item in each.checked
        if item.status == "unknown" and read & set(rules.facts_of(item.condition.test))
    ]
    return formats.joined(reasons)


def programmes(tracker: Tracker, catalogue: Catalogue) -> list[Programme]:
    """The aids that the check under way is about."""
    every = {
        "ami_form": [catalogue.programmes[case.AMI]] if case.AMI in catalogue.programmes else [],
        "company_form": case.checked(catalogue, tracker.get_slot("checked_programme")),
    }
    return every.get(str(heard.in_form(tracker)), list(catalogue.programmes.values()))


def of_result(tracker: Tracker, catalogue: Catalogue, *, status: str) -> str:
    """What a result rests on: for each condition that stands so, what was understood, the rule, its source.

    `status` is « not_met » for what is against it, « unknown » for what is missing. Of the aid that the message names,
    else of those told last; empty where nothing was told.
    """
    told = tracker.get_slot(noting.TOLD)
    if not told:
        return ""
    named = heard.entity(tracker, "programme") or tracker.get_slot("checked_programme")
    found = verdicts_told(tracker, catalogue, named=named)
    counted = [
        (each, item)
        for each in found
        if each.verdict != ENDED and (named or not for_others(each))
        for item in each.checked
        if item.status == status
    ]
    return "\n".join(_reason(each, item, catalogue.wordings) for each, item in counted[:MOST_CONTESTED])


def verdicts_told(tracker: Tracker, catalogue: Catalogue, *, named: str | None = None) -> list[Verdict]:
    """The verdicts of the last result, with the hypothesis that was made of it: of the aid `named`, else of those told."""
    chosen = [each for each in catalogue.programmes.values() if each.slug == named] or told_of(tracker, catalogue)
    told = {**(tracker.get_slot(noting.TOLD) or {}), **(tracker.get_slot("supposed") or {})}
    slots = every_aid.of_case(told) if tracker.get_slot("last_check") == every_aid.CHECK else told
    return case.verdicts(chosen, slots)


MOST_CONTESTED = 3


def told_of(tracker: Tracker, catalogue: Catalogue) -> list[Programme]:
    """The aids that the last result was of."""
    every = list(catalogue.programmes.values())
    kept = {"ami": lambda each: each.slug == case.AMI, "company": lambda each: each.audience == "company"}.get(
        str(tracker.get_slot("last_check"))
    )
    return [each for each in every if kept is None or kept(each)]


def _reason(verdict: Verdict, item: Checked, say: Mapping[str, str]) -> str:
    source = item.condition.source
    return say["aids.contested"].format(
        aid=programme_title(verdict.programme.slug), label=item.condition.label,
        stated=item.stated or facts.ANSWERS["unsaid"], rule=item.condition.rule,
        source=f"{source.title}, {source.date_label}" if source else facts.ANSWERS["unsaid"],
    )  # fmt: skip
