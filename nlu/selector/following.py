"""A question that goes on from the last answer, completed by what that answer was about: « et qui met l'argent ? »."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nlu.french import flat, tokens
from nlu.selector.cards import Card
from nlu.selector.ranking import PRECISE, Asked, Selector, Weighed
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
UNSAID = re.compile(r"\s*:?\s*(?:on|nous) (?:ne|n').*$")
NEAR = 1.0  # of score, for a record on the topic talked about
VAGUE = 1.0  # of score, taken from « on ne sait pas » where nothing precise is asked
FOREIGN, FOREIGN_UNMARKED = 4.4, 3.0  # the weight of a word that nothing of the topic holds
FOREIGN_IN_ALL = 7.0
ELSEWHERE = 3.0  # of score: a record on another topic answers so much better that the question stands alone
LONGEST = 16  # words


@dataclass(frozen=True)
class Following:
    """The record that answers, with its score, the sentence that does, and whether it holds what is asked."""

    card: Card
    score: float
    sentence: int | None
    held: bool


def follows(selector: Selector, asked: Asked, *, last: str, sure: str | None) -> Following | None:
    """Return what a question is answered with if it goes on from the record `last`; None when it stands by itself.

    `sure` is the intent it has by itself, if that is sure: it then goes on only where it says « et », « ça », « celui-là ».
    """
    place = selector.place.get(last)
    said = flat(asked.text.strip())
    if place is None or len(said.split()) > LONGEST:
        return None
    card = selector.cards[place]
    if sure and (not _pattern("strongly").search(said) or sure in selector.intents_about(card.topic)):
        return None
    opened = _pattern("opening").sub("", said) or said
    text = _ranked_of(opened, card)
    chances = _chances(selector, card, asked.chances)
    alone = selector.weigh(Asked(text, chances, asked.facts))
    if _named_otherwise(alone, card, place) or _foreign(selector, alone, card, said):
        return None
    about = selector.weigh(Asked(f"{text} {_subject(card, alone)}", chances, asked.facts))
    best = _best(alone, about, card)
    if sure and float(alone.scores.max() - alone.scores[best]) > ELSEWHERE:
        return None
    found = alone.cards[best]
    read = alone.read
    held = found.unknown or read.kind not in PRECISE or alone[best].why["kind"] >= 0
    return Following(found, about[best].chance, selector.sentence(read, found), held)


def _best(alone: Weighed, about: Weighed, card: Card) -> int:
    vague = alone.read.kind is None
    near = np.array([NEAR * (each.topic == card.topic) - VAGUE * (vague and each.unknown) for each in alone.cards])
    return int((alone.scores + about.scores + near).argmax())


def _chances(selector: Selector, card: Card, understood: Mapping[str, float]) -> dict[str, float]:
    """Return the chances of the intents: half to what was talked about, half to what was understood on its topic."""
    topic = selector.intents_about(card.topic)
    intents = card.intents or tuple(topic)
    chances = {intent: 0.5 / len(intents) for intent in intents}
    total = sum(understood.get(intent, 0.0) for intent in topic)
    for intent in topic if total else ():
        chances[intent] = chances.get(intent, 0.0) + 0.5 * understood.get(intent, 0.0) / total
    return chances


def _subject(card: Card, alone: Weighed) -> str:
    """Return what the last record is about; another place or name said takes the place of its own."""
    title = UNSAID.sub("", card.title)
    if not alone.read.names:
        return title
    own = {word for name in card.names for word in tokens(name)}
    return " ".join(word for word in tokens(title) if word not in own)


def _named_otherwise(alone: Weighed, card: Card, place: int) -> bool:
    """Tell whether a rare name said is of records on other topics only."""
    holders: set[int] = set().union(*alone.read.names.values()) if alone.read.names else set()
    return bool(holders) and place not in holders and all(alone.cards[each].topic != card.topic for each in holders)


def _foreign(selector: Selector, alone: Weighed, card: Card, said: str) -> bool:
    """Tell whether the question speaks of what nothing on this topic does: soup, the weather."""
    rows = np.array([each.topic == card.topic for each in selector.cards])
    held = _held_by(selector, rows, alone.read.terms)
    strange = [weight for term, weight in alone.read.terms.items() if term not in held and not _counts(term)]
    if not strange:
        return False
    most = FOREIGN if _pattern("strongly").search(said) else FOREIGN_UNMARKED
    return not _pattern("marked").search(said) or max(strange) > most or sum(strange) > FOREIGN_IN_ALL


def _counts(term: str) -> bool:
    """A number is never strange: « pardon, dix-huit »."""
    return term.isdigit() or term in LISTS["counts"]


def _held_by(selector: Selector, rows: np.ndarray, terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term for term in terms if selector.held_in(rows, term))


def _ranked_of(said: str, card: Card) -> str:
    """« la 2 », « la dernière » of a list of six: the words a record about one of them holds."""
    ordinals, counts = LISTS["ordinals"], LISTS["counts"]
    text = re.sub(LISTS["second"], ordinals[1], said)
    text = re.sub(LISTS["numbered"], lambda found: _ordinal(int(found[1]), found[0]), text)
    if re.search(LISTS["last"], text):
        listed = tokens(f"{card.title} {' '.join(card.sentences)}")
        many = next(
            (place for word in listed for place, count in enumerate(counts) if word == count and place > 1), None
        )
        if many is not None:
            text = re.sub(LISTS["last"], f"la {ordinals[many]}", text)
    return text


def _ordinal(rank: int, written: str) -> str:
    ordinals: list[str] = LISTS["ordinals"]
    return f"la {ordinals[rank - 1]}" if 0 < rank <= len(ordinals) else written


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(LISTS[name].replace(" |", "|").strip())
