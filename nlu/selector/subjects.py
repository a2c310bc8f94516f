"""What a question that goes on may be answered about: never a town, an aid or a tool that nobody named."""

from collections.abc import Sequence

from nlu.selector.cards import Card
from nlu.selector.reading import PRECISE
from nlu.selector.weighed import Weighed

TWINS = 2.5  # of score by the words alone, that a record on another place or thing may be behind, for both to be said


def strangers(alone: Weighed, talked: Sequence[Card]) -> list[int]:
    """Return the records whose title names something that neither the question nor what was talked about speaks of."""
    index = alone.selector.index
    spoken = set(alone.read.names).union(*(index.spoken_of(card) for card in talked))
    return [place for place, names in enumerate(index.titled) if names - spoken]


def of_another_name(alone: Weighed, talked: Sequence[Card]) -> frozenset[int]:
    """Return the records titled by a name that the question says and that was not talked about: « et les cafés IA ? »."""
    index = alone.selector.index
    told = frozenset[str]().union(*(index.titled[alone.selector.place[card.id]] for card in talked))
    new = {name for name in alone.read.names if not name.isdigit()} - told
    return frozenset(place for place, names in enumerate(index.titled) if names & new)


def twin(alone: Weighed, talked: Sequence[Card], best: int) -> Card | None:
    """Return the record that answers as well of something else, where neither is what was talked about."""
    titled = alone.selector.index.titled
    known = set(alone.read.names).union(*(titled[alone.selector.place[card.id]] for card in talked))
    of_one = talked[0].unknown and titled[alone.selector.place[talked[0].id]]
    if (
        of_one  # what is not known is asked of that one
        or not titled[best] - known
        or alone.read.kind not in PRECISE
        or alone.cards[best].unknown
    ):
        return None
    others = [
        place
        for place, names in enumerate(titled)
        if names - known and names.isdisjoint(titled[best]) and alone[place].why["kind"] > 0
        if alone.cards[place].topic == alone.cards[best].topic and not alone.cards[place].unknown
    ]
    second = max(others, key=alone.scores.__getitem__, default=None)
    return alone.cards[second] if second is not None and alone.scores[best] - alone.scores[second] < TWINS else None


def about(alone: Weighed, card: Card, place: int) -> bool:
    """Tell whether a record speaks of what the last one was about, where something precise is asked of it."""
    index, found = alone.selector.index, alone.cards[place]
    subject = index.titled[alone.selector.place[card.id]]
    free = not subject or alone.read.names or alone.read.kind not in PRECISE or found.unknown
    return bool(free or subject & index.stated_by(found))
