"""The simplest questions about a subject, asked with nothing else: « et c'est pour qui ? », « comment on fait ? »."""

import re
from pathlib import Path

from nlu.french import spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
LONGEST = 16  # words


def _form(forms: list[str]) -> re.Pattern[str]:
    """Return what matches a whole text of one of the forms, where « {it} » is one of the pieces."""
    said = "|".join(forms)
    for name, piece in LISTS["pieces"].items():
        said = said.replace(f"{{{name}}}", piece)
    return re.compile(f"{LISTS['before']}(?:{said}){LISTS['after']}")


FORMS = {name: _form(forms) for name, forms in LISTS["aspects"].items()}
NAMED_ALONE = re.compile(LISTS["named_alone"])
NEARBY = _form(LISTS["nearby"])
ASPECTS = frozenset(FORMS) | {"nearby", "beside"}
"""What may be asked of a subject; region/data/subjects.yml says which record answers it."""


def aspects(text: str) -> tuple[str, ...]:
    """Return what is asked of a subject that the text does not name, likeliest first; empty where more is said."""
    said = " ".join(spoken(text).replace(",", " ").split())
    if len(said.split()) > LONGEST:
        return ()
    return tuple(name for name, form in FORMS.items() if form.match(said))


def names_only(rest: str | None) -> bool:
    """Tell whether a text says nothing but the subject that was taken out of it: « et … alors ? »; False where none was."""
    return rest is not None and NAMED_ALONE.fullmatch(spoken(rest)) is not None


def looks_near(rest: str) -> bool:
    """Tell whether what is left of a text, without its subject and its place, only looks for the one near the other."""
    said = spoken(rest)
    return len(said.split()) <= LONGEST and bool(NEARBY.match(said))
