"""In a check, a message is an answer where its values explain it; otherwise it is what else it is."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.answer import Answer
from nlu.acts.extra import MONEY, PLACES, POSTAL, YES_NO
from nlu.components.another_check import asks_of_another_check
from nlu.components.asking_a_record import asks_a_record
from nlu.components.checking import stays_public
from nlu.components.correcting import corrects_a_number
from nlu.components.deciding import DECIDED, answers, decide, name_of, sure
from nlu.components.entities import own
from nlu.components.filing import another_sum, file_sums, name_the_amount, unnamed_sum
from nlu.components.known import KNOWN
from nlu.components.reacting import COMPLAINT, SURE_COMMAND
from nlu.components.so_far import AMI_FORM, WHICH_SUM, asked_in, of_firms
from nlu.components.stating import AGREED, NAMES_NOTHING, STATING, SURE, SURE_OF_ANOTHER, add, put_apart, state
from nlu.components.supposing import summed, tries_in_check, with_others
from nlu.entities import Entity
from nlu.intents import CHECKS
from nlu.scope import OUT

FORM_CHECK = {intent.form: name for name, intent in intents.ALL.items() if intent.form}
"""The intent that opens each check."""
REMARK, NEARBY, INFORM, RESUME = "remark", "nearby_place", "inform", "resume"
UNSURE = intents.where(lambda intent: intent.unsure)
SAID_BARELY = {False: UNSURE, True: UNSURE | AGREED.keys()}
"""What answers by its intent alone, where yes and no do not answer and where they do."""
BODY, FIRM = "org_type", "pme"
"""What « entreprise » says where the body is asked for, whatever its size."""
FEW_WORDS = 3


def in_check(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Read a message of a check under way; False out of one, or when its own intent stands."""
    asked, form = asked_in(tracker), tracker.active_loop_name
    if asked is None:
        return False
    if _asks_what_is_under_way(message, text):
        return True
    if not corrects_a_number(message, text, asked, tracker) and not _of_a_sum(message, text, asked, tracker):
        _of_the_case(message, text, asked, tracker)
    file_sums(message, text, asked, form=form)
    name_the_amount(message, asked, firm=of_firms(tracker))
    if name_of(message) in SAID_BARELY[asked in YES_NO] and not acts.is_question(text):
        answers(message)
    return bool(message.get(DECIDED))


def _of_a_sum(message: Message, text: str, asked: str, tracker: DialogueStateTracker) -> bool:
    """A sum of something else than what is asked, or of nothing that is said, is no answer."""
    if another_sum(message, text, asked, form=tracker.active_loop_name):
        decide(message, REMARK)
        return True
    if of_firms(tracker) and asked not in MONEY and not _is_a_postal_code(text, asked) and unnamed_sum(message, text):
        decide(message, WHICH_SUM)
        return True
    return False


def _asks_what_is_under_way(message: Message, text: str) -> bool:
    """« bon, vérifions notre cas », while it is being checked: the question is asked again, whole."""
    told = [each for each in own(message.get(ENTITIES, [])) if each.entity != "programme"]
    asks = acts.asks_check(text, named=False) and not told
    if asks:
        decide(message, RESUME)
    return asks


def _is_a_postal_code(text: str, asked: str) -> bool:
    """« 59190 », where the seat is asked for, is a place and no sum."""
    return asked in PLACES and any(KNOWN.postal(code) for code in POSTAL.findall(text))


def _of_the_case(message: Message, text: str, asked: str, tracker: DialogueStateTracker) -> None:
    form, entities = tracker.active_loop_name, own(message.get(ENTITIES, []))
    found = acts.read(text, asked=asked, entities=entities, known=KNOWN, form=form)
    if of_firms(tracker) and acts.tells_trade(text):
        add(message, text, found)
        return
    if tries_in_check(message, text, found, asked, tracker):
        return
    if found is None and form == AMI_FORM and asked == BODY and acts.presents_trade(text, entities):
        placed = (each for each in entities if each.entity in PLACES)
        found = Answer((Entity(BODY, 0, len(text), FIRM), *placed), frozenset())  # « je suis boulanger » says a firm
    if found is None and form == AMI_FORM and stays_public(message, tracker):
        decide(message, INFORM)
        return
    if found is None and not acts.is_question(text) and acts.nearby(text, entities):
        message.set("nearby", acts.said_nearby(text, entities), add_to_output=True)
        put_apart(message, text, entities)
        decide(message, NEARBY)
        return
    question = acts.is_question(text) and not (found is not None and acts.supposes(text))
    certain = sure(message, SURE_COMMAND) and not (acts.amends(text) or acts.corrects(text))
    if found is not None and not question and found.counts(asked=asked, intent=name_of(message), sure=certain):
        state(message, text, with_others(text, summed(text, found, tracker), tracker))
        if name_of(message) in CHECKS - {FORM_CHECK.get(str(form))}:
            decide(message, INFORM)  # « on a 9 millions de CA » is no other check, whatever it resembles
        return
    if acts.contests(text):
        decide(message, COMPLAINT)
        return
    _no_answer(message, text, tracker, question=question)


def _no_answer(message: Message, text: str, tracker: DialogueStateTracker, *, question: bool) -> None:
    """Say what a message that answers nothing is: another check, an agreement, a fact unasked, a remark; else its own intent."""
    name, form, entities = name_of(message), tracker.active_loop_name, own(message.get(ENTITIES, []))
    if name in CHECKS:
        put_apart(message, text, acts.stated_of_another(text, entities) | acts.nearby(text, entities))
        if question:
            asks_of_another_check(message, text, str(name), tracker)
            return
        if name != FORM_CHECK.get(str(form)) and not sure(message, SURE):
            decide(message, INFORM)
            return
    if name in AGREED:
        put_apart(message, text, entities)
        if acts.consent(text) is None:
            decide(message, REMARK)
    elif _names_nothing(text, question, message):
        put_apart(message, text, entities)
        decide(message, INFORM)
    elif name == INFORM and question:
        put_apart(message, text, entities)
        decide(message, REMARK)
    elif not question and _states(message) and not asks_a_record(message, text):
        decide(message, REMARK)


def _states(message: Message) -> bool:
    """Tell whether a message only states something, or nothing sure of ours."""
    name = name_of(message)
    return name in STATING or name in (OUT, None) or _doubtful(message)


def _names_nothing(text: str, question: bool, message: Message) -> bool:
    """A few words that ask nothing answer the question, though none is known: it is explained, not left for another topic."""
    short = len(text.split()) <= FEW_WORDS and not question
    return short and (name_of(message) in NAMES_NOTHING or not sure(message, SURE_OF_ANOTHER))


def _doubtful(message: Message) -> bool:
    """What is not sure asks nothing, unless it names an aid: « inscription Proch'IA svp »."""
    return not sure(message, SURE) and not any(each["entity"] == "programme" for each in message.get(ENTITIES, ()))
