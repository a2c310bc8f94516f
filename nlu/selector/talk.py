"""What was just talked about, and how each record stands to it: what a question that leans on an answer is weighed by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nlu.selector import subjects
from nlu.selector.cards import Card
from nlu.selector.reading import PRECISE
from nlu.selector.records import Records
from nlu.selector.weighed import FEATURES, Weighed

FLOOR = -15.0  # of score behind the best, beyond which a record is out of the question
VAGUE = 1.2  # the weight below which words say nothing of what is asked: « c'était quelle année ? »
LED = 6.0  # of score, the most that counts of another record's lead on the one just said
KIND, DEFAULT = FEATURES.index("kind"), FEATURES.index("default")
BY_BARE = ("last", "topic", "intents", "named", "default", "alone", "about", "unsaid", "alike")
"""The signs that count otherwise where a question names nothing of its own: « et c'est où ? »."""
SIGNS = (
    "alone", "about", "last", "begun", "topic", "intents", "named", "both", "stranger", "new_name", "kind", "kind_on_topic", "unknown", "unknown_vague",
    "default", "contradicts", "last_kind", "last_kind_bare", "last_marked", "last_led", "unsaid", "said", "alike", "alike_begun", "unsaid_alone",
    "elsewhere_alone", "elsewhere_bare", "elsewhere_marked", "last_still", "begun_still", "unsaid_unknown", *(f"{name}_bare" for name in BY_BARE),
)  # fmt: skip


@dataclass(frozen=True)
class Talk:
    """The record said last, the one that began the subject, those said beside, and where that is (a town, an aid).

    `barred` are the topics that a question which names nothing cannot turn to: those of another aid.
    """

    last: Card
    begun: Card
    beside: tuple[Card, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)
    barred: frozenset[str] = frozenset()

    @property
    def about(self) -> tuple[Card, ...]:
        """Return every record talked about, the last first."""
        return tuple({each.id: each for each in (self.last, self.begun, *self.beside)}.values())


def signs(alone: Weighed, about: Weighed, talk: Talk, *, bare: bool, marked: bool) -> np.ndarray:
    """Return how each record stands to a question and to what was talked about: records × SIGNS.

    `alone` weighs the words alone, `about` completed by what was talked about; `bare`: it names nothing; `marked`: « et », « ça ».
    """
    records = alone.selector
    last, begun = records.place[talk.last.id], records.place[talk.begun.id]
    on_topic = records.beside(talk.last)[1].astype(np.float32)
    kind = alone.table[:, KIND]
    scores = np.maximum(alone.scores - alone.scores.max(), FLOOR)
    intents, named = records.shared(last, begun)
    unsaid, said = records.titles.shares(alone.read.terms, (last, begun))
    column = {
        "alone": scores,
        "about": np.maximum(about.scores - about.scores.max(), FLOOR),
        "last": _only(records, last),
        "begun": _only(records, begun) if begun != last else _none(records),
        "topic": on_topic,
        "intents": intents,
        "named": named,
        "stranger": _at(records, subjects.strangers(alone, talk.about)),
        "new_name": _at(records, subjects.of_another_name(alone, talk.about)),
        "kind": kind,
        "unknown": records.unknown.astype(np.float32),
        "default": np.maximum(alone.table[:, DEFAULT], about.table[:, DEFAULT]),
        "contradicts": _contradicting(records, talk.kept),
        "unsaid": unsaid,
        "said": said,
        "alike": records.alike(last),
        "alike_begun": records.alike(begun),
    }
    vague = max(alone.read.terms.values(), default=0.0) < VAGUE
    still = float(vague and alone.read.kind in PRECISE and not records.cards[last].unknown)
    led = min(LED, float(np.max(alone.scores[on_topic > 0]) - alone.scores[last]))
    only_last = column["last"]
    column |= {
        "both": column["intents"] * column["named"],
        "kind_on_topic": kind * on_topic,
        "unknown_vague": column["unknown"] * (alone.read.kind is None),
        "last_kind": only_last * kind[last],
        "last_kind_bare": only_last * kind[last] * bare,
        "last_marked": only_last * marked,
        "last_led": only_last * led,
        "unsaid_alone": unsaid * scores,
        "elsewhere_alone": (1 - on_topic) * scores,
        "elsewhere_bare": (1 - on_topic) * bare,
        "elsewhere_marked": (1 - on_topic) * marked,
        "last_still": only_last * kind[last] * still,
        "begun_still": column["begun"] * kind[begun] * still,
        "unsaid_unknown": unsaid * column["unknown"],
        **{f"{name}_bare": column[name] * bare for name in BY_BARE},
    }
    return np.stack([column[name] for name in SIGNS], axis=1).astype(np.float32)


def _contradicting(records: Records, kept: Mapping[str, Any]) -> np.ndarray:
    if not kept:
        return _none(records)
    return np.array([each.contradicts(kept) for each in records.cards], dtype=np.float32)


def _none(records: Records) -> np.ndarray:
    return np.zeros(len(records.cards), dtype=np.float32)


def _only(records: Records, place: int) -> np.ndarray:
    return _at(records, [place])


def _at(records: Records, places: Sequence[int] | frozenset[int]) -> np.ndarray:
    row = _none(records)
    row[list(places)] = 1.0
    return row
