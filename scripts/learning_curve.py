"""Prints what labelling a hundred messages brings, chosen by our ranking and at random: `make learning-curve`."""

import argparse
import random
from datetime import date
from functools import cache
from statistics import fmean

import yaml
from tqdm import tqdm

from bot import project
from learning.doubts import neighbours
from learning.inbox import curve, planted
from learning.inbox.curve import Sentence
from learning.inbox.ranking import SURE, Usage
from learning.sentences import files
from nlu.learner import prepared
from nlu.model import IntentModel
from nlu.typos import with_typos
from region import in_force

WEEK = 605


class Taught(curve.Model):
    """The project's own classifier, with the options of config.yml."""

    def __init__(self, model: IntentModel) -> None:
        self._model = model

    def rank(self, text: str) -> list[tuple[str, float]]:
        return self._model.rank(_marked(text))


@cache
def _marked(text: str) -> str:
    return prepared(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=100, help="first seed: 0 to 4 served to choose the ranking")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--draws", type=int, default=2, help="random choices a seed, to tell luck from choice")
    parser.add_argument("--errors", action="store_true", help="only the confident errors")
    args = parser.parse_args()
    options = _options()
    everything = [Sentence(each.text, each.intent) for each in files.examples(files.texts(project.EXAMPLES))]
    exam = [Sentence(each.text, each.intent) for each in files.examples(files.texts(project.EXAM))]

    def learned(known: "list[Sentence] | tuple[Sentence, ...]") -> Taught:
        texts, intents = [_marked(each.text) for each in known], [each.intent for each in known]
        return Taught(IntentModel.fit(texts, intents, options=options))

    gains = []
    for seed in () if args.errors else tqdm(range(args.first, args.first + args.seeds), desc="seeds"):
        first, pool = halves(everything, seed)
        gains.append(curve.run(first, pool, exam, learn=learned, seed=seed, draws=args.draws))
        last = gains[-1]
        tqdm.write(f"seed {seed}: exam {last.start:.2f} %, ranking +{last.ranked:.2f}, random +{last.drawn:.2f}")
    if gains:
        _say(curve.summary(gains))
    found = [errors_reached(everything, seed, learned) for seed in range(args.first, args.first + 3)]
    ranked, drawn = (fmean(shares) for shares in zip(*found, strict=True))
    print(f"{planted.PLANTED} confident errors planted in {WEEK} messages: {ranked:.0%} of them are among the first")
    print(f"{planted.FIRST} shown (at random {drawn:.0%}; wanted: 50 %)")


def _say(told: dict[str, float]) -> None:
    print(f"{curve.LABELS} labels by our ranking: +{told['ranked']:.2f} points (spread {told['ranked_spread']:.2f})")
    print(f"{curve.LABELS} labels at random:      +{told['drawn']:.2f} points (spread {told['drawn_spread']:.2f})")
    print(f"ranking gains {told['ratio']:.2f} times what random does (wanted: 1.5)")


def errors_reached(everything: list[Sentence], seed: int, learned: curve.Learn) -> tuple[float, float]:
    """Plant confident errors in a week of messages: what is sure becomes sure of its second reading."""
    first, pool = halves(everything, seed)
    model, chance, week = learned(first), random.Random(f"week {seed}"), list[planted.Met]()
    for place, sentence in enumerate(chance.sample(pool, WEEK)):
        ranking = model.rank(sentence.text)[:5] or [("out_of_scope", 0.0)]
        right, sure = ranking[0][0] == sentence.intent, ranking[0][1] >= SURE
        wrong = right and sure and len(ranking) > 1 and sum(each.error for each in week) < planted.PLANTED
        shown = [(ranking[1][0], ranking[0][1]), (ranking[0][0], ranking[1][1]), *ranking[2:]] if wrong else ranking
        week.append(planted.Met(place, sentence.text, shown, wrong))
    known = tuple(files.Example(each.text, each.intent) for each in first)
    read = [neighbours.Read(each.id, each.text, each.ranking[0][0]) for each in week if each.ranking[0][1] >= SURE]
    return planted.reached(week, neighbours.otherwise(read, known), seed=seed, usage=Usage(each.text for each in week))


def halves(everything: list[Sentence], seed: int) -> tuple[list[Sentence], list[Sentence]]:
    """Return the half that makes the first model, and the half people write, with their slips."""
    mixed = list(everything)
    random.Random(seed).shuffle(mixed)
    first, rest = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
    slips = with_typos([each.text for each in rest], rate=curve.TYPOS, seed=seed)
    return first, [Sentence(text, each.intent) for text, each in zip(slips, rest, strict=True)]


def _options() -> dict[str, object]:
    config = yaml.safe_load(project.CONFIG.read_text(encoding="utf-8"))
    mine = next(each for each in config["pipeline"] if each["name"].endswith("LinearIntentClassifier"))
    return {name: value for name, value in mine.items() if name != "name"}


if __name__ == "__main__":
    with in_force.for_turn(in_force.read(today=date.today())):  # sentences are prepared as messages are
        main()
