"""Measures whether our ranking picks the messages that teach most: labels by ranking beside labels at random.

Half of the training sentences make the first model; the other half, with typing errors, are the messages people
« write ». A hundred of them are labelled, a batch at a time, and what each way of choosing brings is read on the exam.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Protocol

from learning.inbox.groups import Grouping
from learning.inbox.ranking import Reason, Usage, uncertainty, value
from learning.sentences.texts import key

LABELS, BATCH = 100, 50
TYPOS = 0.3


@dataclass(frozen=True)
class Sentence:
    """A sentence and the intent an operator would give it."""

    text: str
    intent: str


class Model(Protocol):
    """What the simulation needs of a model."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the intents of a text with their score from 0 to 1, the best first."""


Learn = Callable[[Sequence[Sentence]], Model]
Choose = Callable[[Model, Sequence[Sentence], int], list[int]]


@dataclass(frozen=True)
class Gain:
    """What a hundred labels bring, in points of the exam, with one seed."""

    seed: int
    start: float
    ranked: float
    drawn: float


def run(
    first: Sequence[Sentence], pool: Sequence[Sentence], exam: Sequence[Sentence], *, learn: Learn, seed: int,
    draws: int = 1,
) -> Gain:  # fmt: skip
    """Label a hundred messages of the pool by our ranking, and a hundred at random; return both gains."""
    base = learn(first)
    start = accuracy(base, exam)
    ranked = accuracy(_taught(base, first, pool, by_ranking, learn), exam)
    chance = [
        accuracy(_taught(base, first, pool, at_random(random.Random(f"{seed} {draw}")), learn), exam)
        for draw in range(draws)
    ]
    return Gain(seed, start, ranked - start, mean(chance) - start)


def by_ranking(model: Model, pool: Sequence[Sentence], count: int) -> list[int]:
    """Choose as the inbox does: near-duplicates once, the usual and most uncertain groups first."""
    usage = Usage(sentence.text for sentence in pool)
    rankings = [model.rank(sentence.text)[:5] for sentence in pool]
    grouping, sizes, first = Grouping(), dict[int, int](), dict[int, int]()
    for place, sentence in enumerate(pool):
        folded = key(sentence.text)
        guess = rankings[place][0][0] if rankings[place] else None
        group = grouping.place(guess, folded)
        if group is None:
            group = place
            grouping.add(guess, folded, group)
        sizes[group] = sizes.get(group, 0) + 1
        kept = first.setdefault(group, place)
        if uncertainty(rankings[place]) > uncertainty(rankings[kept]):
            first[group] = place
    worth = {
        place: value(
            Reason.LOW_CONFIDENCE, rankings[place], size=sizes[group], number=place, usual=usage.share(pool[place].text)
        )
        for group, place in first.items()
    }
    return sorted(worth, key=lambda place: -worth[place])[:count]


def at_random(chance: random.Random) -> Choose:
    """Return a way to choose messages that draws them."""
    return lambda _, pool, count: chance.sample(range(len(pool)), count)


def accuracy(model: Model, exam: Sequence[Sentence]) -> float:
    """Return the share of the exam understood, in points."""
    right = sum((model.rank(each.text) or [("", 0.0)])[0][0] == each.intent for each in exam)
    return 100 * right / len(exam)


def _taught(base: Model, first: Sequence[Sentence], pool: Sequence[Sentence], choose: Choose, learn: Learn) -> Model:
    model, known, left = base, list(first), list(pool)
    for _ in range(LABELS // BATCH):
        chosen = set(choose(model, left, BATCH))
        known += [sentence for place, sentence in enumerate(left) if place in chosen]
        left = [sentence for place, sentence in enumerate(left) if place not in chosen]
        model = learn(known)
    return model


def summary(gains: Sequence[Gain]) -> dict[str, float]:
    """Return the mean gains, their spread, and how many times the ranking gains what chance does."""
    ranked, drawn = [each.ranked for each in gains], [each.drawn for each in gains]
    spread = {
        name: stdev(values) if len(values) > 1 else 0.0 for name, values in (("ranked", ranked), ("drawn", drawn))
    }
    return {
        "ranked": mean(ranked), "drawn": mean(drawn), "ranked_spread": spread["ranked"], "drawn_spread": spread["drawn"],
        "ratio": mean(ranked) / mean(drawn) if mean(drawn) > 0 else float("inf"),
    }  # fmt: skip
