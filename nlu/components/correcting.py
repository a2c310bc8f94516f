"""A bare number said again corrects the fact of the case it is nearest to, whatever is being asked: « bon on reste à 180 »."""

from collections.abc import Iterator, Mapping
from math import log

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.acts.answer import Answer
from nlu.acts.extra import MONEY
from nlu.acts.gone_back import GoneBack, gone_back
from nlu.acts.ranges import ranged
from nlu.components.deciding import slot
from nlu.components.entities import own
from nlu.components.so_far import of_firms
from nlu.components.stating import state
from nlu.entities import Entity
from nlu.entities.money import LEAST_BARE

HEADS, COST = "headcount", "amount"
COUNTED = (HEADS, COST, "investment", "turnover")
NEAR, FAR = 3.0, 20.0
"""How many times what was noted the number may be: right after another sum, and where nothing else can be meant."""


def corrects_a_number(message: Message, text: str, asked: str | None, tracker: DialogueStateTracker) -> bool:
    """Make of the message the fact it corrects; False where it answers what is asked, or corrects nothing known."""
    back = gone_back(text)
    if back is None or _says_more(message, text):
        return False
    fact, value = _corrected(back, asked, _case(tracker), fresh=_fresh(tracker, asked))
    if fact is None:
        return False
    stated = ranged(text, [Entity(fact, back.start, back.end, value)])
    state(message, text, Answer(tuple(stated), frozenset()))
    return True


def _says_more(message: Message, text: str) -> bool:
    """« en fait 12 salariés », « non, à Lens »: what is named by its own words is read by them."""
    aside = acts.stated_of_another(text, own(message.get(ENTITIES, [])))
    return any(each.entity not in MONEY for each in own(message.get(ENTITIES, [])) if each not in aside)


def _case(tracker: DialogueStateTracker) -> dict[str, float]:
    """The numbers of the case; the cost of a firm's project is what it invests."""
    known = {name: _middle(slot(tracker, name)) for name in COUNTED}
    firm = of_firms(tracker) or slot(tracker, "last_check") == "company" or known["investment"]
    return {name: value for name, value in known.items() if value and not (firm and name == COST)}


def _middle(value: object) -> float | None:
    if isinstance(value, Mapping) and isinstance(value.get("about"), int):
        return float(value["about"])
    if isinstance(value, Mapping):
        ends = [each for each in (value.get("min"), value.get("max")) if isinstance(each, int)]
        return sum(ends) / len(ends) if ends else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _fresh(tracker: DialogueStateTracker, asked: str | None) -> bool:
    """Tell whether the question was asked only once: what was answered just before may be meant."""
    asking = slot(tracker, "asking") or {}
    return asking.get("fact") != asked or int(asking.get("times", 0)) <= 1


def _corrected(back: GoneBack, asked: str | None, case: Mapping[str, float], *, fresh: bool) -> tuple[str | None, int]:
    """Return the fact corrected and its value; None where the number answers the question, or is near nothing known."""
    read = list(_readings(back, case))
    same = next(((name, value) for name, value, old in read if old == case[name]), None)
    if same:
        return same
    answers = asked == HEADS or (asked in MONEY and back.value >= LEAST_BARE)
    if answers and not (back.denies and fresh):
        return None, 0
    far = log(NEAR if answers else FAR)
    near = {name: (abs(log(value / case[name])), value) for name, value, _ in read if value > 0 and name != asked}
    name = min(near, key=lambda each: near[each][0], default=None)
    return (name, near[name][1]) if name and near[name][0] <= far else (None, 0)


def _readings(back: GoneBack, case: Mapping[str, float]) -> Iterator[tuple[str, int, float | None]]:
    """Yield what the number would be of each fact known, and what the one it replaces would be: « 180 » is 180 000 €."""
    for name in case:
        if name == HEADS and back.value >= LEAST_BARE * 10:
            continue
        scale = LEAST_BARE if name != HEADS and back.value < LEAST_BARE else 1
        old = None if back.instead_of is None else round(back.instead_of * scale, 2)
        yield name, round(back.value * scale), old
