"""One record for each of several questions: of two that may answer, the one that holds what is asked."""

from bot.engine.shapes import Parsed
from nlu.components.cards import selector
from nlu.selector import kinds
from nlu.selector.decision import EXACT


def with_one_record(parsed: Parsed) -> Parsed:
    """Return the question answered by one record: of two, the first that holds the kind of answer asked."""
    chosen = parsed.get("selected") or {}
    if len(chosen.get("records", ())) < 2:
        return parsed
    cards, kind = selector(), kinds.asked(parsed["text"])
    known = [cards.cards[cards.place[each]] for each in chosen["records"]]
    holding = (
        place for place, card in enumerate(known) if kind and any(kind in kinds.held(each) for each in card.sentences)
    )
    place = next(holding, 0)
    sentence = chosen.get("also" if place else "sentence")
    return {
        **parsed,
        "selected": {**chosen, "kind": EXACT, "records": [known[place].id], "sentence": sentence, "also": None},
    }
