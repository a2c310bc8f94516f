"""Reads a message in its conversation: what it does there, before what it says (nlu.acts)."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

from collections.abc import Iterable, Sequence
from typing import Any, Optional

from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents, today
from nlu.acts.answer import Answer
from nlu.acts.extra import YES_NO
from nlu.acts.ranges import ranged
from nlu.acts.refusing import REFUSED, refuses
from nlu.components.choosing import choose, founds
from nlu.components.deciding import DECIDED
from nlu.components.deciding import decide as _decide
from nlu.components.entities import NAME, as_rasa, own
from nlu.components.unsaid import leave_unsaid, name_the_amount
from nlu.ellipsis import SOMEWHERE, elsewhere, looked_for
from nlu.entities import Entity
from nlu.entities.dates import day_alone
from nlu.french import flat
from nlu.intents import CHECKS, TOPICS
from nlu.scope import OUT
from region import territory

COMMANDS = frozenset(REFUSED)
PLACED = {TOPICS[name] for name in CHECKS} | SOMEWHERE.keys()
"""The topics a place alone goes on with."""
NAMES_NOTHING = frozenset({OUT, "inform"})
STATING = intents.where(lambda intent: intent.states)
"""The intents whose entities fill a check."""
CASE = frozenset({"org_type", "commune", "departement", "amount", "expense"})
AMI, FACTS_ENOUGH = "ami-ia", 2
AGREED = {name: intent.agrees for name, intent in intents.ALL.items() if intent.agrees is not None}
APART = "apart"
"""The role of an entity that is named and states nothing of the case."""
REMARK, KEPT, UNCLEAR, RESUME = "remark", "refused_command", "unclear_change", "resume"
SURE = 0.75
SURE_AFTER_ET = 0.95  # « et à Arras ? » goes on from what was said, whatever it resembles
SURE_COMMAND = 0.9
FEW_WORDS = 3
SHORTEST_NEAR = 6  # letters
SURE_OF_ANOTHER = 0.9  # « dates AMI », in the middle of a check, is about the dates


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConversationContext(GraphComponent):
    """Changes the intent when the conversation says what the message alone does not."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ConversationContext":
        return cls()

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set the intent the conversation gives the message."""
        for message in messages if tracker is not None else ():
            self._read(message, tracker)
        return messages

    def _read(self, message: Message, tracker: DialogueStateTracker) -> None:
        text = message.get(TEXT) or ""
        message.set(
            "asks", acts.is_question(text) or acts.supposes_strictly(text) or acts.goes_on(text), add_to_output=True
        )
        asked = tracker.get_slot(REQUESTED_SLOT) if tracker.active_loop_name else None
        plain = RESUME if acts.resumes(text) else acts.plainly(text)
        if plain:
            _decide(message, plain)
            return
        if asked and leave_unsaid(message, text, asked, form=str(tracker.active_loop_name)):
            return
        if asked and acts.asks_why(text) and not _sure(message, SURE):
            _decide(message, "repeat")
            return
        if asked and choose(message, text, asked):
            return
        _refuse(message, text)
        if tracker.get_slot("told_facts") and acts.contests(text):
            _decide(message, "complain_answer")
            return
        if not _sure(message, SURE_COMMAND) and acts.complains(text):
            _decide(message, "complain_answer")
            return
        if asked:
            self._in_check(message, text, asked)
            name_the_amount(message, text, asked, form=str(tracker.active_loop_name))
        elif not self._supposes(message, text, tracker):
            _set_apart(message, text)
        if not message.get(DECIDED):
            self._follows(message, tracker)
        if not asked and not message.get(DECIDED):
            self._settles(message, text, tracker)

    def _in_check(self, message: Message, text: str, asked: str) -> None:
        """Take the message for an answer where its values explain it; otherwise for what else it is."""
        found = acts.read(text, asked=asked, entities=own(message.get(ENTITIES, [])), known=KNOWN)
        question = acts.is_question(text) and not acts.supposes(text)
        sure = _sure(message, SURE_COMMAND) and not acts.amends(text)
        if found is not None and not question and found.counts(asked=asked, intent=_name(message), sure=sure):
            _state(message, text, found)
            return
        name, entities = _name(message), own(message.get(ENTITIES, []))
        if name in CHECKS:
            _put_apart(message, text, acts.stated_of_another(text, entities))
        if name in CHECKS and question:
            return
        if name in AGREED:
            _put_apart(message, text, entities)
            if acts.consent(text) is None:
                _decide(message, REMARK)
        elif _names_nothing(text, question, message):
            _put_apart(message, text, entities)
            _decide(message, "inform")
        elif name == "inform" and question:
            _put_apart(message, text, entities)
            _decide(message, REMARK)
        elif (
            not question and name not in CHECKS and (name in STATING or name in (OUT, None) or not _sure(message, SURE))
        ):
            _decide(message, REMARK)

    def _supposes(self, message: Message, text: str, tracker: DialogueStateTracker) -> bool:
        """After a result, « et à 55 000 ? » changes one thing of the case: it is computed again, or asked."""
        supposed, strictly = acts.supposes(text), acts.supposes_strictly(text)
        amends = acts.amends(text)
        stating = strictly or amends or _name(message) == "inform" or _just_checked(tracker)
        checked = tracker.get_slot("told_facts") and stating
        if not checked or (
            _commands(message) and not amends and _sure(message, SURE_COMMAND) and not message.get(DECIDED)
        ):
            return False
        found = acts.read(text, asked=None, entities=own(message.get(ENTITIES, [])), known=KNOWN)
        if found is not None and (supposed or amends or not acts.is_question(text)):
            _state(message, text, found)
            return True
        removed = acts.removed(text, own(message.get(ENTITIES, [])), known=KNOWN) if supposed else ()
        if removed:
            _state(message, text, Answer((), frozenset(removed)))
            return True
        if strictly and not _sure(message, SURE_AFTER_ET):
            _decide(message, UNCLEAR)
            return True
        return False

    def _follows(self, message: Message, tracker: DialogueStateTracker) -> None:
        """« et à Arras ? »: another place or date asks again for what is looked for by place and date."""
        last = _talked_about(tracker)
        if last is None or _sure(message, SURE_AFTER_ET):
            return
        text, stated = message.get(TEXT) or "", own(message.get(ENTITIES, []))
        day = day_alone(text, today.current()) if TOPICS[last] in SOMEWHERE else None
        if day:
            stated = [day]
            message.set(ENTITIES, [as_rasa(day, text)], add_to_output=True)
        meant = elsewhere(text, stated, last_intent=last)
        if meant:
            _decide(message, meant)

    def _settles(self, message: Message, text: str, tracker: DialogueStateTracker) -> None:
        """A place that is all a message says goes on with what is talked about, or is asked what it is for."""
        last = _talked_about(tracker)
        if last is None or TOPICS[last] not in PLACED or acts.is_question(text) or _sure(message, SURE_AFTER_ET):
            return
        town = acts.lone_town(text, entities=own(message.get(ENTITIES, [])), known=KNOWN)
        if town is None:
            return
        message.set(ENTITIES, [as_rasa(town, text)], add_to_output=True)
        _decide(message, looked_for(last) or "inform")


def _names_nothing(text: str, question: bool, message: Message) -> bool:
    """A few words that ask nothing answer the question, though none is known: it is explained, not left for another topic."""
    short = len(text.split()) <= FEW_WORDS and not question
    return short and (_name(message) in NAMES_NOTHING or not _sure(message, SURE_OF_ANOTHER))


def _refuse(message: Message, text: str) -> None:
    """A command that is named to be refused is none: « n'annulez pas »."""
    name = _name(message)
    if name in COMMANDS and refuses(text, str(name)):
        _decide(message, KEPT)


def _commands(message: Message) -> bool:
    return _name(message) in COMMANDS


def _state(message: Message, text: str, found: Answer) -> None:
    """Make of the message a statement of what was read in it; what it names besides is set apart."""
    stated = [as_rasa(entity, text) for entity in found.stated]
    others = [{**as_rasa(entity, text), "role": APART} for entity in sorted(found.apart, key=lambda each: each.start)]
    message.set(ENTITIES, [*stated, *others], add_to_output=True)
    only_agreed = _name(message) in AGREED and [each.entity in YES_NO for each in found.stated] == [True]
    if only_agreed and found.stated[0].value == AGREED[str(_name(message))]:
        message.set(DECIDED, True)
    elif _name(message) not in CHECKS:
        _decide(message, "inform")


def _set_apart(message: Message, text: str) -> None:
    """Outside a check: what is said of another or set aside states nothing, and bounds count, where a case is stated."""
    entities = own(message.get(ENTITIES, []))
    if _name(message) in NAMES_NOTHING and founds(message, text):
        _decide(message, "inform")
    if _states_a_case(message, entities):
        _decide(message, "check_ami_eligibility")
    if _name(message) not in STATING:
        return
    _put_apart(message, text, acts.stated_of_another(text, entities), more=_tells_a_case(message, entities))


def _states_a_case(message: Message, entities: Sequence[Entity]) -> bool:
    """An aid named with two facts of a case, and no sure other reading: the case is to be checked."""
    told = {each.entity for each in entities if each.entity in CASE}
    named = any(each.entity == "programme" and each.value == AMI for each in entities)
    enough = len(told) > FACTS_ENOUGH or (len(told) == FACTS_ENOUGH and not _sure(message, SURE))
    return named and enough and _name(message) != "check_company_support"


def _tells_a_case(message: Message, entities: Sequence[Entity]) -> bool:
    """An aid's case, or a body that says what it costs: « association à Denain, 90 k€, un poste »."""
    named = {each.entity for each in entities}
    return _name(message) == "check_ami_eligibility" or (
        _name(message) == "inform" and "amount" in named and bool(named & {"org_type", "person_audience"})
    )


def _put_apart(message: Message, text: str, aside: Iterable[Entity], *, more: bool = False) -> None:
    """Give what states nothing its role; `more`: the expenses said in other words are read too."""
    entities, left = own(message.get(ENTITIES, [])), frozenset(aside)
    entities += acts.worded_expenses(text, entities) if more else []
    others = [each for each in message.get(ENTITIES, []) if each.get("extractor") != NAME]
    stated = [as_rasa(each, text) for each in ranged(text, [each for each in entities if each not in left])]
    apart = [{**as_rasa(each, text), "role": APART} for each in entities if each in left]
    message.set(ENTITIES, [*others, *stated, *apart], add_to_output=True)


def _name(message: Message) -> str | None:
    return (message.get(INTENT) or {}).get("name")


def _sure(message: Message, least: float) -> bool:
    return bool((message.get(INTENT) or {}).get("confidence", 0) >= least)


def _just_checked(tracker: DialogueStateTracker) -> bool:
    """Tell whether the last answer was the result of a check."""
    return tracker.get_slot("last_intent") in CHECKS and bool(tracker.get_slot("last_check"))


def _talked_about(tracker: DialogueStateTracker) -> str | None:
    """Return the last intent that has a topic: the last message's, else the one the dialogue answered last."""
    heard = tracker.latest_message.intent.get("name") if tracker.latest_message else None
    answered = tracker.get_slot("last_intent") if "last_intent" in tracker.slots else None
    return next(
        (name for name in (heard, answered) if TOPICS.get(name or "") not in {None, "smalltalk", "service"}), None
    )


def _codes(name: str) -> list[str]:
    return [commune.code for commune in territory.current().anywhere(name)]


def _postal(code: str) -> list[str]:
    return [commune.code for commune in territory.current().by_postal_code(code)]


def _near(name: str) -> list[str]:
    """« beauvai »: the town whose name is one letter away."""
    found = territory.current().near(name)[:1] if len(name) >= SHORTEST_NEAR else ()
    return [each.code for each in found if OSA.distance(flat(each.name), name) <= 1]


KNOWN = acts.Known(towns=_codes, postal=_postal, near=_near)
