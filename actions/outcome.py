"""What an answer, a change or a hypothesis makes of the aids: those it opens, closes or leaves, never the whole result again."""

from collections.abc import Mapping, Sequence

from actions import summary, wording
from region import facts, formats
from region.eligibility import MISSING, NOT_MET, Verdict
from region.names import programme_title
from region.standing import SEEMS_OPEN, STANDINGS, for_others, standing

FACT, SUPPOSED = "settled", "would"
"""How it is said: of the case itself, or of what is only supposed of it."""


def moved(before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Verdict]:
    """The aids for this body whose standing is not the same after as before."""
    stood = _stood(before)
    return [each for each in after if not for_others(each) and standing(each) != stood.get(each.programme.slug)]


def lines(before: Sequence[Verdict], after: Sequence[Verdict], say: Mapping[str, str], *, how: str = FACT) -> list[str]:
    """« Ne convient pas : ADEN (il faut : …). », a line for each way an aid moved; none where no aid did."""
    found = moved(before, after)
    kinds = {kind: [each for each in found if standing(each) == kind] for kind in STANDINGS}
    told = [say[f"aids.{how}_{kind}"].format(aids=_named(kind, held, say)) for kind, held in kinds.items() if held]
    paid = [each for each in after if each not in found and _paid_otherwise(each, before)]
    return [*told, *([say[f"aids.{how}_paid"].format(aids=with_sums(paid, say))] if paid else [])]


def staying(
    before: Sequence[Verdict], after: Sequence[Verdict], say: Mapping[str, str], *, how: str = FACT
) -> list[str]:
    """« Reste possible : Diag Data IA. »: what seemed open and still does; none where nothing did."""
    stood = _stood(before)
    held = [each for each in after if {standing(each), stood.get(each.programme.slug)} <= set(SEEMS_OPEN)]
    mine = [each for each in held if not for_others(each)]
    return [say[f"aids.{how}_stays"].format(aids=with_sums(mine, say))] if mine else []


def _stood(before: Sequence[Verdict]) -> Mapping[str, str]:
    return {each.programme.slug: standing(each) for each in before}


def _paid_otherwise(verdict: Verdict, before: Sequence[Verdict]) -> bool:
    """An aid left waiting as it was, whose computed sum is no longer the same."""
    was = next((each.estimate for each in before if each.programme == verdict.programme), None)
    return standing(verdict) == MISSING and verdict.estimate is not None and verdict.estimate != was


def _named(kind: str, held: Sequence[Verdict], say: Mapping[str, str]) -> str:
    if kind == NOT_MET:
        return summary.refused(held, say)
    if kind == MISSING:
        return waiting(held, say)
    return with_sums(held, say)


def waiting(held: Sequence[Verdict], say: Mapping[str, str]) -> str:
    """« ADEN (votre chiffre d'affaires) ; HDFID (la nature du projet) »: each aid, with what is left to know of it."""
    return " ; ".join(_waiting(each, say) for each in held)


def _waiting(verdict: Verdict, say: Mapping[str, str]) -> str:
    why = formats.joined([facts.briefly(name) for name in summary.lacking(verdict)])
    return say["aids.beside"].format(aid=programme_title(verdict.programme.slug), said=why)


def with_sums(held: Sequence[Verdict], say: Mapping[str, str]) -> str:
    """« DACS (jusqu'à 6 000 €) et Cité de l'IA »: each aid, with the sum its rule computes."""
    return formats.joined([_with_sum(each, say) for each in held])


def _with_sum(verdict: Verdict, say: Mapping[str, str]) -> str:
    """« ADEN (jusqu'à 6 000 €) » where its rule computes a sum."""
    name = programme_title(verdict.programme.slug)
    if verdict.estimate is None:
        return name
    return say["aids.beside_sum"].format(aid=name, amount=wording.at_most(verdict))
