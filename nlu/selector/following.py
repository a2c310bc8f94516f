"""A question that goes on from the last answer, weighed with what that answer was about: « et qui met l'argent ? »."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlu.french import flat, tokens
from nlu.selector import by_itself, holding, leaning, subjects, talk, titles
from nlu.selector.aiming import aimed
from nlu.selector.cards import Card
from nlu.selector.decision import EXACT, GENERAL, TWO
from nlu.selector.leaning import LISTS, names_its_subject, pattern, strongly
from nlu.selector.learnt import Followed, followed
from nlu.selector.ranking import Selector
from nlu.selector.reading import PRECISE
from nlu.selector.talk import Talk
from nlu.selector.weighed import Asked, Weighed

STRANGER, TOPIC = talk.SIGNS.index("stranger"), talk.SIGNS.index("topic")
GOES_ON, OF_THEM = 0.35, 0.2
"""Chance that a question leans on what was said, and where its subject is « ils » or « celle »."""
FULL, ALL_BUT_CERTAIN = 6, 0.98  # words, and chance of its intent, for a question to stand by itself after « et »
ELSEWHERE = 2.5  # of score: « qui la préside ? » asks about what was said
ORDINAL = 4.0  # of score: « la quatrième » asks for that one of the list
MEASURES = PRECISE - {"who", "where", "when"}
OTHER_ONE = 2.0  # of score: « celui de Cambrai » asks for what is known of it
HOLDS, HOLDS_ANEW, HOLDS_STILL = 0.3, 0.2, 0.15
"""Chance that the record holds the answer, for the one just said, for another, and where the kind of answer is there: nine answers of ten are told as such."""
HOLDS_ELSEWHERE = 0.35  # that nobody knows of something on another subject
ANSWERING = frozenset({EXACT, GENERAL, TWO})
STANDS = 0.75  # chance that a question stands by itself, to be answered by its words alone
FAINT = 0.13  # below, of 34 turns after the same record, one was answered by it: it is not told again


@dataclass(frozen=True)
class Following:
    """The record that answers, with its chance, the sentence that does, and whether it holds what is asked.

    `also` answers as well, of another place or thing, where what was said is about neither or both.
    """

    card: Card
    score: float
    sentence: int | None
    held: bool
    also: Card | None = None
    holds: float = 1.0  # chance that the record holds it
    apart: bool = True  # it lacks the measure asked for, or never speaks of what is counted
    leans: float = 1.0  # chance that the question leans on what was said


@dataclass(frozen=True)
class Heard:
    """A question as it was understood by itself.

    `sure` is its intent if that is sure, `told` the record chosen for it and `how` (nlu.selector.decision); `out` and
    `ours` are the chances of another subject, and of the intent where a record answers it.
    """

    asked: Asked
    sure: str | None = None
    told: str | None = None
    how: str | None = None
    out: float = 0.0
    ours: float = 0.0


@dataclass(frozen=True)
class GoneOn:
    """The record at `best` that a question goes on to by the scores of all, the chance that it answers, and its twin."""

    scores: np.ndarray
    best: int
    holds: float
    also: Card | None


@dataclass(frozen=True)
class Question:
    """A question weighed alone and completed by what was talked about, with how each record stands to it."""

    said: str
    alone: Weighed
    about: Weighed
    table: np.ndarray
    barred: frozenset[str] = frozenset()

    @classmethod
    def of(cls, selector: Selector, asked: Asked, talked: Talk, *, without: int | None = None) -> "Question":
        """Weigh a question in a talk; `without` leaves one text of the records out, to learn from it."""
        said = flat(asked.text.strip())
        opened = pattern("opening").sub("", said) or said
        text = _with_kin(selector, _ranked_of(opened, talked.last, selector.cards))
        read = selector.index.read(text)
        alone = selector.weigh(Asked(text, asked.chances, asked.facts), read=read, without=without)
        subject = dict.fromkeys(_subject(each, alone) for each in _telling(talked))
        more = LISTS["whom"] if pattern("for_whom").search(text) else ""
        chances = _chances(selector, talked.last, asked.chances)
        about = selector.weigh(Asked(f"{text} {more} {' '.join(subject)}", chances, asked.facts), without=without)
        table = talk.signs(alone, about, talked, bare=not names_its_subject(read), marked=strongly(said))
        return cls(said, alone, about, table, talked.barred)

    def scores(self, known: Followed) -> np.ndarray:
        """Return the score of each record; where nothing is named, none about a town, an aid or a tool that nobody named."""
        scores = np.asarray(self.table @ known.order)
        if not names_its_subject(self.alone.read):
            scores[self.table[:, STRANGER] > 0] = -np.inf
            scores[[each.topic in self.barred for each in self.alone.cards]] = -np.inf
        if strongly(self.said) and not self.alone.read.names:
            scores -= ELSEWHERE * (self.table[:, TOPIC] == 0)
        scores += ORDINAL * leaning.of_its_rank(self.alone.selector, self.alone.read) * (self.table[:, TOPIC] > 0)
        if pattern("other_one").search(self.said):
            scores -= OTHER_ONE * self.alone.selector.unknown
        return scores


def follows(selector: Selector, heard: Heard, talked: Talk) -> Following | None:
    """Return what a question is answered with if it goes on from what was said; None when it stands by itself."""
    known, question = followed(), Question.of(selector, heard.asked, talked)
    alone = question.alone
    if heard.sure and heard.how in ANSWERING and _stands_alone(question, heard, talked):
        return None
    least = OF_THEM if pattern("of_them").search(question.said) else GOES_ON
    signs = leaning_signs(question, heard, talked)
    leans = known.leans.of(signs)
    if not heard.sure and leans < least:
        return None
    gone = gone_on(question, talked, known)
    best, holds, found = gone.best, gone.holds, selector.cards[gone.best]
    if (
        _asks_of_another(question, heard, found)
        and known.stands.of(standing_signs(question, heard, talked, gone, signs)) >= STANDS
    ):
        return None
    least = HOLDS_STILL if _still(alone, talked, best) else HOLDS if found is talked.last else HOLDS_ANEW
    taken_up = found is talked.last and pattern("taking_up").search(question.said) is not None
    faint = found is talked.last and holds < FAINT
    unknown = found.unknown and not faint and (found.topic == talked.last.topic or holds >= HOLDS_ELSEWHERE)
    held = taken_up or unknown or (holds >= least and _of_the_kind(alone, best))
    if not held and heard.how == EXACT and heard.told == found.id:
        return None
    chance = float(1.0 / np.exp(gone.scores - gone.scores[best]).sum())
    sentence = selector.passages.answering(alone.read, found)
    return Following(found, chance, sentence, held, gone.also, holds, apart=faint or _apart(alone, best), leans=leans)


def _asks_of_another(question: Question, heard: Heard, found: Card) -> bool:
    """Tell whether a full question may be of another record: one that its words choose, and name where only their intent does."""
    alone, read = question.alone, question.alone.read
    full = names_its_subject(read) or len(read.words) >= FULL
    if not full or heard.told in (None, found.id) or pattern("other_one").search(question.said):
        return False
    named = "programme" in heard.asked.facts or alone.selector.index.speaks_of(read, alone.card(str(heard.told)))
    return heard.how != GENERAL or named


def gone_on(question: Question, talked: Talk, known: Followed) -> GoneOn:
    """Return the record that a question goes on to."""
    alone, scores = question.alone, question.scores(known)
    best = int(scores.argmax())
    also = subjects.twin(alone, talked.about, best)

    def holds_of(place: int) -> float:
        return known.holds.of(holding_signs(question, scores, talked, place))

    best, holds = (best, holds_of(best)) if also else aimed(alone, scores, talked, holds_of)
    return GoneOn(scores, best, holds, also)


def _stands_alone(question: Question, heard: Heard, talked: Talk) -> bool:
    """« et combien d'entreprises d'ici utilisent l'IA ? » says all it asks, whatever it opens with, where it is another subject."""
    alone = question.alone
    named = names_its_subject(alone.read)
    if not strongly(question.said):
        return named
    full = len(alone.read.words) >= FULL and (named or alone.read.total >= leaning.SPECIFIC)
    return full and heard.ours >= ALL_BUT_CERTAIN and alone.first.card.topic != talked.last.topic


def leaning_signs(question: Question, heard: Heard, talked: Talk) -> dict[str, float]:
    """Return what tells whether a question leans on what was said."""
    alone = question.alone
    score = alone.first.score
    records, read = alone.selector, alone.read
    return leaning.signs(records, read, question.said, talked.last, score=score, out=heard.out, ours=heard.ours)


def standing_signs(
    question: Question, heard: Heard, talked: Talk, gone: GoneOn, leans: Mapping[str, float]
) -> dict[str, float]:
    """Return what tells whether a question stands by itself, though it would go on to a record; `leans`: its leaning signs."""
    alone = question.alone
    said = alone[alone.selector.place[heard.told]] if heard.told in alone.selector.place else alone.first
    ahead = float(gone.scores[gone.best] - gone.scores[alone.selector.place[said.card.id]])
    sure = heard.sure is not None
    return by_itself.signs(leans, alone, said, talked, best=gone.best, holds=gone.holds, ahead=ahead, sure=sure)


def holding_signs(question: Question, scores: np.ndarray, talked: Talk, best: int) -> dict[str, float]:
    """Return what tells whether a record holds the answer."""
    last = question.alone.selector.place[talked.last.id]
    return holding.signs(question.alone, question.about, scores, best=best, last=last)


def talk_of(
    selector: Selector,
    last: str,
    *,
    subject: str | None = None,
    beside: Sequence[str] = (),
    kept: Mapping[str, Any] | None = None,
    barred: frozenset[str] = frozenset(),
) -> Talk | None:
    """Return what was talked about by the ids of its records; None where the last is in force no more."""
    cards = {each: selector.cards[selector.place[each]] for each in (last, subject, *beside) if each in selector.place}
    if last not in cards:
        return None
    begun = cards.get(subject or last, cards[last])
    others = tuple(cards[each] for each in beside if each in cards)
    return Talk(cards[last], begun if begun.topic == cards[last].topic else cards[last], others, kept or {}, barred)


def _still(alone: Weighed, talked: Talk, best: int) -> bool:
    """« et il coûte combien ? » names nothing: what was just said answers, where it holds the kind of answer asked."""
    bare = alone.read.kind in PRECISE and not names_its_subject(alone.read)
    return bare and alone.cards[best] is talked.last and alone[best].why["kind"] > 0


def _apart(alone: Weighed, place: int) -> bool:
    """Tell whether a record surely says nothing of what is asked: no measure of the kind, or of another thing."""
    read, card = alone.read, alone.cards[place]
    lacks = read.kind in MEASURES and alone[place].why["kind"] < 0
    return lacks or (bool(read.focus) and not any(alone.selector.index.holds(term, by=card) for term in read.focus))


def _of_the_kind(alone: Weighed, place: int) -> bool:
    """Tell whether a record holds the kind of answer asked for."""
    return alone.read.kind not in PRECISE or alone[place].why["kind"] >= 0


def _telling(talked: Talk) -> tuple[Card, ...]:
    return (talked.last, talked.begun) if talked.last.unknown else (talked.last,)


def _with_kin(selector: Selector, said: str) -> str:
    """Return the question with the words of the records that are akin to those no record writes: « recrutent »."""
    strange = [term for term in selector.index.read(said).terms if not selector.index.holds(term)]
    return " ".join([said, *(found[0] for term in strange if (found := leaning.kin(selector, term)))])


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
    title = titles.subject(card.title)
    if not alone.read.names:
        return title
    own = {word for name in card.names for word in tokens(name)}
    return " ".join(word for word in tokens(title) if word not in own)


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
