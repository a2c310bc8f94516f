"""Whether a message supposes another case after a result, or goes back to a check left aside."""

import re
from functools import lru_cache
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import flat, spoken
from nlu.french.quantities import numbers
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
SUPPOSING = re.compile(LISTS["supposing"])
STRICTLY = re.compile(LISTS["strictly"])
AMENDING = re.compile(LISTS["amending"])
CORRECTING = re.compile(LISTS["correcting"])
RESUMING = re.compile(LISTS["resuming"])
IN_CHECK, MORE = re.compile(LISTS["in_check"]), re.compile(LISTS["more"])
LOOSELY = re.compile(LISTS["loosely"])
OF_THE_FILE = re.compile(LISTS["of_the_file"])
LONGEST = 16
LEAST = 10
"""Written in letters, a smaller number may count anything: « deux questions »."""
BARE, GOING_ON = re.compile(LISTS["bare"]), re.compile(LISTS["going_on"])


@lru_cache(maxsize=64)  # the acts of one turn read the same message
def _in_digits(text: str) -> str:
    """Return `text` folded, its numbers in digits: « non pardon, soixante-dix mille » → « non pardon, 70000 »."""
    said = spoken(text)
    for number in reversed(numbers(said)):
        if number.value >= LEAST and said[number.start : number.end] != "mille":
            said = f"{said[: number.start]}{number.value:.0f}{said[number.end :]}"
    return said


def _of_the_file(said: str) -> bool:
    """« et si c'est refusé ? » supposes what becomes of the file, and changes nothing of the case."""
    return OF_THE_FILE.search(said) is not None and not any(map(str.isdigit, said))


def supposes(text: str) -> bool:
    """Tell whether the message changes one thing of the case: « et si on baissait à 55 000 ? », « et à 71 000 alors »."""
    said = _in_digits(text)
    return bool(SUPPOSING.match(said)) and len(said.split()) <= LONGEST and not _of_the_file(said)


def goes_on(text: str) -> bool:
    """Tell whether it goes on with another value: « et 251 000 »."""
    return bool(GOING_ON.match(_in_digits(text)))


def supposes_strictly(text: str) -> bool:
    """Tell whether it can be nothing else: « et si… », « imaginons que… »."""
    said = _in_digits(text)
    return bool(STRICTLY.match(said)) and not _of_the_file(said)


def supposes_in_check(text: str) -> bool:
    """Tell whether it supposes something while a check asks: « et si je mets 60 000, ça passe ? »; « mettons 60 000 » answers."""
    said = _in_digits(text)
    return bool(IN_CHECK.match(said)) and len(text.split()) <= LONGEST and not _of_the_file(said)


def supposes_more(text: str) -> bool:
    """Tell whether the hypothesis comes on top of the one before: « et aussi avec du personnel »."""
    return bool(MORE.search(_in_digits(text)))


def is_hypothesis(text: str) -> bool:
    """Tell whether what changes is only tried: « et à 55 000 ? »; « non, en fait 55 000 » and « 55 000 » are the case itself."""
    said = _in_digits(text)
    if amends(text) or corrects(text) or not supposes(text):
        return False
    return supposes_strictly(text) or is_question(text) or not BARE.match(said)


def says_loosely(text: str) -> bool:
    """Tell whether a value is said loosely, « disons 65 000 »: where nothing was said of it, it is the case itself."""
    return bool(LOOSELY.match(flat(text))) and not is_question(text)


def amends(text: str) -> bool:
    """Tell whether it opens by going back on a value: « non, en fait 260 000 », « revenons à 85 000 »."""
    return bool(AMENDING.match(_in_digits(text))) and len(text.split()) <= LONGEST


def corrects(text: str) -> bool:
    """Tell whether the message corrects what was said: « je voulais dire Croix »."""
    return bool(CORRECTING.search(flat(text)))


def resumes(text: str) -> bool:
    """Tell whether the message goes back to the check: « ok on reprend »."""
    return bool(RESUMING.fullmatch(flat(text.strip())))
