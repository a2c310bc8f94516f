"""What a message does whatever is under way: it reacts, asks for a meaning or a reason, refuses a command, complains."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.extra import YES_NO
from nlu.acts.language import ENGLISH
from nlu.acts.plainly import IF_GRANTED, OTHER_LANGUAGE, WRONG_SIREN
from nlu.acts.refusing import REFUSED, names_a_machine, refuses, tells_of
from nlu.components.choosing import choose
from nlu.components.deciding import decide, doubt, name_of, slot, sure
from nlu.components.entities import as_rasa, own
from nlu.components.filing import file_sums
from nlu.components.so_far import asked_in
from nlu.components.stating import AGREED, NAMES_NOTHING, SURE
from nlu.components.unsaid import leave_unsaid
from nlu.entities import Entity
from region import activity
from region.vocabulary import FIRMS, PUBLIC, of_a_town_hall

COMMANDS = frozenset(REFUSED)
LEAVING = intents.where(lambda intent: intent.loses)
"""The commands that lose something: a question that only resembles one is none."""
KEPT, REACTION, MEANING = "refused_command", "reaction", "meaning"
HUMAN = "ask_human"
COMPLAINT, AGAIN, STOP = "complain_answer", "repeat", "restart"
OF_A_FIRM = frozenset({"siren", "turnover", "legal_form"})
"""The words of a firm that mean the same whatever is talked about."""
SURE_COMMAND = 0.9
FIRM_SUPPORT, PUBLIC_SUPPORT = "ask_company_support", "ask_public_support"
BEGINS = frozenset({"capabilities"})
"""What « par quoi commencer ? » is taken for by its words alone."""
TELLS_VICTIMS, RISKS = intents.where(lambda intent: intent.tells_victims), "ask_ai_risks"


def reacts(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """A word of reaction, of consent to a condition or in another language is met as that."""
    asked = asked_in(tracker)
    agreeing = asked is not None and asked not in YES_NO
    reaction = acts.reaction(text, agreeing=agreeing) if tracker.latest_bot_utterance else None
    message.set("reaction", reaction, add_to_output=True)
    plain = REACTION if reaction else acts.plainly(text)
    if plain == IF_GRANTED and not (asked or slot(tracker, "told_facts")):
        plain = None  # « c'est officiel ? » is asked of what was just said
    if not plain and message.get("language") not in (None, ENGLISH) and not _is_certain(message):
        plain = OTHER_LANGUAGE
    if plain:
        decide(message, plain)
    return bool(plain)


def says_siren_is_wrong(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« ce n'est pas mon numéro »: the company number is asked again."""
    wrong = asked_in(tracker) == "siren" and acts.is_wrong_siren(text)
    if wrong:
        decide(message, WRONG_SIREN)
    return wrong


def stops_the_check(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« on oublie », « recommencez » stops the check or begins it again, whatever its words resemble."""
    checked = tracker.active_loop_name or slot(tracker, "last_check") or slot(tracker, "left_check")
    stops = bool(tracker.active_loop_name and acts.stops(text)) or bool(checked and acts.begins_again(text))
    if stops:
        decide(message, STOP)
    return stops


def leaves_unsaid(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« je ne sais pas », « je préfère ne pas le dire » answers the question by nothing."""
    asked = asked_in(tracker)
    return bool(asked and leave_unsaid(message, text, asked, form=str(tracker.active_loop_name)))


def asks_a_meaning(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« c'est quoi un SIREN ? » is about the words of the question, or of any check."""
    asked, meant = asked_in(tracker), acts.asks_meaning(text)
    if not meant or not (meant == asked or (not asked and meant in OF_A_FIRM)):
        return False
    message.set(ENTITIES, [as_rasa(Entity("fact", 0, len(text), meant), text)], add_to_output=True)
    decide(message, MEANING)
    return True


def asks_why(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« pourquoi cette question ? » has its reason, and the question again."""
    why = bool(asked_in(tracker)) and (acts.asks_only_why(text) or (acts.asks_why(text) and not sure(message, SURE)))
    if why:
        decide(message, AGAIN)
    return why


def asks_what_for_me(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« et pour moi, il y a quoi ? » is asked by the body they said, else by what they say of themselves."""
    meant = _for_whom(text, tracker) if acts.asks_what_for_me(text) else _where_to_begin(message, text, tracker)
    if meant:
        decide(message, meant)
    return bool(meant)


def suspects_a_message(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« une facture bizarre de la Région » is told of what to beware, unless what is understood already tells victims."""
    doubts = acts.suspects(text) and name_of(message) not in TELLS_VICTIMS
    if doubts:
        decide(message, RISKS)
    return doubts


def chooses(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« le deuxième », « les deux » answers a question that offers a choice."""
    asked = asked_in(tracker)
    return bool(asked and choose(message, text, asked))


def names_its_sums(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Name each sum after what it is of; nothing is decided by it."""
    file_sums(message, text, asked_in(tracker), form=tracker.active_loop_name)
    return False


def refuses_a_command(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """A command that is named to be refused is none, « n'annulez pas »; the rest of the message is still read."""
    name = name_of(message)
    if name in COMMANDS and refuses(text, str(name)):
        decide(message, KEPT)
    return False


def contests_a_result(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« ce n'est pas juste », after a result, is a complaint about it."""
    contests = bool(tracker.get_slot("told_facts")) and acts.contests(text)
    if contests:
        decide(message, COMPLAINT)
    return contests


def doubts_a_command(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """A question that only resembles a command, or a yes, is neither: the next reading comes first."""
    asks = acts.is_question(text)
    wants = sure(message, SURE) and acts.speaks_for_oneself(text)
    if name_of(message) in LEAVING and (tells_of(text) or (asks and not wants)):
        doubt(message)
    if name_of(message) == HUMAN and names_a_machine(text):
        doubt(message)  # « on voudrait un agent conversationnel » asks for nobody
    if not asked_in(tracker) and name_of(message) in AGREED and asks and acts.consent(text) is None:
        doubt(message)  # « on a commencé, c'est gênant ? » says neither yes nor no
    return False


def complains(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """What is not a sure command and complains is a complaint."""
    complaint = not sure(message, SURE_COMMAND) and acts.complains(text)
    if complaint:
        decide(message, COMPLAINT)
    return complaint


def _is_certain(message: Message) -> bool:
    """Names tell what a message in another language is about: « AMI termin? », and the answer is given in French."""
    named = {each["entity"] for each in message.get(ENTITIES, ())} & {"programme", "commune"}
    return bool(named) and sure(message, SURE) and name_of(message) not in NAMES_NOTHING


def _where_to_begin(message: Message, text: str, tracker: DialogueStateTracker) -> str | None:
    """« je suis maire de 380 habitants, par quoi commencer ? »: what there is for the body that they say, or said."""
    known = name_of(message) not in NAMES_NOTHING | BEGINS and sure(message, SURE_COMMAND)
    if known or asked_in(tracker) or not acts.asks_where_to_begin(text):
        return None
    told = own(message.get(ENTITIES, []))
    if any(each.entity == "person_audience" and of_a_town_hall(text[each.start : each.end]) for each in told):
        return PUBLIC_SUPPORT
    body = next((each.value for each in told if each.entity == "org_type"), None) or slot(tracker, "org_type")
    if body is None and activity.of(text) and acts.speaks_for_oneself(text):
        return FIRM_SUPPORT
    return FIRM_SUPPORT if body in FIRMS else PUBLIC_SUPPORT if body in PUBLIC else None


def _for_whom(text: str, tracker: DialogueStateTracker) -> str | None:
    body = slot(tracker, "org_type")
    if body in FIRMS:
        return FIRM_SUPPORT
    return "ask_prochia_audience" if acts.of_a_resident(text) or body == "particulier" else None
