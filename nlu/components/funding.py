"""Out of a check: whether something can be paid for opens the aids of who asks; a check asked for residents is a question."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.checking import WHICH_CHECK
from nlu.components.deciding import decide, name_of, slot, sure
from nlu.components.entities import as_rasa, own
from nlu.components.so_far import asked_in
from nlu.components.stating import AMI_CHECK, SURE
from nlu.entities import Entity
from region.vocabulary import FIRMS, PUBLIC

MAY, FIRM_SUPPORT, PUBLIC_SUPPORT = "ask_ami_eligibility", "ask_company_support", "ask_public_support"
RESIDENT = "particulier"
CERTAIN = 0.96
"""How likely another reading is that « la région peut payer ? » leaves as it is: the training of one's employees."""


def asks_for_money(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for the aids of the body known, else ask whose case it is; False where it asks something else."""
    if asked_in(tracker) is not None:
        return False
    if name_of(message) == AMI_CHECK and not sure(message, SURE) and acts.asks_for_residents(text):
        resident = as_rasa(Entity("org_type", 0, len(text), RESIDENT), text)
        message.set(ENTITIES, [*message.get(ENTITIES, []), resident], add_to_output=True)
        decide(message, MAY)
        return True
    named = any(each["entity"] == "programme" for each in message.get(ENTITIES, ()))
    if named or sure(message, CERTAIN) or not acts.asks_who_pays(text):
        return False
    told = {each.entity: each.value for each in own(message.get(ENTITIES, []))}
    body = told.get("org_type") or slot(tracker, "org_type")
    if told.keys() & {"commune", "departement", "headcount"} and body:
        return False  # a case: it is checked
    decide(message, FIRM_SUPPORT if body in FIRMS else PUBLIC_SUPPORT if body in PUBLIC else WHICH_CHECK)
    return True
