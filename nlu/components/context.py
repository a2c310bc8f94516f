"""Reads a message in its conversation: what it does there, before what it says (nlu.acts)."""

from collections.abc import Callable
from typing import Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components import reacting
from nlu.components.agenda import asks_the_agenda
from nlu.components.another import tells_another_case
from nlu.components.aside import leave_aside
from nlu.components.beside import asks_beside
from nlu.components.casework import asks_of_the_case
from nlu.components.checking import says_which_check
from nlu.components.comparing import compares_cases
from nlu.components.estimating import estimates_an_aid
from nlu.components.funding import asks_for_money
from nlu.components.in_check import in_check
from nlu.components.of_nothing import asks_of_nothing
from nlu.components.offering import picks_a_town
from nlu.components.outside import goes_elsewhere, names_a_town, outside
from nlu.components.own_data import asks_of_own_data
from nlu.components.sent_away import sent_away
from nlu.components.still import asks_of_the_aid
from nlu.components.untrained import Untrained

Step = Callable[[Message, str, DialogueStateTracker], bool]
"""Reads a message; true when what it does is settled, and no later step reads it."""
STEPS: tuple[Step, ...] = (
    picks_a_town,
    asks_of_the_case,
    says_which_check,
    reacting.stops_the_check,
    reacting.reacts,
    asks_of_own_data,
    sent_away,
    leave_aside,
    asks_the_agenda,
    asks_beside,
    compares_cases,
    tells_another_case,
    estimates_an_aid,
    reacting.says_siren_is_wrong,
    reacting.leaves_unsaid,
    asks_of_the_aid,
    reacting.asks_a_meaning,
    reacting.asks_why,
    reacting.asks_what_for_me,
    reacting.suspects_a_message,
    reacting.chooses,
    reacting.names_its_sums,
    reacting.refuses_a_command,
    reacting.contests_a_result,
    reacting.doubts_a_command,
    reacting.complains,
    in_check,
    asks_for_money,
    outside,
    goes_elsewhere,
    names_a_town,
    asks_of_nothing,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConversationContext(Untrained):
    """Changes the intent when the conversation says what the message alone does not."""

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set the intent the conversation gives the message."""
        for message in messages if tracker is not None else ():
            text = message.get(TEXT) or ""
            _say_how(message, text, tracker)
            any(step(message, text, tracker) for step in STEPS)
        return messages


def _say_how(message: Message, text: str, tracker: DialogueStateTracker) -> None:
    """Give the answer what it needs to know of the manner: a question, one of yes or no, its language, « and more »."""
    asks = acts.is_question(text) or acts.supposes_strictly(text) or acts.goes_on(text) or _tagged(text, tracker)
    message.set("asks", asks, add_to_output=True)
    message.set("yes_or_no", asks and not acts.opens_question(text), add_to_output=True)
    message.set("entitlement", acts.asks_entitlement(text), add_to_output=True)
    message.set("language", acts.language(text), add_to_output=True)
    message.set("more", acts.supposes_more(text), add_to_output=True)


def _tagged(text: str, tracker: DialogueStateTracker) -> bool:
    """« ça va pomper toute l'eau, non »: out of a check, what is put forward asks for a yes."""
    return not tracker.active_loop_name and acts.untagged(text) is not None
