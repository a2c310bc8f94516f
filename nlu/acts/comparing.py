"""Whether a message compares cases, tells several side by side, or takes one up again: « mairie 50 000, syndicat 100 000 »."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
AGAIN, COMPARES, BETWEEN, ONE, OF_AIDS, APART, JOINING = (
    re.compile(LISTS[name]) for name in ("again", "compares", "between", "one", "of_aids", "apart", "joining")
)
BODY, SUM, TOWN, EITHER = "org_type", "amount", "commune", "ou"


def does_again(text: str) -> bool:
    """Tell whether it asks for the same check once more: « refaites avec 50 000 »."""
    return bool(AGAIN.match(flat(text.strip())))


def compares(text: str) -> bool:
    """Tell whether it asks to compare cases: « comparez les deux », « lequel est le mieux placé ? »."""
    return bool(COMPARES.search(flat(text)))


def chooses_between(text: str) -> bool:
    """Tell whether it asks which of several cases suits: « lequel peut demander ? »."""
    return bool(BETWEEN.search(flat(text)))


def compares_aids(text: str) -> bool:
    """Tell whether it asks what tells two things apart, or which to take: « ADEN ou DACS ? », « quelle différence entre… »."""
    return bool(OF_AIDS.search(flat(text)))


def tells_apart(text: str) -> bool:
    """Tell whether it asks what tells two things apart, or if they are one: « c'est pareil ? », « quel rapport ? »."""
    return bool(APART.search(flat(text)))


def joins(between: str) -> bool:
    """Tell whether what stands between two names only joins them: « ou », « et la », « par rapport à »."""
    return bool(JOINING.fullmatch(between))


def chooses(between: str) -> bool:
    """Tell whether it is « ou » that joins two names."""
    return EITHER in between.split()


def names_one(text: str) -> bool:
    """Tell whether a body or a town is all it names: « et la mairie ? »."""
    return bool(ONE.match(flat(text.strip())))


def several_cases(text: str, stated: Sequence[Entity]) -> list[dict[str, Any]]:
    """Return the cases told side by side, each a body or a town with its own sum: « mairie 50 000, syndicat 100 000 ».

    Empty where each body has not exactly one sum.
    """
    for name in (BODY, TOWN):
        anchors = [each for each in stated if each.entity == name and each.value is not None]
        sums = [each for each in stated if each.entity == SUM]
        if 2 <= len(anchors) == len(sums) and len({each.value for each in anchors}) > 1:
            first = anchors if anchors[0].start < sums[0].start else sums
            parts = _parts(stated, [each.start for each in first])
            if all(_whole(part, name) for part in parts):
                return [_case(part, stated) for part in parts]
    return []


def _parts(stated: Sequence[Entity], starts: Sequence[int]) -> list[list[Entity]]:
    ends = [*starts[1:], 1 << 30]
    return [[each for each in stated if start <= each.start < end] for start, end in zip(starts, ends, strict=True)]


def _whole(part: Sequence[Entity], anchor: str) -> bool:
    return all(sum(each.entity == name for each in part) == 1 for name in (anchor, SUM))


def _case(part: Sequence[Entity], stated: Sequence[Entity]) -> dict[str, Any]:
    """The facts of one case; the body said once for all is each one's, and a town with none is a commune's."""
    said: dict[str, Any] = {each.entity: each.value for each in part if each.entity != "expense"}
    bodies = [each.value for each in stated if each.entity == BODY]
    expenses = [each.value for each in part if each.entity == "expense"]
    body = said.get(BODY) or next(iter(bodies), TOWN)
    return {**said, BODY: body} | ({"expenses": list(dict.fromkeys(expenses))} if expenses else {})
