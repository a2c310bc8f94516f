"""The simulation behind `make learning-curve`, on a world small enough to know the answer."""

import random

from learning.inbox import curve
from learning.inbox.curve import Sentence

WORDS = ("café", "robot", "mairie", "dossier")


class Words(curve.Model):
    """Knows the intents of the first words it has seen; is unsure of any other."""

    def __init__(self, known: list[Sentence]) -> None:
        self._known = {each.text.split()[0]: each.intent for each in known}

    def rank(self, text: str) -> list[tuple[str, float]]:
        intent = self._known.get(text.split()[0])
        return [(intent, 0.95), ("other", 0.05)] if intent else [("other", 0.2), ("none", 0.19)]


def world() -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """Return a start that knows one word, a pool where the others are rare, and an exam about all."""
    pool = [Sentence(f"{WORDS[0]} {number} {chr(97 + number % 26)}", WORDS[0]) for number in range(900)]
    pool += [Sentence(f"{word} {number * 7919} fin", word) for word in WORDS[1:] for number in range(34)]
    exam = [Sentence(f"{word} examen", word) for word in WORDS]
    return [Sentence(f"{WORDS[0]} début", WORDS[0])], pool, exam


def test_the_ranking_finds_what_is_not_understood() -> None:
    first, pool, _ = world()
    chosen = curve.by_ranking(Words(first), pool, 30)
    assert all(pool[place].intent != WORDS[0] for place in chosen)


def test_both_ways_of_choosing_start_from_the_same_model_and_pay_the_same() -> None:
    first, pool, exam = world()
    paid: list[int] = []

    def learn(known: list[Sentence]) -> Words:
        paid.append(len(known))
        return Words(list(known))

    gain = curve.run(first, pool, exam, learn=learn, seed=1)
    assert gain.start == 25.0
    assert gain.ranked >= gain.drawn
    assert paid == [1, 51, 101, 51, 101]


def test_random_choice_is_repeatable() -> None:
    _, pool, _ = world()
    one, other = (curve.at_random(random.Random("1"))(Words([]), pool, 10) for _ in range(2))
    assert one == other


def test_the_summary_gives_means_spreads_and_how_many_times() -> None:
    told = curve.summary([curve.Gain(0, 80, 2.0, 1.0), curve.Gain(1, 80, 4.0, 1.0)])
    assert (told["ranked"], told["drawn"], told["ratio"]) == (3.0, 1.0, 3.0)
    assert told["ranked_spread"] > 1
