"""The simplest questions about a subject, asked with nothing else: « et c'est pour qui ? », « comment on fait ? »."""

import re
from pathlib import Path

from nlu.french import spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
ASPECTS = {
    name: re.compile(f"{LISTS['before']}(?:{'|'.join(forms)}){LISTS['after']}")
    for name, forms in LISTS["aspects"].items()
}
NEARBY = re.compile(f"{LISTS['before']}(?:{'|'.join(LISTS['nearby'])}){LISTS['after']}")
LONGEST = 12  # words


def aspects(text: str) -> tuple[str, ...]:
    """Return what is asked of a subject that the text does not name, likeliest first; empty where more is said."""
    said = spoken(text)
    if len(said.split()) > LONGEST:
        return ()
    return tuple(name for name, form in ASPECTS.items() if form.match(said))


def looks_near(rest: str) -> bool:
    """Tell whether what is left of a text, without its subject and its place, only looks for the one near the other."""
    said = spoken(rest)
    return len(said.split()) <= LONGEST and bool(NEARBY.match(said))
