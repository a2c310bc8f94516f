"""« et pour un apprenti boulanger ? », after an answer: the same is asked of what no record speaks of."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.cards import selector
from nlu.components.deciding import DECIDED, name_of
from nlu.french import spoken
from nlu.scope import OUT
from nlu.selector.following import Following
from nlu.selector.leaning import pattern
from region import redirects


def and_of(message: Message, last: str, tracker: DialogueStateTracker | None) -> Following | None:
    """Return that it is not known of what was said last, where the message only names another thing; None elsewhere.

    What belongs to another counter, and what is said in a check, is left to them.
    """
    text, cards = message.get(TEXT) or "", selector()
    free = name_of(message) == OUT and not message.get(DECIDED) and not (tracker and tracker.active_loop_name)
    if not free or last not in cards.place or not pattern("and_of").fullmatch(spoken(text)) or redirects.find(text):
        return None
    return Following(cards.cards[cards.place[last]], 0.0, None, held=False)
