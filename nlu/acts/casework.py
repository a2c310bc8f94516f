"""What a message asks about the person's own case and nothing else: go back to it, keep a hypothesis, a recap, a correction."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from nlu.french import flat, spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
LONGEST = 16
OR_NOT = ("ou pas", "ou non")
ANY = "any"
"""In place of a fact: the person has not said which answer is wrong."""
ARTICLE = re.compile(LISTS["article"])
DETERMINER = re.compile(LISTS["determiner"])


def goes_back(text: str) -> bool:
    """Tell whether a hypothesis is left: « gardez mes vraies réponses », « oubliez le si », « revenez à mon cas »."""
    return _is("goes_back", text)


def leaves_it(text: str) -> bool:
    """Tell whether « oubliez ça » leaves what was just supposed."""
    return _is("leaves_it", text)


def asks_so_far(text: str) -> bool:
    """Tell whether a person asks how their case stands with what is known: « et donc, ça passe ? »."""
    said = f"{text} ?" if spoken(text).endswith(OR_NOT) else text
    return "?" in said and _is("so_far", said)


def asks_if_fits(text: str) -> bool:
    """Tell whether a person asks whether something said suits: « si on fait 60000 ça passe »."""
    return _is("fits", text)


def asks_what_lacks(text: str) -> bool:
    """Tell whether a person asks what their case still lacks: « quoi il manque ? »."""
    return _is("lacking", text)


def asks_why_refused(text: str) -> bool:
    """Tell whether a person asks what stands against them: « pourquoi non ? »."""
    return _is("refused", text)


def resumes_after_stop(text: str) -> bool:
    """Tell whether « finalement si » goes back to a check that was just stopped."""
    return _is("stopped", text)


def adopts(text: str) -> bool:
    """Tell whether a hypothesis is kept: « on part là-dessus »."""
    return _is("adopts", text)


def recaps(text: str) -> bool:
    """Tell whether a person asks where they stand: « où on en est ? », « qu'avez-vous noté ? »."""
    return _is("recaps", text)


def corrects_which(text: str) -> str | None:
    """Return the fact to be asked again: « changez la commune »; ANY for « je veux corriger »; None for anything else."""
    found = _matched("correcting", text) or _matched("mistaken", text)
    if found is None:
        return None
    what = (found["what"] or "").strip()
    if not what or re.fullmatch(LISTS["anything"], what):
        return ANY
    return names_fact(what)


def asks_meaning(text: str) -> str | None:
    """Return the fact of which a message asks what it means: « c'est quoi, le siège ? »; None where it asks anything else."""
    found = _matched("meaning", text) or _matched("meaning_after", text)
    said = re.sub(ARTICLE, "", found["what"].strip()) if found else ""
    return names_fact(said) if said else None


def names_fact(text: str) -> str | None:
    """Return the fact that is all a message names: « la commune », « le montant »."""
    said = DETERMINER.sub("", flat(text).strip(" .!?,"))
    return next((fact for fact, pattern in LISTS["facts"].items() if re.fullmatch(pattern, said)), None)


def names_subject(text: str) -> str | None:
    """Return the fact that a question opens with: « et le chiffre d'affaires, ça bloque pas ? »; None where it opens otherwise."""
    found = _whole(LISTS["subject"]).fullmatch(flat(text.strip())) if len(text.split()) <= LONGEST else None
    return names_fact(found["what"]) if found else None


def matched(listed: str | Sequence[str], text: str) -> re.Match[str] | None:
    """Return the match of a whole message with one of the forms `listed`, whatever opens and ends it; None where it says more."""
    said = listed if isinstance(listed, str) else "|".join(listed)
    return _whole(said).fullmatch(spoken(text)) if len(text.split()) <= LONGEST else None


def _is(kind: str, text: str) -> bool:
    return _matched(kind, text) is not None


def _matched(kind: str, text: str) -> re.Match[str] | None:
    return matched(LISTS[kind], text)


@cache
def _whole(said: str) -> re.Pattern[str]:
    return re.compile(f"{LISTS['opening']}(?:{said}){LISTS['ending']}")
