"""The record of the simplest questions: of a subject by its name alone, « c'est pour qui, ADEN ? », or of the one talked about."""

import re
from collections.abc import Iterable
from pathlib import Path

from nlu import acts
from nlu.french import flat
from nlu.selector.records import Records
from nlu.words import words
from region import subjects

LISTS = words(Path(__file__).with_suffix(".yml"))
NEARBY = "nearby"


def of_a_subject(text: str, records: Records) -> str | None:
    """Return the record in force that answers « c'est pour qui, ADEN ? »; None where more is said, or another is named."""
    for subject in subjects.every():
        rest = subject.without(text)
        asked = acts.aspects(rest) if rest is not None else ()
        found = subject.answers(*asked)
        if found in records.place:
            return found
    return None


def of_another(text: str, last: str, records: Records) -> str | None:
    """Return the record in force that answers « et la DACS ? »: what was just asked of a subject, asked of the one named alone."""
    of_last = subjects.of_record(last)
    asked = tuple(name for name, record in of_last.aspects.items() if record == last) if of_last else ()
    alone = (each for each in subjects.every() if each is not of_last and acts.names_only(each.without(text)))
    found = next((answer for each in alone if (answer := each.answers(*asked, "what"))), None)
    return found if found in records.place else None


def near_a_place(text: str, places: Iterable[str], records: Records) -> str | None:
    """Return the record in force that answers « y a un Café IA à Denain ? »: the subject, the place, and nothing else."""
    named = tuple(dict.fromkeys(map(flat, places)))  # one written a hundred times is looked for once
    if not named:
        return None
    without = _placed(named).sub(" ", flat(text))
    if without == flat(text):
        return None
    asked = ((each, each.without(without)) for each in subjects.every() if NEARBY in each.aspects)
    found = next((each.aspects[NEARBY] for each, rest in asked if rest is not None and acts.looks_near(rest)), None)
    return found if found in records.place else None


def _placed(named: Iterable[str]) -> re.Pattern[str]:
    """Return what says where: « à Denain », « du côté de Lens », « dans l'Aisne »."""
    return re.compile(rf"(?:\b(?:{LISTS['where']}) ?)*(?:{'|'.join(map(re.escape, named))})")


def of_the_talk(text: str, last: str, begun: str | None, records: Records) -> str | None:
    """Return the record in force that answers « et c'est pour qui ? », asked of what `last` speaks of, else of what began the talk."""
    asked = acts.aspects(text)
    of_last = subjects.of_record(last) if asked else None
    about = (of_last, subjects.of_record(begun or last)) if of_last else ()
    found = next((answer for each in about if each and (answer := each.answers(*asked))), None)
    return found if found in records.place else None
