"""Measures the classifier on any Rasa NLU file by cross-validation, with or without typing errors."""

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from nlu.examples import read_nlu, with_enough
from nlu.learner import learn, prepared
from nlu.model import DEFAULTS, IntentModel
from nlu.typos import with_typos
from region import in_force
from region.files import read_yaml

CONFIG = Path(__file__).parents[1] / "config.yml"
CLASSIFIER = "nlu.components.classifier.LinearIntentClassifier"


def configured(path: Path = CONFIG) -> Mapping[str, Any]:
    """Return the options of the intent classifier in config.yml."""
    pipeline = read_yaml(path)["pipeline"]
    own = next(({**step} for step in pipeline if step["name"] == CLASSIFIER), {})
    own.pop("name", None)
    return {**DEFAULTS, **own}


def cross(
    path: Path, *, folds: int = 5, seed: int = 0, typos: float | None = None, options: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return n, intents, accuracy, macro_f1, fit_seconds (one fold) and predict_ms (one message), first choice scored."""
    with in_force.for_turn(in_force.read(today=date.today())):  # sentences are prepared as messages are
        return _crossed(path, folds, seed, typos, options or configured())


def _crossed(path: Path, folds: int, seed: int, typos: float | None, options: Mapping[str, Any]) -> dict[str, Any]:
    rows = with_enough(read_nlu([path]), 5)
    truth = np.array([row.intent for row in rows])
    split = StratifiedKFold(folds, shuffle=True, random_state=seed).split(np.zeros(len(rows)), truth)
    guessed, fitting, predicting = truth.astype(object), 0.0, 0.0
    for seen, unseen in split:
        start = time.perf_counter()
        model = learn([rows[place] for place in seen], options=options)
        fitting += time.perf_counter() - start
        texts = [rows[place].text for place in unseen]
        asked = with_typos(texts, rate=typos, seed=seed) if typos else texts
        start = time.perf_counter()
        guessed[unseen] = [_first(model, text) for text in asked]
        predicting += time.perf_counter() - start
    return {
        "n": len(rows),
        "intents": len(set(truth)),
        "accuracy": round(float((guessed == truth).mean()), 4),
        "macro_f1": round(float(f1_score(truth, guessed.astype(str), average="macro")), 4),
        "fit_seconds": round(fitting / folds, 3),
        "predict_ms": round(1000 * predicting / len(rows), 3),
    }


def _first(model: IntentModel, text: str) -> str:
    ranking = model.rank(prepared(text))
    return ranking[0][0] if ranking else ""
