"""The sentences of a verdict: whether the aid is open, the result, each condition, what to do, what is missing."""

from collections.abc import Mapping, Sequence

from region import facts, formats
from region.eligibility import MISSING, NOT_MET, Checked, Verdict
from region.standing import STANDINGS, standing
from region.vocabulary import Range


def of(verdict: Verdict, say: Mapping[str, str]) -> str:
    """A verdict as text: the calendar first, the caveat last."""
    result = [verdict.opening, say[f"verdict.{verdict.verdict}"]]
    stated = sorted((each for each in verdict.checked if each.stated), key=lambda each: each.status != "not_met")
    conditions = [_condition(each, say) for each in stated]
    todo = [*steps(verdict, say), *_missing(verdict, say), *_estimate(verdict, say)]
    blocks = [" ".join(result), "\n".join(conditions), "\n".join(todo), say["verdict.only_a_file_decides"]]
    return "\n\n".join(block for block in blocks if block)


def briefly(verdict: Verdict, say: Mapping[str, str]) -> str:
    """The result in a few short sentences, for « plus simplement »."""
    todo = [*steps(verdict, say), *_missing(verdict, say)]
    return " ".join([verdict.opening, say[f"verdict.{verdict.verdict}"], *todo])


def _condition(checked: Checked, say: Mapping[str, str]) -> str:
    """What was stated beside what is expected: the bounds of a number, otherwise the rule's sentence."""
    said = say[f"dialogue.condition_{checked.status}"].format(label=checked.condition.label, stated=checked.stated)
    if checked.expected:
        return say["dialogue.condition_expected"].format(condition=said, expected=checked.expected)
    return say["dialogue.condition_rule"].format(condition=said, rule=checked.condition.rule)


def steps(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    """What to do about each condition that fails: « À revoir : Coût du projet. … »."""
    failed = [each.condition for each in verdict.checked if each.status == "not_met"]
    return [say["verdict.failed"].format(label=each.label, next_step=each.next_step) for each in failed]


def _missing(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    names = [facts.label(name) for name in verdict.missing] if verdict.verdict == MISSING else []
    return [say["verdict.missing"].format(names=formats.joined(names))] if names else []


def at_most(verdict: Verdict) -> str:
    """The most an aid would come to: « 8 000 € », « environ 8 000 € » where the sum it is computed on is only near."""
    estimate, rule = verdict.estimate or {}, verdict.programme.estimate
    spent = verdict.facts.get(rule.of) if rule else None
    near = isinstance(spent, Range) and spent.about is not None and estimate["max"] != (rule and rule.cap)
    if near:
        return facts.ANSWERS["about"].format(number=formats.number(estimate["max"]), unit="€")
    return formats.euros(estimate["max"])


def _estimate(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    if verdict.estimate is None:
        return []
    amount = at_most(verdict)
    return [say["verdict.estimate"].format(amount=amount, note=verdict.estimate["note"])]


def groups(verdicts: Sequence[Verdict], say: Mapping[str, str]) -> str:
    """Several aids, those that may suit first, each with what stands in its way."""
    kinds = {kind: [each for each in verdicts if standing(each) == kind] for kind in STANDINGS}
    return "\n\n".join(_group(kind, held, say) for kind, held in kinds.items() if held)


def _group(kind: str, held: Sequence[Verdict], say: Mapping[str, str]) -> str:
    return "\n".join([say[f"dialogue.group_{kind}"], *(_aid(each, kind, say) for each in held)])


def _aid(verdict: Verdict, kind: str, say: Mapping[str, str]) -> str:
    failed = [each.condition.label for each in verdict.checked if each.status == "not_met"]
    missing = [facts.briefly(name) for name in verdict.missing]
    why = {NOT_MET: failed, MISSING: missing}.get(kind, [])
    title = verdict.programme.title
    return (
        say["dialogue.aid_why"].format(title=title, why=formats.joined(why))
        if why
        else say["dialogue.aid"].format(title=title)
    )
