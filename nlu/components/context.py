"""Reads a message in its conversation: what it does there, before what it says (nlu.acts)."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

from dataclasses import replace
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.answer import Answer
from nlu.acts.language import ENGLISH
from nlu.acts.plainly import OTHER_LANGUAGE, WRONG_SIREN
from nlu.acts.refusing import REFUSED, refuses
from nlu.components.choosing import choose
from nlu.components.deciding import DECIDED, decide, doubt, name_of, sure
from nlu.components.entities import as_rasa, own
from nlu.components.known import KNOWN
from nlu.components.stating import AGREED, STATING, SURE, put_apart, set_apart, state
from nlu.components.unsaid import leave_unsaid, name_the_amount
from nlu.components.weighing import weighs_an_aid
from nlu.ellipsis import SOMEWHERE, elsewhere, looked_for
from nlu.entities.dates import day_alone
from nlu.intents import CHECKS, TOPICS
from nlu.scope import OUT
from region.in_force import of_turn

COMMANDS = frozenset(REFUSED)
LEAVING = intents.where(lambda intent: intent.loses)
"""The commands that lose something: a question that only resembles one is none."""
FIRMS = frozenset({"micro_entreprise", "tpe", "pme", "eti", "grande_entreprise"})
PLACED = {TOPICS[name] for name in CHECKS} | SOMEWHERE.keys()
"""The topics a place alone goes on with."""
NAMES_NOTHING = frozenset({OUT, "inform"})
REMARK, KEPT, UNCLEAR, RESUME = "remark", "refused_command", "unclear_change", "resume"
SURE_AFTER_ET = 0.95  # « et à Arras ? » goes on from what was said, whatever it resembles
SURE_COMMAND = 0.9
FEW_WORDS = 3
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
        asks = acts.is_question(text) or acts.supposes_strictly(text) or acts.goes_on(text)
        message.set("asks", asks, add_to_output=True)
        message.set("yes_or_no", asks and not acts.opens_question(text), add_to_output=True)
        asked = tracker.get_slot(REQUESTED_SLOT) if tracker.active_loop_name else None
        spoken = acts.language(text)
        message.set("language", spoken, add_to_output=True)
        plain = RESUME if acts.resumes(text) else acts.plainly(text)
        if not plain and spoken not in (None, ENGLISH) and not _is_certain(message):
            plain = OTHER_LANGUAGE
        if plain:
            decide(message, plain)
            return
        if asked == "siren" and acts.is_wrong_siren(text):
            decide(message, WRONG_SIREN)
            return
        if asked and leave_unsaid(message, text, asked, form=str(tracker.active_loop_name)):
            return
        if asked and (acts.asks_only_why(text) or (acts.asks_why(text) and not sure(message, SURE))):
            decide(message, "repeat")
            return
        if acts.asks_what_for_me(text) and (meant := _for_whom(text, tracker)):
            decide(message, meant)
            return
        if asked and choose(message, text, asked):
            return
        _refuse(message, text)
        if tracker.get_slot("told_facts") and acts.contests(text):
            decide(message, "complain_answer")
            return
        if name_of(message) in LEAVING and acts.is_question(text) and not sure(message, SURE):
            doubt(message)
        if not sure(message, SURE_COMMAND) and acts.complains(text):
            decide(message, "complain_answer")
            return
        if asked:
            self._in_check(message, text, asked, tracker)
            name_the_amount(message, text, asked, form=str(tracker.active_loop_name))
        elif not self._supposes(message, text, tracker) and not weighs_an_aid(message, text, tracker):
            set_apart(message, text)
        if not message.get(DECIDED):
            self._follows(message, tracker)
        if not asked and not message.get(DECIDED):
            self._settles(message, text, tracker)

    def _in_check(self, message: Message, text: str, asked: str, tracker: DialogueStateTracker) -> None:
        """Take the message for an answer where its values explain it; otherwise for what else it is."""
        found = acts.read(text, asked=asked, entities=own(message.get(ENTITIES, [])), known=KNOWN)
        question = acts.is_question(text) and not acts.supposes(text)
        certain = sure(message, SURE_COMMAND) and not (acts.amends(text) or acts.corrects(text))
        if found is not None and not question and found.counts(asked=asked, intent=name_of(message), sure=certain):
            state(message, text, _summed(text, found, tracker))
            return
        name, entities = name_of(message), own(message.get(ENTITIES, []))
        if name in CHECKS:
            put_apart(message, text, acts.stated_of_another(text, entities))
        if name in CHECKS and question:
            return
        if name in AGREED:
            put_apart(message, text, entities)
            if acts.consent(text) is None:
                decide(message, REMARK)
        elif _names_nothing(text, question, message):
            put_apart(message, text, entities)
            decide(message, "inform")
        elif name == "inform" and question:
            put_apart(message, text, entities)
            decide(message, REMARK)
        elif (
            not question and name not in CHECKS and (name in STATING or name in (OUT, None) or not sure(message, SURE))
        ):
            decide(message, REMARK)

    def _supposes(self, message: Message, text: str, tracker: DialogueStateTracker) -> bool:
        """After a result, « et à 55 000 ? » changes one thing of the case: it is computed again, or asked."""
        supposed, strictly = acts.supposes(text), acts.supposes_strictly(text)
        amends = acts.amends(text)
        stating = strictly or amends or name_of(message) == "inform" or _just_checked(tracker)
        checked = tracker.get_slot("told_facts") and stating
        commands = name_of(message) in (COMMANDS - LEAVING if strictly else COMMANDS) and sure(message, SURE_COMMAND)
        if not checked or (commands and not amends and not message.get(DECIDED)):
            return False
        found = acts.read(text, asked=None, entities=own(message.get(ENTITIES, [])), known=KNOWN)
        if found is not None and (supposed or amends or not acts.is_question(text)):
            state(message, text, _summed(text, found, tracker))
            return True
        removed = acts.removed(text, own(message.get(ENTITIES, [])), known=KNOWN) if supposed else ()
        if removed:
            state(message, text, Answer((), frozenset(removed)))
            return True
        if strictly and (name_of(message) in LEAVING or not sure(message, SURE_AFTER_ET)):
            decide(message, UNCLEAR)
            return True
        return False

    def _follows(self, message: Message, tracker: DialogueStateTracker) -> None:
        """« et à Arras ? »: another place or date asks again for what is looked for by place and date."""
        last = _talked_about(tracker)
        if last is None or (sure(message, SURE_AFTER_ET) and name_of(message) != OUT):
            return
        text, stated = message.get(TEXT) or "", own(message.get(ENTITIES, []))
        day = day_alone(text, of_turn().today) if TOPICS[last] in SOMEWHERE else None
        if day:
            stated = [day]
            message.set(ENTITIES, [as_rasa(day, text)], add_to_output=True)
        meant = elsewhere(text, stated, last_intent=last)
        if meant:
            decide(message, meant)

    def _settles(self, message: Message, text: str, tracker: DialogueStateTracker) -> None:
        """A place that is all a message says goes on with what is talked about, or is asked what it is for."""
        last = _talked_about(tracker)
        if last is None or TOPICS[last] not in PLACED or acts.is_question(text) or sure(message, SURE_AFTER_ET):
            return
        town = acts.lone_town(text, entities=own(message.get(ENTITIES, [])), known=KNOWN)
        if town is None:
            return
        message.set(ENTITIES, [as_rasa(town, text)], add_to_output=True)
        decide(message, looked_for(last) or "inform")


def _summed(text: str, found: Answer, tracker: DialogueStateTracker) -> Answer:
    """« soixante mille de plus »: what is added to the case is stated as its sum."""
    case = {name: tracker.get_slot(name) for name in ("amount", "expenses") if name in tracker.slots}
    return replace(found, stated=acts.added(text, found.stated, case))


def _names_nothing(text: str, question: bool, message: Message) -> bool:
    """A few words that ask nothing answer the question, though none is known: it is explained, not left for another topic."""
    short = len(text.split()) <= FEW_WORDS and not question
    return short and (name_of(message) in NAMES_NOTHING or not sure(message, SURE_OF_ANOTHER))


def _refuse(message: Message, text: str) -> None:
    """A command that is named to be refused is none: « n'annulez pas »."""
    name = name_of(message)
    if name in COMMANDS and refuses(text, str(name)):
        decide(message, KEPT)


def _is_certain(message: Message) -> bool:
    """Names tell what a message in another language is about: « AMI termin? », and the answer is given in French."""
    named = {each["entity"] for each in message.get(ENTITIES, ())} & {"programme", "commune"}
    return bool(named) and sure(message, SURE) and name_of(message) not in NAMES_NOTHING


def _for_whom(text: str, tracker: DialogueStateTracker) -> str | None:
    """Return what there is for the person: by the body they said, else by what they say of themselves."""
    body = tracker.get_slot("org_type") if "org_type" in tracker.slots else None
    if body in FIRMS:
        return "ask_company_support"
    return "ask_prochia_audience" if acts.of_a_resident(text) or body == "particulier" else None


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
