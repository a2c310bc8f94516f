"""What a message of a check tells and what it asks besides: « Aisne. Mais quel est le coût minimum ? »."""

import re
from collections.abc import Iterator
from pathlib import Path

from nlu.acts.casework import names_fact
from nlu.acts.questions import is_question
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
JOINT, TAKES_UP, SUPPOSED, OPENS, ECHO, CHANGES = (
    re.compile(LISTS[name]) for name in ("joint", "takes_up", "supposed", "opens", "echo", "changes")
)


def told_and_asked(text: str) -> tuple[str, str]:
    """Return the sentences of a message that tell and those that ask, each in order; one of them is empty in most."""
    parts = [part for sentence in SENTENCE.split(text) for part in _parts(sentence) if part.strip()]
    asked = [part for part in parts if is_question(part)]
    return " ".join(part for part in parts if part not in asked), " ".join(asked)


def echoes(asked: str) -> bool:
    """Tell whether a question only says again what was just asked, before its answer: « Combien ? 9 000 € »."""
    return bool(ECHO.fullmatch(flat(asked))) or names_fact(asked) is not None


def effect_asked(text: str) -> int | None:
    """Return where « ça change quoi ? » begins after something told, whose effect is said anyway; None elsewhere."""
    folded = flat(text)
    found = CHANGES.search(folded) if LISTS["changes_holds"] in folded else None
    told = text[: found.start()] if found else ""
    return len(told) if found and told.strip() and not is_question(told) and not SUPPOSED.match(flat(told)) else None


def _parts(sentence: str) -> Iterator[str]:
    """Yield what a sentence tells before it asks, then what it asks; the sentence where it does one of them."""
    cut = next(_cuts(sentence), None) if is_question(sentence) else None
    yield from (sentence,) if cut is None else (sentence[:cut], sentence[cut:].lstrip(" ,"))


def _cuts(sentence: str) -> Iterator[int]:
    """Yield where a question of its own begins after something told."""
    if SUPPOSED.match(flat(sentence)):
        return
    for found in JOINT.finditer(flat(sentence)):
        if not is_question(sentence[: found.start()]) and _opens(sentence[found.end() :].strip(" ?")):
            yield found.start()


def _opens(said: str) -> bool:
    """Tell whether words open a question that is not about what was just told."""
    asked = flat(said)
    return not TAKES_UP.match(asked) and (is_question(said) or bool(OPENS.match(asked)))
