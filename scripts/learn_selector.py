#!/usr/bin/env python3
"""Learns how much each sign of the record selector counts, and writes nlu/selector/weights.json.

Reads the questions of the records in force, the taught sentences (general records, other subjects) and the model in
service. Never the questions that measure (tests/data/answers, nlu/exam).
"""

import asyncio
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from bot.engine import standin

standin.install()

from beffroi.commands.answers_report import in_service  # noqa: E402
from bot.engine.engine import Engine  # noqa: E402
from nlu.components.cards import built  # noqa: E402
from nlu.components.selector import OPEN, asked_from  # noqa: E402
from nlu.examples import Row, read_nlu  # noqa: E402
from nlu.selector.cards import QUESTION  # noqa: E402
from nlu.selector.learning import Lesson, fit  # noqa: E402
from nlu.selector.learnt import FILE  # noqa: E402
from nlu.selector.ranking import Selector  # noqa: E402
from nlu.selector.sureness import Sureness  # noqa: E402
from nlu.selector.weighed import FEATURES, Asked, Weighed  # noqa: E402
from region import in_force  # noqa: E402

DATA = Path(__file__).parents[1] / "nlu/data"
REGION = in_force.read(today=date(2026, 11, 25))
PER_INTENT, OTHERS, GENERAL_WEIGHT = 10, 800, 0.5
HELD_BACK = 0.002
REFUSED_OTHERS, DOUBTED = 0.995, 0.1
"""The share of other subjects that stays refused, and the share of good exact answers given with a doubt."""


def main() -> None:
    engine = Engine(in_service())
    selector = built(REGION.catalogue, REGION.today)
    random.seed(0)
    rows = read_nlu(sorted(DATA.glob("*.yml")))
    forms = [
        (int(place), selector.index.texts[place]) for place in np.flatnonzero(selector.index.unit_kinds == QUESTION)
    ]
    asked = {text: _asked(engine, text) for _, text in forms}
    exact = [(selector.weigh(asked[text], without=place), int(selector.index.owners[place])) for place, text in forms]
    general = list(_general(engine, selector, rows))
    others = random.sample([row.text for row in rows if row.intent == "out_of_scope"], OTHERS)
    foreign = [selector.weigh(_asked(engine, text)) for text in others]
    order = fit(
        [Lesson(weighed.table, [right]) for weighed, right in exact]
        + [Lesson(weighed.table, [right], GENERAL_WEIGHT) for weighed, right in general],
        held_back=HELD_BACK,
    )
    _write(order, exact, foreign)


def _asked(engine: Engine, text: str) -> Asked:
    return asked_from(asyncio.run(engine.parse(text, REGION)))


def _general(engine: Engine, selector: Selector, rows: list[Row]) -> Iterator[tuple[Weighed, int]]:
    """Yield taught sentences whose answer is the general record of their intent."""
    default = {intent: place for place, card in enumerate(selector.cards) for intent in card.default_of}
    for intent in sorted(OPEN & set(default)):
        said = [row.text for row in rows if row.intent == intent]
        for text in random.sample(said, min(PER_INTENT, len(said))):
            asked = _asked(engine, text)
            if not any(card.suits(asked.facts) for card in selector.cards):
                yield selector.weigh(asked), default[intent]


def _write(order: dict[str, float], exact: list[tuple[Weighed, int]], foreign: list[Weighed]) -> None:
    """Fit what tells ours from other subjects, and what a record states from what nobody knows; write all."""
    weights = np.array([order[name] for name in FEATURES], dtype=np.float32)
    right, held, unknown = [], [], []
    for before, owner in exact:
        weighed = before.again(weights)
        if weighed.scores.argmax() == owner:
            right.append(weighed.signs(weighed.first))
            held += [right[-1]] if not weighed.first.card.unknown else []
        if before.cards[owner].unknown:  # what nobody knows is asked of the records that state something
            left = before.again(weights, without=before.selector.unknown)
            unknown.append(left.signs(left.first))
    precise = [signs for signs in held if signs["precise"]]
    refused = [weighed.signs(weighed.first) for weighed in (each.again(weights) for each in foreign)]
    ours, answered = Sureness.fit(right, refused), Sureness.fit(held, unknown)
    bounds = {
        "ours": round(float(np.quantile([ours.of(signs) for signs in refused], REFUSED_OTHERS)), 4),
        "answered": round(float(np.quantile([answered.of(signs) for signs in precise], DOUBTED)), 4),
    }
    kept = {
        name: {"weights": each.weights, "bias": each.bias} for name, each in (("ours", ours), ("answered", answered))
    }
    FILE.write_text(json.dumps({"order": order, **kept, "bounds": bounds}, indent=1) + "\n", encoding="utf-8")
    caught = np.mean([answered.of(signs) < bounds["answered"] for signs in unknown if signs["precise"]])
    back = np.mean([ours.of(signs) >= bounds["ours"] for signs in right])
    print(f"left out: right record first {len(right) / len(exact):.3f}; ours called back {back:.3f}; "
          f"what nobody knows noticed {caught:.3f}; {bounds}")  # fmt: skip


if __name__ == "__main__":
    main()
