"""What a message asks about the person's own case and nothing else: go back to it, keep a hypothesis, a recap, a correction."""

import re
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


def asks_what_lacks(text: str) -> bool:
    """Tell whether a person asks what their case still lacks: « quoi il manque ? »."""
    return _is("lacking", text)


def asks_why_refused(text: str) -> bool:
    """Tell whether a person asks what stands against them: « pourquoi non ? »."""
    return _is("refused", text)


def asks_length(text: str) -> bool:
    """Tell whether a person finds the questions long or hard, or asks how many are left: « c'est long votre questionnaire »."""
    return _is("length", text)


def asks_onward(text: str) -> bool:
    """Tell whether it asks what comes next: « et maintenant je fais quoi », « et du coup ? »."""
    return _is("onward", text)


def asks_best(text: str) -> bool:
    """Tell whether it asks which of the aids told is the one: « laquelle est faite pour moi »."""
    return _is("best", text)


def asks_if_refused(text: str) -> bool:
    """Tell whether it asks what becomes of a file that is refused: « et si je suis refusé ? »."""
    return _is("if_refused", text)


def asks_why_not(text: str) -> bool:
    """Tell whether it asks what is against what it names: « pourquoi pas DACS ? »."""
    return _is("why_not", text)


def asks_certificate(text: str) -> bool:
    """Tell whether a paper that would commit the Région is asked of this service: « envoyez-moi l'attestation »."""
    return _is("certificate", text)


def resumes_after_stop(text: str) -> bool:
    """Tell whether « finalement si » goes back to a check that was just stopped."""
    return _is("stopped", text)


def adopts(text: str) -> bool:
    """Tell whether a hypothesis is kept: « on part là-dessus »."""
    return _is("adopts", text)


def asks_reasons(text: str) -> bool:
    """Tell whether a person asks what a result rests on: « pourquoi c'est refusé ? », « qu'est-ce qui coince ? »."""
    return _is("reasons", text)


def asks_to_keep(text: str) -> bool:
    """Tell whether a person wants the result on paper: « vous pouvez m'imprimer le résultat ? »."""
    return _is("keeping", text)


def asks_alert(text: str) -> bool:
    """Tell whether a person wants to be told of what changes for their case: « préviens-moi quand ça ouvre »."""
    return _is("alert", text)


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
    found = _pattern("subject").fullmatch(flat(text.strip())) if len(text.split()) <= LONGEST else None
    return names_fact(found["what"]) if found else None


def _is(kind: str, text: str) -> bool:
    return _matched(kind, text) is not None


def _matched(kind: str, text: str) -> re.Match[str] | None:
    return _pattern(kind).fullmatch(spoken(text)) if len(text.split()) <= LONGEST else None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    listed = LISTS[kind]
    said = listed if isinstance(listed, str) else "|".join(listed)
    return re.compile(f"{LISTS['opening']}(?:{said}){LISTS['ending']}")
