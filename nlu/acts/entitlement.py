"""Whether a message asks if an aid is for the person, and whose case it tells: « notre commune y a droit ? »."""

import re
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import flat, spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
ENTITLED, OWN_BODY, OWN_CASE, FOR_ME, AGED, FOR_AID, ONESELF, ANY_BODY, MAY, TOO, OTHER_AID, OTHER_THING, TURNING, WORKS_FOR, FOR_ONE, OTHER_FIRST, OWN_FIRM, OF_FIRMS, BEGINNING = (
    re.compile(LISTS[name])
    for name in (
        "entitled", "own_body", "own_case", "for_me", "aged", "for_aid", "oneself", "any_body", "may", "too",
        "other_aid", "other_thing", "turning", "works_for", "for_one", "other_first", "own_firm", "of_firms", "beginning",
    )
)  # fmt: skip
LONGEST = 14  # words


def asks_entitlement(text: str) -> bool:
    """Tell whether it asks if an aid can be had: « on peut candidater ? », « savoir si j'ai droit à ADEN »."""
    return bool(ENTITLED.search(spoken(text)))


def names_own_body(text: str) -> bool:
    """Tell whether it speaks of one body, the person's own: « la mairie », « notre association », not « une mairie »."""
    return bool(OWN_BODY.search(flat(text)))


def names_any_body(text: str) -> bool:
    """Tell whether it speaks of any body of a kind: « une commune de 800 habitants », « les associations »."""
    said = flat(text)
    return bool(ANY_BODY.search(said)) and not OWN_BODY.search(said) and not OWN_CASE.search(said)


def asks_if_may(text: str) -> bool:
    """Tell whether it asks if one may, of what is talked about: « et nous, une PME, on peut ? »."""
    return bool(MAY.search(spoken(text)))


def asks_too(text: str) -> bool:
    """Tell whether it asks if the call may be had as well: « on peut demander l'AMI en plus ? »."""
    return bool(TOO.search(spoken(text)))


def is_for_one(text: str, place: int) -> bool:
    """Tell whether the body at that place is the one it is asked for: « quelles aides pour une PME de 30 salariés ? »."""
    return bool(FOR_ONE.search(flat(text[:place])))


def works_for(text: str) -> bool:
    """Tell whether it asks if working for a public body counts: « même si on travaille pour la mairie ? »."""
    return bool(WORKS_FOR.match(flat(text)))


def asks_for_another(text: str, *, named: bool) -> bool:
    """Tell whether another aid is asked for: « autre chose que l'AMI ? »; `named`: an aid is, which tells what is not wanted."""
    said = flat(text)
    return bool(OTHER_AID.search(said)) and (named or not OTHER_THING.search(said)) and len(said.split()) <= LONGEST + 4


def turns_to_another(text: str) -> bool:
    """Tell whether it turns to another case: « maintenant pour Bapaume », « refaites pour la mairie »."""
    return bool(TURNING.match(flat(text)))


def tells_own_case(text: str) -> bool:
    """Tell whether the person says who they are: « je dirige une entreprise », « nous sommes »."""
    return bool(OWN_CASE.search(flat(text)))


def tells_own_firm(text: str) -> bool:
    """Tell whether the person speaks for a firm of their own: « j'ai une boîte de 5 », « c'est pour mon entreprise »."""
    return bool(OWN_FIRM.search(flat(text))) and not works_for(text)


def asks_of_firms(text: str) -> bool:
    """Tell whether it only asks what there is for firms: « et pour une entreprise ? »."""
    return bool(OF_FIRMS.match(spoken(text))) and len(text.split()) <= LONGEST


def asks_what_for_me(text: str) -> bool:
    """Tell whether it only asks what there is for the person: « ok et du coup, y a quoi pour moi ? »."""
    return bool(FOR_ME.match(spoken(text))) and len(text.split()) <= LONGEST


def asks_where_to_begin(text: str) -> bool:
    """Tell whether it asks where to begin: « par quoi commencer ? », « comment s'y prendre ? »."""
    return bool(BEGINNING.search(spoken(text)))


def asks_for_aid(text: str) -> bool:
    """Tell whether it asks for money or help, whatever it is called: « on a droit à quoi ? », « quelles aides ? »."""
    return asks_entitlement(text) or bool(FOR_AID.search(spoken(text)))


def speaks_for_oneself(text: str) -> bool:
    """Tell whether it is said of oneself at all: « on voudrait », « nous », « ma boîte »."""
    return bool(ONESELF.search(flat(text)))


def counts_oneself(text: str) -> bool:
    """Tell whether it tells a number of oneself and asks nothing: « on est 30 à Tourcoing »."""
    return any(map(str.isdigit, text)) and speaks_for_oneself(text) and not is_question(text)


def opens_on_oneself(text: str) -> bool:
    """Tell whether it does not open on somebody else: « salon de coiffure à Lens », « nous… », not « une PME de Lens »."""
    return not OTHER_FIRST.match(flat(text))


def of_a_resident(text: str) -> bool:
    """Tell whether the person speaks as one: by an age, as retired."""
    return bool(AGED.search(flat(text)))
