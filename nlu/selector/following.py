"""A question that goes on from the last answer, completed by what that answer was about: « et qui met l'argent ? »."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nlu.french import flat, tokens
from nlu.selector.cards import Card
from nlu.selector.ranking import Selector
from nlu.selector.reading import PRECISE, Reading
from nlu.selector.weighed import FEATURES, Asked, Weighed
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
UNSAID = re.compile(r"\s*:?\s*(?:on|nous) (?:ne|n').*$")
NEAR = 1.5  # of score, for a record on the topic talked about
LEAD, AHEAD = 1.5, 2.2  # of score, that another record leads by, and what the one just said then loses
SAID = 0.7  # of score, taken from the record just said
VAGUE = 2.0  # of score, taken from « on ne sait pas » where nothing precise is asked
FOREIGN, FOREIGN_UNMARKED = 4.4, 3.0  # the weight of a word that nothing of the topic holds
FOREIGN_IN_ALL = 7.0
ELSEWHERE = 3.0  # of score: a record on another topic answers so much better that the question stands alone
SPECIFIC = 3.0  # the weight of a word that names something
LONGEST = 16  # words
LONG = 5  # letters
WHO = "who"  # « qui » joins two clauses as often as it asks
RARE = 3  # records that hold a name
VAGUE_TERM = 1.2  # the weight below which words say nothing of what is asked


@dataclass(frozen=True)
class Following:
    """The record that answers, with its score, the sentence that does, and whether it holds what is asked."""

    card: Card
    score: float
    sentence: int | None
    held: bool


def follows(
    selector: Selector,
    asked: Asked,
    *,
    last: str,
    sure: str | None,
    subject: str | None = None,
    kept: Mapping[str, Any] | None = None,
) -> Following | None:
    """Return what a question is answered with if it goes on from the record `last`; None when it stands by itself.

    `subject` is the record that began the talk, when others followed; `sure` is the intent it has by itself, if that is sure: it then goes on only where it says « et », « ça », « celui-là ».
    `kept` is where the record `last` is: « quand ouvre-t-il ? » is never answered about another town.
    """
    place = selector.place.get(last)
    said = flat(asked.text.strip())
    if place is None or len(said.split()) > LONGEST:
        return None
    card = selector.cards[place]
    other_one = _pattern("other_one").search(said)
    sure = sure if _own_subject(selector.index.read(said)) or asked.facts else None
    if sure and not other_one and (not _pattern("strongly").search(said) or sure in selector.intents_about(card.topic)):
        return None
    opened = _pattern("opening").sub("", said) or said
    text = _with_kin(selector, _ranked_of(opened, card, selector.cards))
    chances = _chances(selector, card, asked.chances)
    read = selector.index.read(text)
    if _named_otherwise(selector, read, place) or _foreign(selector, read, card, said):
        return None
    alone = selector.weigh(Asked(text, chances, asked.facts), read=read)
    begun = selector.cards[selector.place.get(subject or last, place)]
    titles = dict.fromkeys(_subject(each, alone) for each in ((card, begun) if card.unknown else (card,)))
    more = LISTS["whom"] if _pattern("for_whom").search(text) else ""
    about = selector.weigh(Asked(f"{text} {more} {' '.join(titles)}", chances, asked.facts))
    best = _still(alone, (card, begun)) if not asked.facts and not other_one else None
    if best is None:
        best = _best(alone, about, (card, begun), asked.facts, kept=kept or {}, other_one=bool(other_one))
    if sure and _own_subject(alone.read) and float(alone.scores.max() - alone.scores[best]) > ELSEWHERE:
        return None
    stays = read.kind != WHO and not _own_subject(read) and not card.unknown and _holds(alone, place)
    if stays and not _holds(alone, best):
        best = place
    found, held = alone.cards[best], _holds(alone, best)
    return Following(found, about[best].chance, selector.passages.sentence(read, found), held)


def _holds(alone: Weighed, place: int) -> bool:
    """Tell whether a record holds the kind of answer asked for; what nobody knows answers as well."""
    return alone.cards[place].unknown or alone.read.kind not in PRECISE or alone[place].why["kind"] >= 0


def _still(alone: Weighed, talked: Sequence[Card]) -> int | None:
    """« c'était quelle année ? » names nothing: the record talked about answers, where it holds what is asked."""
    terms = alone.read.terms
    if alone.read.kind not in PRECISE or alone.read.names or max(terms.values(), default=0.0) >= VAGUE_TERM:
        return None
    if any(map(_counts, alone.read.words)):
        return None
    places = (alone.selector.place[each.id] for each in talked if not each.unknown)
    return next((place for place in places if alone[place].why["kind"] > 0), None)


def _with_kin(selector: Selector, said: str) -> str:
    """Return the question with the words of the records that are akin to those no record writes: « recrutent »."""
    index = selector.index
    strange = [term for term in index.read(said).terms if len(term) >= LONG and not index.holds(term)]
    kin = (next(iter(index.beginning(term[: max(LONG, len(term) - 3)])), None) for term in strange)
    return " ".join([said, *filter(None, kin)])


def _nearness(alone: Weighed, card: Card) -> np.ndarray:
    """Return how many things each record has in common with one; twice as much where it is what was said."""
    shared, on_topic = alone.selector.beside(card)
    return shared + 2 * (alone.table[:, FEATURES.index("suits")] * on_topic)


def _best(
    alone: Weighed,
    about: Weighed,
    talked: tuple[Card, Card],
    facts: Mapping[str, Any],
    *,
    kept: Mapping[str, Any],
    other_one: bool,
) -> int:
    """Return the place of the likeliest record: on the topic, not the one just said, not the one said when nothing is asked."""
    card = talked[0]
    vague = alone.read.kind is None
    near = NEAR * np.maximum(*(_nearness(alone, one) for one in talked))
    near = near - VAGUE * (vague * alone.selector.unknown)
    said = alone.selector.place[card.id]
    near[said] -= AHEAD if _leads(alone, said, card.topic) else SAID
    general = FEATURES.index("default")
    by_default = sum(each.table[:, general] * each.selector.weights[general] for each in (alone, about))
    by_default[alone.selector.place[card.id]] = 0.0
    scores = alone.scores + about.scores + near - by_default
    scores[[place for place, each in enumerate(alone.cards) if each.contradicts(kept)]] = -np.inf
    named = _named(alone, card.topic)
    meant = named or [
        place
        for place, each in enumerate(alone.cards if other_one else ())
        if each.suits(facts) and each.topic == card.topic
    ]
    return max(meant, key=scores.__getitem__) if meant else int(scores.argmax())


def _leads(alone: Weighed, said: int, topic: str) -> bool:
    """Tell whether another record on the topic answers the words alone clearly better than the one just said."""
    on_topic = [place for place, each in enumerate(alone.cards) if each.topic == topic]
    return float(max(alone.scores[on_topic]) - alone.scores[said]) > LEAD


def _named(alone: Weighed, topic: str) -> list[int]:
    """Return the records on the topic of which a rare name is said: « le sondage Elabe »."""
    rare = [held for name, held in alone.read.names.items() if not name.isdigit() and len(held) <= RARE]
    return [place for place in set().union(*rare) if alone.cards[place].topic == topic]


def _chances(selector: Selector, card: Card, understood: Mapping[str, float]) -> dict[str, float]:
    """Return the chances of the intents: half to what was talked about, half to what was understood on its topic."""
    topic = selector.intents_about(card.topic)
    intents = card.intents or tuple(topic)
    chances = {intent: 0.5 / len(intents) for intent in intents}
    total = sum(understood.get(intent, 0.0) for intent in topic)
    for intent in topic if total else ():
        chances[intent] = chances.get(intent, 0.0) + 0.5 * understood.get(intent, 0.0) / total
    return chances


def _own_subject(read: Reading) -> bool:
    """Tell whether a question names what it is about: « ça coûte combien à la fin », « qui paie ? » do not."""
    return bool(read.names) or max(read.terms.values(), default=0.0) >= SPECIFIC


def _subject(card: Card, alone: Weighed) -> str:
    """Return what the last record is about; another place or name said takes the place of its own."""
    title = UNSAID.sub("", card.title)
    if not alone.read.names:
        return title
    own = {word for name in card.names for word in tokens(name)}
    return " ".join(word for word in tokens(title) if word not in own)


def _named_otherwise(selector: Selector, read: Reading, place: int) -> bool:
    """Tell whether a rare name said is of records on other topics only."""
    cards, topic = selector.cards, selector.cards[place].topic
    named = [held for name, held in read.names.items() if not name.isdigit()]
    holders: set[int] = set().union(*named)
    return bool(holders) and place not in holders and all(cards[each].topic != topic for each in holders)


def _foreign(selector: Selector, read: Reading, card: Card, said: str) -> bool:
    """Tell whether the question speaks of what nothing on this topic does: soup, the weather."""
    held = _held_by(selector, selector.beside(card)[1], read.terms)
    strange = [weight for term, weight in read.terms.items() if term not in held and not _counts(term)]
    if not strange:
        return False
    most = FOREIGN if _pattern("strongly").search(said) else FOREIGN_UNMARKED
    return not _pattern("marked").search(said) or max(strange) > most or sum(strange) > FOREIGN_IN_ALL


def _counts(term: str) -> bool:
    """A number is never strange: « pardon, dix-huit »."""
    return term.isdigit() or term in LISTS["counts"] or any(each.startswith(term) for each in LISTS["ordinals"])


def _held_by(selector: Selector, rows: np.ndarray, terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term for term in terms if selector.index.held_in(rows, term) or _akin(selector, rows, term))


def _akin(selector: Selector, rows: np.ndarray, term: str) -> bool:
    """« embauchent » is held where « embauche » is: words of one beginning."""
    return len(term) >= LONG and any(
        selector.index.held_in(rows, each) for each in selector.index.beginning(term[: max(LONG, len(term) - 3)])
    )


def _ranked_of(said: str, card: Card, others: Sequence[Card]) -> str:
    """« la 2 », « la dernière » of a list of six: the words a record about one of them holds."""
    ordinals, counts = LISTS["ordinals"], LISTS["counts"]
    text = re.sub(LISTS["second"], ordinals[1], said)
    text = re.sub(LISTS["numbered"], lambda found: _ordinal(int(found[1]), found[0]), text)
    if re.search(LISTS["last"], text):
        lists = (
            each
            for each in (card, *others)
            if set(each.intents) & set(card.intents) and (each is card or each.default_of)
        )
        listed = [word for each in lists for word in tokens(f"{each.title} {each.sentences[0]}")]
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
