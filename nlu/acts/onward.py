"""What a person asks around their case: how long it is, which aid, what if it is refused, what next, a paper that commits."""

from pathlib import Path

from nlu.acts.casework import matched
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))


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


def asks_reasons(text: str) -> bool:
    """Tell whether a person asks what a result rests on: « pourquoi c'est refusé ? », « qu'est-ce qui coince ? »."""
    return _is("reasons", text)


def asks_to_keep(text: str) -> bool:
    """Tell whether a person wants the result on paper: « vous pouvez m'imprimer le résultat ? »."""
    return _is("keeping", text)


def asks_alert(text: str) -> bool:
    """Tell whether a person wants to be told of what changes for their case: « préviens-moi quand ça ouvre »."""
    return _is("alert", text)


def _is(kind: str, text: str) -> bool:
    return matched(LISTS[kind], text) is not None
