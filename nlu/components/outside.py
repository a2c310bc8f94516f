"""Out of a check: one is asked for, a case is told or changed, a number is weighed, or the talk goes on elsewhere."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.checking import opens_check, stays_public
from nlu.components.deciding import DECIDED, decide, name_of, sure
from nlu.components.entities import as_rasa, own
from nlu.components.filing import unnamed_sum
from nlu.components.known import KNOWN
from nlu.components.so_far import SURE_AFTER_ET, WHICH_SUM, asked_in, known_purpose, of_a_public_body, talked_about
from nlu.components.stating import AMI_CHECK, NAMES_NOTHING, put_apart, set_apart
from nlu.components.supposing import supposes_after_result
from nlu.components.unsaid import leave_siren
from nlu.components.weighing import weighs_an_aid
from nlu.ellipsis import SOMEWHERE, elsewhere, looked_for, only_elsewhere
from nlu.entities.dates import day_alone
from nlu.intents import CHECKS, TOPICS
from nlu.scope import OUT
from region.in_force import of_turn

MAY = "ask_ami_eligibility"
PLACED = {TOPICS[name] for name in CHECKS} | SOMEWHERE.keys()
"""The topics a place alone goes on with."""


def outside(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Read a message out of a check; False in one, or when its own intent stands."""
    if asked_in(tracker) is not None:
        return False
    if stays_public(message, tracker):
        decide(message, AMI_CHECK)
    if opens_check(message, text, tracker):
        put_apart(message, text, acts.stated_of_another(text, own(message.get(ENTITIES, []))), more=True)
    elif _changes_or_weighs(message, text, tracker):
        pass
    elif _asks_if_a_body_may(message, text):
        decide(message, MAY)
    elif name_of(message) in NAMES_NOTHING and not known_purpose(tracker) and unnamed_sum(message, text):
        decide(message, WHICH_SUM)
    else:
        set_apart(message, text, public=of_a_public_body(tracker))
    return bool(message.get(DECIDED))


def _changes_or_weighs(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    left = leave_siren(message, text) or supposes_after_result(message, text, tracker)
    return left or weighs_an_aid(message, text, tracker)


def _asks_if_a_body_may(message: Message, text: str) -> bool:
    """« une com de com peut déposer un dossier AMI ? » asks who may, not how."""
    bodies = {each.value for each in own(message.get(ENTITIES, [])) if each.entity == "org_type"}
    of_the_call = TOPICS.get(str(name_of(message))) == TOPICS[MAY] and name_of(message) not in CHECKS
    return bool(bodies) and of_the_call and acts.names_any_body(text) and acts.asks_entitlement(text)


def goes_elsewhere(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« et à Arras ? »: another place or date asks again for what is looked for by place and date."""
    last = talked_about(tracker)
    stated = own(message.get(ENTITIES, []))
    named = sure(message, SURE_AFTER_ET) and name_of(message) != OUT and not only_elsewhere(text, stated)
    if last is None or named:
        return False
    day = day_alone(text, of_turn().today) if TOPICS[last] in SOMEWHERE else None
    if day:
        stated = [day]
        message.set(ENTITIES, [as_rasa(day, text)], add_to_output=True)
    meant = elsewhere(text, stated, last_intent=last)
    if meant:
        decide(message, meant)
    return bool(meant)


def names_a_town(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """A place that is all a message says goes on with what is talked about, or is asked what it is for."""
    last = talked_about(tracker)
    if asked_in(tracker) or last is None or TOPICS[last] not in PLACED:
        return False
    stated = own(message.get(ENTITIES, []))
    if acts.is_question(text) or (sure(message, SURE_AFTER_ET) and not only_elsewhere(text, stated)):
        return False
    town = acts.lone_town(text, entities=stated, known=KNOWN)
    if town is None:
        return False
    message.set(ENTITIES, [as_rasa(town, text)], add_to_output=True)
    decide(message, looked_for(last) or "inform")
    return True
