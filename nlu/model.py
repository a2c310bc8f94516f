"""Tells which intents a message may have, and how sure it is: linear, sparse, calibrated."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import softmax
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from nlu.features import features
from nlu.vectors import Vectoriser

DEFAULTS = {"weights": {"stems": 1.0, "pieces": 1.0}, "C": 1.0, "seed": 0}


@dataclass(frozen=True)
class IntentModel:
    """Columns of features, one weight vector per intent, and the sharpness of the confidence."""

    vectoriser: Vectoriser
    intents: tuple[str, ...]
    coefficients: np.ndarray  # features × intents
    bias: np.ndarray
    sharpness: float

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], *, options: Mapping[str, object] = DEFAULTS) -> "IntentModel":
        """Learn from texts and their intents."""
        chosen = {**DEFAULTS, **options}
        rows = [features(text) for text in texts]
        vectoriser = Vectoriser.fit(rows, weights=chosen["weights"])  # type: ignore[arg-type]
        matrix, labels = vectoriser.matrix(rows), np.array(intents)
        learner = _learner(chosen).fit(matrix, labels)
        sharpness = _sharpness(matrix, labels, chosen)
        coefficients = np.ascontiguousarray(learner.coef_.T, dtype=np.float32)
        return cls(vectoriser, tuple(learner.classes_), coefficients, learner.intercept_.astype(np.float32), sharpness)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every intent with its probability, the likeliest first."""
        places, values = self.vectoriser.vector(features(text))
        scores = self.bias + np.array(values, dtype=np.float32) @ self.coefficients[places]
        chances = softmax(self.sharpness * scores)
        return [(self.intents[place], float(chances[place])) for place in np.argsort(-chances)]

    def save(self, folder: Path) -> None:
        """Write the model as arrays and JSON, half precision: no code, no pickle."""
        about = {
            "intents": self.intents,
            "sharpness": self.sharpness,
            "weights": self.vectoriser.weights,
            "columns": {block: list(known) for block, known in self.vectoriser.columns.items()},
        }
        (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        half = self.coefficients.astype(np.float16)
        np.savez_compressed(folder / "model.npz", coefficients=half, bias=self.bias, idf=self.vectoriser.idf)

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read a model written by `save`."""
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        columns, start = {}, 0
        for block, known in about["columns"].items():
            columns[block] = {feature: start + place for place, feature in enumerate(known)}
            start += len(known)
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            vectoriser = Vectoriser(columns, arrays["idf"], about["weights"])
            coefficients = arrays["coefficients"].astype(np.float32)
            return cls(vectoriser, tuple(about["intents"]), coefficients, arrays["bias"], about["sharpness"])


def _learner(options: Mapping[str, object]) -> LinearSVC:
    return LinearSVC(C=options["C"], random_state=options["seed"])


def _sharpness(matrix: object, labels: np.ndarray, options: Mapping[str, object]) -> float:
    """Return the factor that makes confidence true on examples the learner has not seen."""
    folds = StratifiedKFold(3, shuffle=True, random_state=options["seed"])
    classes, places = np.unique(labels, return_inverse=True)
    if np.bincount(places).min() < 3 or len(classes) < 3:
        return 3.0
    scores = np.zeros((len(labels), len(classes)))
    for seen, unseen in folds.split(matrix, labels):
        scores[unseen] = _learner(options).fit(matrix[seen], labels[seen]).decision_function(matrix[unseen])
    candidates = np.linspace(1, 12, 45)
    losses = [-np.log(softmax(k * scores, axis=1)[np.arange(len(labels)), places] + 1e-9).mean() for k in candidates]
    return float(candidates[int(np.argmin(losses))])
