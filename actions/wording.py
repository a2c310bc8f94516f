"""The sentences of a verdict: whether the aid is open, the result, each condition, what to do, what is missing."""

from collections.abc import Mapping, Sequence

from region import facts, formats
from region.eligibility import MISSING, Checked, Verdict


def of(verdict: Verdict, say: Mapping[str, str]) -> str:
    """A verdict as text: the calendar first, the caveat last."""
    result = [verdict.opening, say[f"verdict.{verdict.verdict}"]]
    conditions = [_condition(each, say) for each in verdict.checked if each.stated]
    todo = [*_steps(verdict, say), *_missing(verdict, say), *_estimate(verdict, say)]
    blocks = [" ".join(result), "\n".join(conditions), "\n".join(todo), say["verdict.only_a_file_decides"]]
    return "\n\n".join(block for block in blocks if block)


def briefly(verdict: Verdict, say: Mapping[str, str]) -> str:
    """The result in a few short sentences, for « plus simplement »."""
    todo = [*_steps(verdict, say), *_missing(verdict, say)]
    return " ".join([verdict.opening, say[f"verdict.{verdict.verdict}"], *todo])


def _condition(checked: Checked, say: Mapping[str, str]) -> str:
    return say[f"dialogue.condition_{checked.status}"].format(label=checked.condition.label, stated=checked.stated)


def _steps(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    failed = [each.condition for each in verdict.checked if each.status == "not_met"]
    return [say["verdict.failed"].format(label=each.label, next_step=each.next_step) for each in failed]


def _missing(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    names = [facts.label(name) for name in verdict.missing] if verdict.verdict == MISSING else []
    return [say["verdict.missing"].format(names=formats.joined(names))] if names else []


def _estimate(verdict: Verdict, say: Mapping[str, str]) -> list[str]:
    if verdict.estimate is None:
        return []
    amount = formats.euros(verdict.estimate["max"])
    return [say["verdict.estimate"].format(amount=amount, note=verdict.estimate["note"])]


def group(verdicts: Sequence[Verdict], say: Mapping[str, str]) -> str:
    """Several aids that stand alike: the result once, then their names."""
    names = [say["dialogue.aid"].format(title=verdict.programme.title) for verdict in verdicts]
    return "\n".join([say[f"dialogue.group_{verdicts[0].verdict}"], *names])
