"""The path a rule follows to its answer, in words: each step, how it stands for a case, and the steps inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from region import comparisons, expected, facts, formats, rules
from region.names import departement_name
from region.rules import Case, Test
from region.vocabulary import VOCABULARY

Words = Mapping[str, str]
STATUS: Mapping[bool | None, str] = {True: "met", False: "not_met", None: "unknown"}


@dataclass(frozen=True)
class Step:
    """What a step says, how it stands (met, not_met, unknown; None where it was not taken), and what it is made of."""

    says: str
    status: str | None
    inner: tuple[Step, ...] = ()


def of(test: Test, case: Case, *, words: Words) -> Step:
    """The path of a condition's test for a case. `words` are the pack's wordings."""
    status = STATUS[rules.evaluate(test, case).truth]
    if "case" in test:
        return Step(words["path.case"].format(label=facts.label(test["case"])), status, _branches(test, case, words))
    return Step(_says(test, case, words), status, tuple(of(each, case, words=words) for each in rules.inner(test)))


def _branches(test: Test, case: Case, words: Words) -> tuple[Step, ...]:
    known = [_branch(branch, test["case"], case, words) for branch in test["of"]]
    value = case.facts.get(test["case"])
    listed = {each for branch in test["of"] for each in branch["values"]}
    other = "not_met" if value is not None and value not in listed else None
    return (*known, Step(words["path.otherwise"], other))


def _branch(branch: Mapping[str, Any], fact: str, case: Case, words: Words) -> Step:
    values = VOCABULARY[fact]["values"]
    said = formats.joined([values[each] for each in branch["values"]], last=words["path.or"])
    taken = case.facts.get(fact) in branch["values"]
    if "result" in branch:
        says = words["path.branch_yes" if branch["result"] else "path.branch_no"].format(values=said)
        return Step(says, STATUS[branch["result"]] if taken else None)
    step = of(branch["test"], case, words=words)
    return (
        Step(words["path.branch"].format(values=said), step.status, (step,))
        if taken
        else Step(words["path.branch"].format(values=said), None, (_untaken(step),))
    )


def _untaken(step: Step) -> Step:
    return Step(step.says, None, tuple(_untaken(each) for each in step.inner))


def _says(test: Test, case: Case, words: Words) -> str:
    kind = next(kind for kind in rules.EVALUATORS if kind in test)
    if kind == "fact":
        return words["path.fact"].format(label=facts.label(test["fact"]), wanted=_wanted(test, words)) + _absent(
            test, words
        )
    if kind == "territory":
        names = formats.joined([departement_name(code) for code in case.territory.departements], last=words["path.or"])
        return words[f"path.territory_{test['territory']}"].format(names=names)
    if kind == "unknown":
        return words["path.unknown"].format(name=facts.label(test["unknown"]))
    if kind == "dates":
        return _dates(test["dates"], words)
    return words[f"path.{kind}"]


def _wanted(test: Test, words: Words) -> str:
    """What a comparison asks of a fact: its bounds, its values, the beginnings it may have."""
    said = expected.expected(test)
    if said:
        return said
    word = next(word for word in comparisons.COMPARISONS if word in test)
    value = test[word]
    if isinstance(value, bool):
        return words[f"path.{word}_{'yes' if value else 'no'}"]
    names = VOCABULARY[test["fact"]].get("values", {})
    listed = [names.get(each, str(each)) for each in (value if isinstance(value, list) else [value])]
    return words[f"path.{word}"].format(values=formats.joined(listed, last=words["path.or"]))


def _absent(test: Test, words: Words) -> str:
    said = test.get("absent")
    if said is None:
        return ""
    name = facts.label(said) if isinstance(said, str) else ""
    return words[f"path.absent_{'named' if name else 'yes' if said else 'no'}"].format(name=name)


def _dates(dates: Mapping[str, Any], words: Words) -> str:
    ends = [words[f"path.{name}"].format(day=formats.day(dates[name])) for name in ("from", "until") if name in dates]
    return formats.joined(ends)
