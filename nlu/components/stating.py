"""Makes of a message a statement of what was read in it, and sets apart what it only names."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.answer import Answer
from nlu.acts.extra import MONEY, YES_NO
from nlu.acts.ranges import ranged
from nlu.components.choosing import founds
from nlu.components.deciding import DECIDED, answers, decide, name_of, sure
from nlu.components.describing import describes, names_an_epci
from nlu.components.entities import NAME, as_rasa, own
from nlu.components.known import KNOWN
from nlu.entities import Entity
from nlu.intents import CHECKS
from nlu.scope import OUT
from region import activity
from region.in_force import of_turn

STATING = intents.where(lambda intent: intent.states)
"""The intents whose entities fill a check."""
CASE = frozenset({"org_type", "commune", "departement", "amount", "expense"})
COUNTS_NOTHING = re.compile(r"\s*(?:[,.;:!?)]|$)")
"""What follows a number that is a sum: not « 8 000 habitants »."""
PLACES = frozenset({"commune", "departement"})
AMI, FACTS_ENOUGH = "ami-ia", 2
AGREED = {name: intent.agrees for name, intent in intents.ALL.items() if intent.agrees is not None}
APART = "apart"
"""The role of an entity that is named and states nothing of the case."""
AMI_CHECK, COMPANY_CHECK = "check_ami_eligibility", "check_company_support"
SURE, SURE_OF_ANOTHER = 0.75, 0.9
NAMES_NOTHING = frozenset({OUT, "inform"})


def state(message: Message, text: str, found: Answer) -> None:
    """Make of the message a statement of what was read in it; what it names besides is set apart."""
    statement(message, text, found)
    answers(message)
    only_agreed = name_of(message) in AGREED and [each.entity in YES_NO for each in found.stated] == [True]
    if only_agreed and found.stated[0].value == AGREED[str(name_of(message))]:
        message.set(DECIDED, True)
    elif name_of(message) not in CHECKS:
        decide(message, "inform")


def add(message: Message, text: str, found: Answer | None) -> None:
    """Make of the message a statement of all it names, and of what was read besides: « une menuiserie, 12 gars, à Lens »."""
    held = message.get(ENTITIES, [])
    taken = {each["start"] for each in held}
    more = [as_rasa(each, text) for each in (found.stated if found else ()) if each.start not in taken]
    message.set(ENTITIES, [*held, *more], add_to_output=True)
    answers(message)
    decide(message, "inform")


def statement(message: Message, text: str, found: Answer) -> None:
    """Put what was read in place of the message's entities."""
    stated = [as_rasa(entity, text) for entity in found.stated]
    others = [{**as_rasa(entity, text), "role": APART} for entity in sorted(found.apart, key=lambda each: each.start)]
    message.set(ENTITIES, [*stated, *others], add_to_output=True)


def set_apart(message: Message, text: str, *, public: bool = False) -> None:
    """Outside a check: what is said of another or set aside states nothing, and bounds count, where a case is stated.

    `public`: what was said before is of a public body, and a case that seems a firm's is its own.
    """
    _count_its_people(message, text)
    entities = own(message.get(ENTITIES, []))
    if name_of(message) in NAMES_NOTHING and founds(message, text):
        decide(message, "inform")
    unsure = name_of(message) in NAMES_NOTHING or not sure(message, SURE)
    if unsure and _names_oneself(text, entities):
        decide(message, "inform")
    if describes(message, text, entities):
        decide(message, "inform")
        _name_a_bare_sum(message, text, entities)
    if _agrees_on_a_place(message, text) or _asks_one_aid(message, text):
        decide(message, "inform")
    check = _states_a_case(message, text, own(message.get(ENTITIES, []))) or _presents_a_firm(message, text)
    if name_of(message) == COMPANY_CHECK and not sure(message, SURE) and public:
        check = AMI_CHECK
    if check:
        decide(message, check)
    if name_of(message) not in STATING:
        return
    near = acts.nearby(text, entities) if name_of(message) in CHECKS or message.get(DECIDED) else frozenset()
    aside = acts.stated_of_another(text, entities) | near
    put_apart(message, text, aside, more=_tells_a_case(message, entities))


def _count_its_people(message: Message, text: str) -> None:
    """« je dirige une boîte de 12 à Compiègne »: of one's own firm, the number counts heads."""
    entities = own(message.get(ENTITIES, []))
    if not acts.tells_own_firm(text) or any(each.entity in MONEY | {"headcount"} for each in entities):
        return
    told = acts.told(text, entities=entities, known=KNOWN).stated
    heads = [as_rasa(each, text) for each in told if each.entity == "headcount"]
    message.set(ENTITIES, [*message.get(ENTITIES, []), *heads], add_to_output=True)


def _agrees_on_a_place(message: Message, text: str) -> bool:
    """« Pas-de-Calais oui » says where, and the yes only goes with it."""
    held = message.get(ENTITIES, [])
    if name_of(message) not in AGREED or not any(each["entity"] in PLACES for each in held):
        return False
    return acts.consent(without(text, held, PLACES), wholly=True) is True


def _asks_one_aid(message: Message, text: str) -> bool:
    """« est-ce que j'ai droit à DACS ? on est 30 à Tourcoing »: one firm's aid, asked of a case that is told."""
    entities = own(message.get(ENTITIES, []))
    named = [each for each in entities if each.entity == "programme"]
    aids = [of_turn().catalogue.programmes.get(slug) for slug in {str(each.value) for each in named}]
    if len(aids) != 1 or aids[0] is None or aids[0].audience != "company" or not acts.asks_entitlement(text):
        return False
    told = acts.told(text, entities=entities, known=KNOWN).stated
    kinds = {each.entity for each in told}
    own_case = acts.tells_own_case(text) and acts.opens_on_oneself(text)
    if "headcount" not in kinds or not kinds & PLACES or not own_case:
        return False
    message.set(ENTITIES, [as_rasa(each, text) for each in (*named, *told)], add_to_output=True)
    return True


def _presents_a_firm(message: Message, text: str) -> str | None:
    """« start-up à Lille », and nothing else: a firm whose size is not said, and its check."""
    held = [each for each in own(message.get(ENTITIES, [])) if each.entity in {"commune", "departement", "headcount"}]
    placed = any(each.entity != "headcount" for each in held)
    if not placed or message.get(DECIDED):
        return None
    return COMPANY_CHECK if acts.presents_firm(text, held) else None


def _names_oneself(text: str, entities: Sequence[Entity]) -> bool:
    """« ma commune fait 400 habitants », « je suis boulanger » says who asks, and nothing else."""
    if activity.of(text) is not None and acts.presents_trade(text, entities):
        return True
    if acts.is_question(text) or not acts.names_own_body(text):
        return False
    found = acts.read(text, asked=None, entities=entities, known=KNOWN)
    return found is not None and found.wholly and any(each.entity == "org_type" for each in found.stated)


def _name_a_bare_sum(message: Message, text: str, entities: Sequence[Entity]) -> None:
    """« mairie de Wormhout, 70 000 »: the only sum said with who and where is what it costs."""
    sums = [] if any(each.entity in MONEY for each in entities) else acts.bare_sums(text, entities)
    if len(sums) == 1 and COUNTS_NOTHING.match(text, sums[0].end):
        message.set(ENTITIES, [*message.get(ENTITIES, []), as_rasa(sums[0], text)], add_to_output=True)


def _states_a_case(message: Message, text: str, entities: Sequence[Entity]) -> str | None:
    """Return the check that a message calls for: one aid named, and enough of a case with no sure other reading."""
    told = {each.entity for each in entities if each.entity in CASE}
    told |= {"departement"} if names_an_epci(text) else set()
    named = {each.value for each in entities if each.entity == "programme"}
    entitled = acts.asks_entitlement(text)
    if named == {AMI} and name_of(message) != COMPANY_CHECK:
        if name_of(message) == "inform" and message.get(DECIDED):
            return AMI_CHECK
        enough = len(told) > FACTS_ENOUGH or (len(told) == FACTS_ENOUGH and not _surely_another(message))
        placed = {"commune", "departement"} & told
        own_case = acts.names_own_body(text) or acts.tells_own_case(text)
        if entitled and own_case and "org_type" in told and placed:
            return AMI_CHECK
        ours = entitled and acts.names_own_body(text) and "org_type" in told and not sure(message, SURE_OF_ANOTHER)
        return AMI_CHECK if enough or ours else None
    counted = {each.entity for each in entities} & (MONEY | {"headcount"})
    trade = (
        activity.of(text) is not None
        and bool({"commune", "departement"} & told)
        and not counted
        and acts.speaks_for_oneself(text)
    )
    firm = trade or ({"org_type", "commune", "departement"} & told and acts.tells_own_case(text))
    aids = of_turn().catalogue.programmes
    known = len(named) == 1 and (aid := aids.get(str(next(iter(named))))) is not None and aid.audience == "company"
    return COMPANY_CHECK if known and entitled and firm and (trade or not sure(message, SURE_OF_ANOTHER)) else None


def _surely_another(message: Message) -> bool:
    """Tell whether the message surely asks something else; what names an aid of ours is never out of scope."""
    return sure(message, SURE) and name_of(message) != OUT


def _tells_a_case(message: Message, entities: Sequence[Entity]) -> bool:
    """An aid's case, or a body that says what it costs: « association à Denain, 90 k€, un poste »."""
    named = {each.entity for each in entities}
    told = name_of(message) == "inform" and "amount" in named and bool(named & {"org_type", "person_audience"})
    return told or name_of(message) == "check_ami_eligibility"


def put_apart(message: Message, text: str, aside: Iterable[Entity], *, more: bool = False) -> None:
    """Give what states nothing its role; `more`: the expenses said in other words are read too."""
    entities = own(message.get(ENTITIES, []))
    left = frozenset(aside) | frozenset(acts.filed(text, entities, asked=None, form=None).foreign)
    entities += acts.worded_expenses(text, entities, public=name_of(message) == AMI_CHECK) if more else []
    alone = acts.works_alone(text) if all(each.entity != "headcount" for each in entities) else None
    entities += [alone] if alone else []
    others = [each for each in message.get(ENTITIES, []) if each.get("extractor") != NAME]
    stated = [as_rasa(each, text) for each in ranged(text, [each for each in entities if each not in left])]
    apart = [{**as_rasa(each, text), "role": APART} for each in entities if each in left]
    message.set(ENTITIES, [*others, *stated, *apart], add_to_output=True)


def without(text: str, entities: Iterable[Mapping[str, Any]], names: Set[str]) -> str:
    """Return a text without the words of its entities of these names: what it says beside the town it names."""
    said = [each["text"] for each in entities if each["entity"] in names and each.get("text")]
    return re.sub("|".join(map(re.escape, said)), " ", text) if said else text
