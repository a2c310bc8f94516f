"""Makes of a message a statement of what was read in it, and sets apart what it only names."""

from collections.abc import Iterable, Sequence

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.answer import Answer
from nlu.acts.extra import YES_NO
from nlu.acts.ranges import ranged
from nlu.components.choosing import founds
from nlu.components.deciding import DECIDED, decide, name_of, sure
from nlu.components.entities import NAME, as_rasa, own
from nlu.entities import Entity
from nlu.intents import CHECKS
from nlu.scope import OUT
from region.in_force import of_turn

STATING = intents.where(lambda intent: intent.states)
"""The intents whose entities fill a check."""
CASE = frozenset({"org_type", "commune", "departement", "amount", "expense"})
AMI, FACTS_ENOUGH = "ami-ia", 2
AGREED = {name: intent.agrees for name, intent in intents.ALL.items() if intent.agrees is not None}
APART = "apart"
"""The role of an entity that is named and states nothing of the case."""
AMI_CHECK, COMPANY_CHECK = "check_ami_eligibility", "check_company_support"
SURE, SURE_OF_ANOTHER = 0.75, 0.9
NAMES_NOTHING = frozenset({OUT, "inform"})


def state(message: Message, text: str, found: Answer) -> None:
    """Make of the message a statement of what was read in it; what it names besides is set apart."""
    stated = [as_rasa(entity, text) for entity in found.stated]
    others = [{**as_rasa(entity, text), "role": APART} for entity in sorted(found.apart, key=lambda each: each.start)]
    message.set(ENTITIES, [*stated, *others], add_to_output=True)
    only_agreed = name_of(message) in AGREED and [each.entity in YES_NO for each in found.stated] == [True]
    if only_agreed and found.stated[0].value == AGREED[str(name_of(message))]:
        message.set(DECIDED, True)
    elif name_of(message) not in CHECKS:
        decide(message, "inform")


def set_apart(message: Message, text: str) -> None:
    """Outside a check: what is said of another or set aside states nothing, and bounds count, where a case is stated."""
    entities = own(message.get(ENTITIES, []))
    if name_of(message) in NAMES_NOTHING and founds(message, text):
        decide(message, "inform")
    check = _states_a_case(message, text, own(message.get(ENTITIES, [])))
    if check:
        decide(message, check)
    if name_of(message) not in STATING:
        return
    put_apart(message, text, acts.stated_of_another(text, entities), more=_tells_a_case(message, entities))


def _states_a_case(message: Message, text: str, entities: Sequence[Entity]) -> str | None:
    """Return the check that a message calls for: one aid named, and enough of a case with no sure other reading."""
    told = {each.entity for each in entities if each.entity in CASE}
    named = {each.value for each in entities if each.entity == "programme"}
    entitled = acts.asks_entitlement(text)
    if named == {AMI} and name_of(message) != COMPANY_CHECK:
        enough = len(told) > FACTS_ENOUGH or (len(told) == FACTS_ENOUGH and not sure(message, SURE))
        ours = entitled and acts.names_own_body(text) and "org_type" in told and not sure(message, SURE_OF_ANOTHER)
        return AMI_CHECK if enough or ours else None
    firm = {"org_type", "commune", "departement"} & told and acts.tells_own_case(text)
    aids = of_turn().catalogue.programmes
    known = len(named) == 1 and (aid := aids.get(str(next(iter(named))))) is not None and aid.audience == "company"
    return COMPANY_CHECK if known and entitled and firm and not sure(message, SURE_OF_ANOTHER) else None


def _tells_a_case(message: Message, entities: Sequence[Entity]) -> bool:
    """An aid's case, or a body that says what it costs: « association à Denain, 90 k€, un poste »."""
    named = {each.entity for each in entities}
    told = name_of(message) == "inform" and "amount" in named and bool(named & {"org_type", "person_audience"})
    return told or name_of(message) == "check_ami_eligibility"


def put_apart(message: Message, text: str, aside: Iterable[Entity], *, more: bool = False) -> None:
    """Give what states nothing its role; `more`: the expenses said in other words are read too."""
    entities, left = own(message.get(ENTITIES, [])), frozenset(aside)
    entities += acts.worded_expenses(text, entities) if more else []
    others = [each for each in message.get(ENTITIES, []) if each.get("extractor") != NAME]
    stated = [as_rasa(each, text) for each in ranged(text, [each for each in entities if each not in left])]
    apart = [{**as_rasa(each, text), "role": APART} for each in entities if each in left]
    message.set(ENTITIES, [*others, *stated, *apart], add_to_output=True)
