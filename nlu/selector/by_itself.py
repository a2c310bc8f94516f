"""Tells a question that stands by itself from one that goes on: what each would be answered with is compared."""

from collections.abc import Mapping

from nlu.selector import leaning
from nlu.selector.learnt import learnt
from nlu.selector.sureness import SIGNS as OF_THE_WORDS
from nlu.selector.talk import Talk
from nlu.selector.weighed import Evidence, Weighed

FARTHEST = 12.0  # of score, the most that a lead counts
SIGNS = (
    *leaning.SIGNS, *(f"alone_{name}" for name in OF_THE_WORDS), "alone_answered", "alone_ours", "alone_unknown", "holds", "unknown", "cover", "is_last",
    "behind", "ahead", "on_topic", "sure",
)  # fmt: skip


def signs(
    leans: Mapping[str, float],
    alone: Weighed,
    said: Evidence,
    talked: Talk,
    *,
    best: int,
    holds: float,
    ahead: float,
    sure: bool,
) -> dict[str, float]:
    """Return what tells the two apart, for the record `said` by the words alone and the one at `best` that goes on.

    `leans` are the signs of nlu.selector.leaning, `holds` the chance that the second holds the answer, `ahead` its lead in the
    talk, `sure` whether the words alone have a sure intent.
    """
    found, words, known = alone[best], alone.signs(said), learnt()
    return {
        **leans,
        **{f"alone_{name}": words[name] for name in OF_THE_WORDS},
        "alone_answered": known.answered.of(words),
        "alone_ours": known.ours.of(words),
        "alone_unknown": float(said.card.unknown),
        "holds": holds,
        "unknown": float(found.card.unknown),
        "cover": found.why["cover"],
        "is_last": float(found.card is talked.last),
        "behind": min(FARTHEST, said.score - found.score),
        "ahead": min(FARTHEST, ahead),
        "on_topic": float(said.card.topic == talked.last.topic),
        "sure": float(sure),
    }
