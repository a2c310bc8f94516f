"""How many people live in the body spoken of: « un village de 400 habitants » names the body, and its figure nothing of the case."""

import re

from nlu.french import flat

BODY = r"(?:communes?|villages?|villes?|bourgs?|bourgades?|mairies?|communautes?|agglo\w*|interco\w*|intercommunalites?|metropoles?)"
PEOPLED = re.compile(
    rf"\b(?P<body>{BODY}(?: de communes| rurale?)?,?) (?:de |d'|a |avec |qui compte |comptant )"
    r"(?:moins |plus |pres |environ |quelque |a peine )*(?:de |d')?(?:[\w.'-]+ ){1,6}?(?:habitants?|ames)\b"
)


def without_population(text: str) -> str:
    """Return `text` of the same length, with spaces for what counts the people of a body."""
    for found in reversed(list(PEOPLED.finditer(flat(text)))):
        start, end = found.end("body"), found.end()
        text = text[:start] + " " * (end - start) + text[end:]
    return text
