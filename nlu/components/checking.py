"""Opens the check that a message asks for in words: of the aid it names, else of the one the conversation is about."""

from collections.abc import Sequence

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide, name_of, slot, sure
from nlu.components.entities import as_rasa, own
from nlu.components.known import KNOWN
from nlu.components.offering import asks_which_check, named_check, offered_checks
from nlu.components.stating import AMI_CHECK, COMPANY_CHECK, SURE_OF_ANOTHER, statement
from nlu.entities import Entity
from nlu.intents import TOPICS
from nlu.scope import OUT
from region.in_force import of_turn
from region.vocabulary import FIRMS

WHICH_CHECK = "which_check"
FEW_WORDS = 4
BY_TOPIC = {"ami": AMI_CHECK, "company": COMPANY_CHECK}
ABOUT_ONE = "ask_programme"
NOT_PUBLIC = frozenset({"particulier", "unknown"})
OF_A_FIRM = frozenset({"headcount", "siren", "turnover", "investment"})


def opens_check(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for the check asked for; False where the message asks for none."""
    aids = [each["value"] for each in message.get(ENTITIES, []) if each["entity"] == "programme"]
    offered = offered_checks(tracker)
    bids = acts.bids_check(text, loosely=bool(offered))
    if not (bids or acts.asks_check(text, named=bool(aids))):
        return False
    only = next(iter(offered)) if bids and len(offered) == 1 else None
    firm = COMPANY_CHECK if bids and acts.names_a_firm(text) else None
    decide(message, firm or only or _check(aids[0] if aids else None, message, tracker))
    _name_the_aid(message, text, aids, tracker)
    return True


def says_which_check(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« Quel cas voulez-vous vérifier ? »: the body, the trade, the aid or the button's words that are said tell which check to open."""
    if not asks_which_check(tracker):
        return False
    if acts.is_question(text):
        return _asks_again(message, text)
    entities = own(message.get(ENTITIES, []))
    found = acts.told(text, entities=entities, known=KNOWN)
    body = next((each.value for each in found.stated if each.entity == "org_type"), None)
    if body is None and not acts.tells_trade(text) and len(text.split()) <= FEW_WORDS:
        return _names_the_check(message, text, entities, tracker)
    firm = body in FIRMS or (body is None and acts.tells_trade(text))
    if body is None and not firm:
        return False
    statement(message, text, found)
    decide(message, COMPANY_CHECK if firm else AMI_CHECK)
    return True


def _names_the_check(message: Message, text: str, entities: Sequence[Entity], tracker: DialogueStateTracker) -> bool:
    """« l'AMI évidemment », « celle des entreprises », in a few words."""
    aids = [of_turn().catalogue.programmes.get(str(each.value)) for each in entities if each.entity == "programme"]
    audiences = {COMPANY_CHECK if aid.audience == "company" else AMI_CHECK for aid in aids if aid is not None}
    named = next(iter(audiences)) if len(audiences) == 1 else named_check(text, tracker)
    if named:
        decide(message, named)
    return bool(named)


def _asks_again(message: Message, text: str) -> bool:
    """« quel cas ? », « lesquels ? » names neither: the choice is put again."""
    again = len(text.split()) <= FEW_WORDS and (name_of(message) == OUT or not sure(message, SURE_OF_ANOTHER))
    if again:
        decide(message, WHICH_CHECK)
    return again


def _check(aid: str | None, message: Message, tracker: DialogueStateTracker) -> str:
    """The check of the aid named, else of who is told to ask, of a firm, of what is talked about; « vérifier mon cas » names none."""
    programme = of_turn().catalogue.programmes.get(aid or "")
    if programme is not None:
        return COMPANY_CHECK if programme.audience == "company" else AMI_CHECK
    told = {each.entity: each.value for each in own(message.get(ENTITIES, []))}
    body = told.get("org_type") or slot(tracker, "org_type")
    if body is not None:
        return COMPANY_CHECK if body in FIRMS else AMI_CHECK
    if told.keys() & OF_A_FIRM or any(slot(tracker, name) is not None for name in OF_A_FIRM):
        return COMPANY_CHECK
    if name_of(message) == COMPANY_CHECK:
        return COMPANY_CHECK
    return BY_TOPIC.get(TOPICS.get(str(slot(tracker, "last_intent")), ""), WHICH_CHECK)


def _name_the_aid(message: Message, text: str, aids: list[str], tracker: DialogueStateTracker) -> None:
    """« Vérifier mon cas », after an answer about ADEN, checks ADEN."""
    talked = slot(tracker, "programme")
    if aids or not talked or name_of(message) != COMPANY_CHECK or slot(tracker, "last_intent") != ABOUT_ONE:
        return
    named = as_rasa(Entity("programme", 0, len(text), talked), text)
    message.set(ENTITIES, [*message.get(ENTITIES, []), named], add_to_output=True)


def stays_public(message: Message, tracker: DialogueStateTracker) -> bool:
    """« je suis maire », then « un chatbot à 90 000 € »: the project is the commune's, though it reads as a firm's."""
    body = slot(tracker, "org_type")
    if name_of(message) != COMPANY_CHECK or body is None or body in FIRMS or body in NOT_PUBLIC:
        return False
    told = own(message.get(ENTITIES, []))
    firm = any(each.entity in OF_A_FIRM or (each.entity == "org_type" and each.value in FIRMS) for each in told)
    return not firm and not acts.names_a_firm(message.get(TEXT) or "")
