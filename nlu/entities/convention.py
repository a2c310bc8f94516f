"""What counts as an entity: the rules of the contract that tell whom a message speaks for from what it only names.

An organisation is the one the person speaks for or asks about, not a third party that decides nor a place; an audience is
who the person is, or for whom they ask, not counted staff.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.entities.phrases import Match
from nlu.entities.spans import Said
from nlu.french.quantities import numbers
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
AGENT, HEADS, NO_HEADS = frozenset({"agent", "agente"}), "salarie", frozenset(LISTS["no_heads"])
BENEFICIARY, SPEAKING = re.compile(LISTS["as_a_beneficiary"]), re.compile(LISTS["speaking_for"])
BEFORE, ABOUT = 4, 8  # words
BODIES = frozenset({"commune", "epci"})


def of_no_body(said: Said, match: Match[str]) -> bool:
    """« un atelier dans ma commune », « l'école de mon village » name a place; « le conseil régional » decides."""
    before = _forms(said, match, BEFORE)
    if match.value in BODIES and (_ends(before, LISTS["place_before"]) or _of_a_place(before)):
        return True
    if match.value == "micro_entreprise" and {each.rstrip("s") for each in before} & set(LISTS["sought"]):
        return True
    phrase = " ".join(word.form for word in said.words[match.first : match.last])
    if phrase.rstrip("s") == "particulier":
        return bool(before) and before[-1] not in LISTS["as_a_person"]
    return phrase in LISTS["deciding"] and not _speaks_for(said, before)


def _speaks_for(said: Said, before: Sequence[str]) -> bool:
    """« nous sommes un conseil régional », « un conseil régional peut-il candidater ? »."""
    beneficiary = before[-1:] and before[-1] in LISTS["one_of_them"] and BENEFICIARY.search(said.flat)
    return bool(beneficiary or SPEAKING.search(" ".join(before)))


def of_nobody(said: Said, match: Match[str]) -> bool:
    """« agents conversationnels » are programs; « parler à un agent » asks for someone; « 14 salariés » are counted."""
    before, after = _forms(said, match, BEFORE), [word.form for word in said.words[match.last : match.last + 1]]
    alone = match.last - match.first == 1
    form = said.words[match.first].form
    if match.value == "agent_public" and alone and form.rstrip("s") in AGENT:
        program = bool(after) and after[0].rstrip("s") in NO_HEADS
        asked_for = form in AGENT and (not after or bool(set(before) & set(LISTS["asking_for_someone"])))
        return program or asked_for
    if match.value == HEADS:
        return _counted(said, match) or _ends(before, LISTS["counted"])
    if form == "vieux" and alone:
        return not before or before[-1] not in LISTS["old"]
    return form.startswith("apprenti") and bool(set(before) & set(LISTS["hired"]))


def of_another_call(said: Said, match: Match[str]) -> bool:
    """« l'appel à manifestation d'intérêt sur les friches » is another one."""
    after = [word.form for word in said.words[match.last : match.last + ABOUT]]
    return (
        match.value == "ami-ia"
        and after[:1] != []
        and after[0] in LISTS["about"]
        and not set(after) & set(LISTS["about_ai"])
    )


def _of_a_place(before: Sequence[str]) -> bool:
    """« des pompiers volontaires de mon village »: what is of a place, unless it speaks for its town hall."""
    if len(before) > 2 and _ends(before, LISTS["of_one"]):
        size = 2 if " ".join(before[-2:]) in LISTS["of_one"] else 1
        return any(each.rstrip("s") in LISTS["of_a_place"] for each in before[-size - 2 : -size])
    return False


def _counted(said: Said, match: Match[str]) -> bool:
    """« 14 salariés », « une trentaine de salariés », « mes quatre ouvriers »."""
    start = said.words[match.first].start
    return any(
        said.flat[each.end : start].strip(" ") in {"", "de", "d'", "petits", "seuls"}
        for each in numbers(said.text)
        if each.end <= start
    )


def _forms(said: Said, match: Match[str], count: int) -> list[str]:
    return [word.form for word in said.words[max(0, match.first - count) : match.first]]


def _ends(before: Sequence[str], known: Sequence[str]) -> bool:
    return " ".join(before[-2:]) in known or (bool(before) and before[-1] in known)
