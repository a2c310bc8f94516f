"""Tells which intents a message may have, and how sure it is: sparse and linear, with the meaning of words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from scipy.special import softmax

from nlu import meaning
from nlu.calibration import sharpness
from nlu.correction import Corrector
from nlu.domain import Domain
from nlu.features import features
from nlu.french import tokens
from nlu.scope import CONVERSATION, OUT, Gate
from nlu.separator import Separator
from nlu.vectors import Vectoriser, Vocabulary

DEFAULTS: Mapping[str, Any] = {
    "weights": {"stems": 1.0, "pairs": 0.5, "pieces": 1.0},
    "sense": 1.2,
    "strictness": 0.4,
    "common": 3.0,
    "reject": {"question": 0.07, "conversation": 0.3},
}


@dataclass(frozen=True)
class IntentModel:
    """What was learned: words, columns, one weight vector per intent, and the sharpness of the confidence."""

    corrector: Corrector
    vocabulary: Vocabulary | None  # what `save` writes, of a model just taught
    vectoriser: Vectoriser
    intents: tuple[str, ...]
    coefficients: np.ndarray  # sparse columns × intents, half precision once saved
    sense_coefficients: np.ndarray  # dimensions of meaning × intents
    mean_sense: np.ndarray
    bias: np.ndarray
    sharpness: float
    domain: Domain
    asked: int  # words counted in `domain`
    gate: Gate
    options: Mapping[str, Any]

    @classmethod
    def fit(
        cls, texts: Sequence[str], intents: Sequence[str], *, options: Mapping[str, Any] = DEFAULTS
    ) -> "IntentModel":
        """Learn from texts (places and amounts already marked) and their intents."""
        chosen = {**DEFAULTS, **options}
        words = [tokens(text) for text in texts]
        rows = [features(each) for each in words]
        vocabulary = Vocabulary.of(rows, chosen["weights"])
        vectoriser = Vectoriser(vocabulary, chosen["weights"])
        raw = _unit(np.array([meaning.current().sense(each) for each in words]))
        mean = raw.mean(axis=0)
        names, places = np.unique(np.array(intents), return_inverse=True)
        dense = (chosen["sense"] * _centred(raw, mean)).astype(np.float32)
        seen = sparse.hstack([vectoriser.matrix(rows), sparse.csr_matrix(dense)], format="csr")
        learned = Separator.fit(seen, places, classes=len(names), strictness=chosen["strictness"], drawn=_drawn(texts))
        checked = places[learned.checked]
        how_common, taught = meaning.current().how_common, len(vectoriser.idf)
        domain = Domain.fit(_questions(words, intents), how_common=how_common)
        evidence = _evidence(domain, [words[place] for place in learned.checked], names[checked])
        return cls(
            Corrector.fit(words, how_common=how_common, common=chosen["common"]),
            vocabulary,
            vectoriser,
            tuple(str(name) for name in names),
            learned.weights[:taught],
            chosen["sense"] * learned.weights[taught:],
            mean,
            learned.bias,
            sharpness(learned.unseen, checked),
            domain,
            domain.total,
            Gate.fit(learned.unseen, names.tolist(), checked, evidence, rates=chosen["reject"]),
            {key: chosen[key] for key in DEFAULTS},
        )

    def scores(self, text: str) -> np.ndarray | None:
        """Return one raw score per intent, None when the message has nothing known in it."""
        words = self.corrector.correct(tokens(text))
        places, values = self.vectoriser.vector(features(words))
        if not places.size:
            return None
        sense = _centred(_unit(meaning.current().sense(words)), self.mean_sense)
        return np.asarray(
            self.bias + values @ self.coefficients[places].astype(np.float32) + sense @ self.sense_coefficients
        )

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every intent with its probability, the likeliest first; nothing when no feature is known."""
        scores = self.scores(text)
        if scores is None:
            return []
        chances = softmax(self.sharpness * scores)
        return [(self.intents[place], float(chances[place])) for place in np.argsort(-chances)]

    def factor(self, text: str, ranking: Sequence[tuple[str, float]]) -> float:
        """Return how much likelier « out of scope » is than the ranking of this text says."""
        other = next((name for name, _ in ranking if name != OUT), OUT)
        if OUT not in self.intents or other == OUT:
            return 1.0
        evidence = self.domain.evidence(self.corrector.correct(tokens(text)), total=self.asked)
        return self.gate.factor(other, evidence, sharpness=self.sharpness)

    def save(self, folder: Path) -> None:
        """Write a model just taught as arrays and JSON, half precision: no code, no pickle."""
        assert self.vocabulary, "a model read back is written already"
        about = {
            "intents": self.intents,
            "sharpness": self.sharpness,
            "gate": asdict(self.gate),
            "asked": self.domain.counts,
            "options": self.options,
            "taught": self.corrector.taught,
            "columns": self.vocabulary.columns,
        }
        (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            folder / "model.npz",
            coefficients=self.coefficients.astype(np.float16),
            sense=self.sense_coefficients.astype(np.float16),
            mean=self.mean_sense,
            bias=self.bias,
            idf=self.vocabulary.idf,
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read a model written by `save`."""
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        options = about["options"]
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            return cls(
                Corrector(about["taught"], meaning.current().how_common, options["common"]),
                None,
                Vectoriser(Vocabulary(about["columns"], arrays["idf"]), options["weights"]),
                tuple(about["intents"]),
                arrays["coefficients"],
                arrays["sense"].astype(np.float32),
                arrays["mean"],
                arrays["bias"],
                about["sharpness"],
                Domain(about["asked"], meaning.current().how_common),
                sum(about["asked"].values()),
                Gate(**about["gate"]),
                options,
            )


def _drawn(texts: Sequence[str]) -> np.ndarray:
    """Return an order of the texts by what they say: twenty more hardly change who comes first, nor the calibration."""
    return np.argsort([crc32(text.encode()) for text in texts], kind="stable")


def _questions(words: Sequence[Sequence[str]], intents: Sequence[str]) -> list[Sequence[str]]:
    """Return the sentences that ask for information, in words."""
    return [said for said, intent in zip(words, intents, strict=True) if intent not in CONVERSATION | {OUT}]


def _evidence(domain: Domain, sentences: Sequence[Sequence[str]], intents: Sequence[str]) -> np.ndarray:
    """Return what the words of taught sentences would say had they not been taught."""
    total = domain.total
    return np.array(
        [
            domain.evidence(words, total=total, own=intent not in CONVERSATION | {OUT})
            for words, intent in zip(sentences, intents, strict=True)
        ]
    )


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6))


def _centred(units: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return unit vectors seen from their mean; a message without a known word stays at zero."""
    known = np.linalg.norm(units, axis=-1, keepdims=True) > 0
    return np.where(known, _unit(units - mean), 0.0)
