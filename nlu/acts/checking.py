"""Whether a message asks for the check of a case: « Vérifier mon cas », « vérifie si j'ai droit à ADEN »."""

import re
from pathlib import Path

from nlu.french import flat, spoken
from nlu.words import either, words

LISTS = words(Path(__file__).with_suffix(".yml"))
CLAUSE, OPENING, OWN, AID, FIRM = (re.compile(LISTS[name]) for name in ("clause", "opening", "own", "aid", "firm"))
BIDDING = LISTS["bidding"]
SURELY, LOOSELY = (
    re.compile(f"{BIDDING['before']}(?:{either(BIDDING[how])}){BIDDING['after']}") for how in ("surely", "loosely")
)


def asks_check(text: str, *, named: bool) -> bool:
    """Tell whether a clause of it opens by asking for a check; `named`: it names an aid, and need not say that the case is one's own."""
    return any(_asks(clause, named) for clause in CLAUSE.split(spoken(text)))


def _asks(clause: str, named: bool) -> bool:
    opened = OPENING.match(clause)
    if opened is None:
        return False
    rest = clause[opened.end() :]
    return bool(OWN.match(rest)) or (named and bool(AID.match(rest)))


def bids_check(text: str, *, loosely: bool = False) -> bool:
    """Tell whether it only asks that the check be done: « faites le test »; `loosely`, where one is spoken of: « dites-moi alors »."""
    said = spoken(text)
    return bool(SURELY.fullmatch(said)) or (loosely and bool(LOOSELY.fullmatch(said)))


def names_a_firm(text: str) -> bool:
    """Tell whether it speaks of a firm at all: « ma boîte », « l'entreprise »."""
    return bool(FIRM.search(flat(text)))
