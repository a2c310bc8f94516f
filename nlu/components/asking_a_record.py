"""Words that ask without a question's form, in a check: « cb d'habitants en hdf », « amende max article 50 »."""

from rasa.shared.nlu.training_data.message import Message

from nlu.components.cards import selector
from nlu.components.selector import asked_from
from nlu.selector.learnt import learnt
from nlu.selector.reading import PRECISE

SURELY, FEW = 0.75, 2


def asks_a_record(message: Message, text: str) -> bool:
    """Tell whether a record surely answers the words of a message, and they ask for a measure or name what it tells of."""
    if len(text.split()) < FEW:
        return False
    weighed = selector().weigh(asked_from(message.as_dict()))
    if not weighed.cards:
        return False
    first, read = weighed.first, weighed.read
    told = read.kind in PRECISE and first.why["kind"] >= 0
    named = weighed.selector.index.speaks_of(read, first.card)
    return (told or named) and learnt().answered.of(weighed.signs(first)) >= SURELY
