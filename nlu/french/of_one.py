"""Two things asked of one subject, named after them: « délais et montant de l'AMI »."""

import re
from pathlib import Path

from nlu.french.text import flat
from nlu.words import either, words

LISTS = words(Path(__file__).with_name("clauses.yml"))
KIND, BESIDE, OF = (either(LISTS[name]) for name in ("kinds_of", "beside", "of"))
OF_ONE = re.compile(rf"^\W*({KIND})\s*(?:{BESIDE})\s*({KIND})(\s+(?:{OF}).+)$")


def of_one(text: str) -> list[str]:
    """Return the two questions, each with the subject; none where a text does not ask so."""
    found = OF_ONE.match(flat(text))
    if found is None:
        return []
    about = text[found.start(3) :]
    return [text[slice(*found.span(place))] + about for place in (1, 2)]
