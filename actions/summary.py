"""Several aids in a dozen lines: what may suit and what it gives, what is left to know, then what does not suit and why."""

from collections.abc import Mapping, Sequence

from actions import wording
from region import facts, formats
from region.eligibility import ENDED, MET, MISSING, NOT_MET, Checked, Verdict
from region.names import programme_title
from region.standing import TO_CONFIRM, answering_first, for_others, standing
from region.vocabulary import SWORN, VOCABULARY

WHO = "org_type"


def of(verdicts: Sequence[Verdict], say: Mapping[str, str], *, first: bool = True) -> str:
    """The aids that can be for this body. What does not suit, what ended, whom the rest is for are said the `first` time only."""
    mine = [each for each in answering_first(verdicts) if not for_others(each)]
    kinds = {kind: [each for each in mine if standing(each) == kind] for kind in (MET, TO_CONFIRM, MISSING, ENDED)}
    open_ = [_list(kind, [_open(each, say) for each in kinds[kind]], say) for kind in (MET, TO_CONFIRM)]
    left = _list(MISSING, _left(kinds[MISSING], say), say)
    alone = not any(kinds[kind] for kind in (MET, TO_CONFIRM, MISSING))
    closed = _closed(mine, say, alone=alone) if first or alone else []
    once = [*_ended(kinds[ENDED], say), *_elsewhere(verdicts, mine, say)] if first else []
    return "\n".join(line for line in (*open_, left, *closed, *once) if line)


def given(verdict: Verdict, say: Mapping[str, str]) -> str:
    """« ADEN : jusqu'à 6 000 € (40 %…) »: what the aid gives, the sum where its rule computes one."""
    name, gives = programme_title(verdict.programme.slug), verdict.programme.gives
    if verdict.estimate and gives:
        return say["aids.gives_sum"].format(aid=name, amount=wording.at_most(verdict), gives=gives)
    return say["aids.gives"].format(aid=name, gives=gives) if gives else name


def against(verdict: Verdict, say: Mapping[str, str]) -> str:
    """What an aid expects that the case does not meet: « investissement de 3 000 à 30 000 €, et non 85 000 € »."""
    return " ; ".join(_expected(each, say) for each in verdict.checked if each.status == "not_met")


def lacking(verdict: Verdict) -> tuple[str, ...]:
    """What the person can still say; once all is said, what only the aid's own body knows. What is sworn to is left out."""
    names = tuple(name for name in verdict.missing if name not in SWORN)
    return tuple(name for name in names if name in VOCABULARY or name == "territory") or names


def refused(verdicts: Sequence[Verdict], say: Mapping[str, str]) -> str:
    """« ADEN (il faut : …) ; HDFID et Pionniers (il faut : …) », those with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for each in verdicts:
        reasons.setdefault(against(each, say), []).append(programme_title(each.programme.slug))
    return " ; ".join(
        say["aids.refused"].format(aids=formats.joined(titles), why=why) for why, titles in reasons.items()
    )


def _list(kind: str, lines: Sequence[str], say: Mapping[str, str]) -> str:
    return "\n".join([say[f"dialogue.group_{kind}"], *lines]) if lines else ""


def _open(verdict: Verdict, say: Mapping[str, str]) -> str:
    """An aid that seems open; where every condition is met, whether anybody knows that it is."""
    line = f"• {given(verdict, say)}"
    return f"{line}\n{verdict.opening}" if verdict.verdict == MET else line


def _left(missing: Sequence[Verdict], say: Mapping[str, str]) -> list[str]:
    """First, a line an aid whose sum is computed; the others together where the same is left to know: who asks, before all."""
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for each in sorted(missing, key=lambda each: each.estimate is None):
        names = lacking(each)
        key = (WHO,) if WHO in names else (each.programme.slug, *names) if each.estimate else names
        groups.setdefault(key, []).append(each)
    return [
        _wanting(held, names=(WHO,) if key == (WHO,) else lacking(held[0]), say=say) for key, held in groups.items()
    ]


def _wanting(held: Sequence[Verdict], *, names: Sequence[str], say: Mapping[str, str]) -> str:
    aids = given(held[0], say) if len(held) == 1 else _titles(held)
    return say["aids.wanting"].format(aids=aids, why=formats.joined([facts.briefly(name) for name in names]))


def _expected(item: Checked, say: Mapping[str, str]) -> str:
    label = item.condition.label[:1].lower() + item.condition.label[1:]
    if not item.expected:
        return label
    bounded = any(map(str.isdigit, label))
    how = "aids.not_stated" if bounded else "aids.expected"
    return say[how].format(label=label, expected=item.expected, stated=item.stated)


def _closed(mine: Sequence[Verdict], say: Mapping[str, str], *, alone: bool) -> list[str]:
    """What does not suit; where nothing else is left, what to do about the first."""
    closed = [each for each in mine if standing(each) == NOT_MET]
    if not closed:
        return [say["aids.none"]] if alone else []
    line = say[f"aids.closed_{_number(closed)}"].format(aids=refused(closed, say))
    failed = next(each.condition for each in closed[0].checked if each.status == "not_met")
    return [say["aids.none"], line, failed.next_step] if alone else [line]


def _ended(ended: Sequence[Verdict], say: Mapping[str, str]) -> list[str]:
    return [say[f"aids.ended_{_number(ended)}"].format(aids=_titles(ended))] if ended else []


def _elsewhere(verdicts: Sequence[Verdict], mine: Sequence[Verdict], say: Mapping[str, str]) -> list[str]:
    """Whom the other aids are for, in one line."""
    others = sorted({each.programme.audience for each in verdicts if each not in mine})
    return [say["aids.others_" + "_".join(others)]] if others else []


def _titles(held: Sequence[Verdict]) -> str:
    return formats.joined([programme_title(each.programme.slug) for each in held])


def _number(held: Sequence[Verdict]) -> str:
    return formats.plural(len(held), "one", "many")
