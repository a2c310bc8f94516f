"""Where a question stands in its check, and the way back to the one before: « 2 sur 4 », « Retour »."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.correctable import CORRECTABLE, correct
from region.facts import UNKNOWN
from region.vocabulary import VOCABULARY

STEPS: Mapping[str, Sequence[Sequence[str]]] = {
    "ami_form": (
        ("org_type", "public_interest", "manages_public_policy"), ("commune", "departement"), ("amount",), ("expenses",),
    ),
    "company_form": (
        ("siren",), ("commune", "departement"), ("headcount", "org_type"), ("turnover",), ("legal_form",), ("investment",),
    ),
}  # fmt: skip
"""The questions of each check in the order they come; facts that answer the same question share its place."""


def question(form: str, fact: str, slots: Mapping[str, Any]) -> dict[str, Any]:
    """What a channel shows beside a question: `{"form", "asked", "step", "of", "several"}`.

    The step counts what is answered already, in whatever order it came: it goes back only when an answer is taken back.
    """
    steps = STEPS.get(form, ())
    others = [facts for facts in steps if fact not in facts]
    known = sum(any(slots.get(each) is not None for each in facts) for facts in others)
    step = 1 + known if len(others) < len(steps) else None
    several = VOCABULARY.get(fact, {}).get("kind") == "choices"
    return {"form": form, "asked": fact, "step": step, "of": len(steps) if step else None, "several": several}


def back(form: str, fact: str, slots: Mapping[str, Any], *, title: str) -> list[dict[str, str]]:
    """The button that asks the question before again; none at the first one."""
    order = [each for facts in STEPS.get(form, ()) for each in facts]
    before = order[: order.index(fact)] if fact in order else []
    known = [each for each in before if each in CORRECTABLE and slots.get(each) is not None]
    return [correct(known[-1], title=title)] if known else []


def complete(missing: Sequence[str], slots: Mapping[str, Any], *, title: str) -> list[dict[str, str]]:
    """The button that asks again what a verdict lacks; none when no answer was « je ne sais pas »."""
    return [correct(ALL_UNKNOWN, title=title)] if missing and unknown(slots) else []


ALL_UNKNOWN = "unknown"
"""In place of a fact: every one that was answered « je ne sais pas »."""


def unknown(slots: Mapping[str, Any]) -> list[str]:
    """The facts answered « je ne sais pas »."""
    return [name for name in CORRECTABLE if slots.get(name) == UNKNOWN]
