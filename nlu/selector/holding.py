"""Tells whether the record a question goes on to holds its answer, or only speaks of the same thing."""

import numpy as np

from nlu.selector import leaning
from nlu.selector.sureness import SIGNS as OF_THE_WORDS
from nlu.selector.weighed import Weighed

ABOUT = ("score", "form", "sense_form", "akin", "stated", "cover")
ASKED = ("why", "who", "when")
COUNTED = frozenset({"number", "share", "money", "duration", "age", "hour"})
SIGNS = (
    *OF_THE_WORDS, "of_all", "ahead", "is_last", "second_unknown", "strange", "strange_share", "empty", "no_kind", "counted", "last_kind", "last_vague",
    *(f"about_{name}" for name in ABOUT), *ASKED,
)  # fmt: skip
FARTHEST = 6.0  # of score, the most that a lead counts


def signs(alone: Weighed, about: Weighed, scores: np.ndarray, *, best: int, last: int) -> dict[str, float]:
    """Return what tells the two apart, for the record at `best` of those scored; `last` is the one just said."""
    records, read = alone.selector, alone.read
    first, second = np.argsort(-scores, kind="stable")[:2]
    said, completed = alone.signs(alone[best]), about.signs(about[best])
    only_best = np.arange(len(alone.cards)) == best
    strange = leaning.strange_to(read, leaning.held_by(records, only_best, read.terms))
    is_last, vague = float(best == last), float(read.kind is None)
    return {
        **{name: said[name] for name in OF_THE_WORDS},
        **{f"about_{name}": completed[name] for name in ABOUT},
        **{name: float(read.kind == name) for name in ASKED},
        "of_all": float(1.0 / np.exp(scores - scores[best]).sum()),
        "ahead": float(min(scores[first] - scores[second], FARTHEST)),
        "is_last": is_last,
        "second_unknown": float(records.cards[int(second)].unknown),
        "strange": max(strange, default=0.0),
        "strange_share": sum(strange) / max(read.total, 1e-6),
        "empty": float(not read.terms),
        "no_kind": vague,
        "counted": float(read.kind in COUNTED),
        "last_kind": is_last * said["kind"] * said["precise"],
        "last_vague": is_last * vague,
    }
